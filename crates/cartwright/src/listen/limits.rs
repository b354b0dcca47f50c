//! What connections are held to.

use http_floor::Pace;
use std::time::Duration;

/// What connections are held to. Tests make some of it small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// The most connections at once.
    pub connections: usize,
    /// The most of them that come from one address.
    pub connections_per_address: usize,
    /// How long a TLS handshake may take.
    pub handshake: Duration,
    /// How long a connection may be without an exchange: how long a head may take, and the wait for it (promise P9).
    pub head: Duration,
    /// How long a client may take nothing of what is sent to it.
    pub write: Duration,
    /// How long a stream of HTTP/2 may be without anything happening on it: longer than the longest thought of the server.
    pub stream: Duration,
    /// How fast bodies must come.
    pub pace: Pace,
}

impl ConnectionLimits {
    /// The most connections at once, where the process may open that many files.
    pub const CONNECTIONS: usize = 10_000;

    /// The most of so many that one address may have. Half: behind a proxy all of them come from its address, and without one a single
    /// client cannot take them all.
    #[must_use]
    pub const fn of_one_address(connections: usize) -> usize {
        connections.div_ceil(2)
    }
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            connections: Self::CONNECTIONS,
            connections_per_address: Self::of_one_address(Self::CONNECTIONS),
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(10),
            write: Duration::from_secs(30),
            stream: Duration::from_secs(90),
            pace: Pace::default(),
        }
    }
}
