//! The accept loop: connections in, until it is told to drain.

mod connection;
mod exchanges;
mod limits;
mod places;
mod protocol;
mod refusals;
mod tls;

pub use limits::ConnectionLimits;
pub use tls::{Tls, TlsFiles};

pub(crate) use connection::Service;

use connection::Serving;
use http_floor::Readiness;
use places::{FreePlace, Place, Places};
use refusals::Refusals;
use std::{net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    time::{Instant, sleep, timeout},
};

/// How long exchanges that are under way may take to end when the server drains.
const DRAIN_WITHIN: Duration = Duration::from_secs(25);

/// How long to rest when no connection can be accepted, such as when files run out.
const ACCEPT_AGAIN: Duration = Duration::from_millis(50);

/// How long connections are accepted after the server was told to stop, which is how long those that look at its readiness, or try
/// another one when they cannot connect, have to notice.
const LAST_CALL: Duration = Duration::from_millis(200);

/// Accepts connections until `stop` changes, then lets what is under way end.
pub(crate) async fn accept(
    listener: TcpListener,
    service: Service,
    limits: ConnectionLimits,
    tls: Option<Tls>,
    readiness: Readiness,
    mut stop: watch::Receiver<bool>,
) {
    let serving = Arc::new(Serving::new(limits, tls, service));
    let drain = watch::Sender::new(false);
    let serve = |stream, place: Place| {
        let (serving, drain) = (Arc::clone(&serving), drain.subscribe());
        tokio::spawn(async move {
            serving.run(stream, drain).await;
            drop(place);
        });
    };
    let mut door = Door::new(&listener, &limits);
    door.until(stop.changed(), serve).await;
    readiness.set(false);
    serving.last_call();
    // Whoever connected before the end was to be seen is served: a connection that is closed before its request was read
    // looks to a client as if the request were lost.
    door.until(sleep(LAST_CALL), serve).await;
    drop(listener);
    drain.send_replace(true);
    // Each connection has a receiver for as long as it lasts.
    if timeout(DRAIN_WITHIN, drain.closed()).await.is_err() {
        tracing::warn!("some exchanges did not end in time");
    }
}

/// Where connections come in, as many as there are places for.
struct Door<'a> {
    listener: &'a TcpListener,
    places: Places,
    waiting: Refusals,
    refused: Refusals,
    failed: Refusals,
}

impl<'a> Door<'a> {
    fn new(listener: &'a TcpListener, limits: &ConnectionLimits) -> Self {
        let places = Places::new(limits.connections, limits.connections_per_address);
        let [waiting, refused, failed] = Default::default();
        Self { listener, places, waiting, refused, failed }
    }

    /// Accepts connections until something else happens.
    async fn until<T>(&mut self, end: impl Future<Output = T>, serve: impl Fn(TcpStream, Place)) {
        let mut end = pin!(end);
        loop {
            let (stream, address, free) = tokio::select! {
                accepted = self.next() => accepted,
                _ = &mut end => return,
            };
            match self.places.take(free, address.ip()) {
                Some(place) => serve(stream, place),
                None => self.refuse(&stream, address),
            }
        }
    }

    /// The next connection. While all places are taken nobody is let in: who comes waits in the queue of the system.
    async fn next(&mut self) -> (TcpStream, SocketAddr, FreePlace) {
        let free = match self.places.free() {
            Some(free) => free,
            None => {
                if let Some(times) = self.waiting.one_more(Instant::now()) {
                    tracing::warn!(times, "every place for a connection is taken: who comes must wait");
                }
                self.places.wait().await
            }
        };
        loop {
            match self.listener.accept().await {
                Ok((stream, address)) => return (stream, address, free),
                Err(error) => {
                    if let Some(times) = self.failed.one_more(Instant::now()) {
                        tracing::warn!(%error, times, "a connection could not be accepted");
                    }
                    sleep(ACCEPT_AGAIN).await;
                }
            }
        }
    }

    /// Ends a connection without a word. It is reset: the system keeps nothing of it either.
    fn refuse(&mut self, stream: &TcpStream, address: SocketAddr) {
        stream.set_zero_linger().ok();
        if let Some(connections) = self.refused.one_more(Instant::now()) {
            let last = address.ip();
            tracing::warn!(connections, %last, "connections were refused: their addresses have as many as one may have");
        }
    }
}
