//! What is asked of a subscription that a customer has, held to the rules of a line that would buy it: more licences, and
//! instructions for its next term (surroundings 2.10).

use super::{
    Buyer, CartLineItem,
    line_check::{self, limits, next_term},
    lost,
};
use crate::{
    catalog_item::{CatalogItem, CatalogItemId},
    counter::{Counter, Use},
    fault::{Fault, FaultKind},
    line::ScheduledNextTermInstructions,
    member::Place,
    money::Currency,
    subscription::Subscription,
};

/// What `more` licences of a subscription use up.
///
/// # Errors
/// In the codes of orders: 800088 beyond the customer's pooled seats, 900203 without the attestation that the item asks for,
/// 800020 for an add-on that does not fit its base any more, 800010 out of stock, 800017 beyond a quota, 800018 beyond the
/// licences of a sandbox account.
pub(crate) fn buy_more(
    subscription: &Subscription,
    more: i32,
    attestation_accepted: Option<bool>,
    buyer: Buyer<'_>,
) -> Result<Vec<Use>, Fault> {
    let line = CartLineItem { quantity: more, attestation_accepted, ..line_of(subscription) };
    let total = subscription.quantity.saturating_add(more);
    let kind = subscription.product_kind;
    let at = Place::default();
    let Some(item) = limits::found(line.catalog_item_id.shape(), buyer.catalog) else {
        limits::check_licences(total, kind, buyer, &at)
            .map_err(|fault| of_order(fault, &subscription.offer_id, buyer))?;
        return Ok(Vec::new());
    };
    let in_cart = limits::in_cart(std::iter::once(&line), buyer);
    let buyer = Buyer { owned: buyer.used, in_cart: &in_cart, ..buyer };
    let checked = line_check::check_more(&line, item, buyer, &at);
    checked
        .and_then(|()| limits::check_licences(total, kind, buyer, &at))
        .map_err(|fault| of_order(fault, &subscription.offer_id, buyer))?;
    let promotion = subscription.promotion_id.as_deref().and_then(|id| buyer.catalog.promotion(id));
    Ok(limits::more_uses(&line, item, promotion, buyer))
}

/// What `fewer` licences of a subscription give back.
pub(crate) fn give_back(subscription: &Subscription, fewer: i32, buyer: Buyer<'_>) -> Vec<Use> {
    let Some(CatalogItem::Modern { product, sku, .. }) = subscription.offer_id.shape() else { return Vec::new() };
    let back = |counter| Use { counter, by: -i64::from(fewer), most: None };
    vec![back(Counter::seats(buyer.customer.id, &product, &sku)), back(Counter::stock(&product, &sku))]
}

/// Holds instructions for the next term to what a line may say.
///
/// # Errors
/// 800002 for what is no licence, plan or quantity that can be bought now; 900244 to 900246 for an end that it cannot have.
pub(crate) fn check_next_term(
    subscription: &Subscription,
    instructions: &ScheduledNextTermInstructions,
    currency: Currency,
    buyer: Buyer<'_>,
) -> Result<(), Fault> {
    let line = CartLineItem {
        scheduled_next_term_instructions: Some(instructions.clone()),
        custom_term_end_date: subscription.commitment_end_at(buyer.now),
        ..line_of(subscription)
    };
    let at = Place::default();
    let checked = match subscription.product_kind {
        Some(kind) => next_term::check(&line, kind, (subscription.term.as_ref(), currency), buyer, &at),
        None => next_term::refuse_product(&line, &at),
    };
    checked.map_err(|fault| {
        use FaultKind::{
            NextTermEndDateMatchesNothing, NextTermEndDateOutsideFirstTerm, NextTermEndDateProductNotValid,
        };
        let of_dates = [NextTermEndDateProductNotValid, NextTermEndDateOutsideFirstTerm, NextTermEndDateMatchesNothing];
        let twin = fault.order_twin().filter(|twin| of_dates.contains(twin));
        Fault::new(twin.unwrap_or(FaultKind::InvalidInput)).finding_what(&fault)
    })
}

/// The counters that more licences look at.
#[must_use]
pub fn counters(subscription: &Subscription, buyer: Buyer<'_>) -> Vec<Counter> {
    limits::counters(std::iter::once(subscription.offer_id.shape()), buyer)
}

/// The line that would buy the subscription as it is.
fn line_of(subscription: &Subscription) -> CartLineItem {
    CartLineItem {
        id: 0,
        catalog_item_id: subscription.offer_id.clone(),
        friendly_name: Some(subscription.friendly_name.clone()),
        quantity: subscription.quantity,
        currency_code: None,
        billing_cycle: subscription.billing_cycle,
        term: subscription.term.clone(),
        custom_term_end_date: None,
        renews_to: None,
        promotion_id: subscription.promotion_id.clone(),
        participants: Vec::new(),
        provisioning_context: None,
        order_group: None,
        addon_items: Vec::new(),
        pricing: None,
        purchase_commitment: None,
        attestation_accepted: None,
        scheduled_next_term_instructions: None,
        error: None,
    }
}

/// A fault of a line, in the codes of orders.
fn of_order(fault: Fault, item: &CatalogItemId, buyer: Buyer<'_>) -> Fault {
    match fault.kind() {
        FaultKind::AttestationNotAccepted => {
            Fault::about(FaultKind::AttestationRequired, item.as_str()).finding_what(&fault)
        }
        _ => lost::in_order(&fault, buyer).unwrap_or(fault),
    }
}
