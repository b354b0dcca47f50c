//! Every method on every path: `Allow` tells the truth, and nothing is answered 5xx (ruling 4).

use crate::support::{
    Answer, PARTNER, PRINTED_CART, PRINTED_CUSTOMER, PRINTED_SUBSCRIPTION, Request, TestServer, send, send_bytes,
};
use std::collections::BTreeSet;

const METHODS: [&str; 10] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"];

/// Every path, with methods that it is documented to take.
fn paths(order: &str) -> Vec<(String, &'static [&'static str])> {
    let customer = format!("/v1/customers/{PRINTED_CUSTOMER}");
    let subscription = format!("{customer}/subscriptions/{PRINTED_SUBSCRIPTION}");
    vec![
        (format!("{customer}/carts"), &["POST"]),
        (format!("{customer}/carts/{PRINTED_CART}"), &["GET", "PUT"]),
        (format!("{customer}/carts/{PRINTED_CART}/checkout"), &["POST"]),
        (format!("{customer}/orders"), &["GET", "POST"]),
        (format!("{customer}/orders/{order}"), &["GET", "PATCH"]),
        (format!("{customer}/orders/{order}/provisioningstatus"), &["GET"]),
        (format!("{customer}/orders/{order}/activationlinks"), &["GET"]),
        (format!("{customer}/orders/{order}/lineitems/0/activationlinks"), &["GET"]),
        ("/v1/products".to_owned(), &["GET"]),
        ("/v1/products/CFQ7TTC0LF8S".to_owned(), &["GET"]),
        ("/v1/products/CFQ7TTC0LF8S/skus".to_owned(), &["GET"]),
        ("/v1/products/CFQ7TTC0LF8S/skus/0001".to_owned(), &["GET"]),
        ("/v1/products/CFQ7TTC0LF8S/skus/0001/availabilities".to_owned(), &["GET"]),
        ("/v1/offers".to_owned(), &["GET"]),
        ("/v1/offers/MS-AZR-0145P".to_owned(), &["GET"]),
        ("/v1/offers/MS-AZR-0145P/addons".to_owned(), &["GET"]),
        ("/v1/offercategories".to_owned(), &["GET"]),
        ("/v1/productpromotions".to_owned(), &["GET"]),
        ("/v1/productpromotions/39NFJQT1PHSN:0008:39NFJQT1Q5J0?country=US".to_owned(), &["GET"]),
        ("/v1/extensions/product/checkinventory".to_owned(), &["POST"]),
        (format!("{customer}/offers"), &["GET"]),
        (format!("{customer}/offercategories"), &["GET"]),
        (format!("{customer}/promotioneligibilities"), &["POST"]),
        (format!("{customer}/products"), &["GET", "POST"]),
        (format!("{customer}/products/CFQ7TTC0LF8S"), &["GET"]),
        (format!("{customer}/products/CFQ7TTC0LF8S/skus/0001/availabilities/CFQ7TTC0N81H"), &["GET"]),
        (format!("{customer}/subscriptions"), &["GET"]),
        (subscription.clone(), &["GET"]),
        (format!("{subscription}/addons"), &["GET"]),
        (format!("{subscription}/provisioningstatus"), &["GET"]),
        (format!("{subscription}/activationlinks"), &["GET"]),
        (format!("{subscription}/registrationstatus"), &["GET"]),
        (format!("{subscription}/registrations"), &["POST"]),
        ("/livez".to_owned(), &["GET"]),
        ("/readyz".to_owned(), &["GET"]),
        (format!("/{PARTNER}/oauth2/token"), &["POST"]),
        (format!("/{PARTNER}/oauth2/v2.0/token"), &["POST"]),
        (format!("/{PARTNER}/.well-known/openid-configuration"), &["GET"]),
        (format!("/{PARTNER}/v2.0/.well-known/openid-configuration"), &["GET"]),
        (format!("/{PARTNER}/discovery/keys"), &["GET"]),
        (format!("/{PARTNER}/discovery/v2.0/keys"), &["GET"]),
    ]
}

