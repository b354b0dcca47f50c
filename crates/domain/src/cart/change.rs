//! Making a cart and replacing what is in it (digest 7.4).

use crate::{
    caller::Caller,
    cart::{
        Buyer, Cart, CartDraft, CartLineItem, CartStatus, Limits, group, line_check, number, partner_attestation,
        structure,
    },
    fault::{Fault, FaultKind},
    id::CartId,
    member::{Member, Place},
};
use std::time::Duration;

/// How long a cart lives from its creation; changes do not extend it (seeds 002 and 004).
const LIFE: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Makes a cart. A line that cannot be bought is kept with its error.
///
/// # Errors
/// The first structural check that fails.
pub fn create(id: CartId, draft: CartDraft, buyer: Buyer<'_>, limits: Limits, caller: &Caller) -> Result<Cart, Fault> {
    let mut line_items = read(draft, buyer, limits)?;
    line_check::fill(&mut line_items, buyer);
    group::assign(&mut line_items, &[]);
    Ok(Cart {
        id,
        customer: buyer.customer.id,
        partner: caller.partner,
        created: buyer.now,
        last_modified: buyer.now,
        expires: buyer.now.plus(LIFE),
        last_modified_user: caller.user,
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
pub fn update(cart: &Cart, draft: CartDraft, buyer: Buyer<'_>, limits: Limits, caller: &Caller) -> Result<Cart, Fault> {
    let asked = read(draft, buyer, limits)?;
    if cart.status == CartStatus::Ordered {
        return Err(Fault::about(FaultKind::CartCheckOutNotAllowedWhenStatusIsOrdered, cart.id));
    }
    let mut line_items = asked.clone();
    let ordered = cart.ordered_lines().flat_map(CartLineItem::with_addons);
    let used = line_check::without(ordered, buyer);
    line_check::fill(&mut line_items, Buyer { used: &used, ..buyer });
    for (place, line) in frozen_lines(cart, &asked, &line_items)? {
        line_items[place] = line.clone();
    }
    group::assign(&mut line_items, &cart.placed_groups());
    Ok(Cart { last_modified: buyer.now, last_modified_user: caller.user, line_items, ..cart.clone() })
}

/// The lines of a draft, numbered.
fn read(draft: CartDraft, buyer: Buyer<'_>, limits: Limits) -> Result<Vec<CartLineItem>, Fault> {
    let attested = draft.partner_on_record_attestation_accepted;
    let lines = number::assign(structure::read(draft, limits)?);
    partner_attestation::check(attested, &lines, buyer.partner)?;
    Ok(lines)
}

/// The ordered lines, each with its place in the draft.
fn frozen_lines<'a>(
    cart: &'a Cart,
    asked: &[CartLineItem],
    filled: &[CartLineItem],
) -> Result<Vec<(usize, &'a CartLineItem)>, Fault> {
    cart.ordered_lines()
        .map(|line| {
            let place = asked.iter().zip(filled).position(|(asked, filled)| restated(asked, filled, line) == *line);
            place.map(|place| (place, line)).ok_or_else(|| changed_or_dropped(cart, asked, line))
        })
        .collect()
}

fn changed_or_dropped(cart: &Cart, asked: &[CartLineItem], ordered: &CartLineItem) -> Fault {
    let at = Place::from(Member::LineItems);
    let accepted = format!("line {} with {} as it was ordered", ordered.id, ordered.catalog_item_id.as_str());
    let fault = Fault::about(FaultKind::OrderedLinesAreFrozen, cart.id);
    match asked.iter().position(|asked| asked.id == ordered.id) {
        Some(place) => fault.seen(at.index(place), "a line that says something else", accepted),
        None => fault.missing(at, accepted),
    }
}

/// What a line of the draft says of an ordered line: what the client left out is as it was ordered, the rest is read as
/// it would be for a new line.
fn restated(asked: &CartLineItem, filled: &CartLineItem, ordered: &CartLineItem) -> CartLineItem {
    fn said<T: Clone>(asked: &Option<T>, filled: &Option<T>, ordered: &Option<T>) -> Option<T> {
        if asked.is_some() { filled.clone() } else { ordered.clone() }
    }
    macro_rules! said {
        ($member:ident) => {
            said(&asked.$member, &filled.$member, &ordered.$member)
        };
    }
    let addons = asked.addon_items.iter().zip(&filled.addon_items).enumerate();
    let addon_items = addons.map(|(place, (asked, filled))| match ordered.addon_items.get(place) {
        Some(ordered) => restated(asked, filled, ordered),
        None => filled.clone(),
    });
    CartLineItem {
        id: asked.id,
        catalog_item_id: asked.catalog_item_id.clone(),
        friendly_name: said!(friendly_name),
        quantity: asked.quantity,
        currency_code: said!(currency_code),
        billing_cycle: asked.billing_cycle,
        term: said!(term),
        custom_term_end_date: said!(custom_term_end_date),
        renews_to: said!(renews_to),
        promotion_id: match (&asked.promotion_id, &ordered.promotion_id) {
            // One that the order has may not be open to a new line any more.
            (Some(asked), Some(ordered)) if asked.eq_ignore_ascii_case(ordered) => Some(ordered.clone()),
            _ => said!(promotion_id),
        },
        participants: asked.participants.clone(),
        provisioning_context: said!(provisioning_context),
        order_group: ordered.order_group.clone(),
        addon_items: addon_items.collect(),
        pricing: ordered.pricing.clone(),
        purchase_commitment: said!(purchase_commitment),
        attestation_accepted: said!(attestation_accepted),
        scheduled_next_term_instructions: said!(scheduled_next_term_instructions),
        error: None,
    }
}
