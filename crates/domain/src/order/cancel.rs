//! Cancelling what was ordered: which lines may still be given back, and what that gives back (digest 1.4 and 7.8).

use crate::{
    catalog::ProductKind,
    catalog_item::CatalogItem,
    counter::{Counter, Use},
    fault::{Fault, FaultKind},
    member::{Member, Place},
    order::{self, CommerceSystem, Order, OrderLineDraft, OrderLineItem, OrderPatch, OrderStatus, patch},
    partner::{CreditLine, Partner},
    subscription::{OrderLineRef, cancellation},
    time::Timestamp,
};
use rust_decimal::Decimal;
use std::time::Duration;

/// How long a sandbox account can cancel its orders (digest 7.8).
const SANDBOX_WINDOW: Duration = Duration::from_secs(60 * 24 * 60 * 60);

/// An order with lines that were cancelled, and what that gives back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancelled {
    /// The order afterwards.
    pub order: Order,
    /// The lines whose entitlements end.
    pub revoked: Vec<OrderLineRef>,
    /// What is given back of the counters: uses below nothing.
    pub uses: Vec<Use>,
}

/// Who cancels, and what of the world the decision is taken on.
#[derive(Clone, Copy, Debug)]
pub struct Canceller<'a> {
    /// The partner that ordered.
    pub partner: &'a Partner,
    /// When.
    pub now: Timestamp,
}

/// Cancels the lines that the patch names, or all of them. Only what leaves an entitlement can be cancelled by its order:
/// perpetual software within its window, and in a sandbox account Azure reservations.
///
/// # Errors
/// 800063 for a legacy order, 800061 for what is cancelled already or can't be, 800071
/// and 800002 for a line that is not there, 800077 for what is cancelled by its subscription, 800019 for a reservation outside
/// a sandbox, 900117 after the window.
pub fn cancel(order: &Order, asked: &OrderPatch, by: Canceller<'_>) -> Result<Cancelled, Fault> {
    if order.system == CommerceSystem::Legacy {
        let arguments = vec![order.id.to_string(), order.customer.to_string()];
        return Err(Fault::with(FaultKind::CancelLegacyOrder, arguments));
    }
    let mut cancelled = Cancelled { order: order.clone(), revoked: Vec::new(), uses: Vec::new() };
    for number in meant(order, asked)? {
        let line = &mut cancelled.order.line_items[number];
        check_line(order, line, number, by)?;
        cancelled.uses.extend(given_back(order, line, by));
        cancelled
            .revoked
            .push(OrderLineRef { order: order.id.clone(), line: u32::try_from(number).unwrap_or(u32::MAX) });
        line.quantity = 0;
        if let Some(pricing) = &mut line.pricing {
            pricing.extended_price = Decimal::ZERO;
        }
    }
    cancelled.order.total_price = order::total(&cancelled.order.line_items);
    if cancelled.order.line_items.iter().all(|line| line.quantity == 0) {
        cancelled.order.status = OrderStatus::Cancelled;
    }
    Ok(cancelled)
}

/// The places of the lines that are meant: all that are left, or those that are named.
fn meant(order: &Order, asked: &OrderPatch) -> Result<Vec<usize>, Fault> {
    if asked.order.line_items.is_empty() {
        let left = order.line_items.iter().enumerate().filter(|(_, line)| line.quantity > 0);
        let left: Vec<_> = left.map(|(number, _)| number).collect();
        return if left.is_empty() { Err(Fault::new(FaultKind::OrderCannotBeCancelled)) } else { Ok(left) };
    }
    let mut numbers = Vec::new();
    for (index, line) in asked.order.line_items.iter().enumerate() {
        let at = Place::from(Member::LineItems).index(index);
        let number = patch::find(order, line, &at)?;
        check_quantity(line, &order.line_items[number], &at)?;
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    Ok(numbers)
}

/// Part of a line can't be cancelled.
fn check_quantity(meant: &OrderLineDraft, line: &OrderLineItem, at: &Place) -> Result<(), Fault> {
    let Some(said) = patch::other_quantity(meant, line) else { return Ok(()) };
    let accepted = format!("{}, for a line is cancelled whole", line.quantity);
    Err(Fault::new(FaultKind::InvalidInput).seen(at.member(Member::Quantity), said, accepted))
}

fn check_line(order: &Order, line: &OrderLineItem, number: usize, by: Canceller<'_>) -> Result<(), Fault> {
    let at = Place::from(Member::LineItems).index(number);
    let cannot = |seen: &str, accepted: &str| {
        Err(Fault::new(FaultKind::OrderCannotBeCancelled).seen(at.clone(), seen, accepted))
    };
    if line.quantity == 0 {
        return cannot("a line that is cancelled", "a line that is not");
    }
    match line.product_kind {
        Some(ProductKind::OnlineServicesNce | ProductKind::Saas) => {
            Err(Fault::new(FaultKind::SeatBasedCancellationNotSupported))
        }
        Some(ProductKind::Reservation) if by.partner.sandbox.is_none() => Err(Fault::new(FaultKind::SandboxTenantOnly)),
        Some(ProductKind::Reservation) => check_window(order, order.created.plus(SANDBOX_WINDOW), by),
        Some(ProductKind::Software) if line.term.is_none() => {
            let window = cancellation::window(line.product_kind, None, order.created);
            window.map_or(Ok(()), |window| check_window(order, window.until, by))
        }
        _ => cannot(
            "an item whose order can't be cancelled",
            "perpetual software, or a reservation of a sandbox account",
        ),
    }
}

fn check_window(order: &Order, until: Timestamp, by: Canceller<'_>) -> Result<(), Fault> {
    if by.now < until {
        return Ok(());
    }
    Err(cancellation::passed(until, order.created))
}

/// What the line has used up when it was ordered.
fn given_back(order: &Order, line: &OrderLineItem, by: Canceller<'_>) -> Vec<Use> {
    let back = |counter, by: i64| Use { counter, by: by.saturating_neg(), most: None };
    let quantity = i64::from(line.quantity);
    let mut uses = Vec::new();
    if let Some(CatalogItem::Modern { product, sku, .. }) = line.offer_id.shape() {
        uses.push(back(Counter::seats(order.customer, &product, &sku), quantity));
        uses.push(back(Counter::stock(&product, &sku), quantity));
    }
    if by.partner.sandbox.is_some() && line.product_kind == Some(ProductKind::Reservation) {
        uses.push(back(Counter::sandbox_reservations(order.customer), quantity));
    }
    let paid = line.pricing.as_ref().map(|pricing| pricing.extended_price);
    if let (CreditLine::Amount(_), Some(paid)) = (by.partner.credit_line, paid)
        && order.currency == by.partner.currency
    {
        uses.push(back(Counter::credit(by.partner.id), order.currency.in_smallest_units(paid)));
    }
    uses
}
