//! A request is refused before its body is read, and takes a place only behind it.

use super::{create, crowd::Full, room_for, told_to_wait};
use crate::support::{Answer, CUSTOMER, TestServer, TestStore, carts};
use std::{net::SocketAddr, str::FromStr as _};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// A connection on which a test sends bytes, and reads one answer after another.
struct Line {
    stream: TcpStream,
    received: Vec<u8>,
}

impl Line {
    async fn to(address: SocketAddr) -> Self {
        Self { stream: TcpStream::connect(address).await.expect("a connection"), received: Vec::new() }
    }

    async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).await.expect("it is read");
    }

    /// The next answer, with nothing in front of it.
    async fn answer(&mut self) -> Answer {
        loop {
            if let Some((answer, length)) = whole(&self.received) {
                self.received.drain(..length);
                return answer;
            }
            let mut chunk = [0; 4_096];
            let read = self.stream.read(&mut chunk).await.expect("an answer");
            assert_ne!(read, 0, "closed after {:?}", String::from_utf8_lossy(&self.received));
            self.received.extend_from_slice(&chunk[..read]);
        }
    }

    /// Waits until the server closes; it says nothing more.
    async fn end(mut self) {
        assert_eq!(self.stream.read(&mut [0; 1]).await.expect("the end"), 0);
    }
}

/// The first answer of some bytes, if it is whole, and its length.
fn whole(bytes: &[u8]) -> Option<(Answer, usize)> {
    let head = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&bytes[..head]).expect("a head");
    let (status, fields) = text.split_once("\r\n").unwrap_or((text, ""));
    let status = http::StatusCode::from_str(status.split(' ').nth(1)?).expect("a status");
    let mut headers = http::HeaderMap::new();
    for (name, value) in fields.split("\r\n").filter_map(|field| field.split_once(": ")) {
        let name = http::HeaderName::from_str(name).expect("a name");
        headers.append(name, value.parse().expect("a value"));
    }
    let length: usize =
        headers.get("content-length").map_or("0", |value| value.to_str().expect("text")).parse().ok()?;
    let body = bytes.get(head + 4..head + 4 + length)?;
    let text = String::from_utf8(body.to_vec()).expect("text");
    Some((Answer::received(status, headers, text), head + 4 + length))
}

fn head(server: &TestServer, further: &str) -> String {
    let (path, token) = (carts(CUSTOMER), server.token());
    format!(
        "POST {path} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\n{further}\r\n\r\n"
    )
}

fn read(server: &TestServer) -> String {
    let token = server.token();
    format!("GET /v1/customers/{CUSTOMER} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {token}\r\n\r\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_is_enough_to_be_refused_and_the_connection_goes_on_behind_the_body() {
    let full = Full::start(TestStore::fresh().await).await;
    for (length, body) in [
        (format!("Content-Length: {}", 1024 * 1024), vec![b' '; 1024 * 1024]),
        ("Content-Length: 2".to_owned(), b"{}".to_vec()),
        ("Transfer-Encoding: chunked".to_owned(), b"2\r\n{}\r\n0\r\n\r\n".to_vec()),
    ] {
        let mut line = Line::to(full.server.address()).await;
        line.send(head(&full.server, &length)).await;
        told_to_wait(&line.answer().await);
        line.send(body).await;
        line.send(read(&full.server)).await;
        line.answer().await.expect(200);
    }
    full.end().await;
}

/// A body that is longer than any that is read is not thrown away for ever: the connection ends.
#[tokio::test(flavor = "multi_thread")]
async fn a_body_without_end_is_left_behind() {
    let full = Full::start(TestStore::fresh().await).await;
    let mut line = Line::to(full.server.address()).await;
    line.send(head(&full.server, "Content-Length: 1000000000")).await;
    told_to_wait(&line.answer().await);
    let chunk = vec![b' '; 64 * 1024];
    while line.stream.write_all(&chunk).await.is_ok() {}
    full.end().await;
}

/// Such a client sends nothing before it is told to. It is not told to, and neither side waits for the other.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_whether_to_send_the_body_is_told_not_to() {
    let full = Full::start(TestStore::fresh().await).await;
    let mut line = Line::to(full.server.address()).await;
    line.send(head(&full.server, "Content-Length: 2\r\nExpect: 100-continue")).await;
    let answer = line.answer().await;
    told_to_wait(&answer);
    assert_eq!(answer.header("connection"), Some("close"));
    line.end().await;
    full.end().await;
}

/// A place is taken behind the body: those who send slowly, however many, keep nobody waiting.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_sends_slowly_takes_no_place() {
    for store in TestStore::of_each_kind().await {
        let server = TestServer::admitting(store, room_for(1, 0)).await;
        let before = server.rows("carts");
        let body = String::from_utf8(create(CUSTOMER).body).expect("text");
        let (first, rest) = body.split_at(10);
        let mut slow = Vec::new();
        for _ in 0..20 {
            let mut line = Line::to(server.address()).await;
            let asks = format!("Content-Length: {}\r\nExpect: 100-continue", body.len());
            line.send(head(&server, &asks)).await;
            // That it is told to go on shows that it was let in.
            assert_eq!(line.answer().await.status, 100);
            line.send(first).await;
            slow.push(line);
        }
        for _ in 0..5 {
            server.send(create(CUSTOMER)).await.expect(201);
        }
        for mut line in slow {
            line.send(rest).await;
            line.answer().await.expect(201);
        }
        assert_eq!(server.rows("carts") - before, 25);
    }
}
