//! Another billing cycle for a legacy order and its subscriptions (digest 1.4, surroundings 2.9).

use super::{id, order, order_line, order_of, path};
use crate::support::{
    AZURE, BASE_SUBSCRIPTION, CUSTOMER, LEGACY_ADDON, LEGACY_BASE, LEGACY_CUSTOMER, LICENCE, Request, TestServer,
    cart_of, line, with,
};
use serde_json::{Value, json};

fn patch(customer: &str, order: &Value, body: &Value) -> Request {
    Request::new("PATCH", path(customer, &format!("/{}", id(order)))).json(body)
}

async fn cycles(server: &TestServer, order: &Value) -> Vec<Value> {
    let list = server.get(format!("/v1/customers/{CUSTOMER}/subscriptions?order_id={}", id(order))).await.expect(200);
    list["items"].as_array().expect("items").iter().map(|owned| owned["billingCycle"].clone()).collect()
}

/// A base with an add-on, bought together.
async fn with_add_on(server: &TestServer) -> Value {
    let add_on = line(LEGACY_ADDON, 1, "monthly", None);
    let base = with(line(LEGACY_BASE, 5, "monthly", None), json!({ "addonItems": [add_on] }));
    let cart = server.create_cart(CUSTOMER, &cart_of([base])).await;
    server.check_out(CUSTOMER, &cart).await.expect(201)["orders"][0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_and_its_subscriptions_are_charged_in_another_cycle() {
    let server = TestServer::start().await;
    let bought = with_add_on(&server).await;
    assert_eq!(cycles(&server, &bought).await, ["monthly", "monthly"]);
    // The whole order with its lines, as the documentation prints it.
    let whole = with(bought.clone(), json!({ "billingCycle": "annual" }));
    let after = server.send(patch(CUSTOMER, &bought, &whole)).await.expect(200);
    assert_eq!(after["billingCycle"], "annual");
    assert_ne!(after["attributes"]["etag"], bought["attributes"]["etag"]);
    assert_eq!(after["lineItems"], bought["lineItems"]);
    assert_eq!(cycles(&server, &bought).await, ["annual", "annual"]);
    assert_eq!(server.get(path(CUSTOMER, &format!("/{}", id(&bought)))).await.expect(200), after);

    let back = server.send(patch(CUSTOMER, &bought, &json!({ "BillingCycle": "Monthly" }))).await.expect(200);
    assert_eq!(back["billingCycle"], "monthly");
    assert_eq!(cycles(&server, &bought).await, ["monthly", "monthly"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_comes_back_as_it_is_stays_as_it_is() {
    let server = TestServer::start().await;
    for item in [LEGACY_BASE, LICENCE] {
        let bought = order(&server, CUSTOMER, &order_of("monthly", [order_line(item, 2)])).await;
        server.provision().await;
        let now = server.get(path(CUSTOMER, &format!("/{}", id(&bought)))).await.expect(200);
        let without_lines = with(now.clone(), json!({ "lineItems": null }));
        let unknown = with(now.clone(), json!({ "billingCycle": "unknown" }));
        for body in [&bought, &now, &without_lines, &unknown, &json!({ "billingCycle": "monthly" })] {
            assert_eq!(server.send(patch(CUSTOMER, &bought, body)).await.expect(200), now, "{body}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_that_an_offer_does_not_have_is_refused() {
    let server = TestServer::start().await;
    for (item, cycle, accepted) in [
        (AZURE, "annual", "monthly"),
        (LEGACY_BASE, "triennial", "monthly, annual"),
        (LEGACY_BASE, "one_time", "monthly, annual"),
        (LEGACY_BASE, "none", "monthly, annual"),
        (LEGACY_BASE, "biennial", "monthly, annual"),
    ] {
        let bought = order(&server, CUSTOMER, &order_of("monthly", [order_line(item, 1)])).await;
        let request = patch(CUSTOMER, &bought, &json!({ "billingCycle": cycle }));
        let told = server.send(request).await.expect_fault(400, 6001);
        assert!(told.contains(&format!("billingCycle: seen is {cycle}")) && told.contains(accepted), "{told}");
    }
    let modern = order(&server, CUSTOMER, &order_of("monthly", [order_line(LICENCE, 1)])).await;
    let request = patch(CUSTOMER, &modern, &json!({ "billingCycle": "annual" }));
    let told = server.send(request).await.expect_fault(400, 800_042);
    assert!(told.contains("billingCycle: seen is annual; accepted is monthly"), "{told}");
    let request = patch(CUSTOMER, &modern, &json!({ "billingCycle": "weekly" }));
    server.send(request).await.expect_fault(400, 900_126);
}

/// No operation suspends a subscription yet, so that the test does it where it is kept.
#[tokio::test(flavor = "multi_thread")]
async fn an_order_with_an_inactive_subscription_keeps_its_cycle() {
    let server = TestServer::start().await;
    let bought = with_add_on(&server).await;
    let suspended = |subscription| with(subscription, json!({ "status": "suspended" }));
    server.database().amend("subscriptions", "order_line = 1", suspended);
    let request = patch(CUSTOMER, &bought, &json!({ "billingCycle": "annual" }));
    let told = server.send(request).await.expect_fault(400, 6000);
    assert!(told.contains("lineItems[1].subscriptionId") && told.contains("an active subscription"), "{told}");
    assert_eq!(cycles(&server, &bought).await, ["monthly", "monthly"]);
}

/// An add-on that was bought for a base of another order is charged as that one is.
#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_of_an_order_of_its_own_keeps_the_cycle_of_its_base() {
    let server = TestServer::start().await;
    let add_on = with(order_line(LEGACY_ADDON, 3), json!({ "parentSubscriptionId": BASE_SUBSCRIPTION }));
    let bought = order(&server, LEGACY_CUSTOMER, &order_of("annual", [add_on])).await;
    let request = patch(LEGACY_CUSTOMER, &bought, &json!({ "billingCycle": "monthly" }));
    let told = server.send(request).await.expect_fault(400, 800_085);
    assert!(told.contains("billingCycle: seen is monthly; accepted is annual"), "{told}");
}
