//! Checks of a legacy line: offer; market; currency; quantity; billing cycle and term; participants; the base of an add-on.

use super::{
    Base, Buyer, base, check_currency, check_quantity, custom_term_end, limits, next_term, participants, promoting,
    renews_to,
};
use crate::{
    cart::CartLineItem,
    catalog::LegacyOffer,
    catalog_item::CatalogItemId,
    fault::{Fault, FaultKind},
    id::SubscriptionId,
    member::{Member, Place},
    money::Currency,
    time::Timestamp,
};

/// A legacy line, resolved.
pub(in crate::cart) struct Legacy<'a> {
    /// The offer.
    pub(in crate::cart) offer: &'a LegacyOffer,
    /// The currency it is sold in.
    pub(in crate::cart) currency: Currency,
    /// The base subscription that an add-on is bought for, when the customer owns it already.
    pub(in crate::cart) parent: Option<SubscriptionId>,
    /// The last day of its term.
    pub(in crate::cart) commitment_end: Timestamp,
}

pub(super) fn resolve<'a>(
    line: &CartLineItem,
    offer: &str,
    under: Option<Base<'_>>,
    buyer: Buyer<'a>,
    at: &Place,
) -> Result<Legacy<'a>, Fault> {
    let offer = find_offer(&line.catalog_item_id, offer, buyer, at)?;
    let currency = check_currency(line, &offer.currencies_in(&buyer.customer.market), buyer, at)?;
    check_quantity(line.quantity, offer.minimum_quantity..=offer.maximum_quantity, at)?;
    check_plan(line, offer, at)?;
    renews_to::check_cycle(line, at)?;
    participants::check(line, buyer.partner, at)?;
    if let Some(named) = &line.promotion_id {
        // Promotions are for modern items: one that exists leaves the normal price.
        promoting::find_named(named, buyer, at)?;
    }
    custom_term_end::refuse_product(line, at)?;
    let parent = base::find(line, offer, under, buyer, at)?;
    next_term::refuse_product(line, at)?;
    limits::check_sandbox(line, None, buyer, at)?;
    let commitment_end = base::commitment_end(offer, under, parent, buyer);
    Ok(Legacy { offer, currency, parent: parent.map(|parent| parent.id), commitment_end })
}

/// Finds an offer that is sold in the customer's market, by its id in upper case.
pub(in crate::cart) fn find_offer<'a>(
    id: &CatalogItemId,
    offer: &str,
    buyer: Buyer<'a>,
    at: &Place,
) -> Result<&'a LegacyOffer, Fault> {
    let market = &buyer.customer.market;
    let at = at.member(Member::CatalogItemId);
    let refuse = |kind, accepted: &str| Fault::new(kind).seen(at.clone(), id.as_str(), accepted);
    let found = buyer.catalog.offer(offer);
    let found = found.ok_or_else(|| refuse(FaultKind::CatalogItemIdIsNotValid, "a legacy offer of the catalogue"))?;
    if found.currencies_in(market).is_empty() {
        let fault = refuse(FaultKind::ProductNotFound, &format!("an offer sold in market {market}"));
        return Err(fault.with_order_twin(FaultKind::OfferNotAvailableInCountry));
    }
    if !found.sold {
        return Err(refuse(FaultKind::LegacyOfferNotEligibleForPurchase, "an offer that is still sold"));
    }
    Ok(found)
}

fn check_plan(line: &CartLineItem, offer: &LegacyOffer, at: &Place) -> Result<(), Fault> {
    let refuse = |(member, twin), seen: String, accepted: String| {
        let fault = Fault::new(FaultKind::BillingPlanNotSupported).with_order_twin(twin);
        Err(fault.seen(at.member(member), seen, accepted))
    };
    if !offer.billing_cycles.contains(&line.billing_cycle) {
        let accepted = offer.billing_cycles.iter().map(|cycle| cycle.name()).collect::<Vec<_>>().join(", ");
        let cycle = (Member::BillingCycle, FaultKind::OrderBillingCycleNotValid);
        return refuse(cycle, line.billing_cycle.name().to_owned(), accepted);
    }
    match &line.term {
        Some(term) if *term != offer.term => {
            let of_term = (Member::TermDuration, FaultKind::TermDurationNotValid);
            refuse(of_term, term.as_str().to_owned(), offer.term.as_str().to_owned())
        }
        _ => Ok(()),
    }
}
