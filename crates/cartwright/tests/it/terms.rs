//! Terms: where they end, what they cost, what follows them, and what a purchase leaves behind (digest 7.3 and 7.7,
//! surroundings 2.10, 3.2 and 3.5).
//!
//! What is not served over HTTP yet is looked up in the store of the running server.

mod custom_end;
mod left_behind;
mod next_term;
mod prices;
mod renews_to;

use crate::support::{CUSTOMER, TestServer, cart_of, carts, with};
use domain::{entitlement::Entitlement, id::CustomerId, subscription::Subscription, world::World};
use serde_json::{Value, json};

/// New-commerce trial of 25 seats, which turns into the licence.
const LICENCE_TRIAL: &str = "CFQ7TTC0LF8S:0002:CFQ7TTC0TRIA";

/// Buys the lines and provisions them. Returns the orders of the checkout.
async fn buy(server: &TestServer, customer: &str, lines: impl IntoIterator<Item = Value>) -> Vec<Value> {
    let cart = server.create_cart(customer, &cart_of(lines)).await;
    let result = server.check_out(customer, &cart).await.expect(201);
    assert!(result.get("orderErrors").is_none(), "{result}");
    server.provision().await;
    result["orders"].as_array().expect("orders").clone()
}

async fn subscriptions(server: &TestServer, customer: &str) -> Vec<Subscription> {
    let owner = CustomerId::parse(customer).expect("a guid");
    let all = server.store().await.all_subscriptions(owner).await.expect("a read");
    all.into_iter().map(|found| found.value).collect()
}

async fn entitlements(server: &TestServer, customer: &str) -> Vec<Entitlement> {
    let owner = CustomerId::parse(customer).expect("a guid");
    server.store().await.entitlements(owner).await.expect("a read")
}

/// A refusal: code, member below the line, what is seen (nothing where it is missing), a part of what is accepted.
struct Refusal<'a>(u32, &'a str, &'a str, &'a str);

/// The line is refused, and stands without error and in a group once it is mended with PUT.
async fn refused_and_mended(server: &TestServer, line: &Value, refusal: Refusal<'_>, mending: Value) {
    let cart = server.create_cart(CUSTOMER, &cart_of([line.clone()])).await;
    assert_refused(&cart["lineItems"][0], &refusal);
    server.check_out(CUSTOMER, &cart).await.expect_fault(400, 800_009);
    let path = format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"));
    let mended = server.put(path, &cart_of([with(line.clone(), mending)])).await.expect(201);
    let mended = &mended["lineItems"][0];
    assert!(mended.get("error").is_none() && mended["orderGroup"] == "0", "{mended}");
}

#[track_caller]
fn assert_refused(line: &Value, Refusal(code, member, seen, accepted): &Refusal<'_>) {
    let error = &line["error"];
    assert_eq!(error["errorCode"], *code, "{line}");
    let text = error["errorDescription"].as_str().expect("a description");
    let told = match *seen {
        "" => format!(" lineItems[0].{member} is missing; accepted is "),
        seen => format!(" lineItems[0].{member}: seen is {seen}; accepted is "),
    };
    let (_, said) = text.split_once(&told).unwrap_or_else(|| panic!("{told} is not in {text}"));
    assert!(said.contains(accepted), "{accepted} is not in {text}");
}

/// The demo world with some of its data changed.
fn world(change: impl FnOnce(&mut World)) -> World {
    let mut world = cartwright::demo().expect("the demo world");
    change(&mut world);
    world
}

/// The members of a line that ends on that day.
fn ending(day: &str) -> Value {
    json!({ "customTermEndDate": format!("{day}T00:00:00Z") })
}
