//! Paths as clients write them: with capitals, with slashes too many, with a host; and paths that nobody serves.

use crate::support::{Answer, CUSTOMER, PRINTED_CART, PRINTED_CUSTOMER, Request, TestServer, carts, send_bytes};
use serde_json::json;

async fn send_head(server: &TestServer, target: &str, rest: &str) -> Answer {
    let token = server.token();
    let request = format!("{target} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {token}\r\n{rest}");
    let answer = send_bytes(server.address(), request.as_bytes()).await;
    answer.check_frame();
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_that_nobody_serves_is_404() {
    let server = TestServer::start().await;
    for path in [
        "/",
        "//",
        "/v1",
        "/v1/nothing",
        "/v2/customers",
        "/customers",
        "/v1/customers/a/b/c/d/e/f",
        "/%",
        "/%2e%2e/%00",
        "/v1/customers%2f94cd6638-11b6-4323-8c9f-6ae3088adc59%2forders",
        "*",
    ] {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            let answer = send_head(&server, &format!("{method} {path}"), "\r\n").await;
            answer.expect_fault(404, 1_000);
        }
        let anonymous = format!("GET {path} HTTP/1.1\r\nHost: test\r\n\r\n");
        let answer = send_bytes(server.address(), anonymous.as_bytes()).await;
        answer.expect_fault(404, 1_000);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_a_path_have_no_case_and_slashes_may_be_too_many() {
    let server = TestServer::start().await;
    let cart = server.get(format!("{}/{PRINTED_CART}", carts(PRINTED_CUSTOMER))).await.expect(200);
    let (customer, id) = (PRINTED_CUSTOMER.to_uppercase(), PRINTED_CART.to_uppercase());
    for path in [
        format!("/V1/Customers/{PRINTED_CUSTOMER}/CARTS/{PRINTED_CART}"),
        format!("/v1/customers/{customer}/carts/{id}"),
        format!("//v1/customers/{PRINTED_CUSTOMER}/carts/{PRINTED_CART}"),
        format!("/v1//customers/{PRINTED_CUSTOMER}///carts/{PRINTED_CART}"),
        format!("/v1/customers/{PRINTED_CUSTOMER}/carts/{PRINTED_CART}/"),
        format!("//V1//Customers//{customer}//Carts//{id}//"),
        format!("/v1/customers/{PRINTED_CUSTOMER}/carts/{PRINTED_CART}?unknown=1"),
        format!("//v1/customers/{PRINTED_CUSTOMER}/carts/{PRINTED_CART}/?unknown=//"),
    ] {
        let answer = send_head(&server, &format!("GET {path}"), "\r\n").await;
        assert_eq!(answer.expect(200), cart, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_may_name_the_host() {
    let server = TestServer::start().await;
    for origin in ["https://api.partnercenter.microsoft.com", "http://localhost:8080"] {
        for path in ["/v1/customers", "//V1/customers"] {
            let target = format!("GET {origin}{path}/{PRINTED_CUSTOMER}/carts/{PRINTED_CART}");
            let answer = send_head(&server, &target, "\r\n").await;
            assert_eq!(answer.expect(200)["id"], PRINTED_CART, "{target}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_repeated_under_another_spelling_of_its_path_is_the_same_request() {
    let server = TestServer::start().await;
    let line = json!({ "catalogItemId": "MS-AZR-0145P", "quantity": 1, "billingCycle": "monthly" });
    let body = json!({ "lineItems": [line] });
    let mut made = Vec::new();
    for path in [
        carts(CUSTOMER),
        format!("//V1/Customers/{CUSTOMER}/Carts/"),
        format!("/v1/customers/{}/carts", CUSTOMER.to_uppercase()),
    ] {
        let request = Request::post(path).json(&body).request_id("one-request");
        made.push(server.send(request).await.expect(201));
    }
    assert_eq!((&made[1], &made[2]), (&made[0], &made[0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_documented_put_ends_with_a_slash() {
    let server = TestServer::start().await;
    let path = format!("{}/{PRINTED_CART}", carts(PRINTED_CUSTOMER));
    let cart = server.get(path.as_str()).await.expect(200);
    let put = server.put(format!("{path}/"), &cart).await.expect(201);
    assert_eq!(put["lineItems"], cart["lineItems"]);
    assert_eq!(put["links"], cart["links"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_body_of_a_get_is_ignored() {
    let server = TestServer::start().await;
    let target = format!("GET {}/{PRINTED_CART}", carts(PRINTED_CUSTOMER));
    let plain = send_head(&server, &target, "\r\n").await.expect(200);
    for body in ["{", "{\"lineItems\":[]}", "\u{0}", "<a/>"] {
        for media_type in ["application/json", "image/png", ""] {
            let rest = format!("Content-Type: {media_type}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            let answer = send_head(&server, &target, &rest).await;
            assert_eq!(answer.expect(200), plain, "{media_type}: {body}");
        }
        let rest = format!("Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
        assert_eq!(send_head(&server, &target, &rest).await.expect(200), plain, "{body}");
    }
}
