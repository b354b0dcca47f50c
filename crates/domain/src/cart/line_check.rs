//! Line checks: can this line be bought by this customer? (digest 7.3, ruling 34)
//!
//! Checks run in the published order; the first that fails is the line's error (ruling 27). A line with an error is
//! kept in the cart, so that the client can see and mend it.

mod attestation;
mod base;
mod commitment;
mod custom_term_end;
pub(super) mod item;
mod legacy;
pub(super) mod limits;
mod modern;
pub(super) mod next_term;
mod participants;
mod prerequisite;
pub(super) mod promoting;
mod provisioning;
mod renews_to;
mod reservation;
mod savings_plan;
mod segment;

pub(super) use base::Base;
pub(super) use legacy::{Legacy, find_offer};
pub(super) use limits::{check_supply, counters, in_cart, without};
pub(super) use modern::Modern;
pub(super) use provisioning::Variable;
pub(super) use renews_to::conversion;
pub(super) use reservation::check_subscription;

use crate::{
    cart::{Buyer, CartLineItem},
    catalog::{Catalog, Product, ProductKind, Sku},
    catalog_item::{CatalogItem, CatalogItemId},
    counter::Use,
    fault::{Fault, FaultKind},
    line::ProvisioningContext,
    member::{Member, Place},
    money::Currency,
};
use std::ops::RangeInclusive;

/// A line, resolved in the catalogue.
pub(super) enum Resolved<'a> {
    /// To a plan of an availability.
    Modern(Modern<'a>),
    /// To a legacy offer.
    Legacy(Legacy<'a>),
}

/// Fills in what the client left out, and notes an error on each line that cannot be bought.
pub(super) fn fill(lines: &mut [CartLineItem], buyer: Buyer<'_>) {
    let in_cart = limits::in_cart(lines.iter(), buyer);
    let mut used = buyer.used.clone();
    let buyer = Buyer { owned: buyer.used, in_cart: &in_cart, ..buyer };
    for (index, line) in lines.iter_mut().enumerate() {
        let at = Place::from(Member::LineItems).index(index);
        used.add_all(&fill_line(line, None, Buyer { used: &used, ..buyer }, &at));
        let mut addons = std::mem::take(&mut line.addon_items);
        for (index, addon) in addons.iter_mut().enumerate() {
            let at = at.member(Member::AddonItems).index(index);
            used.add_all(&fill_line(addon, Some(Base::of(line)), Buyer { used: &used, ..buyer }, &at));
        }
        line.addon_items = addons;
    }
}

/// What the line uses up, so that the next one knows; nothing when it cannot be bought.
fn fill_line(line: &mut CartLineItem, under: Option<Base<'_>>, buyer: Buyer<'_>, at: &Place) -> Vec<Use> {
    let code = line.currency_code.take().unwrap_or_else(|| buyer.customer.currency.code().to_owned());
    line.currency_code = Some(code);
    fit_to_item(line, buyer.catalog);
    let resolved = resolve(line, under, buyer, Promoting::ByItself, at);
    let uses = resolved.as_ref().map(|resolved| resolved.uses(line, buyer)).unwrap_or_default();
    match resolved {
        Ok(Resolved::Modern(modern)) => {
            let (currency, term) = (modern.currency, modern.plan.term.clone());
            let promotion = modern.promotion.map(|promotion| promotion.id.clone());
            line.currency_code = Some(currency.code().to_owned());
            line.term = term;
            line.promotion_id = promotion;
        }
        Ok(Resolved::Legacy(legacy)) => {
            line.currency_code = Some(legacy.currency.code().to_owned());
            line.promotion_id = None;
        }
        Err(fault) => line.error = Some(fault),
    }
    uses
}

impl Resolved<'_> {
    /// What the line uses up when it is ordered.
    pub(super) fn uses(&self, line: &CartLineItem, buyer: Buyer<'_>) -> Vec<Use> {
        match self {
            Self::Modern(modern) => limits::uses(line, (modern.product, modern.sku), modern.promotion, buyer),
            Self::Legacy(_) => limits::sandbox_uses(line, None, buyer),
        }
    }
}

