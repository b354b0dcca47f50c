//! Requests that are wrong as HTTP: framing, headers, paths. Answered 4xx or hung up on, and the server lives on
//! (promise P9, rulings 4 and 40).

use super::Target;
use crate::support::{Answer, CUSTOMER, LICENCE, Request, cart_of, carts, line, send_anything, send_bytes};
use std::time::Duration;

/// What a server that forgot a connection would take for ever to do.
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread")]
async fn a_body_in_chunks_is_read() {
    let target = Target::start().await;
    let body = cart_of([line(LICENCE, 1, "monthly", None)]).to_string();
    for size in [1, 7, body.len()] {
        let chunks: String = body.as_bytes().chunks(size).map(chunked).collect();
        let request = target.head("POST", &carts(CUSTOMER), "Transfer-Encoding: chunked\r\n") + &chunks + "0\r\n\r\n";
        send_bytes(target.server.address(), request.as_bytes()).await.expect(201);
    }
    let much = chunked(" ".repeat(64 * 1024).as_bytes()).repeat(17);
    let request = target.head("POST", &carts(CUSTOMER), "Transfer-Encoding: chunked\r\n") + &much + "0\r\n\r\n";
    target.refuses_bytes("more than a mebibyte in chunks", request.as_bytes(), false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_does_not_fit_its_frame_changes_nothing() {
    let target = Target::start().await;
    let body = cart_of([line(LICENCE, 1, "monthly", None)]).to_string();
    let length = body.len();
    let checkout = target.checkout();
    for (method, path) in [("POST", carts(CUSTOMER)), ("PUT", target.cart.clone()), ("POST", checkout)] {
        for (what, headers, body) in [
            ("longer than what comes", format!("Content-Length: {}\r\n", length + 1), body.clone()),
            ("a gigabyte longer", "Content-Length: 1073741824\r\n".to_owned(), body.clone()),
            ("beyond 64 bits", "Content-Length: 99999999999999999999\r\n".to_owned(), body.clone()),
            ("negative", "Content-Length: -1\r\n".to_owned(), body.clone()),
            ("no number", "Content-Length: long\r\n".to_owned(), body.clone()),
            ("two lengths", format!("Content-Length: {length}\r\nContent-Length: 3\r\n"), body.clone()),
            ("a list of lengths", format!("Content-Length: {length}, 3\r\n"), body.clone()),
            ("no chunk", "Transfer-Encoding: chunked\r\n".to_owned(), body.clone()),
            ("a chunk that ends early", "Transfer-Encoding: chunked\r\n".to_owned(), "FF\r\n{".to_owned()),
            (
                "a chunk beyond 64 bits",
                "Transfer-Encoding: chunked\r\n".to_owned(),
                "FFFFFFFFFFFFFFFFF\r\n{".to_owned(),
            ),
            ("no last chunk", "Transfer-Encoding: chunked\r\n".to_owned(), chunked(body.as_bytes())),
            ("an unknown coding", "Transfer-Encoding: gzip\r\n".to_owned(), body.clone()),
        ] {
            let request = target.head(method, &path, &headers) + &body;
            target.refuses_bytes(&format!("{method} {path}: {what}"), request.as_bytes(), true).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_headers_are_taken_and_not_one_more() {
    let target = Target::start().await;
    let flood = |count: usize| -> String { (0..count).map(|number| format!("X-{number}: y\r\n")).collect() };
    // Host and Authorization are two of them.
    let request = format!("GET {} HTTP/1.1\r\n{}{}\r\n", target.cart, target.identity(), flood(62));
    send_bytes(target.server.address(), request.as_bytes()).await.expect(200);
    for count in [63, 100, 1_000] {
        let request = format!("POST {}/checkout HTTP/1.1\r\n{}{}\r\n", target.cart, target.identity(), flood(count));
        target.refuses_bytes(&format!("{count} headers"), request.as_bytes(), false).await;
    }
}

/// The measures that promise P9 publishes, from both sides.
#[tokio::test(flavor = "multi_thread")]
async fn eight_kib_is_the_measure_of_a_target() {
    let target = Target::start().await;
    let (cart, identity) = (&target.cart, target.identity());
    let query = |length: usize| format!("GET {cart}?x={} HTTP/1.1\r\n{identity}\r\n", "y".repeat(length));
    send_bytes(target.server.address(), query(7 * 1024).as_bytes()).await.expect(200);
    target.refuses_bytes("a target of 9 KiB", query(9 * 1024).as_bytes(), false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_two_kib_is_the_measure_of_headers() {
    let target = Target::start().await;
    let (cart, identity) = (&target.cart, target.identity());
    let header = |length: usize| format!("GET {cart} HTTP/1.1\r\n{identity}X: {}\r\n\r\n", "y".repeat(length));
    send_bytes(target.server.address(), header(28 * 1024).as_bytes()).await.expect(200);
    target.refuses_bytes("headers of 33 KiB", header(33 * 1024).as_bytes(), false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_without_measure_is_refused() {
    let target = Target::start().await;
    let (cart, identity) = (&target.cart, target.identity());
    let long = "x".repeat(100 * 1024);
    for (what, request) in [
        ("a long header", format!("POST {cart}/checkout HTTP/1.1\r\n{identity}X: {long}\r\n\r\n")),
        ("a long name", format!("POST {cart}/checkout HTTP/1.1\r\n{identity}{long}: x\r\n\r\n")),
        ("a long path", format!("POST {cart}/{long}/checkout HTTP/1.1\r\n{identity}\r\n")),
        ("a long query", format!("GET {cart}?{long} HTTP/1.1\r\n{identity}\r\n")),
        ("a long method", format!("{long} {cart} HTTP/1.1\r\n{identity}\r\n")),
        ("no end", format!("GET {cart} HTTP/1.1\r\n{identity}X: {long}")),
    ] {
        target.refuses_bytes(what, request.as_bytes(), true).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_http_is_refused() {
    let target = Target::start().await;
    let (cart, identity) = (target.cart.as_bytes(), target.identity().into_bytes());
    let join = |parts: &[&[u8]]| parts.concat();
    let mut requests: Vec<Vec<u8>> = [
        &b"\r\n\r\n\r\n\r\n"[..],
        b"hello\r\n\r\n",
        b"\x00\x00\x00\x00\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / JUNK/1.1\r\n\r\n",
    ]
    .map(<[u8]>::to_vec)
    .to_vec();
    for line in [
        &b"X: a\x00b\r\n"[..],
        b"X y: a\r\n",
        b"X\x00: a\r\n",
        b": a\r\n",
        b"X: a\r\n folded\r\n",
        b"nothing\r\n",
        b"X : a\r\n",
    ] {
        requests.push(join(&[b"POST ", cart, b"/checkout HTTP/1.1\r\n", &identity, line, b"\r\n"]));
    }
    requests.push(join(&[b"POST ", cart, b"/checkout x HTTP/1.1\r\n", &identity, b"\r\n"]));
    for request in requests {
        target.refuses_bytes(&String::from_utf8_lossy(&request), &request, true).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_that_means_nothing_is_refused() {
    let target = Target::start().await;
    let (cart, identity) = (&target.cart, target.identity());
    let customer = format!("/v1/customers/{CUSTOMER}");
    let long = "x".repeat(20 * 1024);
    let mut paths = Vec::new();
    for odd in [
        "%00",
        "%ff",
        "%C0%AF",
        "%",
        "%2",
        "%zz",
        "..",
        "%2e%2e",
        ".",
        "%2f",
        "%5c",
        "\\",
        "*",
        ";x=1",
        "%0d%0aX:y",
        "{}",
        "\"",
        "<x>",
        "|",
        "^",
        "`",
        "%e2%80%ae",
        "%F0%9F%93%8E",
        "null",
        "undefined",
        "0",
        "-1",
        &long,
    ] {
        paths.push(format!("{cart}{odd}"));
        paths.push(format!("{cart}/{odd}"));
        paths.push(format!("{customer}/carts/{odd}"));
        paths.push(format!("{customer}/orders/{odd}"));
        paths.push(format!("/v1/customers/{odd}/orders"));
        paths.push(format!("/{odd}"));
        paths.push(format!("/{odd}/oauth2/v2.0/token"));
    }
    // These mean the list of carts or of orders, which have methods of their own, or a resource of their own.
    paths.retain(|path| !path.ends_with("/orders/.") && !path.ends_with("/orders/..") && path != "/.");
    paths.extend(["*", "", "x", "//", "/v1", "/v2/customers", "http://", "/v1/customers//orders"].map(str::to_owned));
    for path in paths {
        for method in ["GET", "POST", "PUT"] {
            let request = format!("{method} {path} HTTP/1.1\r\n{identity}Content-Length: 2\r\n\r\n{{}}");
            target.refuses_bytes(&format!("{method} {path:.200}"), request.as_bytes(), false).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_that_a_path_does_not_take_is_refused_with_those_it_takes() {
    let target = Target::start().await;
    let checkout = target.checkout();
    for (path, allowed) in [
        (carts(CUSTOMER), "POST"),
        (target.cart.clone(), "GET,HEAD,PUT"),
        (checkout, "POST"),
        (format!("/v1/customers/{CUSTOMER}/orders"), "GET,HEAD,POST"),
    ] {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"] {
            if allowed.split(',').any(|name| name == method) {
                continue;
            }
            let answer = target.refuses(method, Request::new(method, &path)).await;
            answer.expect_fault(405, 1000);
            assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}");
        }
    }
}

fn chunked(chunk: &[u8]) -> String {
    format!("{:X}\r\n{}\r\n", chunk.len(), String::from_utf8_lossy(chunk))
}

impl Target {
    /// The headers that every request has.
    pub(super) fn identity(&self) -> String {
        format!("Host: test\r\nAuthorization: Bearer {}\r\n", self.server.token())
    }

    pub(super) fn head(&self, method: &str, path: &str, headers: &str) -> String {
        let identity = self.identity();
        format!("{method} {path} HTTP/1.1\r\n{identity}Content-Type: application/json\r\n{headers}\r\n")
    }

    /// Sends bytes that must neither succeed nor do harm. What comes back, if anything does, is 4xx.
    pub(super) async fn refuses_bytes(&self, what: &str, bytes: &[u8], closing: bool) -> Option<Answer> {
        let before = self.database.everything();
        let sent = send_anything(self.server.address(), bytes, closing);
        let answer = tokio::time::timeout(PATIENCE, sent).await;
        let answer = answer.unwrap_or_else(|_| panic!("{what} is neither answered nor hung up on"));
        if let Some(answer) = &answer {
            let status = answer.status.as_u16();
            assert!((400..500).contains(&status), "{what}: {status} {}", answer.text);
        }
        assert!(self.database.everything() == before, "{what} changed something");
        self.lives().await;
        answer
    }
}
