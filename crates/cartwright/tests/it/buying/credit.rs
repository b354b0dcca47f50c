//! The partner's line of credit: orders use it up by their total price, and what is too dear is not ordered (800023).

use super::{Caller, amend_partner};
use crate::support::{CUSTOMER, LEGACY_BASE, LICENCE, PARTNER, PLAIN_LICENCE, TestServer, cart_of, line};
use serde_json::{Value, json};

/// The partner with 100.00 USD, and its customer.
const SMALL: (&str, &str) = ("10000000-0000-4000-8000-000000000005", "33000000-0000-4000-8000-000000000005");

/// 36.48 a seat.
fn seats(quantity: i64) -> Value {
    line(LICENCE, quantity, "monthly", Some("P1M"))
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_use_it_up_and_what_is_too_dear_is_refused() {
    let server = TestServer::start().await;
    let caller = Caller::of(&server, SMALL.0, SMALL.1).await;
    let cart = caller.create(&cart_of([seats(3)])).await;
    assert!(cart["lineItems"][0].get("error").is_none(), "it is a matter of the checkout: {cart}");
    assert_refused(&caller.check_out(&cart).await.expect(201), "109.44 USD", "at most 100.00 USD");

    caller.put(&cart, &cart_of([seats(2)])).await.expect(201);
    let result = caller.check_out(&cart).await.expect(201);
    assert_eq!((&result["orders"][0]["totalPrice"], result.get("orderErrors")), (&json!(72.96), None), "{result}");
    assert_eq!(caller.check_out(&cart).await.expect(201), result, "a repeated checkout uses nothing up");

    let next = caller.create(&cart_of([seats(1)])).await;
    assert_refused(&caller.check_out(&next).await.expect(201), "36.48 USD", "at most 27.04 USD");
    amend_partner(&server, SMALL.0, json!({ "credit_line": { "amount": "109.44" } }));
    let result = caller.check_out(&next).await.expect(201);
    assert!(result.get("orderErrors").is_none(), "to the last cent: {result}");
}

/// Groups are ordered one after the other, each with what the earlier ones left.
#[tokio::test(flavor = "multi_thread")]
async fn the_groups_of_a_cart_share_it() {
    let server = TestServer::start().await;
    let caller = Caller::of(&server, SMALL.0, SMALL.1).await;
    // 72.96 a month, 38.40 a year, and legacy licences, whose orders have no price.
    let annual = line(PLAIN_LICENCE, 1, "annual", Some("P1Y"));
    let legacy = line(LEGACY_BASE, 1_000, "monthly", None);
    let cart = caller.create(&cart_of([seats(2), annual, legacy])).await;
    let result = caller.check_out(&cart).await.expect(201);
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(2), "{result}");
    assert_eq!(result["orderErrors"][0]["orderGroupId"], "1", "{result}");
    assert_refused(&result, "38.4", "at most 27.04 USD");
    let after = caller.get(&cart).await;
    assert_eq!(after["status"], "Active");
}

/// No source says at what rate euro would use up dollars.
#[tokio::test(flavor = "multi_thread")]
async fn another_currency_uses_nothing_of_it() {
    let mut world = cartwright::demo().expect("the demo world");
    world.partners[0].credit_line = domain::partner::CreditLine::Amount(1.into());
    let server = TestServer::with_world(world).await;
    for (customer, refused) in [(crate::support::FRENCH_CUSTOMER, false), (CUSTOMER, true)] {
        let caller = Caller::of(&server, PARTNER, customer).await;
        let cart = caller.create(&cart_of([seats(1)])).await;
        let result = caller.check_out(&cart).await.expect(201);
        assert_eq!(result.get("orderErrors").is_some(), refused, "{result}");
    }
}

#[track_caller]
fn assert_refused(result: &Value, seen: &str, accepted: &str) {
    let errors = result["orderErrors"].as_array().unwrap_or_else(|| panic!("no order errors in {result}"));
    assert_eq!((errors.len(), &errors[0]["code"]), (1, &json!(800_023)), "{result}");
    let told = errors[0]["description"].as_str().expect("a text");
    for part in ["totalPrice: seen is ", seen, accepted] {
        assert!(told.contains(part), "{part} is not in: {told}");
    }
}
