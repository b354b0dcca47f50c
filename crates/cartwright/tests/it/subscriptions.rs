//! Subscriptions over HTTP: what a purchase left, as users read it (surroundings 1.7 and 2.10).

mod charge;
mod edit;
mod modern;
mod quantity;
mod read;
mod registration;
mod renewal;
mod retry;
mod status;

use crate::support::{Answer, Request, TestServer, cart_of, with};
use serde_json::Value;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Buys lines for a customer and lets them be provisioned. Returns the customer's subscriptions, oldest first.
async fn bought(server: &TestServer, customer: &str, lines: impl IntoIterator<Item = Value>) -> Vec<Value> {
    let cart = server.create_cart(customer, &cart_of(lines)).await;
    let result = server.check_out(customer, &cart).await.expect(201);
    assert!(result.get("orderErrors").is_none(), "{result}");
    server.provision().await;
    listed(server, customer, "").await
}

/// The subscriptions of a customer, narrowed by a query.
async fn listed(server: &TestServer, customer: &str, query: &str) -> Vec<Value> {
    let list = server.get(path(customer, query)).await.expect(200);
    let items = list["items"].as_array().expect("subscriptions").clone();
    assert_eq!(list["totalCount"], items.len(), "{list}");
    assert_eq!(list["attributes"]["objectType"], "Collection", "{list}");
    items
}

/// Sends a subscription back with members changed, as clients do.
async fn patched(server: &TestServer, customer: &str, subscription: &Value, change: Value) -> Answer {
    let whole = with(subscription.clone(), change);
    server.send(Request::new("PATCH", path(customer, &format!("/{}", id(subscription)))).json(&whole)).await
}

/// The subscription as it is now.
async fn now(server: &TestServer, customer: &str, subscription: &Value) -> Value {
    server.get(path(customer, &format!("/{}", id(subscription)))).await.expect(200)
}

fn path(customer: &str, rest: &str) -> String {
    format!("/v1/customers/{customer}/subscriptions{rest}")
}

fn id(subscription: &Value) -> &str {
    subscription["id"].as_str().expect("an id")
}
