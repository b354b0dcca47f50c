//! What was left when the cart was made and is gone at its checkout: an error of the order group (ruling 26).

use super::{buy, errors, seats, world_with};
use crate::support::{CUSTOMER, LICENCE, PLAIN_LICENCE, SOFTWARE, TestServer, cart_of, carts, line};
use serde_json::Value;

/// Sells out between cart and checkout, and shows how the cart is mended.
async fn sold_out_since(server: &TestServer, item: &str, [wanted, taken, left]: [i64; 3], code: u64, said: &str) {
    let other = line(SOFTWARE, 1, "one_time", None);
    let cart = server.create_cart(CUSTOMER, &cart_of([seats(item, wanted), other.clone()])).await;
    assert_eq!(errors(&cart), [None, None]);
    buy(server, CUSTOMER, [seats(item, taken)]).await;

    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    let failed = result["orderErrors"].as_array().expect("order errors");
    assert_eq!(failed.len(), 1, "{result}");
    assert_eq!((&failed[0]["orderGroupId"], failed[0]["code"].as_u64()), (&Value::from("0"), Some(code)), "{result}");
    let description = failed[0]["description"].as_str().expect("a text");
    assert!(description.contains(said), "{said} is not in: {description}");
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(1), "the other group is ordered: {result}");

    let path = format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"));
    assert_eq!(server.get(&path).await.expect(200)["status"], "Active");
    let mended = server.put(&path, &cart_of([seats(item, left), other])).await.expect(201);
    assert_eq!(errors(&mended), [None, None]);
    let last = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!((last["orders"].as_array().map(Vec::len), last.get("orderErrors")), (Some(2), None), "{last}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pooled_seats() {
    let server = TestServer::start().await;
    sold_out_since(&server, LICENCE, [200, 101, 199], 800_088, "The requested 200 seats exceed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stock() {
    let server = TestServer::with_world(world_with(PLAIN_LICENCE, |sku| sku.stock = Some(10))).await;
    sold_out_since(&server, PLAIN_LICENCE, [6, 5, 5], 800_010, "the 5 that are in stock").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn quota() {
    let server = TestServer::with_world(world_with(PLAIN_LICENCE, |sku| sku.quota = Some(10))).await;
    sold_out_since(&server, PLAIN_LICENCE, [6, 5, 5], 800_017, "the 5 that are left of the customer's quota").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_sandbox_allows() {
    let mut world = cartwright::demo().expect("the demo world");
    let caps = world.partners.iter().find_map(|partner| partner.sandbox.clone()).expect("a sandbox account");
    world.partners[0].sandbox = Some(caps);
    let server = TestServer::with_world(world).await;
    let five = || (0..5).map(|_| seats(PLAIN_LICENCE, 1));
    let cart = server.create_cart(CUSTOMER, &cart_of(five())).await;
    buy(&server, CUSTOMER, [seats(PLAIN_LICENCE, 1)]).await;
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(result["orderErrors"][0]["code"], 800_018, "{result}");
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(0), "{result}");
}
