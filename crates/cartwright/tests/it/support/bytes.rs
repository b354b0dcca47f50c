//! Sends exactly the bytes it is given, and reads what comes back until the server closes or the answer is whole.

use super::Answer;
use flate2::read::GzDecoder;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::{net::SocketAddr, str::FromStr as _};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// One answer to one request as bytes. An interim `100 Continue` is passed over.
pub async fn send_bytes(address: SocketAddr, request: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(request).await.expect("a request");
    read_answer(&mut stream).await
}

/// The next answer on a connection on which nothing comes behind it.
pub async fn read_answer(stream: &mut (impl AsyncRead + Unpin)) -> Answer {
    let mut received = Vec::new();
    loop {
        if let Some((answer, _)) = parse(&received) {
            return answer;
        }
        let mut chunk = [0; 4_096];
        let read = stream.read(&mut chunk).await.expect("an answer");
        assert_ne!(read, 0, "the connection was closed after {:?}", String::from_utf8_lossy(&received));
        received.extend_from_slice(&chunk[..read]);
    }
}

/// What comes back for bytes that may be no request at all: the answer, or nothing where the server hangs up. It may do
/// so while it is still being written to. `closing` ends our half of the connection behind the bytes.
pub async fn send_anything(address: SocketAddr, bytes: &[u8], closing: bool) -> Option<Answer> {
    let stream = TcpStream::connect(address).await.expect("a connection");
    let (mut reading, mut writing) = stream.into_split();
    let write = async {
        let written = writing.write_all(bytes).await;
        if closing {
            writing.shutdown().await.ok();
        }
        written.ok()
    };
    let read = async {
        let mut received = Vec::new();
        let mut chunk = [0; 4_096];
        loop {
            if let Some((answer, _)) = parse(&received) {
                return Some(answer);
            }
            match reading.read(&mut chunk).await {
                Ok(read @ 1..) => received.extend_from_slice(&chunk[..read]),
                _ => return None,
            }
        }
    };
    tokio::join!(write, read).1
}

/// Every answer that comes back until the server closes, which it may do while it is still being written to. Our half of
/// the connection stays open: what the server does not close by itself never ends.
pub async fn send_to_the_end(address: SocketAddr, bytes: &[u8]) -> Vec<Answer> {
    let stream = TcpStream::connect(address).await.expect("a connection");
    let (mut reading, mut writing) = stream.into_split();
    let read = async {
        let mut received = Vec::new();
        let mut chunk = [0; 4_096];
        while let Ok(read @ 1..) = reading.read(&mut chunk).await {
            received.extend_from_slice(&chunk[..read]);
        }
        received
    };
    let (_, received) = tokio::join!(writing.write_all(bytes), read);
    let mut rest = received.as_slice();
    let mut answers = Vec::new();
    while !rest.is_empty() {
        let (answer, length) = parse(rest).unwrap_or_else(|| panic!("no answer: {}", String::from_utf8_lossy(rest)));
        answers.push(answer);
        rest = &rest[length..];
    }
    answers
}

/// The first answer, if it is whole, and how many bytes it has.
/// The first answer in what came, and how long it is. One in gzip is read as its text.
fn parse(received: &[u8]) -> Option<(Answer, usize)> {
    let end = received.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&received[..end]).expect("a head in UTF-8");
    let (before, body) = (end + 4, &received[end + 4..]);
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?;
    if status == "100" {
        return parse(body).map(|(answer, length)| (answer, before + length));
    }
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        let name = HeaderName::from_str(name).expect("a header's name");
        headers.append(name, HeaderValue::from_str(value).expect("a header's value"));
    }
    let length: usize = headers.get("content-length").map_or(Some(0), |value| value.to_str().ok()?.parse().ok())?;
    let body = body.get(..length)?;
    let text = match headers.get("content-encoding") {
        Some(_) => std::io::read_to_string(GzDecoder::new(body)).expect("a text in gzip"),
        None => String::from_utf8(body.to_vec()).expect("an answer in UTF-8"),
    };
    let status = StatusCode::from_str(status).expect("a status");
    Some((Answer::received(status, headers, text), before + length))
}
