//! The database crashes in the middle of load: nothing that was acknowledged is lost, nothing is done twice, and the server is back
//! as soon as the database is (P1, P2).

use super::at_length;
use crate::support::{Binary, PLAIN_LICENCE, Request, cart_of, carts, line, token, try_send};
use serde_json::Value;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};
use testbed::postgres::Cluster;
use tokio::time::{interval, timeout};

const CLIENTS: usize = 8;

/// Crashes: in short, and at length.
const CRASHES: [usize; 2] = [3, 100];

/// Answers between two crashes.
const ANSWERS: usize = 40;

/// How soon the server serves again once the database does.
const BACK_WITHIN: Duration = Duration::from_secs(5);

/// How often it is looked.
const LOOK: Duration = Duration::from_millis(10);

const CUSTOMERS: [&str; 2] = ["94cd6638-11b6-4323-8c9f-6ae3088adc59", "28045616-f6b9-462f-9701-0d89b5e65c44"];

/// What clients and the test tell each other.
#[derive(Default)]
struct Progress {
    answers: AtomicUsize,
    /// Set when the clients are to come to their end.
    end: AtomicUsize,
}

/// What one client was told: a cart and its orders, for each purchase.
type Journal = Vec<(Value, Value)>;

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_of_the_database_loses_nothing_that_was_acknowledged() {
    let Some(cluster) = Cluster::start() else { return };
    cluster.answers().await;
    let arguments =
        ["serve", "--listen", "127.0.0.1:0", "--world", "demo", "--rate-limits", "off", "--store", &cluster.url()];
    let server = Binary::start(&arguments, &std::env::temp_dir());
    let token = token(server.address).await;
    let progress = Arc::<Progress>::default();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| tokio::spawn(buy(client, server.address, token.clone(), Arc::clone(&progress))))
        .collect();
    for crash in 1..=at_length(CRASHES) {
        until(|| progress.answers.load(SeqCst) >= crash * ANSWERS, Duration::from_secs(60)).await;
        cluster.crash();
        cluster.run();
        cluster.answers().await;
        timeout(BACK_WITHIN, ready(server.address)).await.expect("the server is back with the database");
    }
    progress.end.store(1, SeqCst);
    let mut bought = 0;
    for client in clients {
        for (cart, orders) in client.await.expect("a client") {
            agree(server.address, &token, &cart, &orders).await;
            bought += 1;
        }
    }
    let mut found = 0;
    for customer in CUSTOMERS {
        found += get(server.address, &token, format!("/v1/customers/{customer}/orders")).await["totalCount"]
            .as_u64()
            .expect("a number");
    }
    assert_eq!(found, bought, "as many orders as purchases");
}

/// Buys one thing after the other. What is not answered with success is sent again, under the same name, until it is.
async fn buy(client: usize, server: SocketAddr, token: String, progress: Arc<Progress>) -> Journal {
    let mut journal = Journal::new();
    let path = carts(CUSTOMERS[client % CUSTOMERS.len()]);
    while progress.end.load(SeqCst) == 0 {
        let name =
            |step: usize| format!("00000000-0000-4000-9000-{:012}", (journal.len() * 2 + step) * CLIENTS + client);
        let wish = cart_of([line(PLAIN_LICENCE, 1, "monthly", Some("P1M"))]);
        let create = Request::post(&path).json(&wish).request_id(&name(0)).token(&token);
        let cart = until_done(server, &create, &progress).await;
        let check_out = format!("{path}/{}/checkout", cart["id"].as_str().expect("an id"));
        let result = until_done(server, &Request::post(check_out).request_id(&name(1)).token(&token), &progress).await;
        journal.push((cart, result["orders"].clone()));
    }
    journal
}

async fn until_done(server: SocketAddr, request: &Request, progress: &Progress) -> Value {
    let mut again = interval(LOOK);
    loop {
        again.tick().await;
        let answer = try_send(server, request.clone()).await.expect("the server answers, whatever the database does");
        if answer.status == 201 {
            progress.answers.fetch_add(1, SeqCst);
            return answer.json();
        }
        assert_eq!(answer.status, 503, "{}", answer.text);
        assert!(answer.header("retry-after").is_some(), "{}", answer.text);
    }
}

async fn ready(server: SocketAddr) {
    let mut looks = interval(LOOK);
    while try_send(server, Request::get("/readyz")).await.expect("an answer").status != 200 {
        looks.tick().await;
    }
}

async fn until(holds: impl Fn() -> bool, patience: Duration) {
    let wait = async {
        let mut looks = interval(LOOK);
        while !holds() {
            looks.tick().await;
        }
    };
    timeout(patience, wait).await.expect("it comes to hold");
}

async fn agree(server: SocketAddr, token: &str, cart: &Value, orders: &Value) {
    let customer =
        CUSTOMERS.iter().find(|customer| cart["links"].to_string().contains(**customer)).expect("a customer");
    let found = get(server, token, format!("{}/{}", carts(customer), cart["id"].as_str().expect("an id"))).await;
    assert_eq!(found["status"], "Ordered", "{found}");
    for order in orders.as_array().expect("orders") {
        let path = format!("/v1/customers/{customer}/orders/{}", order["id"].as_str().expect("an id"));
        assert_eq!(get(server, token, path).await["lineItems"][0]["quantity"], 1);
    }
}

async fn get(server: SocketAddr, token: &str, path: String) -> Value {
    try_send(server, Request::get(path).token(token)).await.expect("an answer").expect(200)
}
