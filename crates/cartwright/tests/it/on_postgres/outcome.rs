//! A connection that is lost at COMMIT: the client is told what really happened, whatever that is (ruling 7).

use crate::support::{Answer, CUSTOMER, LICENCE, PLAIN_LICENCE, Request, TestServer, TestStore, cart_of, carts, line};
use serde_json::{Value, json};
use std::sync::Arc;
use testbed::postgres::Cut;

async fn server() -> Option<(TestServer, Arc<TestStore>)> {
    let store = TestStore::proxied().await?;
    Some((TestServer::on(Arc::clone(&store), Arc::default()).await, store))
}

fn wish() -> Value {
    cart_of([line(LICENCE, 1, "monthly", Some("P1M")), line(PLAIN_LICENCE, 2, "monthly", Some("P1M"))])
}

fn path(cart: &Value) -> String {
    format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"))
}

/// With a name and without one.
fn in_both_ways(request: &Request) -> [Request; 2] {
    [request.clone(), request.clone().request_id("00000000-0000-4000-9000-000000000001")]
}

/// A checkout that was cut off orders once, and says what it ordered.
#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_that_was_cut_off_is_answered_as_it_happened() {
    for cut in [Cut::Before, Cut::After] {
        for way in 0..2 {
            let Some((server, store)) = server().await else { return };
            let cart = server.create_cart(CUSTOMER, &wish()).await;
            let check_out = &in_both_ways(&Request::post(format!("{}/checkout", path(&cart))))[way];
            store.proxy().cut(cut);
            let first: Answer = server.send(check_out.clone()).await;
            let result = first.expect(201);
            assert!(!store.proxy().is_to_be_cut(), "{cut:?}");
            assert_eq!(result["orders"].as_array().map(Vec::len), Some(1), "{cut:?}: {result}");
            assert_eq!(server.rows("orders"), 1, "{cut:?}");
            assert_eq!(server.send(check_out.clone()).await.expect(201), result, "{cut:?}");
            assert_eq!(server.get(path(&cart)).await.expect(200)["status"], "Ordered");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_that_was_cut_off_is_made_once() {
    for cut in [Cut::Before, Cut::After] {
        for way in 0..2 {
            let Some((server, store)) = server().await else { return };
            let before = server.rows("carts");
            store.proxy().cut(cut);
            let create = &in_both_ways(&Request::post(carts(CUSTOMER)).json(&wish()))[way];
            let cart = server.send(create.clone()).await.expect(201);
            assert!(!store.proxy().is_to_be_cut(), "{cut:?}");
            assert_eq!(server.rows("carts"), before + 1, "{cut:?}");
            assert_eq!(server.get(path(&cart)).await.expect(200), cart, "{cut:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_was_cut_off_is_made_once() {
    for cut in [Cut::Before, Cut::After] {
        for way in 0..2 {
            let Some((server, store)) = server().await else { return };
            let cart = server.create_cart(CUSTOMER, &wish()).await;
            let other = cart_of([line(PLAIN_LICENCE, 7, "monthly", Some("P1M"))]);
            let put = &in_both_ways(&Request::put(path(&cart)).json(&other))[way];
            store.proxy().cut(cut);
            let changed = server.send(put.clone()).await.expect(201);
            assert!(!store.proxy().is_to_be_cut(), "{cut:?}");
            assert_eq!(changed["lineItems"][0]["quantity"], 7);
            assert_eq!(server.get(path(&cart)).await.expect(200), changed, "{cut:?}");
            let newest = server.database().number("SELECT max(version) FROM carts");
            assert_eq!(newest, 2, "{cut:?}: made once and changed once");
        }
    }
}

/// A relationship is a row of its own, and a subscription too.
#[tokio::test(flavor = "multi_thread")]
async fn other_changes_that_were_cut_off_are_made_once() {
    for cut in [Cut::Before, Cut::After] {
        let Some((server, store)) = server().await else { return };
        let cart = server.create_cart(CUSTOMER, &wish()).await;
        server.check_out(CUSTOMER, &cart).await.expect(201);
        assert_eq!(server.provision().await, 1);
        let list = format!("/v1/customers/{CUSTOMER}/subscriptions");
        let owned = server.get(&list).await.expect(200)["items"][0].clone();
        let more = crate::support::with(owned.clone(), json!({ "quantity": 9 }));
        let uri = format!("{list}/{}", owned["id"].as_str().expect("an id"));
        store.proxy().cut(cut);
        let changed = server.send(Request::new("PATCH", uri.clone()).json(&more)).await.expect(200);
        assert_eq!(
            (&changed["quantity"], &server.get(uri).await.expect(200)["quantity"]),
            (&json!(9), &json!(9)),
            "{cut:?}"
        );

        let billing = format!("/v1/customers/{CUSTOMER}/profiles/billing");
        let profile = server.get(&billing).await.expect(200);
        let renamed = crate::support::with(profile, json!({ "companyName": "Cut off" }));
        store.proxy().cut(cut);
        server.put(&billing, &renamed).await.expect(200);
        assert!(!store.proxy().is_to_be_cut(), "{cut:?}");
        assert_eq!(server.get(&billing).await.expect(200)["companyName"], "Cut off", "{cut:?}");
    }
}
