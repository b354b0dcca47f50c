//! What a trial turns into: the paid SKU that the catalogue names, for a term that it offers (digest 7.3, ruling 39).

use super::{Buyer, Modern};
use crate::{
    billing_cycle::BillingCycle,
    cart::CartLineItem,
    catalog::{Availability, Plan, Product, Sku},
    fault::{Fault, FaultKind},
    line::{ProductTerm, ScheduledNextTermInstructions},
    member::{Member, Place},
    money::Currency,
    term::Term,
};

/// Only a trial turns into something (ruling 39).
pub(super) fn check_cycle(line: &CartLineItem, at: &Place) -> Result<(), Fault> {
    if line.renews_to.is_none() || line.billing_cycle == BillingCycle::None {
        return Ok(());
    }
    let accepted = "a conversion on billing cycle none only";
    let fault = Fault::new(FaultKind::LineInputIsNotValid);
    Err(fault.seen(at.member(Member::RenewsTo), line.billing_cycle.name(), accepted))
}

/// A trial turns into its paid SKU, for a term that this is sold with.
pub(super) fn check_term(
    line: &CartLineItem,
    sku: &Sku,
    currency: Currency,
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<(), Fault> {
    let Some(renews_to) = &line.renews_to else { return Ok(()) };
    let mut terms: Vec<&Term> = Vec::new();
    for term in paid(sku, currency, buyer).filter_map(|paid| paid.plan.term.as_ref()) {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    let accepted = match &terms[..] {
        [] => "no conversion: this trial ends with its term".to_owned(),
        terms => terms.iter().map(|term| term.as_str()).collect::<Vec<_>>().join(", "),
    };
    let at = at.member(Member::RenewsTo).member(Member::TermDuration);
    let fault = Fault::new(FaultKind::LineInputIsNotValid);
    match &renews_to.term {
        Some(term) if terms.contains(&term) => Ok(()),
        Some(term) => Err(fault.seen(at, term, accepted)),
        None => Err(fault.missing(at, accepted)),
    }
}

/// The instructions that a trial carries to its paid SKU (surroundings 2.10): for the term that the line says, else, where
/// it turns into that SKU by itself, for the first plan listed. `None` for what is no trial or just ends.
pub(in crate::cart) fn conversion(
    line: &CartLineItem,
    modern: &Modern<'_>,
    buyer: Buyer<'_>,
) -> Option<ScheduledNextTermInstructions> {
    let automatic = modern.sku.renews_to.as_ref()?.automatic;
    let asked = match &line.renews_to {
        Some(renews_to) => renews_to.term.as_ref(),
        None if automatic => None,
        None => return None,
    };
    let mut paid = paid(modern.sku, modern.currency, buyer);
    let Paid { product, sku, availability, plan } =
        paid.find(|paid| asked.is_none() || paid.plan.term.as_ref() == asked)?;
    let product = ProductTerm {
        product_id: Some(product.id.clone()),
        sku_id: Some(sku.id.clone()),
        availability_id: Some(availability.id.clone()),
        billing_cycle: Some(plan.billing_cycle),
        term: plan.term.clone(),
        promotion_id: None,
    };
    Some(ScheduledNextTermInstructions {
        product: Some(product),
        quantity: Some(line.quantity),
        custom_term_end_date: None,
    })
}

/// A plan of a paid SKU, and where it is listed.
struct Paid<'a> {
    product: &'a Product,
    sku: &'a Sku,
    availability: &'a Availability,
    plan: &'a Plan,
}

/// The plans of the SKU that a trial turns into, as they are sold to this customer.
fn paid<'a>(trial: &Sku, currency: Currency, buyer: Buyer<'a>) -> impl Iterator<Item = Paid<'a>> {
    let target = trial.renews_to.as_ref().and_then(|renewal| buyer.catalog.sku(&renewal.sku));
    let availabilities = target.into_iter().flat_map(|(product, sku)| {
        let open = sku.availabilities.iter().filter(|found| found.is_open_to(buyer.customer));
        open.map(move |availability| (product, sku, availability))
    });
    availabilities.flat_map(move |(product, sku, availability)| {
        let sold = move |plan: &&Plan| plan.is_paid() && plan.price(&buyer.customer.market, currency).is_some();
        availability.plans.iter().filter(sold).map(move |plan| Paid { product, sku, availability, plan })
    })
}
