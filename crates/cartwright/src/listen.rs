//! The accept loop: connections in, until it is told to drain.

use axum::body::Body;
use http_floor::Readiness;
use hyper::server::conn::http1::Builder;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{pin::pin, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    time::{sleep, timeout},
};
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

/// How long connections are accepted after the server was told to stop, which is how long those that look at its readiness, or try
/// another one when they cannot connect, have to notice.
const LAST_CALL: Duration = Duration::from_millis(200);

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
    let serve = |stream| serve(stream, &server, service.clone(), &connections);
    until(&listener, stop.changed(), serve).await;
    readiness.set(false);
    // Whoever connected before the end was to be seen is served: a connection that is closed before its request was read
    // looks to a client as if the request were lost.
    until(&listener, sleep(LAST_CALL), serve).await;
    drop(listener);
    if timeout(DRAIN_WITHIN, connections.shutdown()).await.is_err() {
        tracing::warn!("some exchanges did not end in time");
    }
}

/// Accepts connections until something else happens.
async fn until<T>(listener: &TcpListener, end: impl Future<Output = T>, serve: impl Fn(TcpStream)) {
    let mut end = pin!(end);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => serve(stream),
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    sleep(ACCEPT_AGAIN).await;
                }
            },
            _ = &mut end => return,
        }
    }
}

fn serve(stream: TcpStream, server: &Builder, service: Service, connections: &GracefulShutdown) {
    // An answer is one small write: waiting to fill a packet would only delay it.
    stream.set_nodelay(true).ok();
    let service = service.map_request(|request: http::Request<hyper::body::Incoming>| request.map(Body::new));
    let connection = server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let connection = connections.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}
