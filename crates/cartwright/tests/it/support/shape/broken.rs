//! The check can fail: answers that break a client, each of which is found, and their right form, which is not.

use super::findings;
use http::StatusCode;
use serde_json::{Value, json};

const ID: &str = "94cd6638-11b6-4323-8c9f-6ae3088adc59";

/// An answer with everything in it that is looked at.
fn sound() -> Value {
    let link = |uri: &str| json!({ "uri": uri, "method": "GET", "headers": [] });
    let line = json!({
        "id": 0, "catalogItemId": "A:B:C", "quantity": 5, "billingCycle": "one_time", "attestationAccepted": true,
        "participants": [{ "key": "transaction_reseller", "value": "517285" }],
        "provisioningContext": { "Scope": "shared", "seats": 5, "shared": true },
        "error": { "errorCode": 10001, "errorDescription": "No." },
    });
    let cart = json!({
        "id": ID, "creationTimestamp": "2026-03-02T10:00:00.1234567Z", "status": "Active", "lineItems": [line],
        "links": { "self": link("/customers/a/carts/b") }, "attributes": { "objectType": "Cart" },
    });
    let order = json!({
        "status": "pending", "billingCycle": "annual", "totalPrice": 109.44, "transactionType": "UserPurchase",
        "lineItems": [{ "lineItemNumber": 0, "transactionType": "New", "pricing": { "price": 36.48 } }],
        "attributes": { "objectType": "Order" },
    });
    let subscription = json!({
        "status": "active", "billingType": "license", "contractType": "subscription", "isTrial": false,
        "refundOptions": [{ "type": "Full", "expiresAt": "2026-03-09T10:00:00Z" }],
        "attributes": { "objectType": "Subscription" },
    });
    let availability = json!({
        "catalogItemId": "A:B:C", "terms": [{ "billingCycle": "OneTime" }],
        "sku": { "supportedBillingCycles": ["one_time"], "dynamicAttributes": { "prerequisiteSkus": ["A:B"] } },
    });
    let checkout = json!({
        "orders": [], "orderErrors": [{ "orderGroupId": "0", "code": 800010, "description": "No." }],
        "attributes": { "objectType": "CartCheckoutResult" },
    });
    let items = [cart, order, subscription, availability, checkout];
    let next = json!({ "uri": "customers?size=5&seekOperation=Next", "method": "GET",
        "headers": [{ "key": "MS-ContinuationToken", "value": "A" }] });
    json!({
        "totalCount": items.len(), "items": items, "links": { "self": link("/customers"), "next": next },
        "relationshipToPartner": "reseller", "attributes": { "objectType": "Collection" },
    })
}

fn refusal() -> Value {
    json!({ "code": 800002, "description": "No.", "data": [], "source": "PartnerFD" })
}

/// Puts a value into a sample and asserts that it is found, there and nowhere else.
#[track_caller]
fn breaks(mut sample: Value, status: StatusCode, place: &str, value: Value) {
    assert_eq!(findings(status, &sample), Vec::<String>::new());
    let (parent, name) = place.rsplit_once('/').expect("a place");
    match sample.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}")) {
        Value::Object(members) => drop(members.insert(name.to_owned(), value.clone())),
        other => panic!("{parent} is {other}"),
    }
    let found = findings(status, &sample);
    assert!(!found.is_empty(), "{value} at {place} breaks a client, and is not found");
}

