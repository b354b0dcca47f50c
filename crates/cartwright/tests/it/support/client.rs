//! One exchange on a connection of its own, many at the same moment, and what a client sees when the server dies.

use super::{Answer, PARTNER, Request, TestServer};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper_util::rt::TokioIo;
use std::{net::SocketAddr, sync::Arc};
use tokio::{net::TcpStream, sync::Barrier};

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutOff {
    /// Nobody listens: the request was never sent.
    NotConnected,
    /// The connection ended after the request was sent, before the answer was whole.
    NoAnswer,
}

/// One request on a connection of its own.
pub async fn send(address: SocketAddr, request: Request) -> Answer {
    try_send(address, request).await.expect("an answer")
}

/// The same, to a server that may die.
pub async fn try_send(address: SocketAddr, request: Request) -> Result<Answer, CutOff> {
    let (head, body) = send_for_bytes(address, request).await?;
    let text = String::from_utf8(body.to_vec()).expect("an answer in UTF-8");
    Ok(Answer::received(head.status, head.headers, text))
}

/// The same, for an answer that may be no text.
pub async fn send_for_bytes(address: SocketAddr, request: Request) -> Result<(http::response::Parts, Bytes), CutOff> {
    let stream = TcpStream::connect(address).await.map_err(|_| CutOff::NotConnected)?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(|_| CutOff::NotConnected)?;
    tokio::spawn(connection);
    let mut sent = http::Request::builder().method(request.method.as_str()).uri(&request.path).header("Host", "test");
    for (name, value) in &request.headers {
        sent = sent.header(name, value);
    }
    let sent = sent.body(Full::new(Bytes::from(request.body))).expect("a request");
    let answer = sender.send_request(sent).await.map_err(|_| CutOff::NoAnswer)?;
    let (head, body) = answer.into_parts();
    Ok((head, body.collect().await.map_err(|_| CutOff::NoAnswer)?.to_bytes()))
}

/// Sends them all at the same moment as the default partner; the answers are in the order of the requests.
pub async fn send_together(server: &TestServer, requests: impl IntoIterator<Item = Request>) -> Vec<Answer> {
    let requests: Vec<Request> = requests.into_iter().collect();
    let start = Arc::new(Barrier::new(requests.len()));
    let exchange = |request: Request| {
        let (address, start) = (server.address(), Arc::clone(&start));
        let request = request.token(server.token());
        tokio::spawn(async move {
            start.wait().await;
            send(address, request).await
        })
    };
    let exchanges: Vec<_> = requests.into_iter().map(exchange).collect();
    let mut answers = Vec::new();
    for exchange in exchanges {
        let answer = exchange.await.expect("an answer");
        answer.check_frame();
        answers.push(answer);
    }
    answers
}

/// The default partner's App+User token, of a server of the program.
pub async fn token(server: SocketAddr) -> String {
    let form = "grant_type=refresh_token&refresh_token=dev-refresh-001&client_secret=dev-secret\
                &client_id=20000000-0000-4000-8000-000000000001";
    let request = Request::post(format!("/{PARTNER}/oauth2/v2.0/token"));
    let answer = send(server, request.bytes("application/x-www-form-urlencoded", form)).await;
    answer.expect(200)["access_token"].as_str().expect("a token").to_owned()
}
