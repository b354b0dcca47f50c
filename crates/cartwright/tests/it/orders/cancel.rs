//! Cancelling what was ordered (digest 1.4 and 7.8): what can be given back is, once, and nothing else.

use super::{buy, id, path};
use crate::support::{
    AZURE, CUSTOMER, LEGACY_BASE, PARTNER, PLAIN_LICENCE, PRINTED_CUSTOMER, RESERVATION, Request, SAAS, SOFTWARE,
    TestServer, cart_of, carts, line, with,
};
use serde_json::{Value, json};
use std::time::Duration;

const OTHER_SOFTWARE: &str = "DG7GMGF0DWTL:0001:DG7GMGF0DSFM";

fn software(item: &str, quantity: i64) -> Value {
    line(item, quantity, "one_time", None)
}

fn cancelled() -> Value {
    json!({ "status": "cancelled" })
}

fn patch(order: &Value, body: &Value) -> Request {
    Request::new("PATCH", path(CUSTOMER, &format!("/{}", id(order)))).json(body)
}

#[tokio::test(flavor = "multi_thread")]
async fn perpetual_software_is_cancelled_whole() {
    for provisioned in [false, true] {
        let server = TestServer::start().await;
        let order = buy(&server, CUSTOMER, [software(SOFTWARE, 2), software(OTHER_SOFTWARE, 3)]).await.remove(0);
        if provisioned {
            assert_eq!(server.provision().await, 1);
            assert_eq!(server.rows("entitlements"), 2);
        }
        // The whole order comes back, as clients send it.
        let answer = server.send(patch(&order, &with(order.clone(), cancelled()))).await.expect(200);
        assert_eq!((&answer["status"], &answer["id"]), (&json!("cancelled"), &order["id"]), "{answer}");
        assert_eq!(answer["attributes"], json!({ "objectType": "Order" }));
        for line in answer["lineItems"].as_array().expect("lines") {
            assert_eq!(line["quantity"], 0, "{answer}");
        }
        let read = path(CUSTOMER, &format!("/{}?include_price=true", id(&order)));
        let read = server.get(read).await.expect(200);
        assert_eq!((&read["status"], &read["totalPrice"]), (&json!("cancelled"), &json!(0.0)), "{read}");
        server.provision().await;
        assert_eq!((server.rows("entitlements"), server.rows("jobs")), (0, 0));
        let status = server.get(path(CUSTOMER, &format!("/{}/provisioningstatus", id(&order)))).await.expect(200);
        assert_eq!(status["items"][1]["status"], "unfulfilled", "{status}");
        server.send(patch(&order, &cancelled())).await.expect_fault(400, 800_061);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_that_are_named_are_cancelled_alone() {
    let server = TestServer::start().await;
    let order = buy(&server, CUSTOMER, [software(SOFTWARE, 2), software(OTHER_SOFTWARE, 3)]).await.remove(0);
    let only = |number: i64| with(cancelled(), json!({ "lineItems": [{ "lineItemNumber": number }] }));
    let answer = server.send(patch(&order, &only(1))).await.expect(200);
    assert_eq!(quantities(&answer), [2, 0]);
    assert_eq!(answer["status"], "pending");
    assert_eq!(server.provision().await, 1);
    assert_eq!(server.rows("entitlements"), 1, "of the line that is left");
    let read = server.get(path(CUSTOMER, &format!("/{}?include_price=true", id(&order)))).await.expect(200);
    assert_eq!((&read["status"], &read["totalPrice"]), (&json!("completed"), &json!(2480.0)), "{read}");

    server.send(patch(&order, &only(1))).await.expect_fault(400, 800_061);
    for wrong in [json!(2), json!(-1), json!(null)] {
        let body = with(cancelled(), json!({ "lineItems": [{ "lineItemNumber": wrong }] }));
        let told = server.send(patch(&order, &body)).await.expect_fault(400, 800_071);
        assert!(told.contains("lineItems[0].lineItemNumber") && told.contains("0 to 1"), "{told}");
    }
    let other = json!({ "lineItems": [{ "lineItemNumber": 0, "offerId": OTHER_SOFTWARE }] });
    server.send(patch(&order, &with(cancelled(), other))).await.expect_fault(400, 800_002);
    // Part of a line can't be cancelled, so whoever says a quantity says the line's.
    let part = json!({ "lineItems": [{ "lineItemNumber": 0, "quantity": 1 }] });
    let told = server.send(patch(&order, &with(cancelled(), part))).await.expect_fault(400, 800_002);
    assert!(told.contains("lineItems[0].quantity: seen is 1; accepted is 2"), "{told}");
    let last = server.send(patch(&order, &only(0))).await.expect(200);
    assert_eq!((quantities(&last), &last["status"]), (vec![0, 0], &json!("cancelled")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_cancelled_by_its_subscription_is_not_cancelled_by_its_order() {
    let server = TestServer::start().await;
    for (bought, status, code) in [
        (line(PLAIN_LICENCE, 1, "monthly", Some("P1M")), 403, 800_077),
        (line(SAAS, 1, "monthly", None), 403, 800_077),
        (line(LEGACY_BASE, 1, "monthly", None), 400, 800_063),
        (line(AZURE, 1, "monthly", None), 400, 800_063),
        (line("DZH318Z0BPS6:0001:DZH318Z0BPLN", 1, "one_time", None), 400, 800_061),
    ] {
        let order = buy(&server, CUSTOMER, [bought]).await.remove(0);
        let told = server.send(patch(&order, &cancelled())).await.expect_fault(status, code);
        if code == 800_063 {
            assert!(told.contains(id(&order)) && told.contains(CUSTOMER), "{told}");
        }
        assert_eq!(quantities(&server.get(path(CUSTOMER, &format!("/{}", id(&order)))).await.expect(200)), [1]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_cancellation_is_taken() {
    let server = TestServer::start().await;
    let order = buy(&server, CUSTOMER, [software(SOFTWARE, 1)]).await.remove(0);
    for (body, code) in
        [(json!({}), 800_042), (json!({ "status": "completed" }), 800_042), (json!({ "status": "gone" }), 900_126)]
    {
        let told = server.send(patch(&order, &body)).await.expect_fault(400, code);
        assert!(told.contains("status") && told.contains("cancelled"), "{told}");
    }
    server
        .send(Request::new("PATCH", path(CUSTOMER, "/0123456789ab")).json(&cancelled()))
        .await
        .expect_fault(404, 20000);
}

#[tokio::test(flavor = "multi_thread")]
async fn software_is_cancelled_within_thirty_days() {
    let mut server = TestServer::start().await;
    let orders =
        [buy(&server, CUSTOMER, [software(SOFTWARE, 1)]).await, buy(&server, CUSTOMER, [software(SOFTWARE, 1)]).await];
    server.clock.advance_days(30);
    server.renew_token().await;
    let told = server.send(patch(&orders[1][0], &cancelled())).await.expect_fault(400, 900_117);
    assert!(told.contains("30 days"), "{told}");

    let server = TestServer::start().await;
    let order = buy(&server, CUSTOMER, [software(SOFTWARE, 1)]).await.remove(0);
    server.clock.advance(Duration::from_secs(30 * 24 * 60 * 60) - Duration::from_nanos(100));
    let token = server.app_user_token(PARTNER).await;
    server.send_bare(patch(&order, &cancelled()).token(&token)).await.expect(200);
}

const SANDBOX: &str = "10000000-0000-4000-8000-000000000003";
const SANDBOX_CUSTOMER: &str = "33000000-0000-4000-8000-000000000003";

/// The sandbox allows two reserved instances of a customer: what is cancelled makes room.
#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_account_cancels_reservations_and_has_room_again() {
    let mut world = cartwright::demo().expect("the demo world");
    for sku in world.products.iter_mut().flat_map(|product| &mut product.skus) {
        sku.provisioning_variables.clear();
    }
    let server = TestServer::with_world(world).await;
    let token = server.app_user_token(SANDBOX).await;
    let reserved = cart_of([line(RESERVATION, 2, "one_time", Some("P1Y"))]);
    let send = async |request: Request| server.send_bare(request.token(&token)).await;
    for _ in 0..2 {
        let cart = send(Request::post(carts(SANDBOX_CUSTOMER)).json(&reserved)).await.expect(201);
        assert!(cart["lineItems"][0].get("error").is_none(), "{cart}");
        let checkout = format!("{}/{}/checkout", carts(SANDBOX_CUSTOMER), cart["id"].as_str().expect("an id"));
        let order = send(Request::post(checkout)).await.expect(201)["orders"][0].clone();
        let full = send(Request::post(carts(SANDBOX_CUSTOMER)).json(&reserved)).await.expect(201);
        assert_eq!(full["lineItems"][0]["error"]["errorCode"], 10009, "{full}");
        let path = path(SANDBOX_CUSTOMER, &format!("/{}", id(&order)));
        send(Request::new("PATCH", path).json(&cancelled())).await.expect(200);
    }

    let bought = line(RESERVATION, 1, "one_time", Some("P1Y"));
    let order = buy(&server, PRINTED_CUSTOMER, [bought]).await.remove(0);
    let path = path(PRINTED_CUSTOMER, &format!("/{}", id(&order)));
    server.send(Request::new("PATCH", path).json(&cancelled())).await.expect_fault(403, 800_019);
}

/// The line of credit gets back what the order cost, once.
#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_gives_back_what_was_used_up_once() {
    let server = TestServer::start().await;
    let used = || {
        let query = "SELECT used FROM counters WHERE name = 'credit'";
        server.database().number(query)
    };
    buy(&server, CUSTOMER, [software(SOFTWARE, 1)]).await;
    let order = buy(&server, CUSTOMER, [software(SOFTWARE, 2)]).await.remove(0);
    assert_eq!(used(), 372_000, "in cents");
    let named = patch(&order, &cancelled()).request_id("00000000-0000-4000-9000-000000000001");
    let first = server.send(named.clone()).await;
    assert_eq!(server.send(named).await.text, first.text, "the same request id, the same answer");
    server.send(patch(&order, &cancelled())).await.expect_fault(400, 800_061);
    assert_eq!(used(), 124_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patch_reads_alike_in_every_media_type() {
    let server = TestServer::start().await;
    for (content_type, body) in [
        ("application/xml", "<Order><Status>cancelled</Status></Order>"),
        ("application/x-www-form-urlencoded", "Status=Cancelled&LineItems[0].LineItemNumber=0"),
        ("text/json", r#"{"STATUS":"Cancelled","LineItems":[{"LineItemNumber":"0"}]}"#),
    ] {
        let order = buy(&server, CUSTOMER, [software(SOFTWARE, 1)]).await.remove(0);
        let request = Request::new("PATCH", path(CUSTOMER, &format!("/{}", id(&order)))).bytes(content_type, body);
        assert_eq!(server.send(request).await.expect(200)["status"], "cancelled", "{content_type}");
    }
}

/// Whoever loses five rounds is told so and has done nothing. That each is lost is the doing of a trigger.
#[tokio::test(flavor = "multi_thread")]
async fn five_lost_rounds_are_an_order_in_progress() {
    let server = TestServer::start().await;
    let order = buy(&server, CUSTOMER, [software(SOFTWARE, 1)]).await.remove(0);
    let database = server.database();
    database.lose_updates("orders");
    server.send(patch(&order, &cancelled())).await.expect_fault(409, 800_060);
    database.lose_no_more("orders");
    server.send(patch(&order, &cancelled())).await.expect(200);
}

fn quantities(order: &Value) -> Vec<i64> {
    let lines = order["lineItems"].as_array().expect("lines").iter();
    lines.map(|line| line["quantity"].as_i64().expect("a quantity")).collect()
}
