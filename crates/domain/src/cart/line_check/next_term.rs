//! Instructions for the next term: what a licence turns into when its first term ends (seed 001, digest 4.4).

use super::{Buyer, check_quantity, custom_term_end::Span};
use crate::{
    cart::CartLineItem,
    catalog::{Availability, Plan, ProductKind, Sku},
    fault::{Fault, FaultKind},
    line::{ProductTerm, ScheduledNextTermInstructions},
    member::{Member, Place},
    money::Currency,
    subscription::commitment,
    term::Term,
};

/// Checks the instructions of a modern line, whose first term is `term`: a licence that can be bought now, in a quantity
/// that it allows, and, where it ends early, at an end that it may have.
pub(in crate::cart) fn check(
    line: &CartLineItem,
    kind: ProductKind,
    (term, currency): (Option<&Term>, Currency),
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<(), Fault> {
    let Some(instructions) = &line.scheduled_next_term_instructions else { return Ok(()) };
    let Some(term) = term.filter(|_| kind == ProductKind::OnlineServicesNce) else {
        return refuse_product(line, at);
    };
    let at = at.member(Member::ScheduledNextTermInstructions);
    let ScheduledNextTermInstructions { product, quantity, custom_term_end_date } = instructions;
    let product_at = at.member(Member::Product);
    let Some(product) = product else {
        return Err(invalid().missing(product_at, "the product of the next term"));
    };
    let (sku, availability) = find(product, buyer, &product_at)?;
    let plan = find_plan(product, availability, currency, buyer, &product_at)?;
    check_promotion(product, buyer, &product_at)?;
    let (least, most) = (sku.minimum_quantity, sku.maximum_quantity);
    let quantity =
        quantity.ok_or_else(|| invalid().missing(at.member(Member::Quantity), format!("{least} to {most}")))?;
    check_quantity(quantity, least..=most, &at)?;
    let (Some(end), Some(next)) = (custom_term_end_date, &plan.term) else { return Ok(()) };
    let today = buyer.now.midnight();
    let after = line.custom_term_end_date.map_or_else(|| commitment::last_day(today, term), |end| end.midnight());
    let span = Span { after, last: commitment::last_day(after.plus_days(1), next), term: next };
    span.check(*end, buyer).map_err(|accepted| {
        let twin = if span.holds(*end) {
            FaultKind::NextTermEndDateMatchesNothing
        } else {
            FaultKind::NextTermEndDateOutsideFirstTerm
        };
        invalid().seen(at.member(Member::CustomTermEndDate), end, accepted).with_order_twin(twin)
    })
}

/// Only new-commerce licences take instructions for their next term.
pub(in crate::cart) fn refuse_product(line: &CartLineItem, at: &Place) -> Result<(), Fault> {
    let Some(instructions) = &line.scheduled_next_term_instructions else { return Ok(()) };
    let accepted = "no instructions for the next term; new-commerce licences may have them";
    let at = at.member(Member::ScheduledNextTermInstructions);
    let fault = invalid().seen(at, line.catalog_item_id.as_str(), accepted);
    Err(match instructions.custom_term_end_date {
        Some(_) => fault.with_order_twin(FaultKind::NextTermEndDateProductNotValid),
        None => fault,
    })
}

fn invalid() -> Fault {
    Fault::new(FaultKind::LineInputIsNotValid)
}

/// The SKU and availability of the next term: of a licence, sold in the customer's market.
fn find<'a>(product: &ProductTerm, buyer: Buyer<'a>, at: &Place) -> Result<(&'a Sku, &'a Availability), Fault> {
    let market = &buyer.customer.market;
    let said = |text: &Option<String>, member, accepted: &str| {
        let text = text.as_ref().map(|text| text.trim().to_ascii_uppercase());
        text.ok_or_else(|| invalid().missing(at.member(member), accepted))
    };
    let refuse = |member, seen: &str, accepted: String| invalid().seen(at.member(member), seen, accepted);

    let id = said(&product.product_id, Member::ProductId, "a licence of the catalogue")?;
    let licence = buyer.catalog.product(&id).filter(|found| found.kind == ProductKind::OnlineServicesNce);
    let sold = licence.filter(|found| found.skus.iter().any(|sku| sku.is_sold_in(market)));
    let sold = sold.ok_or_else(|| refuse(Member::ProductId, &id, format!("a licence sold in market {market}")))?;

    let id = said(&product.sku_id, Member::SkuId, "a SKU of the product")?;
    let sku = sold.sku(&id).filter(|sku| sku.is_sold_in(market)).ok_or_else(|| {
        let skus = sold.skus.iter().filter(|sku| sku.is_sold_in(market)).map(|sku| sku.id.as_str());
        refuse(Member::SkuId, &id, format!("a SKU of {}: {}", sold.id, skus.collect::<Vec<_>>().join(", ")))
    })?;

    let id = said(&product.availability_id, Member::AvailabilityId, "an availability of the SKU")?;
    let offered = |found: &&Availability| found.is_open_to(buyer.customer);
    let availability = sku.availability(&id).filter(offered).ok_or_else(|| {
        let ids = sku.availabilities.iter().filter(offered).map(|found| found.id.as_str()).collect::<Vec<_>>();
        let accepted = format!("an availability of {}:{}: {}", sold.id, sku.id, ids.join(", "));
        refuse(Member::AvailabilityId, &id, accepted)
    })?;
    Ok((sku, availability))
}

/// The paid plan with that billing cycle and term.
fn find_plan<'a>(
    product: &ProductTerm,
    availability: &'a Availability,
    currency: Currency,
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<&'a Plan, Fault> {
    let market = &buyer.customer.market;
    let offered = availability.plans.iter().filter(|plan| plan.is_paid() && plan.price(market, currency).is_some());
    let offered: Vec<_> = offered.collect();
    let accepted = || offered.iter().map(|plan| plan.name()).collect::<Vec<_>>().join(", ");
    let Some(cycle) = product.billing_cycle else {
        return Err(invalid().missing(at.member(Member::BillingCycle), accepted()));
    };
    let Some(term) = &product.term else {
        return Err(invalid().missing(at.member(Member::TermDuration), accepted()));
    };
    if !offered.iter().any(|plan| plan.billing_cycle == cycle) {
        return Err(invalid().seen(at.member(Member::BillingCycle), cycle.name(), accepted()));
    }
    let found = offered.iter().find(|plan| plan.billing_cycle == cycle && plan.term.as_ref() == Some(term));
    found.copied().ok_or_else(|| {
        let seen = format!("{term} with {}", cycle.name());
        invalid().seen(at.member(Member::TermDuration), seen, accepted())
    })
}

fn check_promotion(product: &ProductTerm, buyer: Buyer<'_>, at: &Place) -> Result<(), Fault> {
    let Some(named) = &product.promotion_id else { return Ok(()) };
    let known = buyer.catalog.promotion(named).map(|_| ());
    known.ok_or_else(|| invalid().seen(at.member(Member::PromotionId), named, "a promotion of the catalogue, or none"))
}
