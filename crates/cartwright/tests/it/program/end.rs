//! Ending in order: what is under way is finished, nothing new is taken, and the exit code is 0 (P11).

use super::{contents, launch, read_cart, token, wish};
use crate::support::{Binary, CUSTOMER, carts};
use serde_json::Value;
use std::{io, net::SocketAddr, time::Duration};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

/// Well below the time after which the server would cut connections off.
const PROMPTLY: Duration = Duration::from_secs(15);

fn start(folder: &TempDir) -> Binary {
    let data = folder.path().to_str().expect("a path");
    launch(folder.path(), &["dev", "--listen", "127.0.0.1:0", "--data-dir", data])
}

/// Reads until the text is there.
async fn read_until(stream: &mut TcpStream, text: &str) -> String {
    let mut received = Vec::new();
    while !String::from_utf8_lossy(&received).contains(text) {
        let read = stream.read_buf(&mut received).await.expect("an answer");
        assert_ne!(read, 0, "closed after {:?}", String::from_utf8_lossy(&received));
    }
    String::from_utf8(received).expect("text")
}

/// A connection that was used and is kept open. The server closes it when it begins to drain.
async fn idle(server: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(server).await.expect("a connection");
    let request = b"GET /readyz HTTP/1.1\r\nHost: test\r\n\r\n";
    stream.write_all(request).await.expect("a request");
    let answer = read_until(&mut stream, "ready\n").await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    stream
}

async fn closed(mut stream: TcpStream) {
    let mut rest = Vec::new();
    let read = timeout(PROMPTLY, stream.read_to_end(&mut rest)).await.expect("an end");
    let reset = |error: &io::Error| error.kind() == io::ErrorKind::ConnectionReset;
    assert!(matches!(&read, Ok(0)) || read.as_ref().is_err_and(reset), "{read:?} {rest:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_finishes_the_request_that_is_under_way() {
    let folder = TempDir::new().expect("a folder");
    let server = start(&folder);
    let token = token(server.address).await;
    let body = wish(3).to_string();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        carts(CUSTOMER),
        body.len()
    );
    let (first_half, second_half) = body.split_at(body.len() / 2);
    let mut under_way = TcpStream::connect(server.address).await.expect("a connection");
    under_way.write_all(head.as_bytes()).await.expect("a head");
    let interim = read_until(&mut under_way, "\r\n\r\n").await;
    assert!(interim.starts_with("HTTP/1.1 100 "), "the server waits for the body: {interim}");
    under_way.write_all(first_half.as_bytes()).await.expect("half a body");

    let idle = idle(server.address).await;
    let address = server.address;
    server.signal("TERM");
    closed(idle).await;
    let refused = TcpStream::connect(address).await.expect_err("nothing new is taken");
    assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);

    under_way.write_all(second_half.as_bytes()).await.expect("the other half");
    let answer = read_until(&mut under_way, "}}").await;
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    let mut rest = String::new();
    under_way.read_to_string(&mut rest).await.expect("the end of the answer");
    let (_, cart) = answer.split_once("\r\n\r\n").expect("a body");
    let cart: Value = serde_json::from_str(&format!("{cart}{rest}")).expect("a cart");
    assert_eq!(server.wait().code(), Some(0));

    let server = start(&folder);
    assert_eq!(read_cart(server.address, &token, &cart).await.expect(200), cart);
}

/// Neither a connection that was used nor one that never said anything holds up the end.
#[tokio::test(flavor = "multi_thread")]
async fn idle_connections_do_not_hold_up_the_end() {
    for signal in ["TERM", "INT"] {
        let folder = TempDir::new().expect("a folder");
        let server = start(&folder);
        let silent = TcpStream::connect(server.address).await.expect("a connection");
        let used = idle(server.address).await;
        server.signal(signal);
        for stream in [silent, used] {
            closed(stream).await;
        }
        let end = timeout(PROMPTLY, tokio::task::spawn_blocking(move || server.wait()));
        assert_eq!(end.await.expect("an end").expect("a status").code(), Some(0), "{signal}");
    }
}

/// A client that keeps its connection and goes on asking is told which answer is the last, so that nothing that it sends is lost.
#[tokio::test(flavor = "multi_thread")]
async fn who_goes_on_asking_is_told_when_to_stop() {
    let folder = TempDir::new().expect("a folder");
    let server = start(&folder);
    let mut stream = idle(server.address).await;
    server.signal("TERM");
    loop {
        stream.write_all(b"GET /livez HTTP/1.1\r\nHost: test\r\n\r\n").await.expect("a request");
        let answer = read_until(&mut stream, "alive\n").await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        if answer.to_ascii_lowercase().contains("connection: close") {
            break;
        }
    }
    closed(stream).await;
    assert_eq!(server.wait().code(), Some(0));
}

/// Whoever reads the ready line may send a signal at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_signal_right_after_the_ready_line_ends_in_order() {
    for signal in ["TERM", "INT"] {
        for _ in 0..10 {
            let folder = TempDir::new().expect("a folder");
            let server = launch(folder.path(), &["dev", "--listen", "127.0.0.1:0"]);
            server.signal(signal);
            let status = server.wait();
            assert_eq!(status.code(), Some(0), "{signal}: {status}");
            assert_eq!(contents(folder.path()), Vec::<String>::new());
        }
    }
}
