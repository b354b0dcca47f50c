//! Whom a request is meant for: its host, and targets that are no path (RFC 9112, section 3).

use super::Target;
use crate::support::{Answer, send_bytes, send_to_the_end};

#[tokio::test(flavor = "multi_thread")]
async fn a_request_names_one_host() {
    let target = Target::start().await;
    for hosts in [
        "",
        "Host: test\r\nHost: test\r\n",
        "Host: test\r\nhost: other\r\n",
        "Host:\r\nHost: test\r\n",
        "Host: a b\r\n",
        "Host: test/v1\r\n",
        "Host: test?x\r\n",
        "Host: test#x\r\n",
        "Host: user@test\r\n",
        "Host: http://test\r\n",
        "Host: \"test\"\r\n",
        "Host: <test>\r\n",
        "Host: test\\x\r\n",
        "Host: t\u{e9}st\r\n",
        "Host: [::1\r\n",
        "Host : test\r\n",
        "X: y\r\n Host: test\r\n",
    ] {
        let answers = target.to("HTTP/1.1", hosts).await;
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
        assert_eq!(statuses, [400], "{hosts:?}");
    }
    for hosts in ["Host: test\r\n", "host:test:8080\r\n", "Host: [::1]:80\r\n", "Host: 127.0.0.1\r\n", "Host:\r\n"] {
        let [answer] = &target.to("HTTP/1.1", &format!("{hosts}Connection: close\r\n")).await[..] else {
            panic!("one answer to {hosts:?}");
        };
        answer.expect(200);
    }
    let [answer] = &target.to("HTTP/1.0", "").await[..] else { panic!("one answer without a host") };
    answer.expect(200);
}

/// What has an error body of its own says what is wrong with the host, and the connection ends with it.
#[tokio::test(flavor = "multi_thread")]
async fn a_host_in_doubt_is_told() {
    let target = Target::start().await;
    for hosts in ["", "Host: a\r\nHost: b\r\n", "Host: a@b\r\n"] {
        let [answer] = &target.to("HTTP/1.1", hosts).await[..] else { panic!("one answer to {hosts:?}") };
        answer.check_frame();
        let told = answer.expect_fault(400, 800_002);
        assert!(told.contains("Host"), "{told}");
        assert_eq!(answer.header("connection"), Some("close"), "{hosts:?}");
    }
}

/// A proxy's form of a target is the path in it.
#[tokio::test(flavor = "multi_thread")]
async fn a_target_may_be_absolute() {
    let target = Target::start().await;
    let (cart, identity) = (&target.cart, target.identity());
    for origin in ["http://test", "HTTP://test:80", "https://elsewhere.invalid", "http://[::1]"] {
        let request = format!("GET {origin}{cart} HTTP/1.1\r\n{identity}\r\n");
        send_bytes(target.server.address(), request.as_bytes()).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_that_is_no_path_is_refused() {
    let target = Target::start().await;
    let identity = target.identity();
    let cart = &target.cart;
    for start in [
        "OPTIONS *".to_owned(),
        "GET *".to_owned(),
        "POST *".to_owned(),
        "CONNECT test:443".to_owned(),
        "CONNECT test".to_owned(),
        "CONNECT 127.0.0.1:22".to_owned(),
        format!("CONNECT {cart}"),
        format!("CONNECT http://test{cart}"),
        "GET test:443".to_owned(),
        "GET test".to_owned(),
        "GET ?x".to_owned(),
        "GET #x".to_owned(),
        "GET http://".to_owned(),
        "GET http:///v1".to_owned(),
        "GET file:///etc/passwd".to_owned(),
        "GET http://test".to_owned(),
        "GET //test/v1".to_owned(),
        "GET /../../etc/passwd".to_owned(),
        format!("GET  {cart}"),
        format!("GET\t{cart}"),
        format!("GET {cart}\0"),
        format!("GET {cart} x"),
        format!(" GET {cart}"),
        format!("G\0T {cart}"),
        format!("get {cart}"),
        format!("POST/checkout {cart}"),
    ] {
        let request = format!("{start} HTTP/1.1\r\n{identity}Content-Length: 2\r\n\r\n{{}}");
        let answer = target.refuses_bytes(&start, request.as_bytes(), false).await;
        assert!(answer.is_some(), "{start}: hung up without a word");
    }
    for version in
        ["HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "HTTP/3", "HTTP/1", "HTTP/1.10", "http/1.1", "HTTP/1.1 ", "HTP/1.1"]
    {
        let request = format!("GET {cart} {version}\r\n{identity}\r\n");
        let answer = target.refuses_bytes(version, request.as_bytes(), false).await;
        assert!(answer.is_some(), "{version}: hung up without a word");
    }
}

impl Target {
    /// Everything that is answered to a request with these hosts, until the server closes.
    async fn to(&self, version: &str, headers: &str) -> Vec<Answer> {
        let authorization = format!("Authorization: Bearer {}\r\n", self.server.token());
        let request = format!("GET {} {version}\r\n{authorization}{headers}\r\n", self.cart);
        send_to_the_end(self.server.address(), request.as_bytes()).await
    }
}
