//! Add-ons that join the order of their base (digest 1.4, surroundings 3.3).

use super::{buy, id, order, order_line, order_of, path};
use crate::support::{
    BASE_SUBSCRIPTION, CUSTOMER, LEGACY_ADDON, LEGACY_BASE, LEGACY_CUSTOMER, LICENCE, OTHER_CUSTOMER, Request,
    SECOND_LEGACY_ADDON, TestServer, line, with,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

fn patch(order: &Value, body: &Value) -> Request {
    Request::new("PATCH", path(CUSTOMER, &format!("/{}", id(order)))).json(body)
}

/// The add-on of an order's first line, as the documentation prints it.
fn add_on(order: &Value, item: &str, quantity: i64) -> Value {
    let parent = order["lineItems"][0]["subscriptionId"].clone();
    json!({
        "LineItemNumber": 0, "OfferId": item, "SubscriptionId": null, "ParentSubscriptionId": parent, "FriendlyName": null,
        "Quantity": quantity, "PartnerIdOnRecord": null, "Attributes": { "ObjectType": "OrderLineItem" },
    })
}

fn adding(lines: impl IntoIterator<Item = Value>) -> Value {
    json!({
        "Id": null, "ReferenceCustomerId": CUSTOMER, "BillingCycle": "unknown",
        "LineItems": lines.into_iter().collect::<Vec<_>>(), "CreationDate": null, "Attributes": { "ObjectType": "Order" },
    })
}

fn etag(order: &Value) -> Value {
    let etag = BASE64_STANDARD.decode(order["attributes"]["etag"].as_str().expect("an etag")).expect("base64");
    serde_json::from_slice(&etag).expect("JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_joins_the_order_of_its_base() {
    let server = TestServer::start().await;
    let base = buy(&server, CUSTOMER, [line(LEGACY_BASE, 5, "annual", None)]).await.remove(0);
    assert_eq!(etag(&base), json!({ "id": base["id"], "version": 1 }));
    let after = server.send(patch(&base, &adding([add_on(&base, LEGACY_ADDON, 2)]))).await.expect(200);
    assert_eq!(etag(&after), json!({ "id": base["id"], "version": 2 }));
    assert_eq!(after["lineItems"][0], base["lineItems"][0], "all lines come back");
    let line = &after["lineItems"][1];
    assert_eq!((&line["lineItemNumber"], &line["quantity"]), (&json!(1), &json!(2)));
    assert_eq!(line["friendlyName"], "Audio Conferencing");
    assert_eq!(line["parentSubscriptionId"], base["lineItems"][0]["subscriptionId"]);

    let subscription = line["subscriptionId"].as_str().expect("a subscription at once");
    let read = server.get(format!("/v1/customers/{CUSTOMER}/subscriptions/{subscription}")).await.expect(200);
    let parent = format!(
        "/v1/customers/{CUSTOMER}/subscriptions/{}",
        base["lineItems"][0]["subscriptionId"].as_str().expect("a base")
    );
    let parent = server.get(parent).await.expect(200);
    assert_eq!(read["parentSubscriptionId"], parent["id"]);
    assert_eq!((&read["orderId"], &read["billingCycle"]), (&base["id"], &json!("annual")));
    assert_eq!(read["commitmentEndDate"], parent["commitmentEndDate"], "it ends with its base");

    // The whole order comes back with a further line, and the same add-on once more.
    let more = [add_on(&base, SECOND_LEGACY_ADDON, 1), add_on(&base, LEGACY_ADDON, 1)];
    let lines = after["lineItems"].as_array().expect("lines").iter().cloned().chain(more);
    let whole = with(after.clone(), json!({ "lineItems": lines.collect::<Vec<_>>() }));
    let last = server.send(patch(&base, &whole)).await.expect(200);
    let numbers: Vec<_> =
        last["lineItems"].as_array().expect("lines").iter().map(|line| &line["lineItemNumber"]).collect();
    assert_eq!((json!(numbers), &etag(&last)["version"]), (json!([0, 1, 2, 3]), &json!(3)));
    assert_eq!(server.get(path(CUSTOMER, &format!("/{}", id(&base)))).await.expect(200), last);
    assert_eq!((server.rows("orders"), server.rows("jobs")), (1, 0));
    let add_ons = format!("/v1/customers/{CUSTOMER}/subscriptions/{}/addons", parent["id"].as_str().expect("an id"));
    assert_eq!(server.get(add_ons).await.expect(200)["totalCount"], 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_id_appends_once_and_without_one_each_time() {
    let server = TestServer::start().await;
    let base = order(&server, CUSTOMER, &order_of("monthly", [order_line(LEGACY_BASE, 5)])).await;
    let body = adding([add_on(&base, LEGACY_ADDON, 1)]);
    let named = patch(&base, &body).request_id("00000000-0000-4000-9000-000000000001");
    let first = server.send(named.clone()).await;
    assert_eq!(first.expect(200)["lineItems"].as_array().map(Vec::len), Some(2));
    assert_eq!(server.send(named).await.text, first.text);
    let again = server.send(patch(&base, &body)).await.expect(200);
    assert_eq!(again["lineItems"].as_array().map(Vec::len), Some(3));
}

/// Of two at the same time each gets a line of its own.
#[tokio::test(flavor = "multi_thread")]
async fn add_ons_at_the_same_time_are_all_appended() {
    let server = TestServer::start().await;
    let base = order(&server, CUSTOMER, &order_of("monthly", [order_line(LEGACY_BASE, 5)])).await;
    let body = adding([add_on(&base, LEGACY_ADDON, 1)]);
    let send = || server.send(patch(&base, &body));
    let (one, other, third) = tokio::join!(send(), send(), send());
    let mut lengths = [one, other, third].map(|answer| answer.expect(200)["lineItems"].as_array().map(Vec::len));
    lengths.sort_unstable();
    assert_eq!(lengths, [Some(2), Some(3), Some(4)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_is_checked_as_at_a_checkout() {
    let server = TestServer::start().await;
    let base = order(&server, CUSTOMER, &order_of("monthly", [order_line(LEGACY_BASE, 5)])).await;
    let other = order(&server, CUSTOMER, &order_of("monthly", [order_line(LEGACY_BASE, 5)])).await;
    let with_member = |members: Value| with(add_on(&base, LEGACY_ADDON, 1), members);
    for (line, status, code, place) in [
        (add_on(&base, LEGACY_ADDON, 6), 403, 800_020, "lineItems[0].quantity"),
        (add_on(&base, LEGACY_ADDON, 0), 400, 800_002, "lineItems[0].quantity"),
        (add_on(&base, LEGACY_BASE, 1), 400, 800_029, "lineItems[0].parentSubscriptionId"),
        (add_on(&base, LICENCE, 1), 400, 800_029, "lineItems[0].parentSubscriptionId"),
        (add_on(&base, "hello", 1), 400, 800_004, "lineItems[0].offerId"),
        (add_on(&other, LEGACY_ADDON, 1), 400, 800_029, "lineItems[0].parentSubscriptionId"),
        (with_member(json!({ "PartnerIdOnRecord": "999" })), 404, 800_015, "lineItems[0].partnerIdOnRecord"),
        (
            with_member(json!({ "ParentSubscriptionId": BASE_SUBSCRIPTION })),
            400,
            800_021,
            "lineItems[0].parentSubscriptionId",
        ),
    ] {
        let told = server.send(patch(&base, &adding([line]))).await.expect_fault(status, code);
        assert!(told.contains(place), "{place}: {told}");
    }
    // The place is that of the body, whatever stands before it.
    let lines = [json!({ "lineItemNumber": 0 }), add_on(&base, LEGACY_ADDON, 6)];
    let told = server.send(patch(&base, &adding(lines))).await.expect_fault(403, 800_020);
    assert!(told.contains("lineItems[1].quantity"), "{told}");
    let cycle = with(adding([add_on(&base, LEGACY_ADDON, 1)]), json!({ "BillingCycle": "Annual" }));
    let told = server.send(patch(&base, &cycle)).await.expect_fault(400, 800_085);
    assert!(told.contains("billingCycle: seen is annual; accepted is monthly"), "{told}");
    let currency = with(adding([add_on(&base, LEGACY_ADDON, 1)]), json!({ "CurrencyCode": "EUR" }));
    let told = server.send(patch(&base, &currency)).await.expect_fault(400, 800_042);
    assert!(told.contains("currencyCode: seen is EUR; accepted is USD"), "{told}");
    let foreign = with(adding([add_on(&base, LEGACY_ADDON, 1)]), json!({ "ReferenceCustomerId": OTHER_CUSTOMER }));
    server.send(patch(&base, &foreign)).await.expect_fault(400, 800_002);
    assert_eq!(server.get(path(CUSTOMER, &format!("/{}", id(&base)))).await.expect(200), base, "nothing was done");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_commerce_order_takes_no_further_line_and_no_other_quantity() {
    let server = TestServer::start().await;
    let bought = order(&server, CUSTOMER, &order_of("monthly", [order_line(LICENCE, 2)])).await;
    let own = json!({ "lineItemNumber": 0, "offerId": LICENCE, "quantity": 2 });
    let further = json!({ "lineItemNumber": 1, "offerId": LICENCE, "quantity": 1 });
    let under = json!({ "offerId": LEGACY_ADDON, "quantity": 1, "parentSubscriptionId": BASE_SUBSCRIPTION });
    for (lines, place) in [
        (json!([own, further]), "lineItems[1]"),
        (json!([under]), "lineItems[0]"),
        (json!([with(own.clone(), json!({ "quantity": 3 }))]), "lineItems[0].quantity: seen is 3; accepted is 2"),
    ] {
        let told = server.send(patch(&bought, &json!({ "lineItems": lines }))).await.expect_fault(400, 800_042);
        assert!(told.contains(place), "{told}");
    }
    let other = json!({ "lineItems": [with(own.clone(), json!({ "offerId": LEGACY_BASE }))] });
    server.send(patch(&bought, &other)).await.expect_fault(400, 800_002);
    server.send(patch(&bought, &json!({ "lineItems": [own] }))).await.expect(200);
}

/// The base that was there before any order has none that an add-on could join: it is bought by itself.
#[tokio::test(flavor = "multi_thread")]
async fn lines_of_a_legacy_order_keep_their_quantity() {
    let server = TestServer::start().await;
    let add_on = with(order_line(LEGACY_ADDON, 3), json!({ "parentSubscriptionId": BASE_SUBSCRIPTION }));
    let bought = order(&server, LEGACY_CUSTOMER, &order_of("annual", [add_on])).await;
    let send = |body: Value| {
        server.send(Request::new("PATCH", path(LEGACY_CUSTOMER, &format!("/{}", id(&bought)))).json(&body))
    };
    let told = send(json!({ "lineItems": [{ "lineItemNumber": 0, "quantity": 4 }] })).await.expect_fault(400, 800_042);
    assert!(told.contains("lineItems[0].quantity: seen is 4; accepted is 3"), "{told}");
    let told = send(json!({ "lineItems": [{ "lineItemNumber": 1, "quantity": 4 }] })).await.expect_fault(400, 800_071);
    assert!(told.contains("lineItems[0].lineItemNumber"), "{told}");
}
