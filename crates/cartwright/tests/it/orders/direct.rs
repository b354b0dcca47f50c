//! Ordering without a cart (digest 1.4): the order of a cart with the same lines, and nothing of the cart.

use super::{buy, id, order, order_line, order_of, path};
use crate::support::{
    ATTESTING_CUSTOMER, ATTESTING_PARTNER, AZURE, BASE_SUBSCRIPTION, CUSTOMER, CUSTOMER_WITHOUT_PRICES, LEGACY_ADDON,
    LEGACY_BASE, LEGACY_CUSTOMER, LICENCE, PARTNER_WITHOUT_PRICES, PLAIN_LICENCE, PROMOTED, PROMOTION, Request, SAAS,
    SOFTWARE, TRIAL, TestServer, line, send_together, with,
};
use serde_json::{Value, json};

/// An order without what differs from one to the next.
fn anonymous(order: &Value) -> Value {
    let text = order.to_string().replace(id(order), "<order>");
    let mut order: Value = serde_json::from_str(&text).expect("JSON");
    for line in order["lineItems"].as_array_mut().expect("lines") {
        let Some(subscription) = line["subscriptionId"].as_str().map(str::to_owned) else { continue };
        *line = serde_json::from_str(&line.to_string().replace(&subscription, "<subscription>")).expect("JSON");
    }
    if order["attributes"].get("etag").is_some() {
        order["attributes"]["etag"] = "<etag>".into();
    }
    order
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_the_order_of_a_cart_with_the_same_lines() {
    for (item, quantity, cycle, term) in [
        (LICENCE, 3, "monthly", Some("P1Y")),
        (PLAIN_LICENCE, 2, "triennial", None),
        (PROMOTED, 20, "monthly", Some("P1M")),
        (SOFTWARE, 2, "one_time", None),
        (SAAS, 1, "monthly", None),
        (LEGACY_BASE, 5, "annual", None),
        (AZURE, 1, "monthly", None),
    ] {
        let server = TestServer::start().await;
        let by_cart = buy(&server, CUSTOMER, [line(item, quantity, cycle, term)]).await.remove(0);
        let bought = with(order_line(item, quantity), json!({ "termDuration": term }));
        let direct = order(&server, CUSTOMER, &order_of(cycle, [bought])).await;
        assert_eq!(anonymous(&direct), anonymous(&by_cart), "{item}");
        assert_ne!(id(&direct), id(&by_cart));

        let left = ["orders", "jobs", "carts"].map(|table| server.rows(table));
        let modern = usize::from(direct["status"] == "pending");
        assert_eq!(left, [2, 2 * modern, 2], "of both an order, and of the other a cart: {item}");
        server.provision().await;
        let [cart_order, own] =
            [id(&by_cart), id(&direct)].map(|id| path(CUSTOMER, &format!("/{id}?include_price=true")));
        let [cart_order, own] = [server.get(cart_order).await.expect(200), server.get(own).await.expect(200)];
        assert_eq!(anonymous(&own), anonymous(&cart_order), "{item}");
        let query = format!("/v1/customers/{CUSTOMER}/subscriptions?order_id={}", id(&direct));
        let left = server.get(query).await.expect(200)["totalCount"].clone();
        assert_eq!(left, i32::from(item != SOFTWARE), "{item}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_order_line_says_is_what_a_cart_line_says() {
    let server = TestServer::start().await;
    let resold = json!({
        "friendlyName": "ours", "termDuration": "P1M", "promotionId": PROMOTION.to_lowercase(), "partnerIdOnRecord": "5357564",
        "additionalPartnerIdsOnRecord": ["517285", "5139005"],
    });
    let order = order(&server, CUSTOMER, &order_of("monthly", [with(order_line(PROMOTED, 20), resold)])).await;
    let line = &order["lineItems"][0];
    assert_eq!(line["friendlyName"], "ours");
    assert_eq!(line["promotionId"], PROMOTION);
    assert_eq!(line["partnerIdOnRecord"], "5357564");
    assert_eq!(line["additionalPartnerIdsOnRecord"], json!(["517285", "5139005"]));
    assert_eq!((&line["pricing"]["extendedPrice"], &order["totalPrice"]), (&json!(587.6), &json!(587.6)));

    let renewing = json!({ "renewsTo": { "termDuration": "P1Y" } });
    let trial = super::order(&server, CUSTOMER, &order_of("none", [with(order_line(TRIAL, 5), renewing)])).await;
    assert_eq!(trial["lineItems"][0]["renewsTo"]["termDuration"], "P1Y");

    let of = |reseller: &str| server.get(path(CUSTOMER, &format!("?indirect_reseller_id={reseller}")));
    let found = of("5357564").await.expect(200);
    assert_eq!((&found["totalCount"], &found["items"][0]["id"]), (&json!(1), &order["id"]));
    for none in ["517285", "1", "x"] {
        assert_eq!(of(none).await.expect(200)["totalCount"], 0, "{none} is the partner on record of no line");
    }
    assert_eq!(of("").await.expect(200)["totalCount"], 2);
}

/// Nothing says how it is charged: by the month where that can be, else once (digest 1.4).
#[tokio::test(flavor = "multi_thread")]
async fn an_order_without_a_billing_cycle_is_charged_by_the_month_or_once() {
    let server = TestServer::start().await;
    for (item, said, cycle, term) in [
        (LICENCE, json!(null), "monthly", Some("P1M")),
        (LICENCE, json!("unknown"), "monthly", Some("P1M")),
        (LICENCE, json!("Unknown"), "monthly", Some("P1M")),
        (LEGACY_BASE, json!(null), "monthly", None),
        (SOFTWARE, json!(null), "one_time", None),
        (SOFTWARE, json!("unknown"), "one_time", None),
    ] {
        let body = with(order_of("", [order_line(item, 1)]), json!({ "billingCycle": null }));
        let body = with(body, json!({ "billingCycle": said }));
        let order = order(&server, CUSTOMER, &body).await;
        assert_eq!(order["billingCycle"], cycle, "{item} {said}");
        assert_eq!(order["lineItems"][0]["termDuration"].as_str(), term, "{item}: the first term of that cycle");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_stand_in_the_order_of_their_numbers_from_0() {
    let server = TestServer::start().await;
    let items = [LICENCE, PLAIN_LICENCE, PROMOTED];
    for (numbers, stand) in [
        ([json!(0), json!(1), json!(2)], [0, 1, 2]),
        ([json!(2), json!(0), json!(1)], [1, 2, 0]),
        ([json!(1), json!(2), json!(3)], [0, 1, 2]),
        ([json!(0), json!(0), json!(0)], [0, 1, 2]),
        ([json!(2), json!(0), json!(null)], [0, 1, 2]),
        ([json!("1"), json!(1.0), json!(0)], [2, 0, 1]),
    ] {
        let lines = items
            .iter()
            .zip(&numbers)
            .map(|(item, number)| with(order_line(item, 1), json!({ "lineItemNumber": number })));
        let body = json!({ "billingCycle": "monthly", "lineItems": lines.collect::<Vec<_>>() });
        let order = order(&server, CUSTOMER, &body).await;
        let lines = order["lineItems"].as_array().expect("lines");
        let found: Vec<_> = lines.iter().map(|line| line["offerId"].as_str().expect("an offer")).collect();
        assert_eq!(found, stand.map(|place: usize| items[place]), "{numbers:?}");
        let found: Vec<_> = lines.iter().map(|line| line["lineItemNumber"].clone()).collect();
        assert_eq!(found, [0, 1, 2], "{numbers:?}");
    }
    for number in [-1, 4] {
        let lines = [0, 1, number].map(|number| with(order_line(LICENCE, 1), json!({ "lineItemNumber": number })));
        let told = server.post(path(CUSTOMER, ""), &json!({ "lineItems": lines })).await.expect_fault(400, 800_071);
        assert!(told.contains(&format!("lineItems[2].lineItemNumber: seen is {number}; accepted is 0 to 3")), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_to_an_owned_base_is_bought_with_its_parent() {
    let server = TestServer::start().await;
    let add_on = with(order_line(LEGACY_ADDON, 3), json!({ "parentSubscriptionId": BASE_SUBSCRIPTION }));
    let order = order(&server, LEGACY_CUSTOMER, &order_of("annual", [add_on])).await;
    assert_eq!(order["status"], "completed");
    let line = &order["lineItems"][0];
    assert_eq!(line["parentSubscriptionId"], BASE_SUBSCRIPTION.to_lowercase());
    let add_ons = format!("/v1/customers/{LEGACY_CUSTOMER}/subscriptions/{BASE_SUBSCRIPTION}/addons");
    let add_ons = server.get(add_ons).await.expect(200);
    assert_eq!(add_ons["items"][0]["id"], line["subscriptionId"], "{add_ons}");
    assert_eq!(add_ons["items"][0]["commitmentEndDate"], "2027-01-14T00:00:00Z", "it ends with its base");
}

/// The same request id, the same order; refusals of rules are kept, too (ruling 6).
#[tokio::test(flavor = "multi_thread")]
async fn a_request_id_makes_one_order() {
    let server = TestServer::start().await;
    let named =
        |body: &Value| Request::post(path(CUSTOMER, "")).json(body).request_id("00000000-0000-4000-9000-000000000001");
    let body = order_of("monthly", [order_line(LICENCE, 2)]);
    let first = server.send(named(&body)).await;
    first.expect(201);
    let respelt = json!({
        "LineItems": [{ "OfferId": LICENCE, "Quantity": "2", "LineItemNumber": 0, "FriendlyName": "", "PartnerIdOnRecord": null }],
        "BillingCycle": "Monthly", "Id": "ignored", "Status": null,
    });
    assert_eq!(server.send(named(&respelt)).await.text, first.text);
    let other = order_of("monthly", [order_line(LICENCE, 3)]);
    server.send(named(&other)).await.expect_fault(400, 800_002);
    assert_eq!(server.rows("orders"), 1);

    let refused = "00000000-0000-4000-9000-000000000002";
    let full = Request::post(path(CUSTOMER, "")).json(&order_of("monthly", [order_line(LICENCE, 299)]));
    let told = server.send(full.clone().request_id(refused)).await.expect_fault(403, 800_088);
    assert!(told.contains("299 seats") && told.contains("298"), "{told}");
    assert!(server.database().execute("DELETE FROM counters") > 0, "nothing is used up any more");
    assert_eq!(server.send(full.clone().request_id(refused)).await.expect_fault(403, 800_088), told);
    server.send(full).await.expect(201);
}

/// 300 seats are for all subscriptions of the customer, however many are ordered at once.
#[tokio::test(flavor = "multi_thread")]
async fn of_orders_at_the_same_time_as_many_are_made_as_the_limit_allows() {
    let server = TestServer::start().await;
    let body = order_of("monthly", [order_line(LICENCE, 100)]);
    let attempts: Vec<_> = (0..8).map(|_| Request::post(path(CUSTOMER, "")).json(&body)).collect();
    let answers = send_together(&server, attempts).await;
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(made, 3);
    for refused in answers.iter().filter(|answer| answer.status != 201) {
        refused.expect_fault(403, 800_088);
    }
    assert_eq!(server.rows("orders"), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_attempt_without_a_request_id_is_an_order() {
    let server = TestServer::start().await;
    let body = order_of("one_time", [order_line(SOFTWARE, 1)]);
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(order(&server, CUSTOMER, &body).await["id"].clone());
    }
    let list = server.get(path(CUSTOMER, "")).await.expect(200);
    let listed: Vec<_> = list["items"].as_array().expect("orders").iter().map(|order| order["id"].clone()).collect();
    assert_eq!(listed, ids, "oldest first");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_without_price_access_sees_no_prices() {
    let server = TestServer::start().await;
    let token = server.app_user_token(PARTNER_WITHOUT_PRICES).await;
    let body = order_of("monthly", [order_line(LICENCE, 1)]);
    let request = Request::post(path(CUSTOMER_WITHOUT_PRICES, "")).json(&body).token(&token);
    let order = server.send_bare(request).await.expect(201);
    assert_eq!((order.get("totalPrice"), order["lineItems"][0].get("pricing")), (None, None), "{order}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_that_must_attest_attests_on_the_order() {
    let server = TestServer::start().await;
    let token = server.app_user_token(ATTESTING_PARTNER).await;
    let resold = with(order_line(LICENCE, 1), json!({ "partnerIdOnRecord": "5357564" }));
    let body = order_of("monthly", [resold]);
    let send = async |body: &Value| {
        server.send_bare(Request::post(path(ATTESTING_CUSTOMER, "")).json(body).token(&token)).await
    };
    send(&body).await.expect_fault(400, 900_206);
    let attested = with(body, json!({ "PartnerOnRecordAttestationAccepted": true }));
    let order = send(&attested).await.expect(201);
    assert!(order.get("PartnerOnRecordAttestationAccepted").is_none(), "{order}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_reads_alike_in_every_media_type() {
    let server = TestServer::start().await;
    let xml = format!(
        "<Order><BillingCycle>Monthly</BillingCycle><LineItems><OrderLineItem><OfferId>{LICENCE}</OfferId>\
         <PartnerIdOnRecord>5357564</PartnerIdOnRecord><Quantity>2</Quantity></OrderLineItem></LineItems></Order>"
    );
    let form = format!(
        "BillingCycle=Monthly&LineItems[0].OfferId={LICENCE}&LineItems[0].Quantity=2&LineItems[0].PartnerIdOnRecord=5357564"
    );
    let json = json!({
        "billingCycle": "monthly",
        "lineItems": [{ "offerId": LICENCE, "quantity": 2, "partnerIdOnRecord": "5357564" }],
    });
    for (content_type, body) in
        [("application/xml", xml), ("application/x-www-form-urlencoded", form), ("text/json", json.to_string())]
    {
        let order = server.send(Request::post(path(CUSTOMER, "")).bytes(content_type, body)).await.expect(201);
        let line = &order["lineItems"][0];
        assert_eq!((&line["quantity"], &line["partnerIdOnRecord"]), (&json!(2), &json!("5357564")), "{content_type}");
    }
}
