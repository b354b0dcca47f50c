//! Custom term end dates: 10016 and 10017, with the dates that are accepted. It is 2 March 2026.

use super::{Refusal, assert_refused, buy, ending, refused_and_mended, subscriptions};
use crate::support::{
    CUSTOMER, FRENCH_CUSTOMER, LEGACY_BASE, PLAIN_LICENCE, PROMOTED, RESERVATION, SAAS, SOFTWARE, TRIAL, TestServer,
    cart_of, line, with,
};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn only_a_paid_licence_with_a_term_may_end_early() {
    let server = TestServer::start().await;
    for (item, cycle, term) in [
        (SAAS, "monthly", Some("P1M")),
        (TRIAL, "none", Some("P1M")),
        (super::LICENCE_TRIAL, "none", Some("P1M")),
        (SOFTWARE, "one_time", None),
        (LEGACY_BASE, "monthly", None),
        (RESERVATION, "one_time", Some("P1Y")),
    ] {
        let asked = with(line(item, 1, cycle, term), ending("2026-03-31"));
        let refusal = Refusal(10016, "customTermEndDate", "2026-03-31T00:00:00Z", "a new-commerce licence");
        let cart = server.create_cart(CUSTOMER, &cart_of([asked])).await;
        assert_refused(&cart["lineItems"][0], &refusal);
    }
    let asked = with(line(SAAS, 1, "monthly", Some("P1M")), ending("2026-03-31"));
    let refusal = Refusal(10016, "customTermEndDate", "2026-03-31T00:00:00Z", "no custom term end date on this line");
    refused_and_mended(&server, &asked, refusal, json!({ "customTermEndDate": null })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_term_ends_with_a_month_within_its_first_term() {
    let server = TestServer::start().await;
    for (cycle, term, day, accepted, mended) in [
        ("monthly", "P1M", "2026-03-02", "a day after 2026-03-02 and not after 2026-04-01", "2026-03-31"),
        ("monthly", "P1M", "2026-02-28", "that is the last of a month, next 2026-03-31", "2026-03-31"),
        ("monthly", "P1M", "2026-04-30", "not after 2026-04-01", "2026-03-31"),
        ("monthly", "P1M", "2026-03-30", "the last of a month", "2026-03-31"),
        (
            "monthly",
            "P1M",
            "2026-03-15",
            "the end of a new-commerce subscription of the customer (none now)",
            "2026-03-31",
        ),
        ("annual", "P1Y", "2027-03-31", "not after 2027-03-01", "2027-02-28"),
        ("annual", "P1Y", "2026-12-30", "the end of an annual or longer new-commerce subscription", "2026-12-31"),
        ("monthly", "P1Y", "2026-06-15", "not after 2027-03-01", "2026-06-30"),
        ("triennial", "P3Y", "2029-03-31", "not after 2029-03-01", "2029-02-28"),
    ] {
        let asked = with(line(PLAIN_LICENCE, 1, cycle, Some(term)), ending(day));
        let seen = format!("{day}T00:00:00Z");
        let refusal = Refusal(10017, "customTermEndDate", &seen, accepted);
        refused_and_mended(&server, &asked, refusal, ending(mended)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_term_ends_with_another_licence_of_the_customer() {
    let server = TestServer::start().await;
    let owned = [
        line(PROMOTED, 1, "annual", Some("P1Y")),
        line(PROMOTED, 1, "monthly", Some("P1M")),
        line(super::LICENCE_TRIAL, 1, "none", Some("P1M")),
    ];
    buy(&server, CUSTOMER, owned).await;
    assert_eq!(subscriptions(&server, CUSTOMER).await.len(), 3);
    // Eight days on: the monthly one ends on 1 April, the annual one on 1 March 2027.
    let mut server = server;
    server.clock.advance_days(8);
    server.renew_token().await;
    let ends = "(2027-03-01)";
    for (cycle, term, day, refused) in [
        ("monthly", "P1M", "2026-04-01", None),
        ("monthly", "P1M", "2026-04-02", Some("(2026-04-01)")),
        ("annual", "P1Y", "2027-03-01", None),
        ("monthly", "P1Y", "2027-03-01", None),
        ("triennial", "P3Y", "2027-03-01", None),
        ("annual", "P1Y", "2026-04-01", Some(ends)),
        ("monthly", "P1Y", "2026-04-01", Some(ends)),
    ] {
        let asked = with(line(PLAIN_LICENCE, 1, cycle, Some(term)), ending(day));
        let cart = server.create_cart(CUSTOMER, &cart_of([asked.clone()])).await;
        let seen = format!("{day}T00:00:00Z");
        match refused {
            None => assert!(cart["lineItems"][0].get("error").is_none(), "{cart}"),
            Some(accepted) => {
                assert_refused(&cart["lineItems"][0], &Refusal(10017, "customTermEndDate", &seen, accepted));
            }
        }
        if day != "2026-03-31" {
            let foreign = server.create_cart(FRENCH_CUSTOMER, &cart_of([asked])).await;
            assert_eq!(foreign["lineItems"][0]["error"]["errorCode"], 10017, "another customer's: {foreign}");
        }
    }
}

/// The 28th to 30th do not come every month.
#[tokio::test(flavor = "multi_thread")]
async fn a_monthly_term_does_not_follow_a_licence_to_the_last_days_of_a_month() {
    let mut server = TestServer::start().await;
    server.clock.advance_days(27);
    server.renew_token().await;
    // 29 March: the term ends on 28 April.
    buy(&server, CUSTOMER, [line(PROMOTED, 1, "monthly", Some("P1M"))]).await;
    server.clock.advance_days(5);
    server.renew_token().await;
    let asked = with(line(PLAIN_LICENCE, 1, "monthly", Some("P1M")), ending("2026-04-28"));
    let refusal = Refusal(10017, "customTermEndDate", "2026-04-28T00:00:00Z", "next 2026-04-30");
    refused_and_mended(&server, &asked, refusal, ending("2026-04-30")).await;
}

/// A date that was good when the cart was made is looked at again.
#[tokio::test(flavor = "multi_thread")]
async fn a_date_that_has_passed_is_refused_at_checkout() {
    let mut server = TestServer::start().await;
    server.clock.advance_days(27);
    server.renew_token().await;
    let asked = with(line(PLAIN_LICENCE, 1, "monthly", Some("P1M")), ending("2026-03-31"));
    let cart = server.create_cart(CUSTOMER, &cart_of([asked])).await;
    assert!(cart["lineItems"][0].get("error").is_none(), "{cart}");
    server.clock.advance_days(3);
    server.renew_token().await;
    let told = server.check_out(CUSTOMER, &cart).await.expect_fault(400, 800_009);
    assert!(told.contains("10017"), "{told}");
}
