//! A purchase as it should be, for the tests of the checks to break.

use super::Found;
use crate::{
    exchange::Answer,
    journal::{Attempt, Sending},
    shop::{CUSTOMERS, Deed, ITEMS, Wish},
};
use serde_json::{Value, json};

pub(super) fn attempt(name: &str, deed: Deed, answered: Option<(u16, &str)>) -> Attempt {
    timed(name, deed, (0, 1), answered)
}

pub(super) fn timed(name: &str, deed: Deed, (began, ended): (u64, u64), answered: Option<(u16, &str)>) -> Attempt {
    let heard = answered.map(|(status, text)| (ended, Answer { status, text: text.to_owned(), retry_after: false }));
    Attempt { name: name.to_owned(), customer: CUSTOMERS[0], deed, sendings: vec![Sending { began, heard }] }
}

pub(super) fn wish(name: &str) -> Wish {
    Wish { name: name.to_owned(), lines: vec![(0, 3), (0, 2)] }
}

pub(super) fn create(name: &str, cart: &str) -> Attempt {
    attempt(name, Deed::Create(wish(name)), Some((201, &json!({ "id": cart }).to_string())))
}

/// The order of a wish's lines.
pub(super) fn order(name: &str) -> Value {
    let line = |(place, (_, quantity)): (usize, &(usize, i64))| {
        let extended = [11.52, 7.68][place];
        json!({
            "offerId": ITEMS[0].id, "quantity": quantity, "friendlyName": format!("{name}/{place}"),
            "pricing": { "price": 3.84, "extendedPrice": extended },
        })
    };
    let lines: Vec<Value> = wish(name).lines.iter().enumerate().map(line).collect();
    json!({ "id": format!("order-{name}"), "status": "pending", "lineItems": lines, "totalPrice": 19.2 })
}

/// The cart as a read shows it.
pub(super) fn cart(name: &str, status: &str) -> Value {
    let lines: Vec<_> = wish(name).line_names().map(|name| json!({ "friendlyName": name })).collect();
    json!({ "status": status, "lineItems": lines })
}

/// Somebody fills a cart and checks it out.
pub(super) fn purchase() -> (Vec<Attempt>, Found) {
    let result = json!({ "orders": [order("a")] }).to_string();
    let attempts = vec![create("a", "1"), timed("b", Deed::CheckOut("1".into()), (2, 3), Some((201, &result)))];
    let mut provisioned = order("a");
    provisioned["status"] = json!("completed");
    let mut found = Found::default();
    for place in 0..2 {
        let line = &mut provisioned["lineItems"][place];
        line["subscriptionId"] = json!(format!("subscription-{place}"));
        found.subscriptions.push(json!({
            "id": line["subscriptionId"], "quantity": line["quantity"], "friendlyName": line["friendlyName"],
            "orderId": "order-a",
        }));
    }
    found.orders.push(provisioned);
    found.carts.insert("1".to_owned(), cart("a", "Ordered"));
    (attempts, found)
}
