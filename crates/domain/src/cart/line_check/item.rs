//! What of the catalogue an item id names, as far as it is there for the customer; and the plan that is asked for.

use super::{Buyer, segment};
use crate::{
    billing_cycle::BillingCycle,
    catalog::{Availability, Plan, Product, Sku},
    catalog_item::CatalogItemId,
    fault::{Fault, FaultKind},
    member::{Member, Place},
    money::{Amount, Currency},
    term::Term,
};

/// A modern item, found.
pub(in crate::cart) struct Item<'a> {
    pub(in crate::cart) product: &'a Product,
    pub(in crate::cart) sku: &'a Sku,
    pub(in crate::cart) availability: &'a Availability,
}

/// Finds an item that the customer can buy: in its market, purchasable, of a segment that is open to it.
pub(in crate::cart) fn find<'a>(
    id: &CatalogItemId,
    [product, sku, availability]: [&str; 3],
    buyer: Buyer<'a>,
    at: &Place,
) -> Result<Item<'a>, Fault> {
    let (product, sku) = find_sku(id, product, sku, buyer, at)?;
    let availability = find_availability(id, sku, availability, buyer, at)?;
    segment::check(id, availability, buyer.customer, at)?;
    Ok(Item { product, sku, availability })
}

fn find_sku<'a>(
    id: &CatalogItemId,
    product: &str,
    sku: &str,
    buyer: Buyer<'a>,
    at: &Place,
) -> Result<(&'a Product, &'a Sku), Fault> {
    let market = &buyer.customer.market;
    let found = buyer.catalog.sku_of(product, sku);
    found.filter(|(_, sku)| sku.is_sold_in(market)).ok_or_else(|| {
        let accepted = format!("a product and SKU sold in market {market}");
        let at = at.member(Member::CatalogItemId);
        let fault = Fault::new(FaultKind::ProductNotFound).seen(at, id.as_str(), accepted);
        if found.is_some() { fault.with_order_twin(FaultKind::OfferNotAvailableInCountry) } else { fault }
    })
}

fn find_availability<'a>(
    id: &CatalogItemId,
    sku: &'a Sku,
    availability: &str,
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<&'a Availability, Fault> {
    let market = &buyer.customer.market;
    let at = at.member(Member::CatalogItemId);
    let refuse = |kind, accepted: String| Fault::new(kind).seen(at.clone(), id.as_str(), accepted);
    let Some(found) = sku.availability(availability).filter(|found| found.is_sold_in(market)) else {
        let sold = sku.availabilities.iter().filter(|found| found.is_open_to(buyer.customer));
        let ids = sold.map(|found| found.id.as_str()).collect::<Vec<_>>().join(", ");
        return Err(refuse(FaultKind::AvailabilityNotFound, format!("an availability of this SKU: {ids}")));
    };
    if !found.purchasable {
        let fault = refuse(FaultKind::UnableToProcessCartLineItem, "an availability that can be purchased".to_owned());
        return Err(fault.with_order_twin(FaultKind::CatalogItemNotEligibleForPurchase));
    }
    Ok(found)
}

/// The plan that is asked for; without a term, the first one listed with its billing cycle (ruling 32).
pub(in crate::cart) fn find_plan<'a>(
    (billing_cycle, term): (BillingCycle, Option<&Term>),
    availability: &'a Availability,
    (market, currency): (&str, Currency),
    at: &Place,
) -> Result<(&'a Plan, Amount), Fault> {
    let offered = |plan: &'a Plan| Some((plan, plan.price(market, currency)?));
    let plans: Vec<_> = availability.plans.iter().filter_map(offered).collect();
    let asked = |plan: &Plan| plan.billing_cycle == billing_cycle && (term.is_none() || plan.term.as_ref() == term);
    plans.iter().find(|(plan, _)| asked(plan)).copied().ok_or_else(|| {
        let accepted = plans.iter().map(|(plan, _)| plan.name()).collect::<Vec<_>>().join(", ");
        let twin = plan_in_order((billing_cycle, term), &plans);
        let term = term.map_or("no term", |term| term.as_str());
        let seen = format!("{term} with {}", billing_cycle.name());
        let fault = Fault::new(FaultKind::BillingPlanNotSupported).with_order_twin(twin);
        fault.seen(at.member(Member::TermDuration), seen, accepted)
    })
}

/// What orders call a plan that is not offered: a billing cycle that does not fit into the term, one that the item does not
/// have, or a term that it does not have with it (digest 4.9).
fn plan_in_order((billing_cycle, term): (BillingCycle, Option<&Term>), offered: &[(&Plan, Amount)]) -> FaultKind {
    match (billing_cycle.months(), term.map(Term::months)) {
        (Some(cycle), Some(term)) if cycle > term => FaultKind::BillingCycleLongerThanTerm,
        _ if offered.iter().all(|(plan, _)| plan.billing_cycle != billing_cycle) => {
            FaultKind::OrderBillingCycleNotValid
        }
        _ => FaultKind::TermDurationNotValid,
    }
}