/// A server on which the printed cart is ordered, and the id of one of its modern orders.
async fn server_with_an_order() -> (TestServer, String) {
    let server = TestServer::start().await;
    let path = format!("/v1/customers/{PRINTED_CUSTOMER}/carts/{PRINTED_CART}/checkout");
    let result = server.send(Request::post(path)).await.expect(201);
    let order = result["orders"][1]["id"].as_str().expect("an id").to_owned();
    (server, order)
}

/// Sends a request without a body. HEAD has an answer without one, so it takes a client that knows that.
async fn send_method(server: &TestServer, method: &str, path: &str) -> Answer {
    if method == "HEAD" {
        return send(server.address(), Request::new(method, path).token(server.token())).await;
    }
    let token = server.token();
    let head = format!("{method} {path} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {token}\r\n\r\n");
    let answer = send_bytes(server.address(), head.as_bytes()).await;
    answer.check_frame();
    answer
}

/// The methods that an answer says the path takes.
fn allowed(answer: &Answer) -> BTreeSet<String> {
    let allow = answer.header("allow").expect("Allow on every 405");
    allow.split(',').map(|method| method.trim().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_method_on_every_path_is_taken_or_refused_with_what_is_taken() {
    let (server, order) = server_with_an_order().await;
    for (path, documented) in paths(&order) {
        let mut taken = BTreeSet::new();
        let mut told = BTreeSet::new();
        for method in METHODS {
            let answer = send_method(&server, method, &path).await;
            assert!(!answer.status.is_server_error(), "{method} {path}: {}", answer.status);
            assert_ne!(answer.status.as_u16(), 404, "{method} {path}");
            if answer.status.as_u16() == 405 {
                told.insert(allowed(&answer));
                if method != "HEAD" {
                    answer.expect_fault(405, 1_000);
                }
            } else {
                taken.insert(method.to_owned());
                assert_eq!(answer.header("allow"), None, "{method} {path}");
            }
        }
        assert_eq!(told, BTreeSet::from([taken.clone()]), "{path}: Allow is what is taken, each time");
        for method in documented {
            assert!(taken.contains(*method), "{path} takes {method}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn carts_are_neither_listed_nor_deleted() {
    let server = TestServer::start().await;
    let carts = format!("/v1/customers/{PRINTED_CUSTOMER}/carts");
    let cart = format!("{carts}/{PRINTED_CART}");
    for (method, path, takes) in [
        ("GET", carts.as_str(), vec!["POST"]),
        ("DELETE", carts.as_str(), vec!["POST"]),
        ("DELETE", cart.as_str(), vec!["GET", "HEAD", "PUT"]),
        ("PATCH", cart.as_str(), vec!["GET", "HEAD", "PUT"]),
        ("POST", cart.as_str(), vec!["GET", "HEAD", "PUT"]),
    ] {
        let answer = send_method(&server, method, path).await;
        answer.expect_fault(405, 1_000);
        let allowed: Vec<String> = allowed(&answer).into_iter().collect();
        assert_eq!(allowed, takes, "{method} {path}");
    }
    server.get(cart).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn head_is_get_without_the_body() {
    let (server, order) = server_with_an_order().await;
    for (path, documented) in paths(&order) {
        if !documented.contains(&"GET") {
            continue;
        }
        let head = send_method(&server, "HEAD", &path).await;
        let get = send_method(&server, "GET", &path).await;
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.text, "", "{path}");
        for name in ["content-length", "content-type"] {
            assert_eq!(head.header(name), get.header(name), "{path}: {name}");
        }
        assert!(head.headers.contains_key("ms-requestid"), "{path}");
    }
    for path in ["/v1/nothing", "/"] {
        assert_eq!(send_method(&server, "HEAD", path).await.status.as_u16(), 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_word_of_any_path_has_a_case() {
    let (server, order) = server_with_an_order().await;
    for (path, documented) in paths(&order) {
        for method in documented {
            let plain = send_method(&server, method, &path).await;
            let shouted = send_method(&server, method, &path.to_uppercase()).await;
            assert_eq!(shouted.status, plain.status, "{method} {path}");
            assert_ne!(shouted.status.as_u16(), 404, "{method} {path}");
        }
    }
}
