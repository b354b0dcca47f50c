//! kill -9 at any moment: nothing that was acknowledged is lost, nothing is done twice (P1, P2, P3, P5, P6).
//!
//! The real program is killed again and again on one store while several clients buy. Each client keeps a journal
//! of what it asked for and what it was answered; after each restart the server must agree with it. What this does not
//! show is a loss of power: the page cache survives a kill.

mod client;
mod journal;
mod random;

use crate::support::{Binary, Database, PARTNER, TestClock, TestServer, TestStore, run_to_end, token, with};
use app::Clock as _;
use cartwright::SystemClock;
use client::Client;
use random::Random;
use serde_json::json;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::sync::mpsc;

/// How often the program is killed.
const KILLS: u64 = 100;

/// At most so many answers are given between a start and the next kill.
const ANSWERS: u64 = 36;

/// Customers of the default partner that nothing bars from buying; each client buys for one.
const CUSTOMERS: [&str; 6] = [
    "3a15e1df-b095-41d4-9029-27a5974c2458",
    "94cd6638-11b6-4323-8c9f-6ae3088adc59",
    "28045616-f6b9-462f-9701-0d89b5e65c44",
    "31000000-0000-4000-8000-000000000002",
    "31000000-0000-4000-8000-000000000010",
    "31000000-0000-4000-8000-000000000011",
];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_acknowledged_is_lost_or_doubled_by_a_hundred_kills() {
    let store = TestStore::fresh().await;
    let first = Binary::serve(&store, &[]);
    let token = token(first.address).await;
    first.kill();
    // The purchases of all rounds cost more than the line of credit has.
    let database = store.database();
    let filter = format!("id = {}", database.id(PARTNER));
    database.amend("partners", &filter, |partner| with(partner, json!({ "credit_line": null })));
    let seeded = Seeded::count(&database);
    let mut clients: Vec<_> = (0_u64..).zip(CUSTOMERS).map(|(n, customer)| Client::new(n, customer, &token)).collect();
    let mut moments = Random::new(7);
    for round in 0..KILLS {
        let server = Binary::serve(&store, &["--provisioning-delay", "0.02"]);
        let turn = round % CUSTOMERS.len() as u64;
        clients = all(clients, server.address, move |client, server| client.agree_on_recent(server, turn)).await;
        assert_orders_counted(&clients, database.rows("orders"));
        clients = until_killed(clients, server, moments.below(ANSWERS)).await;
    }

    // A worker that was killed holds its job for 30 seconds: the last server's clock is past that.
    let clock = TestClock::at(SystemClock.now().plus(Duration::from_secs(60)));
    let server = TestServer::on(Arc::clone(&store), Arc::new(clock)).await;
    clients = all(clients, server.address(), Client::finish).await;
    while server.provision().await > 0 {}
    clients = all(clients, server.address(), Client::agree_on_everything).await;
    for client in &clients {
        client.assert_completed(server.address()).await;
    }
    seeded.assert_grown_by(&clients, &server);
    assert_holds_together(&store);
    assert_telling(&clients);
}

/// The rows say the same of one another.
fn assert_holds_together(store: &TestStore) {
    let (code, out, err) = run_to_end(Binary::command(&["store", "verify", "--store", &store.url()]));
    assert_eq!(code, Some(0), "{out}{err}");
}

/// Starts the clients, and kills the server as soon as so many answers were given.
async fn until_killed(clients: Vec<Client>, server: Binary, answers: u64) -> Vec<Client> {
    let (answered, mut received) = mpsc::unbounded_channel();
    let running: Vec<_> =
        clients.into_iter().map(|client| tokio::spawn(client.buy(server.address, answered.clone()))).collect();
    // A client that panics must end the wait, not prolong it.
    drop(answered);
    for _ in 0..answers {
        received.recv().await.expect("an answer");
    }
    server.kill();
    let mut clients = Vec::new();
    for client in running {
        clients.push(client.await.expect("a client"));
    }
    clients
}

/// Every client does something with a server that is not killed.
async fn all<F: Future<Output = Client> + Send + 'static>(
    clients: Vec<Client>,
    server: SocketAddr,
    something: impl Fn(Client, SocketAddr) -> F,
) -> Vec<Client> {
    let running: Vec<_> = clients.into_iter().map(|client| tokio::spawn(something(client, server))).collect();
    let mut clients = Vec::new();
    for client in running {
        clients.push(client.await.expect("a client"));
    }
    clients
}

/// The rows that the demo world brings.
struct Seeded {
    carts: usize,
    subscriptions: usize,
}

impl Seeded {
    fn count(database: &Database) -> Self {
        Self { carts: database.rows("carts"), subscriptions: database.rows("subscriptions") }
    }

    /// The store holds what the journals say, and nothing else.
    fn assert_grown_by(&self, clients: &[Client], server: &TestServer) {
        let sum = |count: fn(&Client) -> usize| clients.iter().map(count).sum::<usize>();
        let rows = |table| server.rows(table);
        assert_eq!(rows("carts"), self.carts + sum(Client::carts), "carts");
        assert_eq!(rows("orders"), sum(Client::orders), "orders");
        let left_behind = rows("subscriptions") + rows("entitlements");
        assert_eq!(left_behind, self.subscriptions + sum(Client::order_lines), "one for each line");
        assert_eq!(rows("receipts"), sum(Client::answers), "receipts: one for each answered command");
        assert_eq!(rows("jobs"), 0, "jobs");
    }
}

/// There are as many orders as were acknowledged, and at most those whose checkout is in doubt besides.
fn assert_orders_counted(clients: &[Client], found: usize) {
    let known: usize = clients.iter().map(Client::orders).sum();
    let in_doubt: usize = clients.iter().map(Client::orders_in_doubt).sum();
    assert!((known..=known + in_doubt).contains(&found), "{found}, {known} and {in_doubt} in doubt");
}

/// Enough was acknowledged, enough was cut off, and of what was cut off some was done and some was not.
fn assert_telling(clients: &[Client]) {
    let sum = |count: fn(&Client) -> usize| clients.iter().map(count).sum::<usize>();
    let (carts, orders) = (sum(Client::carts), sum(Client::orders));
    let (cut_off, done_unheard) = (sum(|client| client.cut_off), sum(|client| client.done_unheard));
    let told = format!("{carts} carts, {orders} orders, {cut_off} cut off, {done_unheard} of them done");
    assert!(carts > 200 && orders > 200, "{told}");
    assert!(cut_off > 100 && (1..cut_off).contains(&done_unheard), "{told}");
}
