//! What becomes of the work done when ten times as many clients come as the server can serve.
//!
//! `cargo bench --bench overload` starts the real program on a file of its own and lets more and more clients create carts, each
//! on a connection of its own. Goodput is carts created a second. The fewest clients that reach nine tenths of its peak are as many
//! as the server can serve: more of them only wait. The peak and ten times as many clients as that are then measured in turns. A
//! client that is told 429 waits as long as `Retry-After` says; in turns of their own they are impatient, and try again at once.
//! Further arguments are flags of `cartwright serve`, such as `cargo bench --bench overload -- --max-commands 32` or
//! `-- --store postgres://…`. Absolute figures depend on the machine, which server and clients share; the ratios are what counts.

#![allow(clippy::print_stdout, clippy::float_arithmetic, reason = "a benchmark prints rates; no money is in it")]

use bytes::Bytes;
use futures::future::join_all;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, time::sleep};

const PARTNER: &str = "10000000-0000-4000-8000-000000000001";
const CUSTOMER: &str = "94cd6638-11b6-4323-8c9f-6ae3088adc59";
const CREDENTIALS: &str = "grant_type=client_credentials&client_secret=dev-secret\
                           &client_id=20000000-0000-4000-8000-000000000001";
const CART: &str = r#"{"lineItems":[{"catalogItemId":"CFQ7TTC0LF8S:0001:CFQ7TTC0N81H","quantity":5,
    "billingCycle":"monthly","termDuration":"P1Y"}]}"#;

/// Numbers of clients among which the peak is looked for, and how many can be served.
const CLIENTS: [usize; 6] = [8, 16, 32, 64, 128, 256];

/// The share of the peak that is reached where more clients only wait.
const ENOUGH: f64 = 0.9;

/// How many more clients than can be served come then.
const TIMES: usize = 10;

/// Turns in which peak and overload are measured; the medians of their ratios are printed.
const TURNS: usize = 5;

/// How long clients are at work before anything is counted, and how long they are counted.
const BEFORE: Duration = Duration::from_secs(1);
const COUNTED: Duration = Duration::from_secs(4);

/// What clients do when they are told 429.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manners {
    Patient,
    Impatient,
}

/// What one turn came to.
struct Turn {
    goodput: f64,
    refused: f64,
    /// Latencies of what was done, sorted.
    took: Vec<Duration>,
}

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = tempfile::TempDir::new().expect("a folder");
    let server = Server::start(folder.path());
    runtime.block_on(async {
        let token = token(server.address).await;
        let measure = async |clients, manners| measure(server.address, &token, clients, manners).await;
        println!("memory of the server before: {} MiB", server.memory());
        let mut rates = Vec::new();
        for clients in CLIENTS {
            let turn = measure(clients, Manners::Patient).await;
            turn.print(clients);
            rates.push((clients, turn.goodput));
        }
        let (at_peak, peak) = *rates.iter().max_by(|one, other| one.1.total_cmp(&other.1)).expect("a peak");
        let (clients, _) = *rates.iter().find(|(_, goodput)| *goodput >= peak * ENOUGH).expect("the peak is one");
        println!("peak at {at_peak} clients, {clients} are as many as it can serve; memory: {} MiB", server.memory());
        let mut ratios = [Vec::new(), Vec::new()];
        for _ in 0..TURNS {
            for (ratios, manners) in ratios.iter_mut().zip([Manners::Patient, Manners::Impatient]) {
                let usual = measure(at_peak, manners).await;
                let overload = measure(clients * TIMES, manners).await;
                usual.print(at_peak);
                overload.print(clients * TIMES);
                ratios.push(overload.goodput / usual.goodput);
                let what = if manners == Manners::Patient { "they wait" } else { "they try again at once" };
                println!(
                    "    {what}: goodput/peak {:.2}; memory of the server: {} MiB",
                    overload.goodput / usual.goodput,
                    server.memory()
                );
            }
        }
        let [patient, impatient] = ratios.map(|mut ratios| {
            ratios.sort_by(f64::total_cmp);
            ratios[ratios.len() / 2]
        });
        println!(
            "{TIMES} times as many clients: goodput/peak {patient:.2} where they wait, {impatient:.2} where they do not"
        );
    });
}

