//! Orders that come to nothing: what would be the error of a line is told in the codes and the names of orders, and nothing is
//! left behind (digest 4.9, surroundings 3.1).

use super::{order_line, order_of, path};
use crate::support::{
    ATTESTED, AZURE, AZURE_CUSTOMER, BASE_SUBSCRIPTION, CUSTOMER, EDUCATION, FRENCH_CUSTOMER, LEGACY_ADDON,
    LEGACY_BASE, LEGACY_CUSTOMER, LEGACY_NOT_SOLD, LICENCE, NOT_PURCHASABLE, OTHER_CUSTOMER, OTHER_PARTNER,
    PLAIN_LICENCE, RESERVATION, Request, SAVINGS_PLAN, SOFTWARE, TestServer, with,
};
use serde_json::{Value, json};

/// Sends an order that must be refused, and returns what was told. Nothing is left behind.
async fn refused(server: &TestServer, customer: &str, body: &Value, status: u16, code: u32) -> String {
    let database = server.database();
    let before = database.everything();
    let told = server.post(path(customer, ""), body).await.expect_fault(status, code);
    assert_eq!(database.everything(), before, "{told}");
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_cannot_be_bought_is_told_in_the_codes_of_orders() {
    let server = TestServer::start().await;
    let item = "lineItems[0].offerId";
    let quantity = "lineItems[0].quantity";
    let term = "lineItems[0].termDuration";
    let with_term = |item, term: &str| with(order_line(item, 1), json!({ "termDuration": term }));
    let context = |item, context: Value| with(order_line(item, 1), json!({ "provisioningContext": context }));
    let azure = |id: &str| json!({ "subscriptionId": id, "scope": "shared" });
    for (cycle, line, status, code, place) in [
        ("monthly", order_line("hello", 1), 400, 800_004, item),
        ("monthly", order_line("99999999-9999-4999-8999-999999999999", 1), 400, 800_004, item),
        ("monthly", order_line("CFQ7TTC0NONE:0001:CFQ7TTC0N81H", 1), 404, 400_013, item),
        ("monthly", order_line("CFQ7TTC0LF8S:0001:CFQ7TTC0NONE", 1), 404, 400_019, item),
        ("monthly", order_line(NOT_PURCHASABLE, 1), 403, 800_020, item),
        ("monthly", order_line(LEGACY_NOT_SOLD, 1), 403, 800_020, item),
        ("monthly", order_line(EDUCATION, 1), 400, 800_086, item),
        ("monthly", order_line(ATTESTED, 1), 400, 900_203, "lineItems[0].attestationAccepted"),
        ("one_time", order_line(LICENCE, 1), 400, 900_269, term),
        ("monthly", order_line(SOFTWARE, 1), 400, 900_269, term),
        ("triennial", order_line(LEGACY_BASE, 1), 400, 900_269, "billingCycle"),
        ("annual", with_term(PLAIN_LICENCE, "P1M"), 400, 900_270, term),
        ("monthly", with_term(PLAIN_LICENCE, "P5Y"), 400, 800_121, term),
        ("monthly", with_term(LEGACY_BASE, "P3Y"), 400, 800_121, term),
        ("monthly", with_term(LICENCE, "a year"), 400, 800_121, term),
        ("monthly", order_line(LICENCE, 301), 403, 800_088, quantity),
        ("monthly", order_line(AZURE, 101), 400, 900_275, quantity),
        ("one_time", order_line("DZH318Z0BQ36:0099:DZH318Z08ZZZ", 1), 400, 800_002, "lineItems[0].provisioningContext"),
        (
            "one_time",
            context(RESERVATION, azure("A2000000-0000-4000-8000-000000000001")),
            400,
            800_030,
            "subscriptionId",
        ),
        (
            "one_time",
            context(RESERVATION, azure("A2000000-0000-4000-8000-000000000002")),
            400,
            800_013,
            "subscriptionId",
        ),
        (
            "one_time",
            context(RESERVATION, azure("A2000000-0000-4000-8000-000000000003")),
            400,
            800_012,
            "subscriptionId",
        ),
        (
            "one_time",
            context(RESERVATION, azure("A2000000-0000-4000-8000-00000000000F")),
            400,
            800_021,
            "subscriptionId",
        ),
        ("one_time", context(SAVINGS_PLAN, json!({ "scope": "all" })), 400, 900_312, "scope"),
        ("monthly", order_line(LEGACY_ADDON, 1), 400, 800_021, "lineItems[0].parentSubscriptionId"),
    ] {
        let line = if item == line["offerId"] { line } else { with(line, json!({ "friendlyName": "n" })) };
        let told = refused(&server, AZURE_CUSTOMER, &order_of(cycle, [line]), status, code).await;
        assert!(told.contains(place), "{code} names {place}: {told}");
        assert!(told.contains("accepted is"), "{told}");
        assert!(!told.contains("catalogItemId") && !told.contains("participants"), "the names of orders: {told}");
    }
    let told = refused(&server, FRENCH_CUSTOMER, &order_of("monthly", [order_line(AZURE, 1)]), 400, 800_070).await;
    assert!(told.contains(item), "{told}");
    let in_euro = with(order_of("monthly", [order_line(LICENCE, 1)]), json!({ "currencyCode": "EUR" }));
    let told = refused(&server, CUSTOMER, &in_euro, 400, 900_169).await;
    assert!(told.contains("currencyCode: seen is EUR; accepted is USD"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_place_of_a_fault_is_that_of_the_body() {
    let server = TestServer::start().await;
    // The line with number 0 stands second.
    let faulty = with(order_line(NOT_PURCHASABLE, 1), json!({ "lineItemNumber": 0 }));
    let fine = with(order_line(LICENCE, 1), json!({ "lineItemNumber": 1 }));
    let body = json!({ "billingCycle": "monthly", "lineItems": [fine, faulty] });
    let told = refused(&server, CUSTOMER, &body, 403, 800_020).await;
    assert!(told.contains("lineItems[1].offerId"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_order_is_refused_with_all_that_is_wrong() {
    let server = TestServer::start().await;
    let line =
        |members: Value| json!({ "billingCycle": "monthly", "lineItems": [with(order_line(LICENCE, 1), members)] });
    for (body, code, place) in [
        (json!({}), 800_002, "lineItems is missing"),
        (json!({ "lineItems": [] }), 800_002, "lineItems is missing"),
        (json!({ "lineItems": {} }), 800_002, "lineItems"),
        (line(json!({ "offerId": null })), 800_002, "lineItems[0].offerId is missing"),
        (line(json!({ "quantity": null })), 800_002, "lineItems[0].quantity is missing"),
        (line(json!({ "quantity": 0 })), 800_002, "lineItems[0].quantity"),
        (line(json!({ "friendlyName": "n".repeat(257) })), 800_002, "lineItems[0].friendlyName"),
        (line(json!({ "partnerIdOnRecord": "me" })), 800_002, "lineItems[0].partnerIdOnRecord"),
        (
            line(json!({ "additionalPartnerIdsOnRecord": ["517285"] })),
            800_002,
            "lineItems[0].partnerIdOnRecord is missing",
        ),
        (
            line(json!({ "additionalPartnerIdsOnRecord": "517285" })),
            800_002,
            "lineItems[0].additionalPartnerIdsOnRecord",
        ),
        (
            line(json!({ "partnerIdOnRecord": "5357564", "additionalPartnerIdsOnRecord": ["517285", "x"] })),
            800_002,
            "lineItems[0].additionalPartnerIdsOnRecord[1]",
        ),
        (
            line(json!({ "partnerIdOnRecord": "5357564", "additionalPartnerIdsOnRecord": vec!["517285"; 6] })),
            800_002,
            "lineItems[0].additionalPartnerIdsOnRecord: seen is 6",
        ),
        (with(line(json!({})), json!({ "billingCycle": "weekly" })), 900_126, "billingCycle"),
        (with(line(json!({})), json!({ "billingCycle": "biennial" })), 900_126, "billingCycle"),
        (with(line(json!({})), json!({ "referenceCustomerId": OTHER_CUSTOMER })), 800_002, "referenceCustomerId"),
        (with(line(json!({})), json!({ "referenceCustomerId": "x" })), 800_002, "referenceCustomerId"),
    ] {
        let told = refused(&server, CUSTOMER, &body, 400, code).await;
        assert!(told.contains(place), "{place}: {told}");
    }
    let own = with(line(json!({})), json!({ "referenceCustomerId": CUSTOMER.to_uppercase() }));
    server.post(path(CUSTOMER, ""), &own).await.expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_of_several_orders_are_refused() {
    let server = TestServer::start().await;
    let body = order_of("monthly", [order_line(LICENCE, 1), order_line(LEGACY_BASE, 1)]);
    let told = refused(&server, CUSTOMER, &body, 400, 800_002).await;
    assert!(told.contains("lineItems") && told.contains("2 orders") && told.contains("check out a cart"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_buy_is_refused_before_the_lines_are_looked_at() {
    let server = TestServer::start().await;
    let customer = |last: u32| format!("31000000-0000-4000-8000-{last:012}");
    for (last, status, code) in [(3, 403, 13605), (4, 403, 800_073), (5, 403, 800_075)] {
        let body = order_of("monthly", [order_line(NOT_PURCHASABLE, 1)]);
        refused(&server, &customer(last), &body, status, code).await;
    }
    for (last, code) in [(6, 800_022), (7, 800_024), (8, 800_026), (9, 800_062)] {
        let told = refused(&server, &customer(last), &order_of("monthly", [order_line(LICENCE, 1)]), 400, code).await;
        assert!(!told.is_empty());
    }
    for (partner, last, status, code) in [(4, 4, 400, 800_025), (5, 5, 403, 800_023), (6, 6, 403, 800_039)] {
        let token = server.app_user_token(&format!("10000000-0000-4000-8000-{partner:012}")).await;
        let customer = format!("33000000-0000-4000-8000-{last:012}");
        let body = order_of("one_time", [order_line(SOFTWARE, 1)]);
        server.send_bare(Request::post(path(&customer, "")).json(&body).token(&token)).await.expect_fault(status, code);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn resellers_are_looked_at() {
    let server = TestServer::start().await;
    for (first, further, status, code, place) in [
        ("999", json!([]), 404, 800_015, "lineItems[0].partnerIdOnRecord"),
        ("1000002", json!([]), 400, 800_016, "lineItems[0].partnerIdOnRecord"),
        ("5357564", json!(["4847383"]), 403, 900_123, "lineItems[0].additionalPartnerIdsOnRecord[0]"),
    ] {
        let resold = json!({ "partnerIdOnRecord": first, "additionalPartnerIdsOnRecord": further });
        let body = order_of("monthly", [with(order_line(LICENCE, 1), resold)]);
        let told = refused(&server, CUSTOMER, &body, status, code).await;
        assert!(told.contains(place), "{told}");
    }
    let token = server.app_user_token(OTHER_PARTNER).await;
    let body = order_of("monthly", [with(order_line(LICENCE, 1), json!({ "partnerIdOnRecord": "5357564" }))]);
    let request = Request::post(path(OTHER_CUSTOMER, "")).json(&body).token(&token);
    let told = server.send_bare(request).await.expect_fault(400, 800_042);
    assert!(told.contains("lineItems[0].partnerIdOnRecord: seen is 5357564"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parent_must_be_the_base_of_an_add_on() {
    let server = TestServer::start().await;
    let under =
        |item, quantity, parent: &str| with(order_line(item, quantity), json!({ "parentSubscriptionId": parent }));
    for (cycle, line, status, code, place) in [
        ("annual", under(LEGACY_BASE, 1, BASE_SUBSCRIPTION), 400, 800_029, "parentSubscriptionId"),
        ("annual", under(LICENCE, 1, BASE_SUBSCRIPTION), 400, 800_029, "parentSubscriptionId"),
        ("annual", under(LEGACY_ADDON, 1, "no-guid"), 400, 800_021, "parentSubscriptionId"),
        ("annual", under(LEGACY_ADDON, 11, BASE_SUBSCRIPTION), 403, 800_020, "quantity"),
        (
            "monthly",
            under(LEGACY_ADDON, 1, BASE_SUBSCRIPTION),
            400,
            900_269,
            "billingCycle: seen is monthly; accepted is annual",
        ),
    ] {
        let told = refused(&server, LEGACY_CUSTOMER, &order_of(cycle, [line]), status, code).await;
        assert!(told.contains(place), "{told}");
    }
}
