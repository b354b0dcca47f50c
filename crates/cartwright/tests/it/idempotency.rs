//! Ruling 6 as a table: what a request id makes of a command, which answers are kept, for whom and for how long; and
//! the checkout of an ordered cart, which repeats itself without any id (ruling 3).
//!
//! Many requests at the same moment are the business of `concurrency`.

mod kept;
mod repeated_checkout;
mod same_wish;
mod scope;

use crate::support::{Answer, CUSTOMER, LICENCE, Request, SOFTWARE, TestServer, carts};
use serde_json::{Value, json};

const ID: &str = "6f1d2c3b-4a59-4e68-8778-96a5b4c3d2e1";
const OTHER_ID: &str = "0a9b8c7d-6e5f-4041-9223-344556677889";

fn wish(quantity: i32) -> Value {
    json!({ "lineItems": [
        { "catalogItemId": LICENCE, "quantity": quantity, "billingCycle": "monthly", "termDuration": "P1Y" },
        { "catalogItemId": SOFTWARE, "quantity": quantity, "billingCycle": "one_time" },
    ] })
}

/// A wish whose first line cannot be bought: it is kept in the cart with its error.
fn faulty_wish() -> Value {
    let mut wish = wish(1);
    wish["lineItems"][0]["catalogItemId"] = json!("CFQ7TTC0LF8S:9999:CFQ7TTC0N81H");
    wish
}

fn create(wish: &Value) -> Request {
    Request::post(carts(CUSTOMER)).json(wish)
}

fn path_of(cart: &Value) -> String {
    format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"))
}

fn replace(cart: &Value, wish: &Value) -> Request {
    Request::put(path_of(cart)).json(wish)
}

fn check_out(cart: &Value) -> Request {
    Request::post(format!("{}/checkout", path_of(cart)))
}

/// The same status and body, in an exchange of its own.
#[track_caller]
fn assert_repeats(again: &Answer, first: &Answer) {
    assert_eq!((again.status, &again.text), (first.status, &first.text));
    assert_eq!(again.header("content-type"), first.header("content-type"));
    assert_ne!(again.header("ms-cv"), first.header("ms-cv"), "the vector is fresh");
    assert_ne!(again.header("ms-correlationid"), first.header("ms-correlationid"), "the correlation id is fresh");
}

/// Sends a request and asserts its status.
async fn expect(server: &TestServer, request: Request, status: u16) -> Answer {
    let answer = server.send(request).await;
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    answer
}
