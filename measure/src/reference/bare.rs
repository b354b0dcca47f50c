//! The library alone: a server in a process of its own that answers the same bytes whatever it is asked.

use crate::client::{Client, Request};
use anyhow::{Context as _, Result};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use serde::{Deserialize, Serialize};
use std::{convert::Infallible, net::SocketAddr, path::Path, sync::Arc};
use tokio::net::TcpListener;

/// What is answered, as the real server answered it.
#[derive(Debug, Serialize, Deserialize)]
struct Sample {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

/// The answers to whatever makes something, and to whatever reads.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Samples {
    made: Sample,
    read: Sample,
}

impl Samples {
    /// What the server answers to these.
    pub(crate) async fn take(client: &mut Client, make: Request, read: Request) -> Result<Self> {
        Ok(Self { made: Sample::of(client.send(make).await?), read: Sample::of(client.send(read).await?) })
    }

    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        Ok(std::fs::write(path, serde_json::to_vec(self)?)?)
    }

    /// Bytes of the body of what was read.
    pub(crate) fn bytes(&self) -> usize {
        self.read.body.len()
    }
}

impl Sample {
    fn of(answer: http::Response<Bytes>) -> Self {
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        Self {
            status: answer.status().as_u16(),
            headers: answer.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
            body: String::from_utf8_lossy(answer.body()).into_owned(),
        }
    }

    fn answer(&self) -> Result<http::Response<Full<Bytes>>> {
        let mut headers = HeaderMap::new();
        // The library itself writes these two.
        for (name, value) in self.headers.iter().filter(|(name, _)| name != "content-length" && name != "date") {
            headers.append(http::HeaderName::try_from(name)?, value.try_into()?);
        }
        let mut answer = http::Response::new(Full::new(Bytes::from(self.body.clone())));
        *answer.status_mut() = StatusCode::from_u16(self.status)?;
        *answer.headers_mut() = headers;
        Ok(answer)
    }
}

/// Serves until the process is ended.
pub(crate) async fn serve(samples: &Path) -> Result<()> {
    let samples: Samples = serde_json::from_slice(&std::fs::read(samples)?)?;
    let answers = Arc::new((samples.made.answer()?, samples.read.answer()?));
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    println!("ready http://{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await.context("a connection")?;
        stream.set_nodelay(true)?;
        let answers = Arc::clone(&answers);
        let service = service_fn(move |request: http::Request<Incoming>| {
            let answers = Arc::clone(&answers);
            async move {
                let answer = if request.method() == Method::POST { &answers.0 } else { &answers.1 };
                // As every server must, it reads what it is sent.
                let _sent = request.into_body().collect().await;
                Ok::<_, Infallible>(answer.clone())
            }
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}
