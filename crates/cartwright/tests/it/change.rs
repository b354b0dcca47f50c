//! What can happen to a cart after it was made: it is replaced, it is ordered, it ends (digest 7.4, rulings 3, 15, 24).

mod check_out;
mod frozen;
mod partial;

use crate::support::{
    APPLICATION, Answer, CUSTOMER, LICENCE, OTHER_CUSTOMER, OTHER_PARTNER, PARTNER, Request, SOFTWARE, TestServer,
    USER, cart_of, carts, line, with,
};
use serde_json::{Value, json};
use std::time::Duration;

const TICK: Duration = Duration::from_nanos(100);
const LIFE: Duration = Duration::from_secs(7 * 24 * 60 * 60);
const UNKNOWN_CART: &str = "99999999-9999-4999-8999-999999999999";

#[tokio::test(flavor = "multi_thread")]
async fn a_put_replaces_everything_but_birth_and_end() {
    let server = TestServer::start().await;
    let faulty = line(LICENCE, 1, "triennial", None);
    let before = server.create_cart(CUSTOMER, &cart_of([licence(5), software(), faulty])).await;
    server.clock.advance(Duration::from_secs(3_600));
    let named = with(licence(6), json!({ "friendlyName": "more of them" }));
    let after = server.put(path(&before), &cart_of([named])).await.expect(201);

    assert_eq!(server.get(path(&before)).await.expect(200), after);
    for kept in ["id", "creationTimestamp", "expirationTimestamp", "status", "links", "attributes"] {
        assert_eq!(after[kept], before[kept], "{kept}");
    }
    assert_eq!(before["lastModifiedTimestamp"], "2026-03-02T10:00:00.1234567Z");
    assert_eq!(after["lastModifiedTimestamp"], "2026-03-02T11:00:00.1234567Z");
    assert_eq!(after["expirationTimestamp"], "2026-03-09T10:00:00.1234567Z");
    assert_eq!(
        after["lineItems"],
        json!([{
            "id": 0, "catalogItemId": LICENCE, "friendlyName": "more of them", "quantity": 6, "currencyCode": "USD",
            "billingCycle": "monthly", "termDuration": "P1M", "provisioningContext": {}, "orderGroup": "0",
        }])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_changed_a_cart_last_is_shown() {
    let server = TestServer::start().await;
    let application = server.app_only_token(PARTNER).await;
    let body = cart_of([licence(1)]);
    let create = |token: &str| Request::post(carts(CUSTOMER)).token(token).json(&body);
    for (maker, shown) in [(server.token(), USER), (&application, APPLICATION)] {
        let cart = server.send_bare(create(maker)).await.expect(201);
        assert_eq!(cart["lastModifiedUser"], shown);
        for (changer, shown) in [(&*application, APPLICATION), (server.token(), USER)] {
            let change = Request::put(path(&cart)).token(changer).json(&body);
            assert_eq!(server.send_bare(change).await.expect(201)["lastModifiedUser"], shown);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ordered_cart_is_not_changed() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &cart_of([licence(1)])).await;
    server.check_out(CUSTOMER, &cart).await.expect(201);
    let ordered = server.get(path(&cart)).await.expect(200);
    assert_eq!(ordered["status"], "Ordered");
    for body in [cart_of([licence(2)]), ordered.clone(), cart.clone()] {
        let answer = server.put(path(&cart), &body).await;
        let told = answer.expect_fault(400, 800065);
        assert!(told.contains(cart["id"].as_str().expect("an id")), "{told}");
        assert_eq!(server.get(path(&cart)).await.expect(200), ordered);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_that_is_not_there_cannot_be_read_changed_or_checked_out() {
    let server = TestServer::start().await;
    let other = server.app_user_token(OTHER_PARTNER).await;
    let create = Request::post(carts(OTHER_CUSTOMER)).token(&other);
    let foreign = server.send_bare(create.json(&cart_of([licence(1)]))).await.expect(201);
    let foreign = foreign["id"].as_str().expect("an id");
    for id in [UNKNOWN_CART, foreign] {
        for answer in operate(&server, server.token(), &format!("{}/{id}", carts(CUSTOMER))).await {
            let told = answer.expect_fault(404, 800008);
            assert!(told.contains(id), "{told}");
        }
    }
    let path = format!("{}/{foreign}", carts(OTHER_CUSTOMER));
    let read = server.send_bare(Request::get(path).token(&other)).await.expect(200);
    assert_eq!(read["lineItems"][0]["quantity"], 1, "the PUT did nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_is_there_until_the_last_tick_of_its_seven_days() {
    let server = TestServer::start().await;
    let carts = [
        server.create_cart(CUSTOMER, &cart_of([licence(1)])).await,
        server.create_cart(CUSTOMER, &cart_of([licence(2)])).await,
    ];
    server.clock.advance(LIFE.checked_sub(TICK).expect("a long life"));
    let token = server.app_user_token(PARTNER).await;
    let [read, changed, ordered] = operate(&server, &token, &path(&carts[0])).await;
    assert_eq!(read.expect(200), carts[0]);
    assert_eq!(changed.expect(201)["expirationTimestamp"], carts[0]["expirationTimestamp"]);
    ordered.expect(201);

    server.clock.advance(TICK);
    for answer in operate(&server, &token, &path(&carts[1])).await {
        answer.expect_fault(404, 800008);
    }
}

/// Dropping changes nothing that anybody sees: what expired was not found any more, what was ordered stays.
#[tokio::test(flavor = "multi_thread")]
async fn expired_carts_are_dropped_and_ordered_ones_stay() {
    let mut server = TestServer::start().await;
    let expiring = server.create_cart(CUSTOMER, &cart_of([licence(1)])).await;
    let ordered = server.create_cart(CUSTOMER, &cart_of([licence(2)])).await;
    let result = server.check_out(CUSTOMER, &ordered).await;
    server.clock.advance(LIFE);
    server.renew_token().await;
    let younger = server.create_cart(CUSTOMER, &cart_of([licence(3)])).await;

    assert_eq!(server.forget_expired_carts().await, 0, "nothing before the instant is over");
    server.clock.advance(Duration::from_millis(1));
    assert_eq!(server.forget_expired_carts().await, 2, "the cart and that of the demo world");
    server.get(path(&expiring)).await.expect_fault(404, 800008);
    server.get(path(&ordered)).await.expect(200);
    assert_eq!(server.check_out(CUSTOMER, &ordered).await.text, result.text);
    assert_eq!(server.get(path(&younger)).await.expect(200), younger);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_does_not_make_a_cart_live_longer() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &cart_of([licence(1)])).await;
    server.clock.advance_days(6);
    let token = server.app_user_token(PARTNER).await;
    let change = Request::put(path(&cart)).token(&token).json(&cart_of([licence(2)]));
    server.send_bare(change).await.expect(201);
    server.clock.advance_days(1);
    let token = server.app_user_token(PARTNER).await;
    for answer in operate(&server, &token, &path(&cart)).await {
        answer.expect_fault(404, 800008);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ordered_cart_stays_and_repeats_its_first_result() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &cart_of([licence(1), software()])).await;
    let first = server.check_out(CUSTOMER, &cart).await;
    assert_eq!(first.expect(201)["orders"].as_array().map(Vec::len), Some(2));
    let ordered = server.get(path(&cart)).await.expect(200);
    assert_eq!(server.provision().await, 2);
    for days in [0, 7, 400] {
        server.clock.advance_days(days);
        let token = server.app_user_token(PARTNER).await;
        let [read, changed, again] = operate(&server, &token, &path(&cart)).await;
        assert_eq!(read.expect(200), ordered);
        changed.expect_fault(400, 800065);
        again.expect(201);
        assert_eq!(again.text, first.text, "later states are read through the orders");
    }
}

/// Reads a cart, replaces it and checks it out.
async fn operate(server: &TestServer, token: &str, path: &str) -> [Answer; 3] {
    let change = Request::put(path).json(&cart_of([licence(3)]));
    [
        server.send_bare(Request::get(path).token(token)).await,
        server.send_bare(change.token(token)).await,
        server.send_bare(Request::post(format!("{path}/checkout")).token(token)).await,
    ]
}

/// The path of a cart of the usual customer.
fn path(cart: &Value) -> String {
    format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"))
}

fn licence(quantity: i64) -> Value {
    line(LICENCE, quantity, "monthly", Some("P1M"))
}

fn software() -> Value {
    line(SOFTWARE, 1, "one_time", None)
}
