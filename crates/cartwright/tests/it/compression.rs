//! Answers are compressed for a client that asks for it, and for no other.

use crate::support::{CUSTOMER, Request, TestServer, send_for_bytes};
use flate2::read::GzDecoder;
use std::io::Read as _;

/// Longer than what is worth compressing.
const LONG: &str = "/v1/customers/d6bf25b7-e0a8-4f2d-a31b-97b55cfc774d/carts/b4c8fdea-cbe4-4d17-9576-13fcacbf9605";

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_compressed_when_asked_for() {
    let server = TestServer::start().await;
    for accept in ["application/json", "application/xml"] {
        let request = Request::get(LONG).token(server.token()).header("Accept", accept);
        let plain = server.send_bare(request.clone()).await;
        for asked in ["gzip", "GZIP", "br;q=1, gzip;q=0.5", "deflate, gzip"] {
            let request = request.clone().header("Accept-Encoding", asked);
            let (head, body) = send_for_bytes(server.address(), request).await.expect("an answer");
            assert_eq!(head.status, 200);
            assert_eq!(head.headers["content-encoding"], "gzip", "{asked}");
            assert_eq!(head.headers["vary"], "Accept, Accept-Encoding", "{asked}");
            assert_eq!(head.headers["content-length"], body.len().to_string().as_str(), "{asked}");
            assert_eq!(head.headers["content-type"], plain.headers["content-type"], "{asked}");
            assert!(body.len() < plain.text.len() / 2, "{} of {}", body.len(), plain.text.len());
            let mut text = String::new();
            GzDecoder::new(&body[..]).read_to_string(&mut text).expect("gzip");
            assert_eq!(text, plain.text, "{asked}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_sent_as_it_is_otherwise() {
    let server = TestServer::start().await;
    for asked in ["", "identity", "br", "gzip;q=0", "zip", "*;q=0", "identity;q=0", "identity;q=0, *;q=0"] {
        let answer = server.send(Request::get(LONG).header("Accept-Encoding", asked)).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-encoding")), (200, None), "{asked}");
        assert_eq!(answer.header("content-length"), Some(answer.text.len().to_string().as_str()), "{asked}");
    }
    // An error is too short to be worth it, and is as readable as ever.
    let short =
        server.send(Request::get(format!("/v1/customers/{CUSTOMER}/orders")).header("Accept-Encoding", "gzip")).await;
    assert_eq!(short.header("content-encoding"), None);
}
