//! TLS of the server itself.

use super::{AT_ONCE, LIVEZ, PATIENCE, ample, read_to_the_end};
use crate::support::{Certificate, Http2, PARTNER, Request, TestServer, read_answer};
use cartwright::ConnectionLimits;
use std::{io, net::SocketAddr};
use tempfile::TempDir;
use tokio::{io::AsyncWriteExt as _, net::TcpStream, time::timeout};

/// A server with a certificate, on the store of another one.
async fn start(limits: ConnectionLimits) -> (TestServer, TestServer, Certificate, TempDir) {
    let folder = TempDir::new().expect("a folder");
    let certificate = Certificate::write(folder.path());
    let plain = TestServer::start().await;
    let server = plain.beside_with(limits, Some(certificate.tls())).await;
    (plain, server, certificate, folder)
}

fn where_tokens_are() -> Request {
    Request::get(format!("/{PARTNER}/v2.0/.well-known/openid-configuration"))
}

#[tokio::test(flavor = "multi_thread")]
async fn both_versions_are_spoken_and_the_client_chooses() {
    let (plain, server, certificate, _folder) = start(ample()).await;
    for (protocols, chosen) in [
        (&["h2", "http/1.1"][..], Some("h2")),
        (&["http/1.1", "h2"], Some("h2")),
        (&["h2"], Some("h2")),
        (&["http/1.1"], Some("http/1.1")),
        (&[], None),
    ] {
        let mut stream = certificate.connect(server.address(), protocols).await.expect("TLS");
        let spoken = stream.get_ref().1.alpn_protocol().map(|spoken| String::from_utf8_lossy(spoken).into_owned());
        assert_eq!(spoken.as_deref(), chosen, "{protocols:?}");
        let request = where_tokens_are().token(plain.token());
        let answer = if chosen == Some("h2") {
            Http2::over(stream).await.send(request).await
        } else {
            let request = format!("GET {} HTTP/1.1\r\nHost: test\r\n\r\n", request.path);
            stream.write_all(request.as_bytes()).await.expect("a request");
            read_answer(&mut stream).await
        };
        answer.check_frame();
        let token_endpoint = format!("https://test/{PARTNER}/oauth2/v2.0/token");
        assert_eq!(answer.expect(200)["token_endpoint"], token_endpoint, "addresses say how they are reached");
    }
    let refused = certificate.connect(server.address(), &["spdy/3"]).await;
    refused.expect_err("nothing in common");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_tls_is_not_served() {
    let (_plain, server, certificate, folder) = start(ample()).await;
    for bytes in [LIVEZ, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"hello\r\n\r\n"] {
        let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
        stream.write_all(bytes).await.expect("some bytes");
        let said = read_to_the_end(&mut stream).await;
        assert!(!said.contains("HTTP"), "{said}");
    }
    let stranger = Certificate::write(folder.path());
    stranger.connect(server.address(), &[]).await.expect_err("another certificate is trusted");
    is_served(&certificate, server.address()).await.expect("the server lives on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handshake_that_does_not_come_ends_the_connection() {
    let (_plain, server, _certificate, _folder) = start(ConnectionLimits { handshake: AT_ONCE, ..ample() }).await;
    for beginning in [&b""[..], b"\x16", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"] {
        let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
        stream.write_all(beginning).await.expect("some bytes");
        assert_eq!(read_to_the_end(&mut stream).await, "");
    }
}

/// The same limits as without: the place of a connection that only shook hands comes back.
#[tokio::test(flavor = "multi_thread")]
async fn connections_over_tls_are_held_to_the_same_limits() {
    let caps = ConnectionLimits { connections: 2, connections_per_address: 2, ..ample() };
    let limits = ConnectionLimits { head: 5 * AT_ONCE, ..caps };
    let (_plain, server, certificate, _folder) = start(limits).await;
    for protocols in [&["h2"], &["http/1.1"]] {
        let mut silent = certificate.connect(server.address(), protocols).await.expect("TLS");
        read_to_the_end(&mut silent).await;
    }
    let served = async { while is_served(&certificate, server.address()).await.is_err() {} };
    timeout(PATIENCE, served).await.expect("a place");
}

async fn is_served(certificate: &Certificate, server: SocketAddr) -> io::Result<()> {
    let mut stream = certificate.connect(server, &[]).await?;
    stream.write_all(LIVEZ).await?;
    assert_eq!(read_answer(&mut stream).await.status, 200);
    Ok(())
}
