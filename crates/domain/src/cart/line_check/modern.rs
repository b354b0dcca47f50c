//! Checks of a modern line: product, SKU and availability; market; segment; currency; quantity; plan; participants;
//! attestation; promotion.

use super::{
    Buyer, Promoting, attestation, check_currency, check_quantity, custom_term_end, find_named_promotion, limits,
    next_term, participants, prerequisite, provisioning, renews_to, savings_plan, segment,
};
use crate::{
    cart::CartLineItem,
    catalog::{Availability, Plan, Product, Sku},
    counter::Counter,
    fault::{Fault, FaultKind},
    member::{Member, Place},
    money::{Amount, Currency},
    promotion::{Candidate, Promotion},
    term::Term,
};

/// A modern line, resolved.
pub(in crate::cart) struct Modern<'a> {
    /// The product.
    pub(in crate::cart) product: &'a Product,
    /// The SKU.
    pub(in crate::cart) sku: &'a Sku,
    /// The term and billing cycle it is bought with.
    pub(in crate::cart) plan: &'a Plan,
    /// What one licence, or the commitment of a savings plan, costs for one billing period, before promotions.
    pub(in crate::cart) unit_price: Amount,
    /// The currency of the price.
    pub(in crate::cart) currency: Currency,
    /// The promotion that applies.
    pub(in crate::cart) promotion: Option<&'a Promotion>,
}

pub(super) fn resolve<'a>(
    line: &CartLineItem,
    [product, sku, availability]: [&str; 3],
    buyer: Buyer<'a>,
    promoting: Promoting,
    at: &Place,
) -> Result<Modern<'a>, Fault> {
    let (product, sku) = find_sku(line, product, sku, buyer, at)?;
    let availability = find_availability(line, sku, availability, buyer, at)?;
    segment::check(line, availability, buyer.customer, at)?;
    let market = &buyer.customer.market;
    let currency = check_currency(line, &availability.currencies_in(market), buyer, at)?;
    check_quantity(line.quantity, sku.minimum_quantity..=sku.maximum_quantity, at)?;
    limits::check_seats(line, (product, sku), buyer, at)?;
    let (plan, unit_price) = find_plan(line, availability, market, currency, at)?;
    renews_to::check_cycle(line, at)?;
    renews_to::check_term(line, sku, currency, buyer, at)?;
    participants::check(line, buyer.partner, at)?;
    attestation::check(line, sku, at)?;
    let candidate = Candidate {
        product: &product.id,
        sku: &sku.id,
        term: plan.term.as_ref(),
        billing_cycle: plan.billing_cycle,
        quantity: line.quantity,
        first_purchase: buyer.used.of(&Counter::purchases(buyer.customer.id, &product.id)) == 0,
    };
    let promotion = find_promotion(line, candidate, buyer, promoting, at)?;
    custom_term_end::check(line, product, plan, buyer, at)?;
    prerequisite::check(line, (product, sku), buyer, at)?;
    provisioning::check(line, (product, sku), buyer, at)?;
    limits::check_supply(line, (product, sku), buyer, at)?;
    let committed = savings_plan::check(line, (product, sku), (plan, currency), buyer, at)?;
    let unit_price = committed.unwrap_or(unit_price);
    next_term::check(line, product.kind, (plan.term.as_ref(), currency), buyer, at)?;
    limits::check_sandbox(line, Some(product.kind), buyer, at)?;
    Ok(Modern { product, sku, plan, unit_price, currency, promotion })
}

fn find_sku<'a>(
    line: &CartLineItem,
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
        let fault = Fault::new(FaultKind::ProductNotFound).seen(at, line.catalog_item_id.as_str(), accepted);
        if found.is_some() { fault.with_order_twin(FaultKind::OfferNotAvailableInCountry) } else { fault }
    })
}

fn find_availability<'a>(
    line: &CartLineItem,
    sku: &'a Sku,
    id: &str,
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<&'a Availability, Fault> {
    let market = &buyer.customer.market;
    let at = at.member(Member::CatalogItemId);
    let refuse = |kind, accepted: String| Fault::new(kind).seen(at.clone(), line.catalog_item_id.as_str(), accepted);
    let Some(found) = sku.availability(id).filter(|found| found.is_sold_in(market)) else {
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

/// The plan that the line asks for; without a term, the first one listed with its billing cycle (ruling 32).
fn find_plan<'a>(
    line: &CartLineItem,
    availability: &'a Availability,
    market: &str,
    currency: Currency,
    at: &Place,
) -> Result<(&'a Plan, Amount), Fault> {
    let offered = |plan: &'a Plan| Some((plan, plan.price(market, currency)?));
    let plans: Vec<_> = availability.plans.iter().filter_map(offered).collect();
    let asked =
        |plan: &Plan| plan.billing_cycle == line.billing_cycle && (line.term.is_none() || plan.term == line.term);
    plans.iter().find(|(plan, _)| asked(plan)).copied().ok_or_else(|| {
        let accepted = plans.iter().map(|(plan, _)| plan.name()).collect::<Vec<_>>().join(", ");
        let term = line.term.as_ref().map_or("no term", |term| term.as_str());
        let seen = format!("{term} with {}", line.billing_cycle.name());
        let fault = Fault::new(FaultKind::BillingPlanNotSupported).with_order_twin(plan_in_order(line, &plans));
        fault.seen(at.member(Member::TermDuration), seen, accepted)
    })
}

/// What orders call a plan that is not offered: a billing cycle that does not fit into the term, one that the item does not
/// have, or a term that it does not have with it (digest 4.9).
fn plan_in_order(line: &CartLineItem, offered: &[(&Plan, Amount)]) -> FaultKind {
    let months = (line.billing_cycle.months(), line.term.as_ref().map(Term::months));
    match months {
        (Some(cycle), Some(term)) if cycle > term => FaultKind::BillingCycleLongerThanTerm,
        _ if offered.iter().all(|(plan, _)| plan.billing_cycle != line.billing_cycle) => {
            FaultKind::OrderBillingCycleNotValid
        }
        _ => FaultKind::TermDurationNotValid,
    }
}

/// A named promotion must exist; one that exists but does not fit leaves the normal price. Without a name, the
/// catalogue's automatic ones are tried (digest 7.3).
fn find_promotion<'a>(
    line: &CartLineItem,
    candidate: Candidate<'_>,
    buyer: Buyer<'a>,
    promoting: Promoting,
    at: &Place,
) -> Result<Option<&'a Promotion>, Fault> {
    let left =
        |promotion: &&Promotion| buyer.used.too_little_for(&limits::promoted_seats(line, promotion, buyer)).is_none();
    let Some(named) = &line.promotion_id else {
        let tried = promoting == Promoting::ByItself;
        return Ok(buyer.catalog.automatic_promotion(candidate).filter(|_| tried).filter(left));
    };
    let promotion = find_named_promotion(named, buyer, at)?;
    Ok(Some(promotion).filter(|promotion| promotion.applies_to(candidate)).filter(left))
}
