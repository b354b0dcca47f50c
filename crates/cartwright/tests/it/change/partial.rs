//! A checkout that fails in part, and how it is mended (rulings 2 and 30, seed 002).

use super::{check_out::assert_failed, licence, path, software};
use crate::support::{CUSTOMER, PARTNER, Request, SOFTWARE, TestServer, cart_of, line, with};
use serde_json::{Value, json};

const OTHER_SOFTWARE: &str = "DG7GMGF0DWTL:0001:DG7GMGF0DSFM";

#[tokio::test(flavor = "multi_thread")]
async fn what_can_be_ordered_is_ordered_once() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &failing_in_part("9999999")).await;
    assert_eq!(groups(&cart), ["0", "1"]);
    let first = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_failed(&first, &[("0", 800015)]);
    assert_eq!(first["orders"].as_array().map(Vec::len), Some(1));
    assert_eq!(first["orders"][0]["lineItems"][0]["offerId"], SOFTWARE);
    let after = server.get(path(&cart)).await.expect(200);
    assert_eq!(after["status"], "Active");
    assert_eq!(after["lineItems"], cart["lineItems"]);

    for _ in 0..2 {
        let again = server.check_out(CUSTOMER, &cart).await.expect(201);
        assert_eq!(again, first, "the same order, the same error");
        assert_eq!(count_orders(&server).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mended_cart_is_ordered_to_its_end() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &failing_in_part("9999999")).await;
    let first = server.check_out(CUSTOMER, &cart).await.expect(201);

    let mended = server.put(path(&cart), &failing_in_part("5357564")).await.expect(201);
    assert_eq!(groups(&mended), ["0", "1"], "the ordered line stays in its group");
    assert_eq!(mended["lineItems"][1], cart["lineItems"][1]);
    let last = server.check_out(CUSTOMER, &cart).await;
    let result = last.expect(201);
    assert!(result.get("orderErrors").is_none(), "{result}");
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(2));
    let orders = result["orders"].as_array().expect("orders");
    assert!(orders.contains(&first["orders"][0]), "the first order as it was: {result}");
    assert_eq!(server.get(path(&cart)).await.expect(200)["status"], "Ordered");
    assert_eq!(server.check_out(CUSTOMER, &cart).await.text, last.text);
    assert_eq!(count_orders(&server).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_line_gets_a_group_of_its_own_beside_an_ordered_one() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &failing_in_part("9999999")).await;
    let first = server.check_out(CUSTOMER, &cart).await.expect(201);
    let mut mended = failing_in_part("5357564");
    let lines = mended["lineItems"].as_array_mut().expect("lines");
    lines.push(line(OTHER_SOFTWARE, 2, "one_time", None));
    lines.push(line(SOFTWARE, 3, "one_time", None));
    let mended = server.put(path(&cart), &mended).await.expect(201);
    assert_eq!(groups(&mended), ["0", "1", "2", "2"]);

    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    let orders = result["orders"].as_array().expect("orders");
    assert_eq!(orders.len(), 3, "{result}");
    assert!(orders.contains(&first["orders"][0]));
    let mut ids: Vec<_> = orders.iter().map(|order| order["id"].as_str().expect("an id")).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3, "{result}");
    assert_eq!(count_orders(&server).await, 3);
    assert_eq!(server.get(path(&cart)).await.expect(200)["status"], "Ordered");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_may_fail_again_for_another_reason() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &failing_in_part("9999999")).await;
    let first = server.check_out(CUSTOMER, &cart).await.expect(201);
    for (mpn_id, code) in [("1000002", 800016), ("4847383", 900123), ("9999999", 800015)] {
        server.put(path(&cart), &failing_in_part(mpn_id)).await.expect(201);
        let result = server.check_out(CUSTOMER, &cart).await.expect(201);
        assert_eq!(result["orders"], first["orders"]);
        assert_failed(&result, &[("0", code)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_whose_failed_lines_were_dropped_is_ordered() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &failing_in_part("9999999")).await;
    let first = server.check_out(CUSTOMER, &cart).await.expect(201);
    let ordered = with(software(), json!({ "id": 1 }));
    let shortened = server.put(path(&cart), &cart_of([ordered])).await.expect(201);
    assert_eq!(groups(&shortened), ["1"]);
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(result["orders"], first["orders"]);
    assert!(result.get("orderErrors").is_none(), "{result}");
    let status = server.get(path(&cart)).await.expect(200)["status"].clone();
    assert_eq!(status, "Ordered", "every group has its order");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_that_was_ordered_in_part_ends_with_its_time_and_its_order_stays() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &failing_in_part("9999999")).await;
    let first = server.check_out(CUSTOMER, &cart).await.expect(201);
    server.clock.advance_days(7);
    let token = server.app_user_token(PARTNER).await;
    let checkout = Request::post(format!("{}/checkout", path(&cart)));
    server.send_bare(checkout.token(&token)).await.expect_fault(404, 800008);
    let id = first["orders"][0]["id"].as_str().expect("an id");
    let order = Request::get(format!("/v1/customers/{CUSTOMER}/orders/{id}"));
    server.send_bare(order.token(&token)).await.expect(200);
}

/// A licence with that reseller, and software without one: two groups.
pub fn failing_in_part(mpn_id: &str) -> Value {
    let participants = json!([{ "key": "transaction_reseller", "value": mpn_id }]);
    let licence = with(licence(1), json!({ "id": 0, "participants": participants }));
    cart_of([licence, with(software(), json!({ "id": 1 }))])
}

fn groups(cart: &Value) -> Vec<&str> {
    let lines = cart["lineItems"].as_array().expect("lines");
    lines.iter().map(|line| line["orderGroup"].as_str().expect("a group")).collect()
}

async fn count_orders(server: &TestServer) -> u64 {
    let orders = server.get(format!("/v1/customers/{CUSTOMER}/orders")).await.expect(200);
    orders["totalCount"].as_u64().expect("a count")
}
