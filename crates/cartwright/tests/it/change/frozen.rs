//! Lines that were ordered already: a PUT restates them, or it is refused (ruling 30).

use super::{licence, path, software};
use crate::support::{
    BASE_SUBSCRIPTION, LEGACY_ADDON, LEGACY_BASE, LEGACY_CUSTOMER, PROMOTED, PROMOTION, Request, SOFTWARE, TestServer,
    cart_of, carts, line, with,
};
use serde_json::{Value, json};

/// What would change an ordered line.
const CHANGES: [&str; 13] = [
    r#"{"quantity":2}"#,
    r#"{"catalogItemId":"DG7GMGF0DWTL:0001:DG7GMGF0DSFM"}"#,
    r#"{"billingCycle":"monthly"}"#,
    r#"{"termDuration":"P1Y"}"#,
    r#"{"friendlyName":"another name"}"#,
    r#"{"currencyCode":"EUR"}"#,
    r#"{"promotionId":"39NF:0001:NONE"}"#,
    r#"{"participants":[{"key":"transaction_reseller","value":"5357564"}]}"#,
    r#"{"provisioningContext":{"scope":"shared"}}"#,
    r#"{"renewsTo":{"termDuration":"P1Y"}}"#,
    r#"{"attestationAccepted":true}"#,
    r#"{"customTermEndDate":"2026-03-31T00:00:00Z"}"#,
    r#"{"id":7}"#,
];

