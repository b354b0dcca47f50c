//! Making a cart and replacing what is in it (digest 7.4).

use crate::{
    caller::Caller,
    cart::{Buyer, Cart, CartDraft, CartLineItem, CartStatus, Limits, group, line_check, number, structure},
    fault::{Fault, FaultKind},
    id::CartId,
    member::{Member, Place},
    time::Timestamp,
};
use std::time::Duration;

/// How long a cart lives from its creation; changes do not extend it (seeds 002 and 004).
const LIFE: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Who decides, and when.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// Who.
    pub caller: &'a Caller,
    /// When.
    pub now: Timestamp,
}

/// Makes a cart. A line that cannot be bought is kept with its error.
///
/// # Errors
/// The first structural check that fails.
pub fn create(id: CartId, draft: CartDraft, buyer: Buyer<'_>, limits: Limits, stamp: Stamp<'_>) -> Result<Cart, Fault> {
    let mut line_items = number::assign(structure::read(draft, limits)?);
    line_check::fill(&mut line_items, buyer);
    group::assign(&mut line_items, &[]);
    Ok(Cart {
        id,
        customer: buyer.customer.id,
        partner: stamp.caller.partner,
        created: stamp.now,
        last_modified: stamp.now,
        expires: stamp.now.plus(LIFE),
        last_modified_user: stamp.caller.user,
        status: CartStatus::Active,
        line_items,
        placed: Vec::new(),
    })
}

/// Replaces everything in a cart; lines that are not sent are gone. Lines that were ordered already stay as they are,
/// and the draft must restate them (ruling 30).
///
/// # Errors
/// A structural fault; 800065 on an ordered cart, or when an ordered line is changed or dropped.
pub fn update(
    cart: &Cart,
    draft: CartDraft,
    buyer: Buyer<'_>,
    limits: Limits,
    stamp: Stamp<'_>,
) -> Result<Cart, Fault> {
    let asked = number::assign(structure::read(draft, limits)?);
    if cart.status == CartStatus::Ordered {
        return Err(Fault::about(
            FaultKind::CartCheckOutNotAllowedWhenStatusIsOrdered,
            cart.id,
        ));
    }
    let frozen = frozen_lines(cart, &asked)?;
    let mut line_items = asked;
    line_check::fill(&mut line_items, buyer);
    for (place, line) in frozen {
        line_items[place] = line.clone();
    }
    group::assign(&mut line_items, &cart.placed_groups());
    Ok(Cart {
        last_modified: stamp.now,
        last_modified_user: stamp.caller.user,
        line_items,
        ..cart.clone()
    })
}

/// The ordered lines, each with its place in the draft.
fn frozen_lines<'a>(cart: &'a Cart, asked: &[CartLineItem]) -> Result<Vec<(usize, &'a CartLineItem)>, Fault> {
    let placed = cart.placed_groups();
    let ordered = |line: &&CartLineItem| line.order_group.as_deref().is_some_and(|group| placed.contains(&group));
    let frozen = cart.line_items.iter().filter(ordered);
    frozen
        .map(|line| {
            let place = asked.iter().position(|asked| restates(asked, line));
            place.map(|place| (place, line)).ok_or_else(|| {
                let accepted = format!(
                    "line {} with {} as it was ordered",
                    line.id,
                    line.catalog_item_id.as_str()
                );
                let fault = Fault::about(FaultKind::OrderedLinesAreFrozen, cart.id);
                fault.missing(Place::from(Member::LineItems), accepted)
            })
        })
        .collect()
}

/// Whether the client sends an ordered line back as it is, or leaves out what the server had filled in.
fn restates(asked: &CartLineItem, ordered: &CartLineItem) -> bool {
    fn same<T: PartialEq>(asked: Option<&T>, ordered: Option<&T>) -> bool {
        asked.is_none() || asked == ordered
    }
    asked.id == ordered.id
        && asked.catalog_item_id == ordered.catalog_item_id
        && asked.quantity == ordered.quantity
        && asked.billing_cycle == ordered.billing_cycle
        && asked.participants == ordered.participants
        && same(asked.friendly_name.as_ref(), ordered.friendly_name.as_ref())
        && same(asked.currency_code.as_ref(), ordered.currency_code.as_ref())
        && same(asked.term.as_ref(), ordered.term.as_ref())
        && same(asked.promotion_id.as_ref(), ordered.promotion_id.as_ref())
        && same(
            asked.provisioning_context.as_ref(),
            ordered.provisioning_context.as_ref(),
        )
        && same(asked.renews_to.as_ref(), ordered.renews_to.as_ref())
        && same(
            asked.custom_term_end_date.as_ref(),
            ordered.custom_term_end_date.as_ref(),
        )
        && same(asked.purchase_commitment.as_ref(), ordered.purchase_commitment.as_ref())
        && same(
            asked.attestation_accepted.as_ref(),
            ordered.attestation_accepted.as_ref(),
        )
        && asked.addon_items.len() == ordered.addon_items.len()
        && asked
            .addon_items
            .iter()
            .zip(&ordered.addon_items)
            .all(|(asked, ordered)| restates(asked, ordered))
}
