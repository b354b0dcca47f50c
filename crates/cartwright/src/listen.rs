//! The accept loop: connections in, until it is told to drain.

use axum::body::Body;
use http_floor::Readiness;
use hyper::server::conn::http1::Builder;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::time::Duration;
use tokio::{net::TcpListener, sync::watch, time::timeout};
use tower::{ServiceExt as _, util::BoxCloneSyncService};

/// How long a client may take to send its headers (promise P9).
const HEADERS_WITHIN: Duration = Duration::from_secs(10);

/// The most headers, and the most bytes of a head, that are read at all. What is accepted is less: the frame refuses it
/// with an error body, which the HTTP library cannot write.
const HEADERS: usize = 256;
const HEAD: usize = 128 * 1024;

/// How long exchanges that are under way may take to end when the server drains.
const DRAIN_WITHIN: Duration = Duration::from_secs(25);

/// How long to rest when no connection can be accepted, such as when files run out.
const ACCEPT_AGAIN: Duration = Duration::from_millis(50);

type Service = BoxCloneSyncService<http::Request<Body>, axum::response::Response, std::convert::Infallible>;

/// Accepts connections until `stop` changes, then lets what is under way end.
pub(crate) async fn accept(
    listener: TcpListener,
    service: Service,
    readiness: Readiness,
    mut stop: watch::Receiver<bool>,
) {
    let mut server = Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN).max_headers(HEADERS).max_buf_size(HEAD);
    let connections = GracefulShutdown::new();
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_AGAIN).await;
                    continue;
                }
            },
            _ = stop.changed() => break,
        };
        // An answer is one small write: waiting to fill a packet would only delay it.
        stream.set_nodelay(true).ok();
        let service =
            service.clone().map_request(|request: http::Request<hyper::body::Incoming>| request.map(Body::new));
        let connection = server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    readiness.set(false);
    drop(listener);
    if timeout(DRAIN_WITHIN, connections.shutdown()).await.is_err() {
        tracing::warn!("some exchanges did not end in time");
    }
}
