//! The checkout of an ordered cart repeats the first result as it was, for as long as its orders exist (ruling 3).

use super::{ID, OTHER_ID, assert_repeats, check_out, create, expect, path_of, replace, wish};
use crate::support::{Answer, CUSTOMER, LEGACY_BASE, Request, TestServer};
use serde_json::{Value, json};

const FRESH_IDS: [&str; 3] = ["fresh-1", "fresh-2", "fresh-3"];

async fn ordered(server: &TestServer, wish: &Value) -> (Value, Answer) {
    let cart = expect(server, create(wish), 201).await.json();
    let first = expect(server, check_out(&cart).request_id(ID), 201).await;
    (cart, first)
}

/// With the id of the first checkout, with another one, and with none.
async fn assert_repeated(server: &TestServer, cart: &Value, first: &Answer, fresh: &str) {
    for request in [
        check_out(cart).request_id(ID),
        check_out(cart).request_id(OTHER_ID),
        check_out(cart).request_id(fresh),
        check_out(cart),
    ] {
        assert_repeats(&expect(server, request, 201).await, first);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ordered_cart_repeats_its_first_result_under_any_id() {
    let server = TestServer::start().await;
    let (cart, first) = ordered(&server, &wish(3)).await;
    assert_repeated(&server, &cart, &first, FRESH_IDS[0]).await;
    assert_eq!(server.rows("orders"), 2);
    assert_eq!(server.rows("jobs"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_does_so_after_provisioning_after_its_expiry_and_after_a_restart() {
    let mut server = TestServer::start().await;
    let (cart, first) = ordered(&server, &wish(3)).await;
    assert_eq!(first.json()["orders"][0]["status"], "pending");

    assert_eq!(server.provision().await, 2);
    let order = first.json()["orders"][0]["id"].as_str().expect("an id").to_owned();
    let order = format!("/v1/customers/{CUSTOMER}/orders/{order}");
    assert_eq!(server.get(&order).await.expect(200)["status"], "completed");
    assert_repeated(&server, &cart, &first, FRESH_IDS[0]).await;

    server.clock.advance_days(8);
    server.renew_token().await;
    assert_repeated(&server, &cart, &first, FRESH_IDS[1]).await;
    let refused = server.send(replace(&cart, &wish(4))).await;
    refused.expect_fault(400, 800_065);

    let server = server.restart().await;
    assert_repeated(&server, &cart, &first, FRESH_IDS[2]).await;
    assert_eq!(server.rows("orders"), 2);
    assert_eq!(server.rows("jobs"), 0, "a repeated checkout leaves no work");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_of_both_systems_repeats_its_first_result() {
    let server = TestServer::start().await;
    let mut both = wish(2);
    let legacy = json!({ "catalogItemId": LEGACY_BASE, "quantity": 2, "billingCycle": "annual" });
    both["lineItems"].as_array_mut().expect("lines").push(legacy);
    let (cart, first) = ordered(&server, &both).await;
    assert_eq!(first.json()["orders"].as_array().map(Vec::len), Some(3));
    assert_eq!(server.provision().await, 2);
    let server = server.restart().await;
    assert_repeated(&server, &cart, &first, FRESH_IDS[0]).await;
}

/// The id of another cart's checkout is another command's: the path differs.
#[tokio::test(flavor = "multi_thread")]
async fn one_id_for_the_checkouts_of_two_carts_is_two_commands() {
    let server = TestServer::start().await;
    let (first, first_result) = ordered(&server, &wish(1)).await;
    let (second, second_result) = ordered(&server, &wish(2)).await;
    assert_ne!(first_result.text, second_result.text);
    assert_repeated(&server, &first, &first_result, FRESH_IDS[0]).await;
    assert_repeated(&server, &second, &second_result, FRESH_IDS[0]).await;
    let read = server.send(Request::get(path_of(&first))).await.expect(200);
    assert_eq!(read["status"], "Ordered");
}
