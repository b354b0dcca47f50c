//! What the server fills in on a line that can be bought: term, currency, promotion, provisioning context
//! (ruling 32, digest 4.2 and 7.3, seed 004).

use crate::support::{
    AZURE, CUSTOMER, FRENCH_CUSTOMER, LEGACY_BASE, LICENCE, PLAIN_LICENCE, PROMOTED, PROMOTION, SAAS, SOFTWARE, TRIAL,
    TestServer, cart_of, line, with,
};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_term_is_the_first_listed_with_the_billing_cycle() {
    let server = TestServer::start().await;
    for (item, cycle, term) in [
        (LICENCE, "monthly", Some("P1M")),
        (LICENCE, "annual", Some("P1Y")),
        (PLAIN_LICENCE, "triennial", Some("P3Y")),
        (SAAS, "monthly", Some("P1M")),
        (TRIAL, "none", Some("P1M")),
        (SOFTWARE, "one_time", None),
        // Seed 004 prints legacy lines without a term.
        (LEGACY_BASE, "annual", None),
        (AZURE, "monthly", None),
    ] {
        let line = only_line(&server, CUSTOMER, line(item, 1, cycle, None)).await;
        assert_eq!(line.get("termDuration").and_then(Value::as_str), term, "{line}");
        assert!(line.get("error").is_none(), "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_term_that_was_sent_is_kept_in_any_case() {
    let server = TestServer::start().await;
    for (item, cycle, sent, kept) in
        [(LICENCE, "monthly", "P1Y", "P1Y"), (LICENCE, "monthly", "p1m", "P1M"), (AZURE, "monthly", "P1Y", "P1Y")]
    {
        let line = only_line(&server, CUSTOMER, line(item, 1, cycle, Some(sent))).await;
        assert_eq!(line["termDuration"], kept, "{line}");
        assert!(line.get("error").is_none(), "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_currency_is_the_markets_with_and_without_an_error() {
    let server = TestServer::start().await;
    for item in [LICENCE, SOFTWARE, LEGACY_BASE, "hello", "CFQ7TTC0LF8S:0001:CFQ7TTC0NONE"] {
        let cycle = if item == SOFTWARE { "one_time" } else { "monthly" };
        for (customer, currency) in [(CUSTOMER, "USD"), (FRENCH_CUSTOMER, "EUR")] {
            let filled = only_line(&server, customer, line(item, 1, cycle, None)).await;
            assert_eq!(filled["currencyCode"], currency, "{filled}");
            let sent = with(line(item, 1, cycle, None), json!({ "currencyCode": currency.to_lowercase() }));
            let sent = only_line(&server, customer, sent).await;
            assert_eq!(sent["error"], filled["error"], "the case of a currency does not matter: {sent}");
            if sent.get("error").is_none() {
                assert_eq!(sent["currencyCode"], currency, "{sent}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn licences_are_sold_in_france_for_euro() {
    let server = TestServer::start().await;
    let lines = [
        line(LICENCE, 1, "monthly", Some("P1M")),
        line(PLAIN_LICENCE, 1, "triennial", Some("P3Y")),
        line(PROMOTED, 1, "annual", Some("P1Y")),
        line(SOFTWARE, 1, "one_time", None),
        line(LEGACY_BASE, 1, "annual", None),
    ];
    let cart = server.create_cart(FRENCH_CUSTOMER, &cart_of(lines)).await;
    let lines = cart["lineItems"].as_array().expect("lines");
    assert_eq!(lines.len(), 5);
    for line in lines {
        assert!(line.get("error").is_none() && line["currencyCode"] == "EUR", "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promotion_applies_by_itself_within_its_bounds_only() {
    let server = TestServer::start().await;
    for (item, seats, cycle, term, promoted) in [
        // The printed line of seed 004.
        (PROMOTED, 20, "Monthly", Some("P1M"), true),
        (PROMOTED, 1, "monthly", None, true),
        (PROMOTED, 100, "monthly", Some("P1M"), true),
        (PROMOTED, 101, "monthly", Some("P1M"), false),
        (PROMOTED, 20, "monthly", Some("P1Y"), false),
        (PROMOTED, 20, "annual", Some("P1Y"), false),
        (PLAIN_LICENCE, 20, "monthly", Some("P1M"), false),
    ] {
        let asked = line(item, seats, cycle, term);
        let expected = promoted.then_some(PROMOTION);
        let by_itself = only_line(&server, CUSTOMER, asked.clone()).await;
        assert_eq!(by_itself["promotionId"].as_str(), expected, "{by_itself}");
        // Naming it changes nothing: where it does not fit, the price is the normal one.
        for spelling in [PROMOTION.to_owned(), PROMOTION.to_lowercase()] {
            let named = with(asked.clone(), json!({ "promotionId": spelling }));
            let named = only_line(&server, CUSTOMER, named).await;
            assert_eq!(named["promotionId"].as_str(), expected, "{named}");
            assert!(named.get("error").is_none(), "{named}");
        }
    }
}

/// The line shows no promotion, so the order must not have one either, in its price least of all.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_is_ordered_with_the_promotion_that_the_cart_showed() {
    let mut world = cartwright::demo().expect("the demo world");
    let mut other = world.promotions[0].clone();
    other.id = "39NFJQT1OTHR:0008:39NFJQT1Q5J0".to_owned();
    other.minimum_seats = 50;
    other.automatic = false;
    world.promotions.push(other);
    let server = TestServer::with_world(world).await;

    let asked = line(PROMOTED, 20, "monthly", Some("P1M"));
    let named = with(asked, json!({ "promotionId": "39NFJQT1OTHR:0008:39NFJQT1Q5J0" }));
    let cart = server.create_cart(CUSTOMER, &cart_of([named])).await;
    let shown = cart["lineItems"][0]["promotionId"].clone();
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    let ordered = &result["orders"][0]["lineItems"][0];
    assert_eq!(ordered["promotionId"], shown, "{ordered}");
    let discounted = ordered["pricing"]["price"] != ordered["pricing"]["listPrice"];
    assert_eq!(discounted, !shown.is_null(), "{ordered}");
}

#[tokio::test(flavor = "multi_thread")]
async fn provisioning_variables_keep_their_values_and_get_small_first_letters() {
    let server = TestServer::start().await;
    let cases = [
        // New-commerce lines always show the object, others only when it was sent (seed 004).
        (LICENCE, "monthly", json!(null), json!({})),
        (LICENCE, "monthly", json!({}), json!({})),
        (SOFTWARE, "one_time", json!(null), json!(null)),
        (SOFTWARE, "one_time", json!({}), json!({})),
        (LEGACY_BASE, "monthly", json!(null), json!(null)),
        (
            SOFTWARE,
            "one_time",
            json!({ "SubscriptionId": "AbC", "Scope": "Shared", "duration": "1Year" }),
            json!({ "subscriptionId": "AbC", "scope": "Shared", "duration": "1Year" }),
        ),
        (LICENCE, "monthly", json!({ "Scope": "a", "scope": "b", "None": null }), json!({ "scope": "b" })),
        (LICENCE, "monthly", json!({ "Count": 5, "Flag": true }), json!({ "count": "5", "flag": "true" })),
    ];
    for (item, cycle, sent, expected) in cases {
        let asked = with(line(item, 1, cycle, None), json!({ "provisioningContext": sent }));
        let line = only_line(&server, CUSTOMER, asked).await;
        assert_eq!(line["provisioningContext"], expected, "{line}");
    }
}

/// Creates a cart with one line and returns that line.
async fn only_line(server: &TestServer, customer: &str, line: Value) -> Value {
    let cart = server.create_cart(customer, &cart_of([line])).await;
    cart["lineItems"][0].clone()
}
