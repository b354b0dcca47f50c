//! Clients that take their time: for a head, for a body, for an answer.

use super::{AT_ONCE, LIVEZ, NEVER, PATIENCE, ample, beside, is_served, read_to_the_end, unfinished};
use crate::support::{PARTNER, read_answer};
use cartwright::{ConnectionLimits, Pace};
use tokio::{io::AsyncWriteExt as _, net::TcpStream, time::timeout};

/// Limits under which bodies must come at once, and nothing else must.
fn impatient() -> ConnectionLimits {
    ConnectionLimits { pace: Pace { within: NEVER, grace: AT_ONCE, bytes_per_second: 240 }, ..ample() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_does_not_come_ends_the_connection() {
    let (_plain, server) = beside(ConnectionLimits { head: AT_ONCE, ..ample() }).await;
    let beginnings: [&[u8]; 6] = [b"", b"P", b"PRI * HTTP/2.0\r\n", b"GET", b"GET /livez HTTP/1.1\r\n", &LIVEZ[..30]];
    for beginning in beginnings {
        let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
        stream.write_all(beginning).await.expect("some bytes");
        assert_eq!(read_to_the_end(&mut stream).await, "", "{}", String::from_utf8_lossy(beginning));
    }
}

/// The wait for the next head counts as the head itself: a connection that nobody uses ends as soon.
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_not_used_again_ends() {
    let (_plain, server) = beside(ConnectionLimits { head: AT_ONCE, ..ample() }).await;
    let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
    stream.write_all(LIVEZ).await.expect("a request");
    let said = read_to_the_end(&mut stream).await;
    assert!(said.starts_with("HTTP/1.1 200 "), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_trickles_is_refused_and_the_connection_ends() {
    let (plain, server) = beside(impatient()).await;
    let before = server.database().everything();
    for further in ["", "Expect: 100-continue\r\n"] {
        let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
        stream.write_all(unfinished(&plain, further).as_bytes()).await.expect("a head");
        let answer = timeout(PATIENCE, read_answer(&mut stream)).await.expect("an answer in time");
        answer.check_frame();
        answer.expect_fault_saying(400, 800_002, "240 bytes a second");
        assert_eq!(answer.header("connection"), Some("close"));
        assert_eq!(read_to_the_end(&mut stream).await, "");
    }
    assert!(server.database().everything() == before);
}

/// A body in chunks is no way around it, nor is a path of its own.
#[tokio::test(flavor = "multi_thread")]
async fn every_body_is_held_to_the_pace() {
    let (_plain, server) = beside(impatient()).await;
    let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
    let head = format!(
        "POST /{PARTNER}/oauth2/v2.0/token HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n1\r\ng\r\n"
    );
    stream.write_all(head.as_bytes()).await.expect("a head");
    let said = read_to_the_end(&mut stream).await.to_ascii_lowercase();
    assert!(said.starts_with("http/1.1 400 ") && said.contains("connection: close"), "{said}");
    assert!(said.contains("240 bytes a second"), "{said}");
}

/// It asks for more than the system keeps for it, and reads nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_does_not_read_is_cut_off() {
    let limits = ConnectionLimits { connections: 1, connections_per_address: 1, write: AT_ONCE, ..ample() };
    let (_plain, server) = beside(limits).await;
    let mut greedy = TcpStream::connect(server.address()).await.expect("a connection");
    let ask = b"GET /_docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: test\r\n\r\n".repeat(100);
    let written = async { while greedy.write_all(&ask).await.is_ok() {} };
    timeout(PATIENCE, written).await.expect("the end of the connection");

    let mut next = TcpStream::connect(server.address()).await.expect("a connection");
    is_served(&mut next).await;
}
