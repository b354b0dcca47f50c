//! Checks of a modern line: product, SKU and availability; market; segment; currency; quantity; plan; participants;
//! attestation; promotion.

use super::{
    Buyer, Promoting, attestation, check_currency, check_quantity, custom_term_end,
    item::{self, Item},
    limits, next_term, participants, prerequisite, promoting, provisioning, renews_to, savings_plan,
};
use crate::{
    cart::CartLineItem,
    catalog::{Plan, Product, Sku},
    fault::Fault,
    member::Place,
    money::{Amount, Currency},
    promotion::Promotion,
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
    ids: [&str; 3],
    buyer: Buyer<'a>,
    promoting: Promoting,
    at: &Place,
) -> Result<Modern<'a>, Fault> {
    let Item { product, sku, availability } = item::find(&line.catalog_item_id, ids, buyer, at)?;
    let market = &buyer.customer.market;
    let currency = check_currency(line, &availability.currencies_in(market), buyer, at)?;
    check_quantity(line.quantity, sku.minimum_quantity..=sku.maximum_quantity, at)?;
    limits::check_seats(line, (product, sku), buyer, at)?;
    let asked = (line.billing_cycle, line.term.as_ref());
    let (plan, unit_price) = item::find_plan(asked, availability, (market, currency), at)?;
    renews_to::check_cycle(line, at)?;
    renews_to::check_term(line, sku, currency, buyer, at)?;
    participants::check(line, buyer.partner, at)?;
    attestation::check(line, sku, at)?;
    let candidate =
        promoting::candidate((product, sku), (plan.term.as_ref(), line.billing_cycle, line.quantity), buyer);
    let promotion = promoting::find(line, candidate, buyer, promoting, at)?;
    custom_term_end::check(line, product, plan, buyer, at)?;
    prerequisite::check(line, (product, sku), buyer, at)?;
    provisioning::check(line, (product, sku), buyer, at)?;
    limits::check_supply(line.quantity, (product, sku), buyer, at)?;
    let committed = savings_plan::check(line, (product, sku), (plan, currency), buyer, at)?;
    let unit_price = committed.unwrap_or(unit_price);
    next_term::check(line, product.kind, (plan.term.as_ref(), currency), buyer, at)?;
    limits::check_sandbox(line, Some(product.kind), buyer, at)?;
    Ok(Modern { product, sku, plan, unit_price, currency, promotion })
}
