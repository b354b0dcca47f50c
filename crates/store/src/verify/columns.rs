//! The columns beside a body say what the body says: rows are found by the one and answered from the other.

use super::{
    findings::{Check, Findings},
    holdings::{CartRow, EntitlementRow, Holdings, OrderRow, ReceiptRow, SubscriptionRow},
};
use crate::receipt_key;
use domain::{Timestamp, subscription::OrderLineRef};
use std::fmt::Display;
use uuid::Uuid;

/// What PostgreSQL has for the one character that its texts cannot hold.
const NO_CHARACTER: char = '\u{FFFF}';

/// Milliseconds of a second: carts from before the column was there have their end in whole seconds.
const SECOND: i64 = 1_000;

pub(super) fn check(holdings: &Holdings, findings: &mut Findings) {
    if let Some(customer) = &holdings.customer {
        let row = "customers".to_owned();
        same(&row, "owner", &holdings.owner, &customer.value.id.0, findings);
        version(&row, customer.version, findings);
    }
    holdings.carts.iter().for_each(|row| cart(holdings.owner, row, findings));
    holdings.orders.iter().for_each(|row| order(holdings.owner, row, findings));
    holdings.subscriptions.iter().for_each(|row| subscription(row, findings));
    holdings.entitlements.iter().for_each(|row| entitlement(row, findings));
    holdings.receipts.iter().for_each(|row| receipt(row, findings));
}

fn cart(owner: Uuid, row: &CartRow, findings: &mut Findings) {
    let name = format!("carts {}", row.id);
    same(&name, "owner", &owner, &row.value.customer.0, findings);
    same(&name, "id", &row.id, &row.value.id.0, findings);
    version(&name, row.version, findings);
    let gone_at = row.value.gone_at().map(Timestamp::milliseconds);
    if row.gone_at != gone_at && row.gone_at != gone_at.map(|instant| instant - instant.rem_euclid(SECOND)) {
        differs(&name, "gone_at", &told(row.gone_at), &told(gone_at), findings);
    }
}

fn order(owner: Uuid, row: &OrderRow, findings: &mut Findings) {
    let name = format!("orders {}", row.id);
    let order = &row.value;
    same(&name, "owner", &owner, &order.customer.0, findings);
    same_text(&name, "id", &row.id, order.id.as_str(), findings);
    same_text(&name, "alternate_id", &row.alternate_id, order.alternate_id.as_str(), findings);
    same(&name, "cart", &row.cart, &order.cart.0, findings);
    same_text(&name, "order_group", &row.order_group, &order.order_group, findings);
    version(&name, row.version, findings);
}

fn subscription(row: &SubscriptionRow, findings: &mut Findings) {
    let name = format!("subscriptions {}", row.id);
    same(&name, "id", &row.id, &row.value.id.0, findings);
    version(&name, row.version, findings);
    let line = row.value.order_line.as_ref();
    let order = line.map(|line| line.order.as_str().to_owned());
    let number = line.map(|line| i64::from(line.line));
    same(&name, "order_id", &told(row.order_id.clone()), &told(order), findings);
    same(&name, "order_line", &told(row.order_line), &told(number), findings);
}

fn entitlement(row: &EntitlementRow, findings: &mut Findings) {
    let name = format!("entitlements {} {}", row.order_id, row.order_line);
    let OrderLineRef { order, line } = &row.value.order_line;
    same_text(&name, "order_id", &row.order_id, order.as_str(), findings);
    same(&name, "order_line", &row.order_line, &i64::from(*line), findings);
}

fn receipt(row: &ReceiptRow, findings: &mut Findings) {
    let Some(key) = &row.key else { return };
    // Whether a text had the character that cannot be kept, nobody can tell afterwards.
    let unknown = row.command.contains(NO_CHARACTER) || row.request_id.contains(NO_CHARACTER);
    if !unknown && *key != receipt_key::digest(&row.request_id, &row.command) {
        let name = format!("receipts {} {}", row.request_id, row.command);
        findings.note(Check::Columns, name, "key is not the digest of request_id and command");
    }
}

pub(super) fn same_text(row: &str, column: &str, found: &str, body: &str, findings: &mut Findings) {
    if found != body && found != body.replace('\0', NO_CHARACTER.encode_utf8(&mut [0; 4])) {
        differs(row, column, &found, &body, findings);
    }
}

pub(super) fn same<T: PartialEq + Display>(row: &str, column: &str, found: &T, body: &T, findings: &mut Findings) {
    if found != body {
        differs(row, column, found, body, findings);
    }
}

fn version(row: &str, version: i64, findings: &mut Findings) {
    if version < 1 {
        findings.note(Check::Columns, row, format!("version is {version}; a row begins with 1"));
    }
}

fn differs(row: &str, column: &str, found: &dyn Display, body: &dyn Display, findings: &mut Findings) {
    findings.note(Check::Columns, row, format!("{column} is {found}; its body says {body}"));
}

fn told(column: Option<impl ToString>) -> String {
    column.map_or_else(|| "nothing".to_owned(), |column| column.to_string())
}

#[cfg(test)]
mod tests {
    use crate::{
        receipt_key,
        verify::{
            Check,
            holdings::{Holdings, ReceiptRow},
            sample,
        },
    };
    use uuid::Uuid;

    #[track_caller]
    fn check(damage: impl FnOnce(&mut Holdings), row: &str, what: &str) {
        sample::assert_found(damage, Check::Columns, row, what);
    }

    #[test]
    fn a_column_that_says_something_else_than_its_body_is_found() {
        let other = Uuid::from_u128(99);
        check(|held| held.customer.as_mut().expect("one").version = 0, "customers", "version is 0");
        check(|held| held.carts[0].gone_at = Some(5), "carts", "gone_at is 5; its body says nothing");
        check(|held| held.carts[0].id = other, "carts", "id is 00000000");
        check(|held| held.carts[0].version = -1, "carts", "version is -1");
        check(|held| held.orders[0].id = "x".to_owned(), "orders x", "id is x; its body says");
        check(|held| held.orders[0].alternate_id = "x".to_owned(), "orders", "alternate_id is x");
        check(|held| held.orders[0].cart = other, "orders", "cart is 00000000");
        check(|held| held.orders[0].order_group = "9".to_owned(), "orders", "order_group is 9");
        check(|held| held.subscriptions[0].id = other, "subscriptions", "id is 00000000");
        check(|held| held.subscriptions[0].order_id = None, "subscriptions", "order_id is nothing");
        check(|held| held.subscriptions[0].order_line = Some(7), "subscriptions", "order_line is 7; its body says 0");
        check(|held| held.entitlements[0].order_line = 7, "entitlements", "order_line is 7; its body says 1");
    }

    #[test]
    fn the_end_of_an_older_cart_is_in_whole_seconds() {
        let mut held = sample::holdings();
        let cart = &mut held.carts[1];
        cart.gone_at = cart.gone_at.map(|at| at - at % 1_000);
        sample::assert_sound(&held);
    }

    #[test]
    fn a_receipt_that_would_not_be_found_is_found() {
        let receipt = |key| ReceiptRow { request_id: "r".to_owned(), command: "POST /x".to_owned(), key };
        let mut held = sample::holdings();
        held.receipts = vec![receipt(None), receipt(Some(receipt_key::digest("r", "POST /x")))];
        sample::assert_sound(&held);
        check(|held| held.receipts.push(receipt(Some(vec![1]))), "receipts r POST /x", "digest");
    }
}