impl Turn {
    fn print(&self, clients: usize) {
        let Self { goodput, refused, took } = self;
        let at = |share: usize| took.get(took.len() * share / 100).copied().unwrap_or_default().as_secs_f64() * 1_000.0;
        println!(
            "{clients:>5} clients: {goodput:>7.0} carts/s, {refused:>7.0} refused/s, p50 {:.1} ms, p99 {:.1} ms",
            at(50),
            at(99)
        );
    }
}

/// The program in a process of its own.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartwright"));
        let own: Vec<_> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
        command.args(["serve", "--listen", "127.0.0.1:0", "--world", "demo"]).current_dir(folder);
        for (flag, value) in [("--store", "sqlite:cartwright.db"), ("--rate-limits", "off")] {
            if !own.iter().any(|argument| argument == flag) {
                command.args([flag, value]);
            }
        }
        command.args(own).env("CARTWRIGHT_LOG", "warn").stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("ready http://").unwrap_or_else(|| panic!("not ready: {line:?}"));
        Self { address: address.parse().expect("an address"), child }
    }

    /// What it holds in memory, in MiB.
    fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        line.split_whitespace().next().and_then(|kib| kib.parse().ok()).unwrap_or(0_u64) / 1_024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

async fn measure(address: SocketAddr, token: &str, clients: usize, manners: Manners) -> Turn {
    // All are connected before the first one asks for anything.
    let connected = join_all((0..clients).map(|_| connect(address))).await;
    let begin = now() + BEFORE;
    let end = begin + COUNTED;
    let tasks: Vec<_> = connected
        .into_iter()
        .map(|client| tokio::spawn(create_carts(client, token.to_owned(), manners, (begin, end))))
        .collect();
    let (mut took, mut refused) = (Vec::new(), 0);
    for task in tasks {
        let (its_took, its_refused) = task.await.expect("no panic");
        took.extend(its_took);
        refused += its_refused;
    }
    took.sort();
    let seconds = COUNTED.as_secs_f64();
    Turn { goodput: took.len() as f64 / seconds, refused: f64::from(refused) / seconds, took }
}

/// One client until the end: what each cart took that came within the time, and how often it was refused then.
async fn create_carts(
    mut client: SendRequest<Full<Bytes>>,
    token: String,
    manners: Manners,
    (begin, end): (Instant, Instant),
) -> (Vec<Duration>, u32) {
    let (mut took, mut refused) = (Vec::new(), 0);
    while now() < end {
        let start = now();
        let answer = send(&mut client, &format!("/v1/customers/{CUSTOMER}/carts"), Some(&token), CART).await;
        let counts = (begin..end).contains(&now());
        match answer.status().as_u16() {
            201 if counts => took.push(start.elapsed()),
            201 => {}
            429 => {
                refused += u32::from(counts);
                if manners == Manners::Patient {
                    let seconds = answer.headers()["retry-after"].to_str().ok().and_then(|text| text.parse().ok());
                    let wait = Duration::from_secs(seconds.expect("seconds"));
                    sleep(wait.min(end.saturating_duration_since(now()))).await;
                }
            }
            status => panic!("{status}"),
        }
    }
    (took, refused)
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures the real time")]
fn now() -> Instant {
    Instant::now()
}

async fn token(address: SocketAddr) -> String {
    let mut client = connect(address).await;
    let answer = send(&mut client, &format!("/{PARTNER}/oauth2/v2.0/token"), None, CREDENTIALS).await;
    let answer: serde_json::Value = serde_json::from_slice(answer.body()).expect("JSON");
    answer["access_token"].as_str().expect("a token").to_owned()
}

async fn connect(address: SocketAddr) -> SendRequest<Full<Bytes>> {
    let stream = TcpStream::connect(address).await.expect("a connection");
    stream.set_nodelay(true).expect("no delay");
    let (client, connection) = handshake(TokioIo::new(stream)).await.expect("a handshake");
    tokio::spawn(connection);
    client
}

async fn send(
    client: &mut SendRequest<Full<Bytes>>,
    path: &str,
    token: Option<&str>,
    body: &'static str,
) -> http::Response<Bytes> {
    client.ready().await.expect("the connection goes on");
    let mut request = http::Request::post(path).header("Host", "bench");
    if let Some(token) = token {
        request = request.header("Authorization", format!("Bearer {token}")).header("Content-Type", "application/json");
    }
    let request = request.body(Full::new(Bytes::from_static(body.as_bytes()))).expect("a request");
    let (head, body) = client.send_request(request).await.expect("an answer").into_parts();
    http::Response::from_parts(head, body.collect().await.expect("a body").to_bytes())
}