#[tokio::test(flavor = "multi_thread")]
async fn an_ordered_line_is_neither_changed_nor_dropped() {
    let (server, cart) = ordered_in_part(software()).await;
    let database = server.database();
    let before = database.everything();
    let restated = with(software(), json!({ "id": 1 }));
    let mut bodies = vec![cart_of([failing(0)]), cart_of([with(restated.clone(), json!({ "id": 0 })), failing(1)])];
    for change in CHANGES {
        bodies.push(cart_of([failing(0), with(restated.clone(), change.parse().expect("members"))]));
    }
    for body in bodies {
        let answer = server.put(path(&cart), &body).await;
        let told = answer.expect_fault(400, 800065);
        assert!(told.contains("line 1 with DG7GMGF0DWM3:0002:DG7GMGF0DT1M"), "{told}");
        assert_eq!(database.everything(), before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_instructions_of_an_ordered_line_are_not_changed() {
    let (server, cart) = ordered_in_part(software()).await;
    let restated = with(software(), json!({ "id": 1 }));
    let instructions = json!({ "product": { "productId": "CFQ7TTC0LH16" }, "quantity": 1 });
    let changed = with(restated, json!({ "scheduledNextTermInstructions": instructions }));
    let answer = server.put(path(&cart), &cart_of([failing(0), changed])).await;
    answer.expect_fault(400, 800065);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ordered_line_is_restated_with_and_without_what_the_server_filled_in() {
    let (server, cart) = ordered_in_part(software()).await;
    let shown = cart["lineItems"][1].clone();
    let sent = with(software(), json!({ "id": 1 }));
    let noise = json!({ "orderGroup": "7", "error": { "errorCode": 1 }, "pricing": 3, "purchaseSystem": "x" });
    for restated in [
        sent.clone(),
        shown.clone(),
        software(),
        with(sent.clone(), json!({ "id": "1", "quantity": "1", "currencyCode": "USD", "billingCycle": "OneTime" })),
        with(sent.clone(), json!({ "participants": [], "addonItems": [], "friendlyName": "" })),
        with(shown.clone(), noise),
    ] {
        let body = cart_of([without_id_like(&restated), restated.clone()]);
        let after = server.put(path(&cart), &body).await.expect(201);
        assert_eq!(after["lineItems"][1], shown, "{restated}");
    }
}

/// The GET, change, PUT of every client, and the same request once more, for lines on which the server writes something
/// otherwise than the client sent it.
#[tokio::test(flavor = "multi_thread")]
async fn an_ordered_line_is_restated_as_sent_and_as_shown() {
    let commitment = json!({ "amount": 1, "currency": "usd", "grain": "hourly" });
    let lines = [
        with(software(), json!({ "currencyCode": "usd" })),
        with(software(), json!({ "provisioningContext": { "SubscriptionId": "a", "Scope": "b" } })),
        with(software(), json!({ "provisioningContext": { "scope": "b", "duration": "1Year", "about": "c" } })),
        with(software(), json!({ "purchaseCommitment": commitment })),
        with(line(PROMOTED, 1, "annual", Some("p1y")), json!({ "promotionId": PROMOTION })),
        with(line(PROMOTED, 101, "annual", Some("P12M")), json!({ "friendlyName": "" })),
    ];
    let mut refused = Vec::new();
    for sent in lines {
        let (server, cart) = ordered_in_part(sent.clone()).await;
        let shown = cart["lineItems"][1].clone();
        for (form, restated) in [("sent", with(sent.clone(), json!({ "id": 1 }))), ("shown", shown.clone())] {
            let answer = server.put(path(&cart), &cart_of([failing(0), restated])).await;
            match answer.status.as_u16() {
                201 => assert_eq!(answer.json()["lineItems"][1], shown, "{form}: {sent}"),
                _ => refused.push(format!("as {form}: {sent}: {}", answer.text)),
            }
        }
    }
    assert!(refused.is_empty(), "nothing was changed, yet refused:\n{}", refused.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn ordered_add_ons_are_frozen_with_their_base() {
    let server = TestServer::start().await;
    let base = |addon_quantity: i64| {
        let addon = line(LEGACY_ADDON, addon_quantity, "monthly", None);
        with(line(LEGACY_BASE, 3, "monthly", None), json!({ "addonItems": [addon] }))
    };
    let existing = with(
        line(LEGACY_ADDON, 1, "annual", None),
        json!({
            "provisioningContext": { "ParentSubscriptionId": BASE_SUBSCRIPTION },
            "participants": [{ "key": "transaction_reseller", "value": "9999999" }],
        }),
    );
    let body = |quantity| cart_of([base(quantity), existing.clone()]);
    let cart = server.create_cart(LEGACY_CUSTOMER, &body(2)).await;
    let result = server.check_out(LEGACY_CUSTOMER, &cart).await.expect(201);
    assert_eq!(result["orders"][0]["lineItems"].as_array().map(Vec::len), Some(2), "{result}");
    let path = format!("{}/{}", carts(LEGACY_CUSTOMER), cart["id"].as_str().expect("an id"));
    server.put(&path, &body(3)).await.expect_fault(400, 800065);
    let without = cart_of([line(LEGACY_BASE, 3, "monthly", None), existing.clone()]);
    server.put(&path, &without).await.expect_fault(400, 800065);
    let after = server.put(&path, &body(2)).await.expect(201);
    assert_eq!(after["lineItems"], cart["lineItems"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ordered_line_may_move() {
    let (server, cart) = ordered_in_part(software()).await;
    let moved = cart_of([with(software(), json!({ "id": 1 })), failing(0)]);
    let after = server.put(path(&cart), &moved).await.expect(201);
    assert_eq!(after["lineItems"][0]["catalogItemId"], SOFTWARE);
    assert_eq!(after["lineItems"][0]["orderGroup"], "1");
    assert_eq!(after["lineItems"][1]["orderGroup"], "0");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_order_of_members_says_nothing_about_an_ordered_line() {
    let variables = json!({ "duration": "1Year", "scope": "shared" });
    let (server, cart) = ordered_in_part(with(software(), json!({ "provisioningContext": variables }))).await;
    let body = cart_of([failing(0), cart["lineItems"][1].clone()]).to_string();
    let (sorted, turned) = (r#""duration":"1Year","scope":"shared""#, r#""scope":"shared","duration":"1Year""#);
    assert!(body.contains(sorted), "{body}");
    let request = Request::put(path(&cart)).bytes("application/json", body.replace(sorted, turned));
    server.send(request).await.expect(201);
}

/// A cart whose second line was ordered and whose first one was not.
async fn ordered_in_part(line: Value) -> (TestServer, Value) {
    let server = TestServer::start().await;
    let second = with(line, json!({ "id": 1 }));
    let cart = server.create_cart(crate::support::CUSTOMER, &cart_of([failing(0), second])).await;
    let result = server.check_out(crate::support::CUSTOMER, &cart).await.expect(201);
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(1), "{result}");
    assert_eq!(result["orderErrors"].as_array().map(Vec::len), Some(1), "{result}");
    (server, cart)
}

/// A line whose group always fails.
fn failing(id: i32) -> Value {
    let participants = json!([{ "key": "transaction_reseller", "value": "9999999" }]);
    with(licence(1), json!({ "id": id, "participants": participants }))
}

/// The other line, with an id where this one has an id: the ids of a cart are kept or given all together.
fn without_id_like(line: &Value) -> Value {
    match line.get("id") {
        Some(_) => failing(0),
        None => with(failing(0), json!({ "id": null })),
    }
}
