//! The whole table: what a client accepts, what it sends, and how it is answered.

use super::{FORM_CART, XML_CART, cart};
use crate::support::{Answer, CUSTOMER, OTHER_CUSTOMER, Request, TestServer, carts};
use serde_json::Value;

const JSON: &str = "application/json; charset=utf-8";

/// What a client accepts, and the media type of the answer.
const ACCEPTED: [(&str, &str); 12] = [
    ("", JSON),
    ("*/*", JSON),
    ("application/json, text/plain, */*", JSON),
    ("text/html", JSON),
    ("nonsense", JSON),
    ("text/json", "text/json; charset=utf-8"),
    ("application/xml", "application/xml; charset=utf-8"),
    ("APPLICATION/XML", "application/xml; charset=utf-8"),
    ("text/xml", "text/xml; charset=utf-8"),
    ("application/xml;q=0.9, application/json;q=0.8", "application/xml; charset=utf-8"),
    ("application/xml;q=0.1, application/json", JSON),
    ("application/xml;q=0, */*", JSON),
];

/// What a client says that it sends, a cart in it, and something in it that is no cart. Without a media type it is JSON.
fn sent() -> [(&'static str, String, &'static str); 6] {
    let json = cart().to_string();
    let form = "application/x-www-form-urlencoded";
    [
        ("", json.clone(), "{}"),
        ("application/json", json.clone(), "["),
        ("text/json", json, r#"{"lineItems":[{}]}"#),
        ("application/xml", XML_CART.to_owned(), "<Cart/>"),
        ("text/xml", XML_CART.to_owned(), "<Cart"),
        (form, FORM_CART.to_owned(), "LineItems[0].Quantity=none"),
    ]
}

/// A cell of the table: what is sent, and what the answer is.
struct Cell {
    status: u16,
    root: &'static str,
    request: Request,
    anonymous: bool,
}

/// One request for each status, in that media type.
fn cells(path: &str, content_type: &str, body: &str, no_cart: &str) -> Vec<Cell> {
    let with = |method: &str, path: String, content_type: &str, body: &str| match content_type {
        "" => Request { body: body.into(), ..Request::new(method, path) },
        content_type => Request::new(method, path).bytes(content_type, body),
    };
    let cell = |status, root, request| Cell { status, root, request, anonymous: false };
    let nowhere = format!("{}/00000000-0000-4000-8000-00000000dead", carts(CUSTOMER));
    let unread =
        if content_type.is_empty() { "application/yaml".into() } else { format!("{content_type}; charset=utf-7") };
    vec![
        cell(200, "Cart", with("GET", path.into(), content_type, body)),
        cell(200, "ResourceCollectionOfOrderSmVQeeax", Request::get(format!("/v1/customers/{CUSTOMER}/orders"))),
        cell(201, "Cart", with("POST", carts(CUSTOMER), content_type, body)),
        cell(201, "Cart", with("PUT", path.into(), content_type, body)),
        cell(400, "ApiFault", with("POST", carts(CUSTOMER), content_type, no_cart)),
        cell(400, "ApiFault", with("PUT", path.into(), content_type, no_cart)),
        Cell { anonymous: true, ..cell(401, "ApiFault", with("POST", carts(CUSTOMER), content_type, body)) },
        cell(403, "ApiFault", with("POST", carts(OTHER_CUSTOMER), content_type, body)),
        cell(404, "ApiFault", with("PUT", nowhere, content_type, body)),
        cell(404, "ApiFault", with("POST", "/v1/nothing".into(), content_type, body)),
        cell(405, "ApiFault", with("DELETE", path.into(), content_type, body)),
        cell(415, "ApiFault", with("POST", carts(CUSTOMER), &unread, body)),
        cell(415, "ApiFault", with("PUT", path.into(), content_type, body).header("Content-Encoding", "gzip")),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_status_is_answered_as_it_was_asked_for() {
    let server = TestServer::start().await;
    let stored = server.create_cart(CUSTOMER, &cart()).await;
    let path = format!("{}/{}", carts(CUSTOMER), stored["id"].as_str().expect("an id"));
    for (content_type, body, no_cart) in sent() {
        for (accept, answered) in ACCEPTED {
            for Cell { status, root, request, anonymous } in cells(&path, content_type, &body, no_cart) {
                let what = format!("{} {} as {content_type:?} for {accept:?}", request.method, request.path);
                let request = if accept.is_empty() { request } else { request.header("Accept", accept) };
                let answer = if anonymous { server.send_bare(request).await } else { server.send(request).await };
                check(&answer, status, answered, root, &what);
            }
        }
    }
}

/// A checkout is answered in every media type too; a cart has only one.
#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_is_answered_as_it_was_asked_for() {
    let server = TestServer::start().await;
    let stored = server.create_cart(CUSTOMER, &cart()).await;
    let path = format!("{}/{}/checkout", carts(CUSTOMER), stored["id"].as_str().expect("an id"));
    for (accept, answered) in ACCEPTED {
        let answer = server.send(Request::post(&path).header("Accept", accept)).await;
        check(&answer, 201, answered, "CartCheckoutResult", accept);
    }
}

#[track_caller]
fn check(answer: &Answer, status: u16, content_type: &str, root: &str, what: &str) {
    assert_eq!(answer.status.as_u16(), status, "{what}: {}", answer.text);
    assert_eq!(answer.header("content-type"), Some(content_type), "{what}");
    if content_type.contains("xml") {
        assert!(answer.text.starts_with(&format!("<{root} xmlns:i=")), "{what}: {}", answer.text);
        assert!(answer.text.ends_with(&format!("</{root}>")), "{what}: {}", answer.text);
    } else {
        let body = answer.json();
        let is_fault = body["code"].is_number() && body["description"].is_string();
        assert_eq!(is_fault, root == "ApiFault", "{what}: {body}");
        assert_eq!(body["attributes"]["objectType"] == Value::Null, root == "ApiFault", "{what}: {body}");
    }
}
