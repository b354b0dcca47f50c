//! Several faults on one line: the first in the published order is told (ruling 27).

use crate::support::{
    AZURE, BASE_SUBSCRIPTION, CUSTOMER, EDUCATION, FRENCH_CUSTOMER, LEGACY_ADDON, LEGACY_BASE, LEGACY_NOT_SOLD,
    NOT_PURCHASABLE, PROMOTED, PROMOTION, TestServer, cart_of, line, with,
};
use domain::{partner::PartnerKind, world::World};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_a_modern_line_are_told_in_the_published_order() {
    let server = TestServer::with_world(demanding_world()).await;
    let all = with(
        line("hello", 10_000_001, "monthly", Some("P3Y")),
        json!({ "currencyCode": "EUR", "renewsTo": { "termDuration": "P1M" }, "promotionId": "39NF:0001:NONE" }),
    );
    let all = with(all, participants());
    let steps = [
        (json!({}), Some(10001)),
        (json!({ "catalogItemId": "CFQ7TTC0NONE:0001:CFQ7TTC0OLDA" }), Some(400013)),
        (json!({ "catalogItemId": "CFQ7TTC0OLD1:0001:CFQ7TTC0NONE" }), Some(400019)),
        (json!({ "catalogItemId": NOT_PURCHASABLE }), Some(10006)),
        (json!({ "catalogItemId": EDUCATION }), Some(10006)),
        (json!({ "catalogItemId": PROMOTED }), Some(10000)),
        (json!({ "currencyCode": "USD" }), Some(10010)),
        (json!({ "quantity": 20 }), Some(10013)),
        (json!({ "termDuration": "P1M" }), Some(10010)),
        (json!({ "renewsTo": null }), Some(10004)),
        (json!({ "participants": null }), Some(10012)),
        (json!({ "attestationAccepted": true }), Some(10014)),
        (json!({ "promotionId": PROMOTION }), None),
    ];
    mend_step_by_step(&server, CUSTOMER, all, &steps).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_a_legacy_line_are_told_in_the_published_order() {
    let server = TestServer::with_world(demanding_world()).await;
    let all = with(
        line("hello", 10_000_001, "one_time", Some("P3Y")),
        json!({ "currencyCode": "USD", "provisioningContext": { "ParentSubscriptionId": BASE_SUBSCRIPTION } }),
    );
    let all = with(all, participants());
    let steps = [
        (json!({}), Some(10001)),
        (json!({ "catalogItemId": "99999999-9999-4999-8999-999999999999" }), Some(10001)),
        (json!({ "catalogItemId": AZURE }), Some(400013)),
        (json!({ "catalogItemId": LEGACY_NOT_SOLD }), Some(500600)),
        (json!({ "catalogItemId": LEGACY_ADDON }), Some(10000)),
        (json!({ "currencyCode": "EUR" }), Some(10010)),
        (json!({ "quantity": 2 }), Some(10013)),
        (json!({ "billingCycle": "annual" }), Some(10013)),
        (json!({ "termDuration": "P1Y" }), Some(10004)),
        (json!({ "participants": null }), Some(10007)),
        (json!({ "catalogItemId": LEGACY_BASE }), None),
    ];
    mend_step_by_step(&server, FRENCH_CUSTOMER, all, &steps).await;
}

/// The demo world, but its default partner is direct bill, and the promoted item enforces an attestation.
fn demanding_world() -> World {
    let mut world = cartwright::demo().expect("the demo world");
    world.partners[0].kind = PartnerKind::DirectBill;
    let promoted = world.products.iter_mut().find(|product| PROMOTED.starts_with(&product.id)).expect("the item");
    promoted.skus[0].enforces_attestation = true;
    world
}

fn participants() -> Value {
    json!({ "participants": [{ "key": "transaction_reseller", "value": "5357564" }] })
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
