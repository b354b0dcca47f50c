//! When the machine is at fault: nothing is said of how, and whether trying again may help.

use crate::support::{CUSTOMER, LICENCE, Request, TestServer, cart_of, carts, line, send};
use serde_json::{Value, json};

/// A running server with a cart, and the path of that cart.
async fn with_a_cart() -> (TestServer, Value, String) {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &cart_of([line(LICENCE, 1, "monthly", Some("P1M"))])).await;
    let path = format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"));
    (server, cart, path)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_cannot_be_read_is_the_servers_fault() {
    let (server, cart, path) = with_a_cart().await;
    let database = server.database();
    let filter = format!("id = {}", database.id(cart["id"].as_str().expect("an id")));
    database.amend("carts", &filter, |_| json!({ "no": "cart" }));
    for request in [Request::get(&path), Request::post(format!("{path}/checkout"))] {
        let answer = send(server.address(), request.token(server.token())).await;
        let told = answer.expect_fault(500, 800_003);
        assert!(!told.contains("JSON") && !told.contains("row"), "the log has the rest: {told}");
    }
    assert_eq!(server.rows("orders"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_does_not_answer_is_told() {
    let (server, cart, path) = with_a_cart().await;
    let database = server.database();
    database.execute("ALTER TABLE carts RENAME TO elsewhere");
    let checkout = || Request::post(format!("{path}/checkout")).request_id("00000000-0000-4000-9000-000000000001");
    for request in [Request::get(&path), checkout()] {
        let answer = server.send(request).await;
        answer.expect_fault(503, 800_003);
        let seconds = answer.header("retry-after").and_then(|after| after.parse::<u64>().ok());
        assert!(seconds.is_some(), "in whole seconds: {:?}", answer.headers);
    }
    database.execute("ALTER TABLE elsewhere RENAME TO carts");
    assert_eq!(server.get(&path).await.expect(200), cart, "nothing is lost");
    let result = server.send(checkout()).await.expect(201);
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(1), "and the same request id does it: {result}");
}
