//! Several faults on one line: the first in the published order is told (ruling 27).

use crate::support::{
    AZURE, BASE_SUBSCRIPTION, CUSTOMER, FRENCH_CUSTOMER, LEGACY_ADDON, LEGACY_BASE, LEGACY_NOT_SOLD, NOT_PURCHASABLE,
    PROMOTED, PROMOTION, TestServer, cart_of, line, with,
};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_a_modern_line_are_told_in_the_published_order() {
    let server = TestServer::start().await;
    let all = with(
        line("hello", 10_000_001, "monthly", Some("P3Y")),
        json!({ "currencyCode": "EUR", "renewsTo": { "termDuration": "P1M" }, "promotionId": "39NF:0001:NONE",
            "customTermEndDate": "2026-03-30T00:00:00Z", "scheduledNextTermInstructions": { "quantity": 1 } }),
    );
    let steps = [
        (json!({}), Some(10001)),
        (json!({ "catalogItemId": "CFQ7TTC0NONE:0001:CFQ7TTC0OLDA" }), Some(400013)),
        (json!({ "catalogItemId": "CFQ7TTC0OLD1:0001:CFQ7TTC0NONE" }), Some(400019)),
        (json!({ "catalogItemId": NOT_PURCHASABLE }), Some(10006)),
        (json!({ "catalogItemId": PROMOTED }), Some(10000)),
        (json!({ "currencyCode": "USD" }), Some(10010)),
        (json!({ "quantity": 20 }), Some(10013)),
        (json!({ "termDuration": "P1M" }), Some(10010)),
        (json!({ "renewsTo": null }), Some(10014)),
        (json!({ "promotionId": PROMOTION }), Some(10017)),
        (json!({ "customTermEndDate": "2026-03-31T00:00:00Z" }), Some(10010)),
        (json!({ "scheduledNextTermInstructions": null }), None),
    ];
    mend_step_by_step(&server, CUSTOMER, all, &steps).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_a_legacy_line_are_told_in_the_published_order() {
    let server = TestServer::start().await;
    let all = with(
        line("hello", 10_000_001, "one_time", Some("P3Y")),
        json!({ "currencyCode": "USD", "provisioningContext": { "ParentSubscriptionId": BASE_SUBSCRIPTION } }),
    );
    let steps = [
        (json!({}), Some(10001)),
        (json!({ "catalogItemId": "99999999-9999-4999-8999-999999999999" }), Some(10001)),
        (json!({ "catalogItemId": AZURE }), Some(400013)),
        (json!({ "catalogItemId": LEGACY_NOT_SOLD }), Some(500600)),
        (json!({ "catalogItemId": LEGACY_ADDON }), Some(10000)),
        (json!({ "currencyCode": "EUR" }), Some(10010)),
        (json!({ "quantity": 2 }), Some(10013)),
        (json!({ "billingCycle": "annual" }), Some(10013)),
        (json!({ "termDuration": "P1Y" }), Some(10007)),
        (json!({ "catalogItemId": LEGACY_BASE }), None),
    ];
    mend_step_by_step(&server, FRENCH_CUSTOMER, all, &steps).await;
}

/// Creates a cart with all the faults at once and mends one after the other with PUT.
async fn mend_step_by_step(server: &TestServer, customer: &str, all: Value, steps: &[(Value, Option<u32>)]) {
    let mut line = all;
    let cart = server.create_cart(customer, &cart_of([line.clone()])).await;
    let path = format!("{}/{}", crate::support::carts(customer), cart["id"].as_str().expect("an id"));
    for (mending, code) in steps {
        line = with(line, mending.clone());
        let cart = server.put(&path, &cart_of([line.clone()])).await.expect(201);
        let seen = &cart["lineItems"][0];
        let told = seen["error"]["errorCode"].as_u64();
        assert_eq!(told, code.map(u64::from), "after {mending}: {cart}");
        assert_eq!(seen.get("orderGroup").is_some(), code.is_none(), "after {mending}: {cart}");
    }
}
