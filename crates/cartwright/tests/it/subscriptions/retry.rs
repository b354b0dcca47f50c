//! Changes that are sent twice, and at once.

use super::{bought, id, now, patched, path};
use crate::support::{CUSTOMER, PLAIN_LICENCE, Request, TestServer, line};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_is_sent_again_is_made_once() {
    let server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1Y"))]).await.remove(0);
    let uri = path(CUSTOMER, &format!("/{}", id(&owned)));
    let change = |quantity: i64| {
        let named = Request::new("PATCH", &uri).request_id("b0a1c2d3-0000-4000-8000-000000000001");
        named.json(&json!({ "quantity": quantity, "autoRenewEnabled": true }))
    };
    let first = server.send(change(7)).await.expect(200);
    // Meanwhile somebody else reduces it again.
    let other = json!({ "quantity": 6, "autoRenewEnabled": true });
    server.send(Request::new("PATCH", &uri).json(&other)).await.expect(200);
    assert_eq!(server.send(change(7)).await.expect(200), first, "the answer that was given");
    assert_eq!(now(&server, CUSTOMER, &owned).await["quantity"], 6);
    server.send(change(8)).await.expect_fault(400, 800_002);
}

/// Whoever comes second decides on what the first has left: no licence is lost, and none is there twice.
#[tokio::test(flavor = "multi_thread")]
async fn changes_at_once_all_count() {
    let server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1Y"))]).await.remove(0);
    let uri = path(CUSTOMER, &format!("/{}", id(&owned)));
    let change = |quantity: i64| {
        server.send(Request::new("PATCH", &uri).json(&json!({ "quantity": quantity, "autoRenewEnabled": true })))
    };
    let (one, two, three, four) = tokio::join!(change(6), change(7), change(8), change(9));
    for answer in [&one, &two, &three, &four] {
        assert!([200, 409].contains(&answer.status.as_u16()), "{}", answer.text);
    }
    let now = now(&server, CUSTOMER, &owned).await;
    assert_eq!(now["refundableQuantity"]["totalQuantity"], now["quantity"], "{now}");
}

/// Whoever loses five rounds is told so and has done nothing. That each is lost is the doing of a trigger.
#[tokio::test(flavor = "multi_thread")]
async fn five_lost_rounds_are_a_pending_operation() {
    let server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1Y"))]).await.remove(0);
    let database = server.database();
    database.lose_updates("subscriptions");
    patched(&server, CUSTOMER, &owned, json!({ "quantity": 6 })).await.expect_fault(409, 900_278);
    database.lose_no_more("subscriptions");
    assert_eq!(now(&server, CUSTOMER, &owned).await, owned);
    patched(&server, CUSTOMER, &owned, json!({ "quantity": 6 })).await.expect(200);
}