/// New-commerce lines always show their provisioning context, and only savings plans have a commitment (digest 4.2, 7.2).
fn fit_to_item(line: &mut CartLineItem, catalog: &Catalog) {
    let kind = match line.catalog_item_id.shape() {
        Some(CatalogItem::Modern { product, .. }) => catalog.product(&product).map(|product| product.kind),
        _ => None,
    };
    if kind == Some(ProductKind::OnlineServicesNce) && line.provisioning_context.is_none() {
        line.provisioning_context = Some(ProvisioningContext::default());
    }
    if kind != Some(ProductKind::SavingsPlan) {
        line.purchase_commitment = None;
    }
}

/// Whether a promotion applies to a line that names none: while the cart is made, the catalogue's own does; at the
/// checkout only the one that the cart has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Promoting {
    /// The catalogue's automatic promotions are tried.
    ByItself,
    /// Only what the line names.
    AsShown,
}

/// Resolves a line in the catalogue. `under` is the line that an add-on is nested under.
///
/// # Errors
/// The first check that fails, in the published order.
pub(super) fn resolve<'a>(
    line: &CartLineItem,
    under: Option<Base<'_>>,
    buyer: Buyer<'a>,
    promoting: Promoting,
    at: &Place,
) -> Result<Resolved<'a>, Fault> {
    match line.catalog_item_id.shape() {
        Some(CatalogItem::Modern { .. }) if under.is_some() => Err(Fault::new(FaultKind::UnableToProcessCartLineItem)
            .seen(
                at.member(Member::CatalogItemId),
                line.catalog_item_id.as_str(),
                "a legacy add-on offer; new-commerce add-ons are line items of their own",
            )),
        Some(CatalogItem::Modern { product, sku, availability }) => {
            modern::resolve(line, [&product, &sku, &availability], buyer, promoting, at).map(Resolved::Modern)
        }
        Some(CatalogItem::Legacy { offer }) => legacy::resolve(line, &offer, under, buyer, at).map(Resolved::Legacy),
        None => Err(not_an_item(&line.catalog_item_id, at)),
    }
}

/// Whether more of what a customer has can be bought: `line` is what comes on top.
pub(super) fn check_more(
    line: &CartLineItem,
    item: (&Product, &Sku),
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<(), Fault> {
    limits::check_seats(line, item, buyer, at)?;
    attestation::check(line, item.1, at)?;
    prerequisite::check(line, item, buyer, at)?;
    limits::check_supply(line.quantity, item, buyer, at)
}

/// Refuses an id that is none of the shapes that there are (ruling 34).
pub(super) fn not_an_item(id: &CatalogItemId, at: &Place) -> Fault {
    let at = at.member(Member::CatalogItemId);
    let accepted = "product:sku:availability, or a legacy offer ID";
    Fault::new(FaultKind::CatalogItemIdIsNotValid).seen(at, id.as_str(), accepted)
}

fn check_currency(line: &CartLineItem, sold_in: &[Currency], buyer: Buyer<'_>, at: &Place) -> Result<Currency, Fault> {
    let code = line.currency_code.as_deref().unwrap_or_else(|| buyer.customer.currency.code());
    let currency = Currency::parse(code).filter(|currency| sold_in.contains(currency));
    currency.ok_or_else(|| {
        let accepted = sold_in.iter().map(|currency| currency.code()).collect::<Vec<_>>().join(", ");
        Fault::new(FaultKind::CurrencyIsNotSupported).seen(at.member(Member::CurrencyCode), code, accepted)
    })
}

fn check_quantity(quantity: i32, allowed: RangeInclusive<i32>, at: &Place) -> Result<(), Fault> {
    if allowed.contains(&quantity) {
        return Ok(());
    }
    let accepted = format!("{} to {}", allowed.start(), allowed.end());
    let fault = Fault::new(FaultKind::LineInputIsNotValid).with_order_twin(FaultKind::QuantityOutsideOffer);
    Err(fault.seen(at.member(Member::Quantity), quantity, accepted))
}
