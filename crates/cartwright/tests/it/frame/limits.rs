//! Heads at and beyond the limits: 64 headers, 32 KiB of them, 8 KiB of URL (promise P9).

use crate::support::{Answer, CUSTOMER, TestServer, send_bytes};

const HEADERS: usize = 64;
const HEADER_BYTES: usize = 32 * 1024;
const URL_BYTES: usize = 8 * 1024;

/// A list of orders, asked for with a query and further headers.
async fn orders(server: &TestServer, query: &str, headers: &[String]) -> Answer {
    let token = server.token();
    let target = format!("/v1/customers/{CUSTOMER}/orders?{query}");
    let head = format!("GET {target} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {token}\r\n");
    let request = format!("{head}{}\r\n", headers.concat());
    send_bytes(server.address(), request.as_bytes()).await
}

fn padding(server: &TestServer, bytes: usize) -> Vec<String> {
    let sent = format!("Host: test\r\nAuthorization: Bearer {}\r\nX: \r\n", server.token()).len();
    vec![format!("X: {}\r\n", "a".repeat(bytes - sent))]
}

fn query_for(url_bytes: usize) -> String {
    "a".repeat(url_bytes - format!("/v1/customers/{CUSTOMER}/orders?").len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_at_the_limits_is_taken() {
    let server = TestServer::start().await;
    let many: Vec<String> = (2..HEADERS).map(|number| format!("X-{number}: 1\r\n")).collect();
    orders(&server, "", &many).await.expect(200);
    orders(&server, "", &padding(&server, HEADER_BYTES)).await.expect(200);
    orders(&server, &query_for(URL_BYTES), &[]).await.expect(200);
}

/// Refused in the frame and with the error body, like any other input that cannot be taken.
#[track_caller]
fn assert_refused(answer: &Answer) {
    answer.check_frame();
    answer.expect_fault(400, 800_002);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_headers_than_the_limit_are_refused() {
    let server = TestServer::start().await;
    let many: Vec<String> = (1..HEADERS).map(|number| format!("X-{number}: 1\r\n")).collect();
    assert_refused(&orders(&server, "", &many).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn longer_headers_than_the_limit_are_refused() {
    let server = TestServer::start().await;
    assert_refused(&orders(&server, "", &padding(&server, HEADER_BYTES + 1)).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_longer_url_than_the_limit_is_refused() {
    let server = TestServer::start().await;
    assert_refused(&orders(&server, &query_for(URL_BYTES + 1), &[]).await);
}
