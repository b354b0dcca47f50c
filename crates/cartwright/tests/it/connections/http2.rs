//! HTTP/2 with prior knowledge: the same answers, under the same measures.

use super::{AT_ONCE, NEVER, PATIENCE, ample, beside};
use crate::support::{
    Answer, CUSTOMER, Http2, LICENCE, PARTNER, Request, TestServer, cart_of, carts, head, line, received, send,
};
use bytes::Bytes;
use cartwright::{ConnectionLimits, Pace};
use h2::{Reason, client::Builder};
use serde_json::Value;
use std::collections::BTreeSet;
use tokio::{net::TcpStream, time::timeout};

const KIB: usize = 1024;

fn orders(server: &TestServer) -> Request {
    Request::get(format!("/v1/customers/{CUSTOMER}/orders")).token(server.token())
}

fn cart(server: &TestServer) -> Request {
    let cart = cart_of([line(LICENCE, 1, "monthly", None)]);
    Request::post(carts(CUSTOMER)).json(&cart).token(server.token())
}

fn names(answer: &Answer) -> BTreeSet<&str> {
    answer.headers.keys().map(http::HeaderName::as_str).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exchange_is_framed_as_over_http_1() {
    let server = TestServer::start().await;
    let mut client = Http2::connect(server.address()).await;
    for request in [
        orders(&server),
        cart(&server),
        Request::get("/v1/nothing"),
        Request::get(carts(CUSTOMER)).token(server.token()),
        Request::get(format!("{}/x", carts(CUSTOMER))),
        Request::post(carts(CUSTOMER)).bytes("application/json", "{").token(server.token()),
        orders(&server).header("Accept", "application/xml").header("Accept-Encoding", "gzip;q=0"),
        Request::new("HEAD", orders(&server).path).token(server.token()),
        Request::get("/livez"),
    ] {
        let over_1 = send(server.address(), request.clone()).await;
        let over_2 = client.send(request.clone()).await;
        assert_eq!((over_2.status, names(&over_2)), (over_1.status, names(&over_1)), "{request:?}");
        assert_eq!(over_2.header("content-length"), over_1.header("content-length"), "{request:?}");
        if over_1.headers.contains_key("ms-requestid") {
            over_2.check_frame();
        }
    }
    client.ended().await.expect("an end in order");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_exchanges_share_a_connection() {
    let server = TestServer::start().await;
    let mut client = Http2::connect(server.address()).await;
    let mut begun = Vec::new();
    for _ in 0..50 {
        let request = cart(&server);
        let (answer, mut body) = client.begin(head(&request), false).await.expect("a stream");
        body.send_data(request.body.into(), true).expect("a body");
        begun.push(answer);
    }
    let mut ids = BTreeSet::new();
    for answer in begun {
        let cart = received(answer).await.expect("an answer").expect(201);
        ids.insert(cart["id"].as_str().expect("an id").to_owned());
    }
    assert_eq!(ids.len(), 50);
}

#[tokio::test(flavor = "multi_thread")]
async fn heads_have_the_measures_of_http_1() {
    let server = TestServer::start().await;
    let mut client = Http2::connect(server.address()).await;
    let padded = |bytes: usize| orders(&server).header("x", "y".repeat(bytes));
    let asking = |bytes: usize| {
        let mut request = orders(&server);
        request.path = format!("{}?{}", request.path, "x".repeat(bytes));
        request
    };
    let flood = |count: usize| (0..count).fold(orders(&server), |request, n| request.header(&format!("x-{n}"), "y"));
    for taken in [padded(28 * KIB), asking(7 * KIB), flood(60)] {
        client.send(taken).await.expect(200);
    }
    for refused in [padded(33 * KIB), asking(9 * KIB), flood(64), flood(500)] {
        let answer = client.send(refused).await;
        answer.check_frame();
        answer.expect_fault(400, 800_002);
        assert_eq!(answer.header("connection"), None, "each exchange is framed by itself");
    }
    // What is not read at all has no frame, and still ends nobody else's exchange.
    let answer = client.try_send(padded(200 * KIB)).await;
    assert!(answer.as_ref().map_or(true, |answer| answer.status == 431), "{answer:?}");
    client.send(orders(&server)).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_authority_is_the_host() {
    let server = TestServer::start().await;
    let mut client = Http2::connect(server.address()).await;
    client.send(orders(&server).header("host", "test")).await.expect(200);
    for host in ["other", "test:81", "a@test", "a b"] {
        let told = client.send(orders(&server).header("host", host)).await.expect_fault(400, 800_002);
        assert!(told.contains("Host"), "{told}");
    }
    let twice = orders(&server).header("host", "test").header("host", "test");
    client.send(twice).await.expect_fault(400, 800_002);

    let path = format!("/{PARTNER}/v2.0/.well-known/openid-configuration");
    let told: Value = client.send(Request::get(&path)).await.expect(200);
    assert_eq!(told["token_endpoint"], format!("http://test/{PARTNER}/oauth2/v2.0/token"));
    let forwarded = Request::get(&path).header("x-forwarded-proto", "https");
    assert_eq!(
        client.send(forwarded).await.expect(200)["jwks_uri"].as_str().map(|uri| &uri[..13]),
        Some("https://test/")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_trickles_is_refused_and_the_others_go_on() {
    let pace = Pace { within: NEVER, grace: AT_ONCE, bytes_per_second: 240 };
    let (plain, server) = beside(ConnectionLimits { pace, ..ample() }).await;
    let mut client = Http2::connect(server.address()).await;
    let (answer, mut body) = client.begin(head(&cart(&plain)), false).await.expect("a stream");
    body.send_data(Bytes::from_static(b"{"), false).expect("a byte");
    let answer = timeout(PATIENCE, received(answer)).await.expect("an answer in time").expect("an answer");
    answer.check_frame();
    answer.expect_fault_saying(400, 800_002, "240 bytes a second");
    client.send(orders(&plain)).await.expect(200);
}

/// No window for the answer: nothing is ever written that a write timeout could see.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_whose_answer_nobody_takes_is_broken_off() {
    let limits = ConnectionLimits { stream: 5 * AT_ONCE, ..ample() };
    let (_plain, server) = beside(limits).await;
    let stream = TcpStream::connect(server.address()).await.expect("a connection");
    let mut client = Http2::with(Builder::new().initial_window_size(0), stream).await;
    for _ in 0..2 {
        let (answer, _) = client.begin(head(&Request::get("/livez")), true).await.expect("a stream");
        let (parts, mut body) = answer.await.expect("a head").into_parts();
        assert_eq!(parts.status, 200, "the connection goes on");
        let end = timeout(PATIENCE, body.data()).await.expect("an end in time").expect("no whole answer");
        assert_eq!(end.expect_err("a reset").reason(), Some(Reason::CANCEL));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_on_which_nothing_is_asked_ends() {
    let (_plain, server) = beside(ConnectionLimits { head: AT_ONCE, ..ample() }).await;
    let mut silent = Http2::connect(server.address()).await;
    timeout(PATIENCE, silent.sent_away()).await.expect("an end in time").expect("in order");
}

/// A client that answers nothing, not even the server's good-bye, ends as well.
#[tokio::test(flavor = "multi_thread")]
async fn a_dead_connection_ends() {
    use tokio::io::AsyncWriteExt as _;
    let (_plain, server) = beside(ConnectionLimits { head: AT_ONCE, ..ample() }).await;
    let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.expect("a preface");
    super::read_to_the_end(&mut stream).await;
}

/// CVE-2023-44487: requests that are taken back in the breath in which they are made.
#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_resets_ends_the_connection() {
    let (plain, server) = beside(ample()).await;
    let mut client = Http2::connect(server.address()).await;
    let flood = async {
        loop {
            let (_, mut body) = client.begin(head(&cart(&plain)), false).await?;
            body.send_reset(Reason::CANCEL);
        }
    };
    let end: Result<(), h2::Error> = timeout(PATIENCE, flood).await.expect("an end in time");
    end.expect_err("the flood is stopped");
    server.get(format!("/v1/customers/{CUSTOMER}/orders")).await.expect(200);
}

/// The same at leisure: every request is at work when it is taken back.
#[tokio::test(flavor = "multi_thread")]
async fn requests_that_are_abandoned_again_and_again_end_the_connection() {
    let (plain, server) = beside(ample()).await;
    let mut client = Http2::connect(server.address()).await;
    let again = async {
        loop {
            let mut begun = Vec::new();
            for _ in 0..10 {
                let (_, body) = client.begin(head(&cart(&plain)), false).await?;
                begun.push(body);
            }
            // Its answer shows that the server has begun with those before it.
            client.try_send(Request::get("/livez")).await?;
            begun.iter_mut().for_each(|body| body.send_reset(Reason::CANCEL));
        }
    };
    let end: Result<(), h2::Error> = timeout(PATIENCE, again).await.expect("an end in time");
    end.expect_err("it is stopped");
    server.get(format!("/v1/customers/{CUSTOMER}/orders")).await.expect(200);
}
