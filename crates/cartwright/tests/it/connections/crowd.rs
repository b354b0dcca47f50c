//! Some thousands of connections that are slow, each in its own way, beside which others are served as if they were not there.

use super::{ample, beside, connect_from, unfinished};
use crate::support::{CUSTOMER, LICENCE, Request, cart_of, carts, line};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::io::AsyncWriteExt as _;

const CROWD: usize = 3_000;

/// Each connection is two files of this process; the other tests of it need some too.
fn possible() -> usize {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).is_ok();
    let files = if raised { maximum } else { current };
    let files = files.and_then(|files| usize::try_from(files).ok()).unwrap_or(usize::MAX);
    CROWD.min(files / 4)
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_slow_connections_hurt_nobody() {
    let (plain, server) = beside(ample()).await;
    let body = unfinished(&plain, "");
    let ways: [&[u8]; 5] =
        [b"", b"P", b"GET /livez HTTP/1.1\r\nHo", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", body.as_bytes()];
    let mut crowd = Vec::new();
    for (number, way) in ways.iter().cycle().take(possible()).enumerate() {
        let address = [127, 0, 0, u8::try_from(1 + number % 8).expect("a small number")];
        let mut stream = connect_from(address, server.address()).await.expect("a connection");
        stream.write_all(way).await.expect("some bytes");
        crowd.push(stream);
    }
    let cart = cart_of([line(LICENCE, 1, "monthly", None)]);
    for _ in 0..20 {
        server.send(Request::post(carts(CUSTOMER)).json(&cart)).await.expect(201);
    }
    for stream in &crowd {
        let end = stream.try_read(&mut [0]);
        assert!(!matches!(end, Ok(0)), "slow connections hang all the while");
    }
}