#[test]
fn what_breaks_a_client_is_found() {
    let far = json!({ "uri": "https://elsewhere.example/x", "method": "GET", "headers": [] });
    let versioned = json!({ "uri": "/v1/customers", "method": "GET", "headers": [] });
    let slashed = json!({ "uri": "/customers?size=5", "method": "GET", "headers": [] });
    for (place, value) in [
        ("/items/0/status", Value::Null),
        ("/items/0/status", json!("active")),
        ("/items/0/creationTimestamp", json!("2026-03-02T10:00:00")),
        ("/items/0/creationTimestamp", json!("2026-03-02T10:00:00.12345678Z")),
        ("/items/0/creationTimestamp", json!("2026-03-02")),
        ("/items/0/friendlyName", json!("2026-03-02T10:00:00+01:00")),
        ("/items/0/lineItems/0/id", json!("0")),
        ("/items/0/lineItems/0/quantity", json!("5")),
        ("/items/0/lineItems/0/quantity", json!(5.5)),
        ("/items/0/lineItems/0/billingCycle", json!("Monthly")),
        ("/items/0/lineItems/0/attestationAccepted", json!("true")),
        ("/items/0/lineItems/0/participants/0/key", json!("TransactionReseller")),
        ("/items/0/lineItems/0/provisioningContext/scope", json!({ "value": "shared" })),
        ("/items/0/lineItems/0/provisioningContext/scope", Value::Null),
        ("/items/0/lineItems/0/error/errorCode", json!("10001")),
        ("/items/0/lineItems/0/error/errorCode", json!(800_002)),
        ("/items/0/lineItems/0/FriendlyName", json!("A")),
        ("/items/0/lineItems/0/friendly_name", json!("A")),
        ("/items/0/links/self/uri", json!("customers/a")),
        ("/items/0/links/self/uri", json!("//customers/a")),
        ("/items/0/links/self/method", json!("get")),
        ("/items/0/links/self/headers", json!({})),
        ("/items/0/links/self", far),
        ("/items/0/links/self", versioned),
        ("/items/0/attributes/objectType", json!("Trolley")),
        ("/items/1/status", json!("Completed")),
        ("/items/1/totalPrice", json!("109.44")),
        ("/items/1/lineItems/0/pricing/price", json!("36.48")),
        ("/items/1/lineItems/0/lineItemNumber", json!("0")),
        ("/items/1/lineItems/0/status", json!("new")),
        ("/items/2/status", json!("expired")),
        ("/items/2/billingType", json!("License")),
        ("/items/2/contractType", json!("product_key")),
        ("/items/2/isTrial", json!("false")),
        ("/items/2/refundOptions/0/expiresAt", json!("P7D")),
        ("/items/3/terms/0/billingCycle", json!("one_time")),
        ("/items/3/sku/supportedBillingCycles", json!(["OneTime"])),
        ("/items/3/sku/dynamicAttributes/actions", json!(["Refund"])),
        ("/items/4/orderErrors/0/code", json!("outOfStock")),
        ("/items/4/orderErrors/0/code", json!(10_001)),
        ("/totalCount", json!(6)),
        ("/totalCount", json!("5")),
        ("/items", json!({})),
        ("/relationshipToPartner", json!("Reseller")),
        ("/links/next", slashed),
        ("/links/next/headers", json!([{ "Key": "MS-ContinuationToken", "Value": "A" }])),
    ] {
        breaks(sound(), StatusCode::OK, place, value);
    }
}

#[test]
fn an_error_body_that_clients_cannot_read_is_found() {
    for (place, value) in [
        ("/data", json!({})),
        ("/data", json!([1])),
        ("/code", json!("800002")),
        ("/code", json!(1_234_567)),
        ("/description", json!(5)),
        ("/message", json!("A fifth member.")),
    ] {
        breaks(refusal(), StatusCode::BAD_REQUEST, place, value);
    }
    let throttle = json!({ "statusCode": 429, "message": "Try again in 5 seconds." });
    breaks(throttle.clone(), StatusCode::TOO_MANY_REQUESTS, "/statusCode", json!("429"));
    assert!(!findings(StatusCode::BAD_REQUEST, &throttle).is_empty());
    assert!(!findings(StatusCode::TOO_MANY_REQUESTS, &refusal()).is_empty());
    let of_oauth = json!({ "error": "invalid_client", "error_description": "AADSTS7000215" });
    breaks(of_oauth, StatusCode::UNAUTHORIZED, "/error_description", json!(1));
}

#[test]
fn a_list_without_an_envelope_is_looked_at_too() {
    let item = json!([{ "productId": "A", "skuId": "B", "isRestricted": true,
        "restrictions": [{ "reasonCode": "NotAvailableForSubscription" }] }]);
    assert_eq!(findings(StatusCode::OK, &item), Vec::<String>::new());
    let restricted = json!([{ "isRestricted": true, "restrictions": [{ "reasonCode": "outOfStock" }] }]);
    assert_eq!(findings(StatusCode::OK, &restricted).len(), 1);
    assert_eq!(findings(StatusCode::OK, &json!([null])).len(), 1);
}
