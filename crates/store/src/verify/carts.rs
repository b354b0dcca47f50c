//! Carts and the orders they have led to: both are there, and they hold the same lines (P3, P4).

use super::{
    findings::{Check, Findings},
    holdings::{CartRow, Holdings},
};
use domain::{
    cart::{Cart, CartLineItem, CartStatus},
    order::Order,
};
use std::collections::HashMap;

pub(super) fn check(holdings: &Holdings, findings: &mut Findings) {
    let orders: HashMap<&str, &Order> = holdings.orders.iter().map(|row| (row.value.id.as_str(), &row.value)).collect();
    for row in &holdings.carts {
        check_groups(row, findings);
        for placed in &row.value.placed {
            check_placed(row, placed, orders.get(placed.id.as_str()).copied(), findings);
        }
    }
    let carts: HashMap<_, _> = holdings.carts.iter().map(|row| (row.value.id, &row.value)).collect();
    for row in &holdings.orders {
        // An order that was made without a cart has one that nobody keeps.
        let Some(cart) = carts.get(&row.value.cart) else { continue };
        if cart.placed.iter().all(|placed| placed.id != row.value.id) {
            let what = format!("its cart {} knows nothing of it", cart.id);
            findings.note(Check::Carts, format!("orders {}", row.id), what);
        }
    }
}

/// An ordered cart has an order for each of its lines; until then it has some at most.
fn check_groups(row: &CartRow, findings: &mut Findings) {
    if row.value.status != CartStatus::Ordered {
        return;
    }
    for line in &row.value.line_items {
        let group = line.order_group.as_deref();
        if row.value.placed.iter().all(|placed| Some(placed.order_group.as_str()) != group) {
            let what = format!("it is ordered, and its line {} has no order", line.id);
            findings.note(Check::Carts, format!("carts {}", row.id), what);
        }
    }
}

fn check_placed(row: &CartRow, placed: &Order, order: Option<&Order>, findings: &mut Findings) {
    let name = format!("carts {}", row.id);
    let mut note = |what: String| findings.note(Check::Carts, &name, what);
    let id = &placed.id;
    match order {
        None => note(format!("order {id}, which it has led to, is not there")),
        Some(order) if order.cart != row.value.id => note(format!("order {id} is of cart {}", order.cart)),
        Some(order) if order.order_group != placed.order_group => {
            note(format!("order {id} is of order group {}, not {}", order.order_group, placed.order_group));
        }
        // Add-ons may have joined it since.
        Some(order) if order.line_items.len() < placed.line_items.len() => {
            note(format!("order {id} has {} lines and had {}", order.line_items.len(), placed.line_items.len()));
        }
        Some(_) => {}
    }
    if !holds(&row.value, placed) {
        note(format!("its lines of order group {} are not those of order {id}", placed.order_group));
    }
}

/// Whether the lines of an order, as first made, are those of its group: the same items, as many of each, in the same order.
fn holds(cart: &Cart, placed: &Order) -> bool {
    let of_group = |line: &&CartLineItem| line.order_group.as_deref() == Some(placed.order_group.as_str());
    let lines = cart.line_items.iter().filter(of_group).flat_map(CartLineItem::with_addons);
    let wished = lines.map(|line| (&line.catalog_item_id, line.quantity));
    wished.eq(placed.line_items.iter().map(|line| (&line.offer_id, line.quantity)))
}

#[cfg(test)]
mod tests {
    use crate::verify::{Check, holdings::Holdings, sample};
    use domain::id::CartId;
    use uuid::Uuid;

    #[track_caller]
    fn check(damage: impl FnOnce(&mut Holdings), row: &str, what: &str) {
        sample::assert_found(damage, Check::Carts, row, what);
    }

    #[test]
    fn an_order_that_is_lost_is_found() {
        check(|held| drop(held.orders.remove(0)), "carts", "is not there");
        check(|held| held.orders[0].value.cart = CartId(Uuid::from_u128(3)), "carts", "is of cart 00000000");
        check(|held| held.orders[0].value.order_group = "7".to_owned(), "carts", "is of order group 7, not 0");
        check(|held| held.orders[0].value.line_items.truncate(1), "carts", "has 1 lines and had 2");
    }

    #[test]
    fn an_order_that_its_cart_does_not_know_is_found() {
        check(|held| held.carts[0].value.placed.truncate(1), "orders", "knows nothing of it");
        check(|held| held.carts[0].value.placed.truncate(1), "carts", "it is ordered, and its line 2 has no order");
    }

    #[test]
    fn lines_that_are_not_those_of_the_cart_are_found() {
        check(|held| held.carts[0].value.line_items[0].quantity += 1, "carts", "its lines of order group 0 are not");
        check(|held| drop(held.carts[0].value.line_items.remove(1)), "carts", "its lines of order group 0 are not");
    }
}
