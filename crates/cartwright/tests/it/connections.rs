//! Connections: how many there may be, how slow they may be, and which protocols are spoken on them (promises P9 to P11).

mod caps;
mod crowd;
mod http2;
mod slow;
mod tls;

use crate::support::{CUSTOMER, TestServer, carts, read_answer};
use cartwright::ConnectionLimits;
use std::{io, net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

/// What a server that forgot a connection would take for ever to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// A time that is over at once, and one that is not over while a test runs.
const AT_ONCE: Duration = Duration::from_millis(200);
const NEVER: Duration = Duration::from_secs(600);

const LIVEZ: &[u8] = b"GET /livez HTTP/1.1\r\nHost: test\r\n\r\n";

/// Limits that no connection of a test meets.
fn ample() -> ConnectionLimits {
    let mut limits = ConnectionLimits::default();
    for limit in [
        &mut limits.handshake,
        &mut limits.head,
        &mut limits.write,
        &mut limits.stream,
        &mut limits.pace.within,
        &mut limits.pace.grace,
    ] {
        *limit = NEVER;
    }
    limits
}

/// A server with tokens that any test can use, beside which others get small limits.
async fn beside(limits: ConnectionLimits) -> (TestServer, TestServer) {
    let plain = TestServer::start().await;
    let limited = plain.beside_with(limits, None).await;
    (plain, limited)
}

/// The head of a request that makes a cart, and a body that never comes to its end.
fn unfinished(server: &TestServer, further: &str) -> String {
    format!(
        "POST {} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Content-Length: 1000\r\n{further}\r\n{{",
        carts(CUSTOMER),
        server.token()
    )
}

/// Connects from an address of this machine: every 127.x.y.z is one.
async fn connect_from(address: [u8; 4], server: SocketAddr) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((address, 0).into())?;
    socket.connect(server).await
}

/// An exchange on a connection that stays open.
async fn is_served(stream: &mut TcpStream) {
    stream.write_all(LIVEZ).await.expect("a request");
    let answer = timeout(PATIENCE, read_answer(stream)).await.expect("an answer in time");
    assert_eq!(answer.status, 200);
}

/// Waits until the server ends the connection, whatever it says before. Returns what it said.
async fn read_to_the_end(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut said = Vec::new();
    let read = timeout(PATIENCE, stream.read_to_end(&mut said)).await.expect("an end in time");
    if let Err(error) = read {
        let ends = [io::ErrorKind::ConnectionReset, io::ErrorKind::UnexpectedEof];
        assert!(ends.contains(&error.kind()), "{error}");
    }
    String::from_utf8_lossy(&said).into_owned()
}
