//! Several faults on one line: the first in the published order is told (ruling 27).

use crate::support::{
    AZURE, AZURE_CUSTOMER, BASE_SUBSCRIPTION, CUSTOMER, EDUCATION, FRENCH_CUSTOMER, LEGACY_ADDON, LEGACY_BASE,
    LEGACY_NOT_SOLD, NOT_PURCHASABLE, PROMOTED, PROMOTION, RESERVATION, SAVINGS_PLAN, TestServer, cart_of, line, with,
};
use domain::{partner::PartnerKind, world::World};
use serde_json::{Value, json};

/// A reserved VM instance that is out of stock.
const SOLD_OUT: &str = "DZH318Z0BQ36:0099:DZH318Z08ZZZ";

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_a_modern_line_are_told_in_the_published_order() {
    let server = TestServer::with_world(demanding_world()).await;
    let all = with(
        line("hello", 10_000_001, "monthly", Some("P3Y")),
        json!({ "currencyCode": "EUR", "renewsTo": { "termDuration": "P1M" }, "promotionId": "39NF:0001:NONE",
            "customTermEndDate": "2026-03-30T00:00:00Z", "scheduledNextTermInstructions": { "quantity": 1 } }),
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
        (json!({ "promotionId": PROMOTION }), Some(10017)),
        (json!({ "customTermEndDate": "2026-03-31T00:00:00Z" }), Some(10010)),
        (json!({ "scheduledNextTermInstructions": null }), None),
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

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_a_reservation_are_told_in_the_published_order() {
    let server = TestServer::start().await;
    let all = with(line(SOLD_OUT, 1, "one_time", Some("P1Y")), json!({ "promotionId": "39NF:0001:NONE" }));
    let azure = |subscription: u8, scope: &str| {
        let id = format!("A2000000-0000-4000-8000-00000000000{subscription}");
        json!({ "provisioningContext": { "subscriptionId": id, "scope": scope } })
    };
    let steps = [
        (json!({}), Some(10014)),
        (json!({ "promotionId": null }), Some(10010)),
        (azure(3, ""), Some(10010)),
        (azure(3, "everything"), Some(900312)),
        (azure(3, "shared"), Some(10007)),
        (azure(1, "shared"), Some(10011)),
        (azure(2, "shared"), Some(10008)),
        (azure(5, "shared"), Some(10003)),
        (json!({ "catalogItemId": RESERVATION }), None),
    ];
    mend_step_by_step(&server, AZURE_CUSTOMER, all, &steps).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_a_savings_plan_are_told_in_the_published_order() {
    let server = TestServer::start().await;
    let all = with(
        line(SAVINGS_PLAN, 2, "one_time", Some("P1M")),
        json!({ "purchaseCommitment": { "amount": 0.0001, "currency": "EUR", "grain": "daily" } }),
    );
    let context = |context: Value| json!({ "provisioningContext": context });
    let single = |entitlement: &str| {
        let id = format!("A2000000-0000-4000-8000-00000000000{entitlement}");
        json!({ "provisioningContext": { "scope": "single", "entitlementId": id } })
    };
    let steps = [
        (json!({}), Some(10010)),
        (json!({ "quantity": 1 }), Some(10013)),
        (json!({ "termDuration": "P1Y" }), Some(10010)),
        (context(json!({ "scope": "everything" })), Some(900312)),
        (context(json!({ "scope": "shared" })), Some(900317)),
        (context(json!({ "scope": "shared", "subscriptionId": BASE_SUBSCRIPTION })), Some(10007)),
        (context(json!({ "scope": "single" })), Some(900313)),
        (single("9"), Some(800111)),
        (single("3"), Some(900314)),
        (single("4"), Some(900315)),
        (single("5"), Some(10010)),
        (json!({ "purchaseCommitment": { "amount": 0.0001, "currency": "USD", "grain": "hourly" } }), Some(10010)),
        (json!({ "purchaseCommitment": { "amount": 0.001, "currency": "USD", "grain": "hourly" } }), None),
    ];
    mend_step_by_step(&server, AZURE_CUSTOMER, all, &steps).await;
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
