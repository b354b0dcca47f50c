//! One exchange with a server that may die at any moment.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::{net::SocketAddr, time::Duration};
use tokio::{net::TcpStream, time::timeout};

/// How long an answer may take before it counts as none.
const PATIENCE: Duration = Duration::from_secs(30);

/// A request, as often as it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) token: Option<String>,
    /// `MS-RequestId`.
    pub(crate) id: Option<String>,
    pub(crate) content_type: &'static str,
    pub(crate) body: Bytes,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) text: String,
    /// Whether it says when to come again.
    pub(crate) retry_after: bool,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Silence {
    /// Nobody took the connection: the request was never sent.
    NotSent,
    /// The connection ended, or nothing came, after the request was sent.
    CutOff,
}

/// A connection that is kept, and made again when it is gone.
#[derive(Debug, Default)]
pub(crate) struct Connection(Option<(SocketAddr, SendRequest<Full<Bytes>>)>);

impl Request {
    pub(crate) fn get(path: impl Into<String>, token: &str) -> Self {
        Self::new("GET", path, token, Bytes::new())
    }

    pub(crate) fn new(method: &'static str, path: impl Into<String>, token: &str, body: impl Into<Bytes>) -> Self {
        let token = Some(token.to_owned());
        Self { method, path: path.into(), token, id: None, content_type: "application/json", body: body.into() }
    }

    pub(crate) fn named(self, id: &str) -> Self {
        Self { id: Some(id.to_owned()), ..self }
    }
}

impl Answer {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

impl Connection {
    /// Sends it there and reads the answer.
    pub(crate) async fn send(&mut self, server: SocketAddr, request: &Request) -> Result<Answer, Silence> {
        let exchanged = timeout(PATIENCE, self.exchange(server, request)).await.unwrap_or(Err(Silence::CutOff));
        if exchanged.is_err() {
            self.0 = None;
        }
        exchanged
    }

    async fn exchange(&mut self, server: SocketAddr, request: &Request) -> Result<Answer, Silence> {
        let kept = self.0.take().filter(|(address, sender)| *address == server && !sender.is_closed());
        let mut sender = match kept {
            Some((_, sender)) => sender,
            None => connect(server).await.ok_or(Silence::NotSent)?,
        };
        sender.ready().await.map_err(|_| Silence::NotSent)?;
        let answer = sender.send_request(written(request)).await.map_err(|_| Silence::CutOff)?;
        let (head, body) = answer.into_parts();
        let body = body.collect().await.map_err(|_| Silence::CutOff)?.to_bytes();
        self.0 = Some((server, sender));
        Ok(Answer {
            status: head.status.as_u16(),
            retry_after: head.headers.contains_key(http::header::RETRY_AFTER),
            text: String::from_utf8_lossy(&body).into_owned(),
        })
    }
}

async fn connect(server: SocketAddr) -> Option<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(server).await.ok()?;
    stream.set_nodelay(true).ok()?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await.ok()?;
    tokio::spawn(connection);
    Some(sender)
}

fn written(request: &Request) -> http::Request<Full<Bytes>> {
    let mut head = http::Request::builder().method(request.method).uri(&request.path).header("Host", "cartwright");
    if let Some(token) = &request.token {
        head = head.header("Authorization", format!("Bearer {token}"));
    }
    if let Some(id) = &request.id {
        head = head.header("MS-RequestId", id);
    }
    if !request.body.is_empty() {
        head = head.header("Content-Type", request.content_type);
    }
    head.body(Full::new(request.body.clone())).unwrap_or_default()
}
