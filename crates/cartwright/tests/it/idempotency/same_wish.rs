//! The same wish in another spelling is the same command; another wish under the same id is refused and not done.

use super::{ID, OTHER_ID, assert_repeats, check_out, create, expect, path_of, replace, wish};
use crate::support::{CUSTOMER, LICENCE, Request, TestServer, carts};
use serde_json::{Value, json};

fn post(body: impl Into<Vec<u8>>) -> Request {
    Request::post(carts(CUSTOMER)).bytes("application/json", body).request_id(ID)
}

/// One line with something of everything.
fn line() -> Value {
    json!({
        "catalogItemId": LICENCE, "friendlyName": "Ours", "quantity": 5, "billingCycle": "monthly",
        "termDuration": "P1Y", "currencyCode": "USD", "provisioningContext": { "a": "1", "b": "2" },
        "participants": [{ "key": "transaction_reseller", "value": "5357564" }],
    })
}

fn with(member: &str, value: Value) -> String {
    let mut line = line();
    line[member] = value;
    json!({ "lineItems": [line] }).to_string()
}

async fn assert_same_wish(spellings: &[String]) {
    let server = TestServer::start().await;
    let before = server.rows("carts");
    let first = expect(&server, post(json!({ "lineItems": [line()] }).to_string()), 201).await;
    for spelling in spellings {
        let again = server.send(post(spelling.as_bytes())).await;
        assert_eq!((again.status.as_u16(), &again.text), (201, &first.text), "{spelling}");
        assert_repeats(&again, &first);
    }
    assert_eq!(server.rows("carts"), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_wish_may_be_written_otherwise() {
    let plain = json!({ "lineItems": [line()] });
    let pretty = serde_json::to_string_pretty(&plain).expect("json");
    let backwards: Vec<_> = line().as_object().expect("an object").clone().into_iter().rev().collect();
    let backwards: Vec<_> = backwards.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    let capitals = plain.to_string();
    let capitals = ["lineItems", "quantity", "billingCycle", "participants", "key"]
        .iter()
        .fold(capitals, |text, name| text.replace(&format!("\"{name}\""), &format!("\"{}\"", name.to_uppercase())));
    assert_same_wish(&[
        pretty.replace('\n', "\r\n\t "),
        format!("\u{feff}{plain}"),
        format!("{{\"lineItems\":[{{{}}}]}}", backwards.join(",")),
        capitals,
        plain.to_string().replace("Ours", "\\u004furs"),
    ])
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_value_may_be_written_otherwise() {
    assert_same_wish(&[
        with("quantity", json!("5")),
        with("quantity", json!(5.0)),
        with("billingCycle", json!("Monthly")),
        with("participants", json!([{ "key": "TransactionReseller", "value": 5_357_564 }])),
        with("participants", json!([{ "key": 1, "value": "5357564" }])),
    ])
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_ignores_is_no_part_of_the_wish() {
    assert_same_wish(&[
        with("renewsTo", Value::Null),
        with("addonItems", json!([])),
        with("orderGroup", json!("7")),
        with("error", json!({ "errorCode": "x" })),
        with("somethingOfTomorrow", json!([1, 2])),
        json!({ "id": null, "status": "Ordered", "expirationTimestamp": 3, "lineItems": [line()] }).to_string(),
    ])
    .await;
}

/// A JSON object has no order, and neither have provisioning variables a meaning in theirs.
#[tokio::test(flavor = "multi_thread")]
async fn the_order_of_provisioning_variables_is_no_part_of_the_wish() {
    let body = json!({ "lineItems": [line()] }).to_string();
    let swapped = body.replace(r#"{"a":"1","b":"2"}"#, r#"{"b":"2","a":"1"}"#);
    assert_ne!(body, swapped);
    assert_same_wish(&[swapped]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_case_of_a_term_is_no_part_of_the_wish() {
    assert_same_wish(&[with("termDuration", json!("p1y"))]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_text_is_an_absent_one() {
    assert_same_wish(&[with("promotionId", json!(""))]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_wish_under_the_same_id_is_refused_and_not_done() {
    let server = TestServer::start().await;
    let body = json!({ "lineItems": [line()] });
    let first = expect(&server, post(body.to_string()), 201).await;
    let before = server.rows("carts");
    let mut twice = body.clone();
    twice["lineItems"].as_array_mut().expect("lines").push(line());
    for other in [
        with("quantity", json!(6)),
        with("friendlyName", json!("ours")),
        with("billingCycle", json!("annual")),
        with("termDuration", json!("P1M")),
        with("participants", json!([])),
        with("provisioningContext", json!({ "a": "1", "b": "3" })),
        twice.to_string(),
    ] {
        let description = server.send(post(other.clone())).await.expect_fault(400, 800_002);
        assert!(description.contains(ID), "{other}: {description}");
        assert_eq!(server.rows("carts"), before, "{other}");
    }
    assert_repeats(&server.send(post(body.to_string())).await, &first);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_put_under_the_same_id_changes_nothing() {
    let server = TestServer::start().await;
    let cart = expect(&server, create(&wish(1)), 201).await.json();
    let first = expect(&server, replace(&cart, &wish(2)).request_id(ID), 201).await;
    let other = server.send(replace(&cart, &wish(3)).request_id(ID)).await;
    other.expect_fault(400, 800_002);
    assert_eq!(server.get(path_of(&cart)).await.expect(200), first.json());

    let newest = expect(&server, replace(&cart, &wish(4)).request_id(OTHER_ID), 201).await;
    let again = expect(&server, replace(&cart, &wish(2)).request_id(ID), 201).await;
    assert_repeats(&again, &first);
    assert_eq!(server.get(path_of(&cart)).await.expect(200), newest.json(), "a replay does nothing");
}

/// All checkouts of a cart are one wish, whatever body an SDK sends along.
#[tokio::test(flavor = "multi_thread")]
async fn the_body_of_a_checkout_is_no_part_of_the_wish() {
    let server = TestServer::start().await;
    let cart = expect(&server, create(&wish(1)), 201).await.json();
    let first = expect(&server, check_out(&cart).request_id(ID), 201).await;
    for body in ["{}", "null", "\"\"", "no json at all"] {
        let request = check_out(&cart).bytes("application/json", body).request_id(ID);
        assert_repeats(&expect(&server, request, 201).await, &first);
    }
}
