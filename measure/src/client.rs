//! One client on one connection.

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;
use http::Method;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use tokio::net::TcpStream;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// The default partner of the demo world, and one of its applications.
const PARTNER: &str = "10000000-0000-4000-8000-000000000001";
const CREDENTIALS: &str = "grant_type=client_credentials&client_secret=dev-secret\
                           &client_id=20000000-0000-4000-8000-000000000001";

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) body: Bytes,
}

/// A connection that is kept.
pub(crate) struct Client {
    sender: SendRequest<Full<Bytes>>,
    authorization: Option<String>,
}

impl Request {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self { method: Method::GET, path: path.into(), body: Bytes::new() }
    }

    pub(crate) fn post(path: impl Into<String>, body: &'static str) -> Self {
        Self { method: Method::POST, path: path.into(), body: Bytes::from_static(body.as_bytes()) }
    }
}

impl Client {
    pub(crate) async fn connect(place: SocketAddr, token: Option<&str>) -> Result<Self> {
        let stream = TcpStream::connect(place).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, authorization: token.map(|token| format!("Bearer {token}")) })
    }

    /// The answer, which must be a good one, as it came.
    pub(crate) async fn send(&mut self, request: Request) -> Result<http::Response<Bytes>> {
        let Request { method, path, body } = request;
        let told = format!("{method} {path}");
        let mut head = http::Request::builder().method(method).uri(path).header("Host", "measure");
        if let Some(authorization) = &self.authorization {
            head = head.header("Authorization", authorization);
        }
        if !body.is_empty() {
            head = head.header("Content-Type", if self.authorization.is_some() { JSON } else { FORM });
        }
        self.sender.ready().await?;
        let (head, body) = self.sender.send_request(head.body(Full::new(body))?).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        ensure!(head.status.is_success(), "{told}: {} {}", head.status, String::from_utf8_lossy(&body));
        Ok(http::Response::from_parts(head, body))
    }
}

/// A token of the default partner.
pub(crate) async fn token(place: SocketAddr) -> Result<String> {
    let request = Request::post(format!("/{PARTNER}/oauth2/v2.0/token"), CREDENTIALS);
    let answer = Client::connect(place, None).await?.send(request).await?;
    let answer: serde_json::Value = serde_json::from_slice(answer.body())?;
    Ok(answer["access_token"].as_str().context("a token")?.to_owned())
}
