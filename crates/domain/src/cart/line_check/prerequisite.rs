//! New-commerce add-ons: a line of their own that needs a base beside it or owned (digest 7.3, surroundings 3.3).

use super::Buyer;
use crate::{
    cart::CartLineItem,
    catalog::{Prerequisites, Product, Sku},
    counter::Counter,
    fault::{Fault, FaultKind},
    member::{Member, Place},
};

/// Holds an add-on against the seats of its bases: those that the customer has and those in the cart count alike.
pub(super) fn check(
    line: &CartLineItem,
    (product, sku): (&Product, &Sku),
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<(), Fault> {
    let Some(Prerequisites { skus, minimum_percent }) = &sku.prerequisites else { return Ok(()) };
    let having = |counter| buyer.owned.of(&counter).saturating_add(buyer.in_cart.of(&counter));
    let bases = skus.iter().map(|base| Counter::seats_of(buyer.customer.id, base));
    let base_seats = bases.map(having).fold(0, i64::saturating_add);
    if base_seats <= 0 {
        let accepted = format!("an add-on of what the customer has or the cart holds; it needs {}", skus.join(" or "));
        let at = at.member(Member::CatalogItemId);
        return Err(Fault::new(FaultKind::BaseProductMissing).seen(at, line.catalog_item_id.as_str(), accepted));
    }
    let seats = having(Counter::seats(buyer.customer.id, &product.id, &sku.id));
    let refuse = |kind, accepted: String| {
        let seen = format!("{} ({seats} with those owned and in the cart)", line.quantity);
        Err(Fault::new(kind).seen(at.member(Member::Quantity), seen, accepted))
    };
    if seats > base_seats {
        let accepted = format!("at most as many as the {base_seats} seats of its base");
        return refuse(FaultKind::BaseOfferSeatQuantityNotMet, accepted);
    }
    if seats.saturating_mul(100) < base_seats.saturating_mul((*minimum_percent).into()) {
        let accepted = format!("at least {minimum_percent} % of the {base_seats} seats of its base");
        return refuse(FaultKind::MinimumAddOnSeatsNotMet, accepted);
    }
    Ok(())
}
