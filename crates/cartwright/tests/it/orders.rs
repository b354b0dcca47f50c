//! Orders: what a checkout left behind, as its answer and later reads show it (digest 1.2, 4.8 to 4.11, 7.6).

mod activation;
mod add_on;
mod billing_cycle;
mod cancel;
mod direct;
mod direct_clients;
mod direct_refused;
mod form;
mod price;
mod query;

use crate::support::{CUSTOMER, LICENCE, Request, SOFTWARE, TestServer, cart_of, line, with};
use serde_json::{Value, json};

/// Buys lines for a customer. Returns the checkout's orders.
async fn buy(server: &TestServer, customer: &str, lines: impl IntoIterator<Item = Value>) -> Vec<Value> {
    let cart = server.create_cart(customer, &cart_of(lines)).await;
    let result = server.check_out(customer, &cart).await.expect(201);
    assert!(result.get("orderErrors").is_none(), "{result}");
    result["orders"].as_array().expect("orders").clone()
}

/// Buys lines for a customer without a cart. Returns the order.
async fn order(server: &TestServer, customer: &str, body: &Value) -> Value {
    server.post(path(customer, ""), body).await.expect(201)
}

/// The body of an order with these lines, numbered from 0.
fn order_of(billing_cycle: &str, lines: impl IntoIterator<Item = Value>) -> Value {
    let lines = lines.into_iter().enumerate();
    let lines: Vec<_> = lines.map(|(number, line)| with(line, json!({ "lineItemNumber": number }))).collect();
    json!({ "billingCycle": billing_cycle, "lineItems": lines })
}

fn order_line(item: &str, quantity: i64) -> Value {
    json!({ "offerId": item, "quantity": quantity })
}

fn path(customer: &str, rest: &str) -> String {
    format!("/v1/customers/{customer}/orders{rest}")
}

fn id(order: &Value) -> &str {
    order["id"].as_str().expect("an id")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_found_by_its_ids_in_any_case() {
    let server = TestServer::start().await;
    let legacy = line(crate::support::LEGACY_BASE, 1, "monthly", None);
    let orders = buy(&server, CUSTOMER, [line(LICENCE, 1, "monthly", None), legacy]).await;
    assert_eq!(orders.len(), 2);
    for order in &orders {
        for id in [id(order), order["alternateId"].as_str().expect("an id")] {
            for id in [id.to_owned(), id.to_uppercase()] {
                let found = server.get(path(CUSTOMER, &format!("/{id}"))).await.expect(200);
                assert_eq!(found["id"], order["id"]);
            }
        }
    }
    let hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    assert!(id(&orders[0]).len() == 12 && hex(id(&orders[0])), "a modern id has 12 hex digits: {}", id(&orders[0]));
    let groups: Vec<_> = id(&orders[1]).split('-').map(str::len).collect();
    assert_eq!(groups, [8, 4, 4, 4, 12], "a legacy id is a GUID: {}", id(&orders[1]));
    assert_eq!(orders[0]["alternateId"], orders[0]["id"]);
    assert_eq!(orders[1]["alternateId"], orders[1]["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_not_there_is_not_found() {
    let server = TestServer::start().await;
    buy(&server, CUSTOMER, [line(SOFTWARE, 1, "one_time", None)]).await;
    let long = "a".repeat(5_000);
    for id in ["0123456789ab", "99999999-9999-4999-8999-999999999999", "x", "-", "%20", "%7B0%7D", "%00", "é", &long] {
        let id = id.replace('é', "%C3%A9");
        for rest in [format!("/{id}"), format!("/{id}/provisioningstatus")] {
            let answer = server.get(path(CUSTOMER, &rest)).await;
            answer.expect_fault(404, 20000);
            assert!(answer.text.len() < 4_096, "what is said back is bounded");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_purchase_twice_is_two_orders() {
    let server = TestServer::start().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        for order in
            buy(&server, CUSTOMER, [line(LICENCE, 1, "monthly", None), line(SOFTWARE, 1, "one_time", None)]).await
        {
            ids.push(order["id"].clone());
        }
    }
    let list = server.get(path(CUSTOMER, "")).await.expect(200);
    assert_eq!(list["totalCount"], 6);
    let listed: Vec<_> = list["items"].as_array().expect("orders").iter().map(|order| order["id"].clone()).collect();
    assert_eq!(listed, ids, "oldest first");
    assert_eq!(list["attributes"]["objectType"], "Collection");
    assert_eq!(list["links"]["self"]["uri"], format!("/customers/{CUSTOMER}/orders"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_without_orders_has_an_empty_list() {
    let server = TestServer::start().await;
    let list = server.send(Request::get(path(CUSTOMER, ""))).await.expect(200);
    assert_eq!((&list["totalCount"], &list["items"]), (&Value::from(0), &Value::Array(Vec::new())));
}
