//! A promotion for the first purchase: once for a customer, and the first line of a cart has it (surroundings 3.2).

use super::buy;
use crate::support::{CUSTOMER, FRENCH_CUSTOMER, PLAIN_LICENCE, PROMOTED, TestServer, cart_of, line, with};
use serde_json::{Value, json};

const FIRST_PURCHASE: &str = "39NFIRST0001:0001:39NFIRST0002";

fn promoted() -> Value {
    with(line(PLAIN_LICENCE, 3, "annual", Some("P1Y")), json!({ "promotionId": FIRST_PURCHASE }))
}

fn promotions(lines: &Value) -> Vec<bool> {
    lines.as_array().expect("lines").iter().map(|line| line["promotionId"] == FIRST_PURCHASE).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_first_purchase_has_it() {
    let server = TestServer::start().await;
    let result = buy(&server, CUSTOMER, [promoted(), promoted()]).await;
    let lines = &result["orders"][0]["lineItems"];
    assert_eq!(promotions(lines), [true, false], "{result}");
    let price = |line: usize| lines[line]["pricing"]["price"].as_f64().expect("a price");
    assert!((price(0) / price(1) - 0.9).abs() < 1e-4, "10 % off: {lines}");

    let later = server.create_cart(CUSTOMER, &cart_of([promoted()])).await;
    assert_eq!(promotions(&later["lineItems"]), [false], "{later}");
    assert!(later["lineItems"][0].get("error").is_none(), "the normal price is no error: {later}");
    let elsewhere = server.create_cart(FRENCH_CUSTOMER, &cart_of([promoted()])).await;
    assert_eq!(promotions(&elsewhere["lineItems"]), [true], "{elsewhere}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_had_the_sku_in_any_plan_had_it() {
    let server = TestServer::start().await;
    buy(&server, CUSTOMER, [line(PLAIN_LICENCE, 1, "monthly", Some("P1M"))]).await;
    let later = server.create_cart(CUSTOMER, &cart_of([promoted()])).await;
    assert_eq!(promotions(&later["lineItems"]), [false], "{later}");
}

/// Two carts showed the price of a first purchase. The second one is bought at the price that is true by then.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_cart_loses_it_when_the_first_is_ordered() {
    let server = TestServer::start().await;
    let first = server.create_cart(CUSTOMER, &cart_of([promoted()])).await;
    let second = server.create_cart(CUSTOMER, &cart_of([promoted()])).await;
    for (cart, expected) in [(&first, true), (&second, false)] {
        let result = server.check_out(CUSTOMER, cart).await.expect(201);
        assert_eq!(promotions(&result["orders"][0]["lineItems"]), [expected], "{result}");
    }
}

/// The cart shows the price that the ordered line had. That it is not open to a new line any more changes nothing of it.
#[tokio::test(flavor = "multi_thread")]
async fn an_ordered_line_keeps_it_when_the_cart_is_sent_back() {
    let server = TestServer::start().await;
    let reseller = |mpn_id: &str| json!({ "participants": [{ "key": "transaction_reseller", "value": mpn_id }] });
    let other = |mpn_id| with(line(PLAIN_LICENCE, 1, "monthly", Some("P1M")), reseller(mpn_id));
    let cart = server.create_cart(CUSTOMER, &cart_of([promoted(), other("9999999")])).await;
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(promotions(&result["orders"][0]["lineItems"]), [true], "{result}");
    buy(&server, CUSTOMER, [line(PLAIN_LICENCE, 1, "monthly", Some("P1M"))]).await;

    let path = format!("{}/{}", crate::support::carts(CUSTOMER), cart["id"].as_str().expect("an id"));
    let mut sent_back = server.get(&path).await.expect(200);
    sent_back["lineItems"][1] = with(sent_back["lineItems"][1].clone(), reseller("5357564"));
    server.put(&path, &sent_back).await.expect(201);
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!((result["orders"].as_array().map(Vec::len), result.get("orderErrors")), (Some(2), None), "{result}");
}

/// The promotion is for a hundred seats of a customer, however they are bought.
#[tokio::test(flavor = "multi_thread")]
async fn its_seats_are_counted_over_all_purchases() {
    let server = TestServer::start().await;
    let seats = |quantity| line(PROMOTED, quantity, "monthly", Some("P1M"));
    let promoted = |lines: &Value| -> Vec<bool> {
        lines.as_array().expect("lines").iter().map(|line| line.get("promotionId").is_some()).collect()
    };
    let result = buy(&server, CUSTOMER, [seats(60), seats(41), seats(40)]).await;
    assert_eq!(promoted(&result["orders"][0]["lineItems"]), [true, false, true], "{result}");
    let later = server.create_cart(CUSTOMER, &cart_of([seats(1)])).await;
    assert_eq!(promoted(&later["lineItems"]), [false], "{later}");
    let elsewhere = server.create_cart(FRENCH_CUSTOMER, &cart_of([seats(100)])).await;
    assert_eq!(promoted(&elsewhere["lineItems"]), [true], "{elsewhere}");
}
