//! The shapes of answers, whole, as snapshots. Only what is different each time is redacted, and each redaction asserts
//! what stands there. `INSTA_UPDATE=always cargo test shapes` writes them anew; read the difference before it is kept.

use crate::support::{AZURE_PLAN, CUSTOMER, TestServer};
use insta::{assert_json_snapshot, dynamic_redaction, internals::Content};
use serde_json::json;

/// A GUID, 12 hex digits, or a path or an etag that holds one.
fn id(value: Content, _: insta::internals::ContentPath<'_>) -> Content {
    let text = value.as_str().expect("an id is a text");
    let hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    assert!(hex(text) && (text.len() == 12 || text.len() == 36), "not an id: {text}");
    "[id]".into()
}

/// A link into the customer's carts, orders or subscriptions.
fn link(value: Content, _: insta::internals::ContentPath<'_>) -> Content {
    let text = value.as_str().expect("a link is a text");
    let parts: Vec<&str> = text.split('/').collect();
    assert_eq!((parts[1], parts[2]), ("customers", CUSTOMER), "{text}");
    let tail = parts.get(5).map(|tail| format!("/{tail}")).unwrap_or_default();
    format!("/customers/[customer]/{}/[id]{tail}", parts[3]).into()
}

/// The demo world, in which the customer owns the Azure plan too that its savings plan names.
fn with_an_azure_plan() -> domain::world::World {
    let mut world = cartwright::demo().expect("the demo world");
    let id = domain::id::SubscriptionId::parse(AZURE_PLAN);
    let mut owned = world.subscriptions.iter().find(|owned| Some(owned.subscription.id) == id).expect("a plan").clone();
    owned.customer = domain::id::CustomerId::parse(CUSTOMER).expect("a GUID");
    world.subscriptions.push(owned);
    world
}

fn everything() -> serde_json::Value {
    json!({ "lineItems": [
        {
            "catalogItemId": "DZH318Z08M8S:0001:DZH318Z08SAV", "quantity": 1, "billingCycle": "one_time",
            "termDuration": "P1Y", "friendlyName": "Compute, west", "attestationAccepted": true,
            "participants": [
                { "key": "transaction_reseller", "value": "5357564" },
                { "key": "additional_transaction_reseller", "value": "517285" },
            ],
            "provisioningContext": { "Scope": "shared", "SubscriptionId": "A1000000-0000-4000-8000-000000000001" },
            "purchaseCommitment": { "amount": 0.05, "currency": "usd", "grain": "hourly" },
        },
        {
            "catalogItemId": "91FD106F-4B2C-4938-95AC-F54F74E9A239", "quantity": 3, "billingCycle": "monthly",
            "addonItems": [
                { "catalogItemId": "C94271D8-B431-4A25-A3C5-A57737A1C909", "quantity": 2, "billingCycle": "monthly" },
            ],
        },
        {
            "catalogItemId": "CFQ7TTC0LFLX:0001:CFQ7TTC0LB30", "quantity": 20, "billingCycle": "monthly",
            "termDuration": "P1M", "customTermEndDate": "2026-03-31T00:00:00Z",
            "scheduledNextTermInstructions": {
                "product": { "productId": "CFQ7TTC0LFLX", "skuId": "0001", "availabilityId": "CFQ7TTC0LB30",
                    "billingCycle": "annual", "termDuration": "P1Y", "promotionId": "39NFJQT1PHSN:0008:39NFJQT1Q5J0" },
                "quantity": 2, "customTermEndDate": "2026-12-31T00:00:00Z",
            },
        },
        { "catalogItemId": "DZH318Z0C0WF:0001:DZH318Z0BP69", "quantity": 1, "billingCycle": "none", "termDuration": "P1M",
          "renewsTo": { "termDuration": "P1Y" } },
    ] })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_with_everything_in_it_and_the_orders_it_leads_to() {
    let server = TestServer::with_world(with_an_azure_plan()).await;
    let cart = server.create_cart(CUSTOMER, &everything()).await;
    assert_json_snapshot!("cart", cart, { ".id" => dynamic_redaction(id), ".links.self.uri" => dynamic_redaction(link) });

    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_json_snapshot!("checkout", result, {
        ".orders[].id" => dynamic_redaction(id),
        ".orders[].alternateId" => dynamic_redaction(id),
        ".orders[].links.*.uri" => dynamic_redaction(link),
        ".orders[].lineItems[].subscriptionId" => dynamic_redaction(id),
        ".orders[].lineItems[].parentSubscriptionId" => dynamic_redaction(id),
        ".orders[].lineItems[].links.subscription.uri" => dynamic_redaction(link),
        ".orders[].lineItems[].links.provisioningStatus.uri" => dynamic_redaction(link),
        ".orders[].attributes.etag" => "[etag]",
    });

    server.provision().await;
    let order = result["orders"][0]["id"].as_str().expect("an id");
    let order = server.get(format!("/v1/customers/{CUSTOMER}/orders/{order}")).await.expect(200);
    assert_json_snapshot!("order", order, {
        ".id" => dynamic_redaction(id),
        ".alternateId" => dynamic_redaction(id),
        ".links.*.uri" => dynamic_redaction(link),
        ".lineItems[].subscriptionId" => dynamic_redaction(id),
    });
    let status = order["links"]["provisioningStatus"]["uri"].as_str().expect("a link");
    assert_json_snapshot!("provisioning_status", server.get(format!("/v1{status}")).await.expect(200));
    let none = server.get(format!("/v1/customers/{CUSTOMER}/orders?billingType=triennial")).await.expect(200);
    assert_json_snapshot!("empty_collection", none);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_with_an_error_and_an_order_error() {
    let server = TestServer::start().await;
    let lines = json!({ "lineItems": [
        { "catalogItemId": "CFQ7TTC0LF8S:0001:CFQ7TTC0N81H", "quantity": 1, "billingCycle": "monthly", "termDuration": "P3Y" },
    ] });
    let cart = server.create_cart(CUSTOMER, &lines).await;
    assert_json_snapshot!("line_with_an_error", cart["lineItems"][0]);
    let refused = server.check_out(CUSTOMER, &cart).await.expect(400);
    assert_json_snapshot!("fault", refused);

    let lines = json!({ "lineItems": [
        { "catalogItemId": "DG7GMGF0DWM3:0002:DG7GMGF0DT1M", "quantity": 1, "billingCycle": "one_time",
          "participants": [{ "key": "transaction_reseller", "value": "9999999" }] },
    ] });
    let cart = server.create_cart(CUSTOMER, &lines).await;
    assert_json_snapshot!("order_error", server.check_out(CUSTOMER, &cart).await.expect(201));
}
