//! Every request that the documentation prints, sent as printed, is answered as printed: status, headers, whole body.
//!
//! The prints lie in `contract/exchanges/printed-*.http`, and where an answer differs, `printed-differences.toml` says by
//! which ruling.

mod compare;
pub(crate) mod shape;

use crate::support::{
    CUSTOMER, Exchange, LICENCE, PRINTED_CART, PRINTED_CUSTOMER, Request, SOFTWARE, TestServer, carts,
};
use compare::{assert_body_printed, assert_printed};
use serde_json::{Value, json};

/// The product of the printed reservations.
const RESERVED: &str = "DZH318Z0BQ36:";

/// Sends a printed request, compares the answer with the printed one and returns its body.
async fn send_printed(server: &TestServer, name: &str) -> Value {
    let exchange = Exchange::read(name);
    let request = exchange.section("request");
    let customer = request.customer().to_owned();
    let answer = request.send(server).await;
    assert_printed(name, &exchange.section("answer"), &answer, &customer);
    answer.json()
}

/// The path of an order.
fn order_path(customer: &str, order: &Value) -> String {
    let id = order["id"].as_str().expect("an id");
    format!("/v1/customers/{customer}/orders/{id}")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_printed_checkout_leads_to_the_three_printed_orders() {
    let server = TestServer::start().await;
    let result = send_printed(&server, "printed-checkout").await;
    let orders = result["orders"].as_array().expect("orders");
    for order in orders {
        assert_eq!(order["id"], order["alternateId"]);
    }
    let kinds = orders.iter().map(|order| (&order["status"], &order["billingCycle"]));
    let kinds: Vec<_> = kinds.collect();
    let expected = [("completed", "monthly"), ("pending", "one_time"), ("pending", "monthly")];
    assert_eq!(json!(kinds), json!(expected));
    assert_eq!(result["attributes"], json!({ "objectType": "CartCheckoutResult" }));
    for order in &orders[1..] {
        let lines = order["lineItems"].as_array().expect("lines");
        let extended = lines.iter().map(|line| line["pricing"]["extendedPrice"].as_f64().expect("a price"));
        assert_eq!(order["totalPrice"].as_f64(), Some(extended.sum()));
        assert_eq!(order["client"], json!({}));
        assert_eq!(order["attributes"], json!({ "objectType": "Order" }));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_orders_of_the_printed_checkout_are_completed_once_they_are_provisioned() {
    let server = TestServer::start().await;
    let result = send_printed(&server, "printed-checkout").await;
    assert_eq!(server.provision().await, 2);
    for order in result["orders"].as_array().expect("orders") {
        let found = server.get(order_path(PRINTED_CUSTOMER, order)).await.expect(200);
        assert_eq!(found["status"], "completed");
        let lines = found["lineItems"].as_array().expect("lines");
        assert_eq!(lines.len(), order["lineItems"].as_array().expect("lines").len());
        for line in lines {
            // Reservations and perpetual software leave an entitlement (digest 7.7).
            let entitles = line["offerId"].as_str().is_some_and(|item| item == SOFTWARE || item.starts_with(RESERVED));
            assert_eq!(line["subscriptionId"].as_str().is_some_and(shape::is_guid), !entitles, "{line}");
            assert_eq!(line.get("pricing"), None, "nobody asked for prices");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_printed_checkout_sent_again_answers_the_same() {
    let server = TestServer::start().await;
    let request = Exchange::read("printed-checkout").section("request");
    let first = request.clone().send(&server).await;
    let again = request.clone().send(&server).await;
    assert_eq!((again.status, &again.text), (first.status, &first.text));
    server.provision().await;
    let path = format!("{}/{PRINTED_CART}/checkout", carts(PRINTED_CUSTOMER));
    let under_another_id = server.send(Request::post(path)).await;
    assert_eq!((under_another_id.status, under_another_id.text), (first.status, first.text));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_printed_legacy_cart_is_made_as_printed() {
    send_printed(&TestServer::start().await, "printed-legacy-cart").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_printed_add_on_to_an_existing_subscription_is_made_as_printed() {
    send_printed(&TestServer::start().await, "printed-legacy-addon").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_printed_new_commerce_cart_is_made_as_printed() {
    send_printed(&TestServer::start().await, "printed-licence-cart").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_printed_cart_is_read_as_it_was_created() {
    let server = TestServer::start().await;
    for name in ["printed-legacy-cart", "printed-legacy-addon", "printed-licence-cart"] {
        let created = send_printed(&server, name).await;
        let customer = Exchange::read(name).section("request").customer().to_owned();
        let mut request = Exchange::read("printed-get-cart").section("request");
        let id = created["id"].as_str().expect("an id");
        request.start = request.start.replace("{customer_id}", &customer).replace("{cart_id}", id);
        let answer = request.clone().send(&server).await;
        assert_eq!(answer.expect(200), created);
        for header in ["ms-requestid", "ms-correlationid"] {
            assert_eq!(answer.header(header), request.header(header), "{header}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cart_that_leads_to_the_printed_licence_order_leads_to_it() {
    let server = TestServer::start().await;
    let printed = Exchange::read("printed-licence-order").section("order");
    let line = json!({ "CatalogItemId": LICENCE, "Quantity": 1, "BillingCycle": "Monthly", "TermDuration": "P1M" });
    let cart = server.create_cart(CUSTOMER, &json!({ "LineItems": [line] })).await;
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(1));
    assert_body_printed("printed-licence-order", &printed, &result["orders"][0], CUSTOMER);

    server.provision().await;
    let path = format!("{}?include_price=true", order_path(CUSTOMER, &result["orders"][0]));
    let order = server.get(path).await.expect(200);
    assert_body_printed("printed-licence-order-provisioned", &printed, &order, CUSTOMER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_printed_legacy_cart_checks_out_with_base_and_add_ons_in_one_order() {
    let server = TestServer::start().await;
    let cart = send_printed(&server, "printed-legacy-cart").await;
    let customer = Exchange::read("printed-legacy-cart").section("request").customer().to_owned();
    let result = server.check_out(&customer, &cart).await.expect(201);
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(1));
    let order = &result["orders"][0];
    assert_eq!(order["status"], "completed");
    let lines = order["lineItems"].as_array().expect("lines");
    let line = &cart["lineItems"][0];
    let asked = [line, &line["addonItems"][0], &line["addonItems"][1]];
    assert_eq!(lines.len(), asked.len());
    for (number, (line, asked)) in lines.iter().zip(asked).enumerate() {
        assert_eq!(line["lineItemNumber"], number);
        assert_eq!((&line["offerId"], &line["quantity"]), (&asked["catalogItemId"], &asked["quantity"]));
        assert!(line["subscriptionId"].as_str().is_some_and(shape::is_guid), "{line}");
    }
}
