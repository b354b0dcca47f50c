//! How many durable creates share one fsync of the log, over HTTP.
//!
//! `cargo bench --bench group_commit` starts a server on a file of its own and lets 1, 8, 64 and 256 clients create
//! carts, each on a connection of its own, each waiting for its answer. It prints creates a second, commits that shared
//! a transaction (and with it an fsync), and what the disk does by itself in the same run. Absolute figures depend on the
//! machine; the shares and ratios are what counts.

#![allow(clippy::print_stdout, clippy::float_arithmetic, reason = "a benchmark prints rates; no money is in it")]

use bytes::Bytes;
use cartwright::{ConnectionLimits, Parts, Running, Server, SystemClock, SystemEntropy};
use http_body_util::{BodyExt as _, Full};
use http_floor::{AdmissionSettings, Capacity, RateLimits};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::{
    fs::File,
    io::Write as _,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use store::{SqliteOptions, SqliteStore, Store};
use tokio::net::TcpStream;

const PARTNER: &str = "10000000-0000-4000-8000-000000000001";
const CUSTOMER: &str = "94cd6638-11b6-4323-8c9f-6ae3088adc59";
const CREDENTIALS: &str = "grant_type=client_credentials&client_secret=dev-secret\
                           &client_id=20000000-0000-4000-8000-000000000001";
const CART: &str = r#"{"lineItems":[{"catalogItemId":"CFQ7TTC0LF8S:0001:CFQ7TTC0N81H","quantity":5,
    "billingCycle":"monthly","termDuration":"P1Y"}]}"#;

/// How long each number of clients is measured.
const MEASURED: Duration = Duration::from_secs(3);

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = tempfile::TempDir::new().expect("a folder");
    println!("disk alone: {:.0} fdatasync/s of 4 KiB", fdatasync_rate(folder.path()));
    runtime.block_on(async {
        let options = SqliteOptions {
            path: folder.path().join("cartwright.db"),
            free_space: SqliteOptions::FREE_SPACE,
            on_io_error: Box::new(|error| panic!("{error}")),
        };
        let store = Arc::new(SqliteStore::open(options).expect("a store"));
        let server = start(Arc::<SqliteStore>::clone(&store)).await;
        let token = token(&server).await;
        for clients in [1, 8, 64, 256] {
            measure(&server, &store, &token, clients).await;
        }
        server.stop().await;
    });
}

async fn measure(server: &Running, store: &SqliteStore, token: &str, clients: usize) {
    let before = store.writer_tally();
    let start = now();
    let tasks: Vec<_> = (0..clients)
        .map(|_| {
            let (address, token) = (server.address, token.to_owned());
            tokio::spawn(async move {
                let mut client = connect(address).await;
                let mut created = 0_u32;
                while start.elapsed() < MEASURED {
                    send(&mut client, &format!("/v1/customers/{CUSTOMER}/carts"), Some(&token), CART).await;
                    created += 1;
                }
                created
            })
        })
        .collect();
    let mut created = 0;
    for task in tasks {
        created += task.await.expect("no panic");
    }
    let rate = f64::from(created) / start.elapsed().as_secs_f64();
    let after = store.writer_tally();
    let (writes, transactions) = (after.writes - before.writes, after.transactions - before.transactions);
    let shared = writes as f64 / transactions as f64;
    println!("{clients:>4} clients: {rate:>7.0} creates/s, {shared:>5.1} commits an fsync");
}

/// What the disk can do by itself: 4 KiB appended and made durable, one after another.
fn fdatasync_rate(folder: &Path) -> f64 {
    let mut file = File::create(folder.join("disk")).expect("a file");
    let (start, mut synced) = (now(), 0_u32);
    while start.elapsed() < Duration::from_secs(1) {
        file.write_all(&[7; 4_096]).expect("a write");
        file.sync_data().expect("fdatasync");
        synced += 1;
    }
    f64::from(synced) / start.elapsed().as_secs_f64()
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures the real time")]
fn now() -> Instant {
    Instant::now()
}

async fn start(store: Arc<dyn Store>) -> Running {
    let parts = Parts {
        listener: cartwright::bind(([127, 0, 0, 1], 0).into()).await.expect("a socket"),
        store,
        world: Some(cartwright::demo().expect("the demo world")),
        settings: app::Settings {
            limits: domain::cart::Limits::default(),
            provisioning_delay: Duration::from_millis(200),
        },
        admission: AdmissionSettings {
            rates: RateLimits::OFF,
            commands: Capacity { at_work: 256, waiting: 256 },
            reads: Capacity { at_work: 256, waiting: 256 },
            wait: Duration::from_secs(60),
        },
        issuer: "https://cartwright.invalid".to_owned(),
        audience: None,
        issuers: Vec::new(),
        clock: Arc::new(SystemClock),
        ids: Arc::new(SystemEntropy),
        entropy: Arc::new(SystemEntropy),
        connections: ConnectionLimits::default(),
        tls: None,
    };
    Server::prepare(parts).await.expect("a server").start(true).expect("a socket")
}

async fn token(server: &Running) -> String {
    let mut client = connect(server.address).await;
    let answer = send(&mut client, &format!("/{PARTNER}/oauth2/v2.0/token"), None, CREDENTIALS).await;
    let answer: serde_json::Value = serde_json::from_slice(&answer).expect("JSON");
    answer["access_token"].as_str().expect("a token").to_owned()
}

async fn connect(address: std::net::SocketAddr) -> SendRequest<Full<Bytes>> {
    let stream = TcpStream::connect(address).await.expect("a connection");
    stream.set_nodelay(true).expect("no delay");
    let (client, connection) = handshake(TokioIo::new(stream)).await.expect("a handshake");
    tokio::spawn(connection);
    client
}

async fn send(client: &mut SendRequest<Full<Bytes>>, path: &str, token: Option<&str>, body: &'static str) -> Bytes {
    let mut request = http::Request::post(path).header("Host", "bench");
    if let Some(token) = token {
        request = request.header("Authorization", format!("Bearer {token}")).header("Content-Type", "application/json");
    }
    let request = request.body(Full::new(Bytes::from_static(body.as_bytes()))).expect("a request");
    let answer = client.send_request(request).await.expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
    answer.into_body().collect().await.expect("a body").to_bytes()
}
