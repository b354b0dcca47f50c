//! Reservations and savings plans: what their lines say of Azure, and what becomes of it (digest section 6, 7.3; rulings
//! 26, 28, 36). Every error has its repair: the same cart with a good line, sent by PUT.

mod eligible;
mod lost;
mod price;
mod reservation;
mod savings_plan;

use crate::{
    lines::assert_error,
    support::{RESERVATION, SAVINGS_PLAN, TestServer, cart_of, carts, line, with},
};
use serde_json::{Value, json};

/// The Azure subscription of the Azure customer that everything can be bought with.
const GOOD: &str = "A2000000-0000-4000-8000-000000000005";

/// A reservation with that provisioning context.
fn reservation(context: Value) -> Value {
    with(line(RESERVATION, 1, "one_time", Some("P1Y")), json!({ "provisioningContext": context }))
}

/// A savings plan of 0.05 an hour with that provisioning context.
fn savings_plan(context: Value) -> Value {
    let commitment = json!({ "amount": 0.05, "currency": "usd", "grain": "hourly" });
    let plan = line(SAVINGS_PLAN, 1, "one_time", Some("P1Y"));
    with(plan, json!({ "provisioningContext": context, "purchaseCommitment": commitment }))
}

/// Puts a line into a cart, expects its error, and mends it with the good one. `case` is code and member, what is seen, a
/// part of what is accepted.
async fn check(server: &TestServer, customer: &str, faulty: Value, good: Value, case: [&str; 3]) {
    let [error, seen, accepted] = case;
    let (code, member) = error.split_once(' ').expect("code and member");
    let cart = server.create_cart(customer, &cart_of([faulty])).await;
    let path = format!("lineItems[0].{member}");
    assert_error(&cart["lineItems"][0], code.parse().expect("a code"), &path, seen, accepted);
    server.check_out(customer, &cart).await.expect_fault(400, 800009);
    let path = format!("{}/{}", carts(customer), cart["id"].as_str().expect("an id"));
    let mended = server.put(path, &cart_of([good])).await.expect(201);
    assert!(mended["lineItems"][0].get("error").is_none(), "{mended}");
    let result = server.check_out(customer, &mended).await.expect(201);
    assert!(result.get("orderErrors").is_none(), "{result}");
}

/// The columns of a case.
fn columns<const N: usize>(case: &str) -> [&str; N] {
    let columns: Vec<_> = case.split('|').map(str::trim).collect();
    columns.try_into().unwrap_or_else(|columns| panic!("not {N} columns: {columns:?}"))
}

/// The cases of a table.
fn cases(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|case| !case.is_empty())
}

/// The only order line of a cart with that line.
async fn buy(server: &TestServer, customer: &str, line: Value) -> Value {
    let cart = server.create_cart(customer, &cart_of([line])).await;
    let result = server.check_out(customer, &cart).await.expect(201);
    assert!(result.get("orderErrors").is_none(), "{result}");
    result["orders"][0].clone()
}
