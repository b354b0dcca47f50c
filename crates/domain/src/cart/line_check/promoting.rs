//! The promotion of a line (digest 7.3): the one that it names, or one that applies by itself.

use super::{Buyer, Promoting};
use crate::{
    billing_cycle::BillingCycle,
    cart::CartLineItem,
    catalog::{Product, Sku},
    counter::Counter,
    fault::{Fault, FaultKind},
    member::{Member, Place},
    promotion::{Candidate, Obstacle, Promotion},
    term::Term,
};

/// What is asked for, as far as a promotion looks at it.
pub(in crate::cart) fn candidate<'a>(
    (product, sku): (&'a Product, &'a Sku),
    (term, billing_cycle, quantity): (Option<&'a Term>, BillingCycle, i32),
    buyer: Buyer<'_>,
) -> Candidate<'a> {
    Candidate {
        product: &product.id,
        sku: &sku.id,
        term,
        billing_cycle,
        quantity,
        first_purchase: buyer.used.of(&Counter::purchases(buyer.customer.id, &product.id)) == 0,
        now: buyer.now,
    }
}

/// What keeps the customer from a promotion; nothing where it gets it.
pub(in crate::cart) fn obstacles(promotion: &Promotion, candidate: Candidate<'_>, buyer: Buyer<'_>) -> Vec<Obstacle> {
    promotion.obstacles(candidate, left(promotion, buyer))
}

/// The seats that are left of a promotion for the customer, over all its purchases (surroundings 3.2).
pub(in crate::cart) fn left(promotion: &Promotion, buyer: Buyer<'_>) -> i64 {
    let used = buyer.used.of(&Counter::promoted_seats(buyer.customer.id, &promotion.id));
    i64::from(promotion.maximum_seats).saturating_sub(used).max(0)
}

/// A named promotion must exist; one that exists but does not fit leaves the normal price, also when its dates are over
/// since the cart has shown it. Without a name, the catalogue's automatic ones are tried.
pub(super) fn find<'a>(
    line: &CartLineItem,
    candidate: Candidate<'_>,
    buyer: Buyer<'a>,
    promoting: Promoting,
    at: &Place,
) -> Result<Option<&'a Promotion>, Fault> {
    let fits = |promotion: &&Promotion| obstacles(promotion, candidate, buyer).is_empty();
    if let Some(named) = &line.promotion_id {
        return Ok(Some(find_named(named, buyer, at)?).filter(fits));
    }
    let mut automatic = buyer.catalog.promotions().iter().filter(|promotion| promotion.automatic);
    Ok(automatic.find(fits).filter(|_| promoting == Promoting::ByItself))
}

/// The promotion of that name.
///
/// # Errors
/// 10014 for one that the catalogue does not have.
pub(super) fn find_named<'a>(named: &str, buyer: Buyer<'a>, at: &Place) -> Result<&'a Promotion, Fault> {
    buyer.catalog.promotion(named).ok_or_else(|| {
        let at = at.member(Member::PromotionId);
        Fault::new(FaultKind::InvalidPromotionId).seen(at, named, "a promotion of the catalogue, or none")
    })
}
