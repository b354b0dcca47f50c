//! What a request costs on the way to the database: waits for the network, and transactions.

use crate::support::{
    BASE_SUBSCRIPTION, CUSTOMER, LEGACY_ADDON, LEGACY_CUSTOMER, Request, TestServer, TestStore, cart_of, carts, line,
    with,
};
use serde_json::{Value, json};
use testbed::postgres::Tally;

/// A server whose store is reached over a way that counts. On one thread, so that what is sent together is sent at once.
async fn counted() -> Option<(TestServer, impl Fn() -> Tally)> {
    let store = TestStore::proxied().await?;
    let server = TestServer::on(std::sync::Arc::clone(&store), std::sync::Arc::default()).await;
    Some((server, move || store.proxy().tally()))
}

fn addon() -> Value {
    let context = json!({ "provisioningContext": { "parentSubscriptionId": BASE_SUBSCRIPTION } });
    with(line(LEGACY_ADDON, 1, "annual", None), context)
}

/// Reads what it is about, reads what it needs, commits: the third with everything that a purchase leaves behind.
#[tokio::test]
async fn a_checkout_costs_three_round_trips_and_one_transaction() {
    let Some((server, tally)) = counted().await else { return };
    let mut costs = Vec::new();
    // The first one prepares statements besides, once on each connection.
    for n in 0..3 {
        let cart = server.create_cart(LEGACY_CUSTOMER, &cart_of([addon()])).await;
        let path = format!("{}/{}/checkout", carts(LEGACY_CUSTOMER), cart["id"].as_str().expect("an id"));
        let before = tally();
        let named = Request::post(path).request_id(&format!("00000000-0000-4000-9000-{n:012}"));
        let result = server.send(named).await.expect(201);
        assert_eq!(result["orders"].as_array().map(Vec::len), Some(1), "{result}");
        let after = tally();
        costs.push((after.trips - before.trips, after.transactions - before.transactions));
    }
    assert_eq!(costs[1..], [(3, 1), (3, 1)]);
}

#[tokio::test]
async fn a_cart_is_read_in_one_round_trip_and_made_in_three() {
    let Some((server, tally)) = counted().await else { return };
    let mut costs = Vec::new();
    for _ in 0..3 {
        let before = tally();
        let cart =
            server.create_cart(CUSTOMER, &cart_of([line(crate::support::LICENCE, 1, "monthly", Some("P1M"))])).await;
        let made = tally();
        server.get(format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"))).await.expect(200);
        let read = tally();
        costs.push((made.trips - before.trips, read.trips - made.trips));
    }
    assert_eq!(costs[1..], [(3, 1), (3, 1)]);
}
