//! One connection, from when it was accepted to its end.

use super::{
    ConnectionLimits, Tls,
    exchanges::{End, Exchanges},
    protocol::{self, Streams},
};
use axum::{
    body::{Body, HttpBody as _},
    response::Response,
};
use http::{
    HeaderValue, Method, Request, Version,
    header::{CONNECTION, CONTENT_LENGTH},
};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{rt::TokioIo, server::conn::auto::Builder};
use std::{
    convert::Infallible,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    sync::watch,
    time::timeout,
};
use tokio_io_timeout::TimeoutStream;
use tower::{ServiceExt as _, util::BoxCloneSyncService};

/// How long the first request on a connection may be on its way when the server drains.
const FIRST_WORDS: Duration = Duration::from_millis(200);

/// What answers requests.
pub(crate) type Service = BoxCloneSyncService<Request<Body>, Response, Infallible>;

/// How connections are served.
pub(super) struct Serving {
    limits: ConnectionLimits,
    tls: Option<Tls>,
    protocol: Builder<Streams>,
    service: Service,
    /// Whether answers over HTTP/1 say that they are the last on their connection.
    is_last_call: Arc<AtomicBool>,
}

impl Serving {
    pub(super) fn new(limits: ConnectionLimits, tls: Option<Tls>, service: Service) -> Self {
        Self { limits, tls, protocol: protocol::builder(&limits), service, is_last_call: Arc::default() }
    }

    /// From now on clients are told not to send anything more on their connections: these end soon, and what is sent at that very
    /// moment is lost. Over HTTP/2 they are told when it comes to that, and what they sent until then is still answered.
    pub(super) fn last_call(&self) {
        self.is_last_call.store(true, Ordering::Relaxed);
    }

    /// Serves a connection until it ends, or until the server drains and nothing is under way on it any more.
    pub(super) async fn run(&self, stream: TcpStream, mut drain: watch::Receiver<bool>) {
        // An answer is one small write: waiting to fill a packet would only delay it.
        stream.set_nodelay(true).ok();
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.limits.write));
        let stream = Box::pin(stream);
        let Some(tls) = &self.tls else { return self.speak(stream, drain).await };
        let shaken = tokio::select! {
            shaken = timeout(self.limits.handshake, tls.accept(stream)) => shaken,
            _ = drain.changed() => return,
        };
        match shaken {
            Ok(Ok(stream)) => self.speak(stream, drain).await,
            Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
            Err(_) => tracing::debug!("a TLS handshake took too long"),
        }
    }

    async fn speak(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        mut drain: watch::Receiver<bool>,
    ) {
        let exchanges = Exchanges::default();
        let service = service_fn(|request: Request<Incoming>| {
            let is_http2 = request.version() == Version::HTTP_2;
            let bodiless = is_http2 && request.method() == Method::HEAD;
            let exchange = exchanges.begin(is_http2);
            let is_last_call = Arc::clone(&self.is_last_call);
            let answer = self.service.clone().oneshot(request.map(Body::new));
            async move {
                let mut answer = answer.await?;
                if !is_http2 && is_last_call.load(Ordering::Relaxed) {
                    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
                }
                Ok::<_, Infallible>(exchange.answer(if bodiless { without_body(answer) } else { answer }))
            }
        });
        let mut connection = pin!(self.protocol.serve_connection(TokioIo::new(stream), service));
        let mut ending = false;
        loop {
            tokio::select! {
                ended = &mut connection => return tell(ended),
                why = exchanges.end(self.limits.head) => {
                    if ending || why == End::Abandoning {
                        return tracing::debug!(?why, "a connection is cut");
                    }
                }
                () = drained(&mut drain, &exchanges), if !ending => {}
            }
            connection.as_mut().graceful_shutdown();
            ending = true;
        }
    }
}

/// Waits until the server drains. Whoever has just connected may have its first request on the way: that is waited for, a moment, and
/// its answer says that it is the last.
async fn drained(drain: &mut watch::Receiver<bool>, exchanges: &Exchanges) {
    drain.changed().await.ok();
    timeout(FIRST_WORDS, exchanges.first()).await.ok();
}

/// The answer to HEAD, as long as its body would be. For HTTP/1 the library sees to it.
fn without_body(answer: Response) -> Response {
    let (mut head, body) = answer.into_parts();
    if let Some(length) = body.size_hint().exact() {
        head.headers.entry(CONTENT_LENGTH).or_insert(length.into());
    }
    Response::from_parts(head, Body::empty())
}

fn tell(ended: Result<(), Box<dyn std::error::Error + Send + Sync>>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}
