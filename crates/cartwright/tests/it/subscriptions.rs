//! Subscriptions over HTTP: what a purchase left, as users read it (surroundings 1.7 and 2.10).

mod modern;
mod read;
mod registration;

use crate::support::{TestServer, cart_of};
use serde_json::Value;

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

fn path(customer: &str, rest: &str) -> String {
    format!("/v1/customers/{customer}/subscriptions{rest}")
}

fn id(subscription: &Value) -> &str {
    subscription["id"].as_str().expect("an id")
}
