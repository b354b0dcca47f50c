//! Order lines and what they leave: exactly one subscription or entitlement once the order is completed, none before, none of a
//! line that was cancelled (P6).

use super::{
    findings::{Check, Findings},
    holdings::{Holdings, OrderRow},
};
use domain::{
    entitlement::EntitlementKind,
    id::SubscriptionId,
    order::{CommerceSystem, OrderLineItem, OrderStatus},
    subscription::OrderLineRef,
};
use std::collections::HashMap;

/// What the lines of orders have left.
#[derive(Default)]
struct Left<'a> {
    subscriptions: HashMap<(&'a str, u32), Vec<SubscriptionId>>,
    entitlements: HashMap<(&'a str, u32), usize>,
}

pub(super) fn check(holdings: &Holdings, findings: &mut Findings) {
    let lines: HashMap<&str, usize> =
        holdings.orders.iter().map(|row| (row.value.id.as_str(), row.value.line_items.len())).collect();
    let mut left = Left::default();
    for row in &holdings.subscriptions {
        let Some(line) = &row.value.order_line else { continue };
        check_line(&format!("subscriptions {}", row.id), line, &lines, findings);
        left.subscriptions.entry((line.order.as_str(), line.line)).or_default().push(row.value.id);
    }
    for row in &holdings.entitlements {
        let line = &row.value.order_line;
        check_line(&format!("entitlements {} {}", row.order_id, row.order_line), line, &lines, findings);
        *left.entitlements.entry((line.order.as_str(), line.line)).or_default() += 1;
    }
    for row in &holdings.orders {
        check_order(row, &left, findings);
    }
}

/// Whoever names an order line names one that is there.
fn check_line(row: &str, line: &OrderLineRef, lines: &HashMap<&str, usize>, findings: &mut Findings) {
    let OrderLineRef { order, line: number } = line;
    match lines.get(order.as_str()) {
        None => findings.note(Check::OrderLines, row, format!("it is of order {order}, which its owner does not have")),
        Some(lines) if usize::try_from(*number).is_ok_and(|number| number < *lines) => {}
        Some(lines) => {
            let what = format!("it is of line {number} of order {order}, which has {lines} lines");
            findings.note(Check::OrderLines, row, what);
        }
    }
}

fn check_order(row: &OrderRow, left: &Left<'_>, findings: &mut Findings) {
    for (line, number) in row.value.line_items.iter().zip(0_u32..) {
        let key = (row.value.id.as_str(), number);
        let subscriptions = left.subscriptions.get(&key).map_or(&[][..], Vec::as_slice);
        let entitlements = left.entitlements.get(&key).copied().unwrap_or_default();
        let expected = expected(row, line);
        let found = (subscriptions.len(), entitlements);
        let name = format!("orders {}, line {number}", row.id);
        if found != expected {
            let what = format!("it has {}; it should have {}", told(found), told(expected));
            findings.note(Check::OrderLines, name, what);
        } else if line.subscription_id.as_ref() != subscriptions.first() {
            let said = line.subscription_id.map_or_else(|| "none".to_owned(), |id| id.to_string());
            let has = subscriptions.first().map_or_else(|| "none".to_owned(), ToString::to_string);
            findings.note(Check::OrderLines, name, format!("it names subscription {said} and has {has}"));
        }
    }
}

/// How many subscriptions and how many entitlements a line leaves. Legacy lines have their subscription at once, and can only
/// be cancelled by it.
fn expected(row: &OrderRow, line: &OrderLineItem) -> (usize, usize) {
    let cancelled = line.quantity == 0 && row.value.system == CommerceSystem::Modern;
    match row.value.status {
        OrderStatus::Pending | OrderStatus::Cancelled => (0, 0),
        OrderStatus::Completed if cancelled => (0, 0),
        OrderStatus::Completed if EntitlementKind::of(line).is_some() => (0, 1),
        OrderStatus::Completed => (1, 0),
    }
}

fn told((subscriptions, entitlements): (usize, usize)) -> String {
    format!("{subscriptions} subscriptions and {entitlements} entitlements")
}

#[cfg(test)]
mod tests {
    use crate::verify::{Check, holdings::Holdings, sample};
    use domain::{
        id::{OrderId, SubscriptionId},
        order::OrderStatus,
    };
    use uuid::Uuid;

    #[track_caller]
    fn check(damage: impl FnOnce(&mut Holdings), row: &str, what: &str) {
        sample::assert_found(damage, Check::OrderLines, row, what);
    }

    #[test]
    fn a_line_without_what_it_leaves_is_found() {
        check(|held| held.subscriptions.clear(), "line 0", "0 subscriptions and 0 entitlements; it should have 1");
        check(|held| held.entitlements.clear(), "line 1", "it should have 0 subscriptions and 1 entitlements");
    }

    #[test]
    fn what_has_no_line_is_found() {
        let lost = |held: &mut Holdings| {
            held.subscriptions[0].value.order_line.as_mut().expect("a line").order = OrderId::new("lost");
        };
        check(lost, "subscriptions", "order lost, which its owner does not have");
        check(|held| held.entitlements[0].value.order_line.line = 9, "entitlements", "line 9 of order");
    }

    #[test]
    fn what_is_left_too_early_or_too_late_is_found() {
        for status in [OrderStatus::Pending, OrderStatus::Cancelled] {
            let damage = |held: &mut Holdings| held.orders[0].value.status = status;
            check(damage, "line 0", "it should have 0 subscriptions");
        }
        check(|held| held.orders[0].value.line_items[1].quantity = 0, "line 1", "it should have 0 subscriptions and 0");
    }

    #[test]
    fn a_line_that_names_another_subscription_is_found() {
        let other = Some(SubscriptionId(Uuid::from_u128(9)));
        check(|held| held.orders[0].value.line_items[0].subscription_id = other, "line 0", "it names subscription");
    }
}
