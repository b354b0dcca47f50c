//! How many connections there may be, in all and from one address.

use super::{LIVEZ, PATIENCE, ample, beside, connect_from, is_served};
use crate::support::read_answer;
use cartwright::ConnectionLimits;
use std::{io, net::SocketAddr};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

const ONE: [u8; 4] = [127, 0, 0, 1];
const ANOTHER: [u8; 4] = [127, 0, 0, 2];

fn caps(connections: usize, connections_per_address: usize) -> ConnectionLimits {
    ConnectionLimits { connections, connections_per_address, ..ample() }
}

/// A connection that has its place: it was served.
async fn with_place(address: [u8; 4], server: SocketAddr) -> TcpStream {
    let mut stream = connect_from(address, server).await.expect("a connection");
    is_served(&mut stream).await;
    stream
}

/// Whether a new connection from there is served, and not refused.
async fn finds_place(address: [u8; 4], server: SocketAddr) -> bool {
    let exchange = async {
        let mut stream = connect_from(address, server).await?;
        stream.write_all(LIVEZ).await?;
        stream.read_u8().await
    };
    match timeout(PATIENCE, exchange).await.expect("an answer or an end in time") {
        Ok(first) => first == b'H',
        Err(error) => {
            let refused = [io::ErrorKind::ConnectionReset, io::ErrorKind::UnexpectedEof, io::ErrorKind::BrokenPipe];
            assert!(refused.contains(&error.kind()), "{error}");
            false
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_has_its_share_and_no_more() {
    let (_plain, server) = beside(caps(10, 2)).await;
    let first = with_place(ONE, server.address()).await;
    let mut second = with_place(ONE, server.address()).await;
    for _ in 0..3 {
        assert!(!finds_place(ONE, server.address()).await);
    }
    let mut other = with_place(ANOTHER, server.address()).await;
    is_served(&mut second).await;
    is_served(&mut other).await;

    // The server learns in its own time that a client has gone.
    drop(first);
    let freed = async { while !finds_place(ONE, server.address()).await {} };
    timeout(PATIENCE, freed).await.expect("what ends makes room");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_when_all_places_are_taken_waits_for_one() {
    let (_plain, server) = beside(caps(2, 2)).await;
    let mut first = with_place(ONE, server.address()).await;
    let second = with_place(ONE, server.address()).await;
    let mut waiting = connect_from(ANOTHER, server.address()).await.expect("a connection");
    waiting.write_all(LIVEZ).await.expect("a request");
    for _ in 0..10 {
        is_served(&mut first).await;
    }
    let nothing = waiting.try_read(&mut [0]).expect_err("an answer");
    assert_eq!(nothing.kind(), io::ErrorKind::WouldBlock);
    drop(second);
    let answer = timeout(PATIENCE, read_answer(&mut waiting)).await.expect("an answer in time");
    assert_eq!(answer.status, 200);
}

/// However connections end, their places are free afterwards.
#[tokio::test(flavor = "multi_thread")]
async fn every_place_comes_back() {
    let (plain, server) = beside(caps(4, 4)).await;
    let unfinished = super::unfinished(&plain, "");
    for round in 0..20 {
        let mut streams = Vec::new();
        for begun in [LIVEZ, b"GET /li", b"", unfinished.as_bytes()] {
            let mut stream = connect_from(ONE, server.address()).await.expect("a connection");
            stream.write_all(begun).await.expect("some bytes");
            streams.push(stream);
        }
        if round % 2 == 0 {
            streams.iter().for_each(|stream| stream.set_zero_linger().expect("a socket"));
        }
    }
    let all_back = async {
        let mut streams = Vec::new();
        while streams.len() < 4 {
            let mut stream = connect_from(ONE, server.address()).await.expect("a connection");
            stream.write_all(LIVEZ).await.ok();
            if matches!(stream.read_u8().await, Ok(b'H')) {
                streams.push(stream);
            }
        }
    };
    timeout(PATIENCE, all_back).await.expect("four places");
}
