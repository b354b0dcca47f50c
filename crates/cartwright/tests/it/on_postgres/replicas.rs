//! Several replicas on one database: whoever is asked, a cart is ordered once, and a job is done once (P2, P6, P11).

use super::at_length;
use crate::support::{
    Answer, Binary, CutOff, Database, PARTNER, PLAIN_LICENCE, Request, TestStore, cart_of, carts, line, token,
    try_send, with,
};
use serde_json::{Value, json};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};
use testbed::postgres::Schema;
use tokio::time::{interval, timeout};

const REPLICAS: usize = 3;
const CLIENTS: usize = 64;
const CARTS: usize = 200;

/// Checkouts that are tried: in short, and at length.
const ATTEMPTS: [usize; 2] = [3_000, 50_000];

/// How long the replicas may take to provision what was ordered.
const PATIENCE: Duration = Duration::from_secs(60);

/// Customers of the default partner that nothing bars from buying.
const CUSTOMERS: [&str; 4] = [
    "94cd6638-11b6-4323-8c9f-6ae3088adc59",
    "28045616-f6b9-462f-9701-0d89b5e65c44",
    "31000000-0000-4000-8000-000000000002",
    "31000000-0000-4000-8000-000000000010",
];

/// Where the replicas are now: a rolling restart changes it.
type Places = Arc<Mutex<Vec<SocketAddr>>>;

#[tokio::test(flavor = "multi_thread")]
async fn three_replicas_order_each_cart_once_while_they_are_restarted_one_by_one() {
    let Some(schema) = testbed::postgres::schema().await else { return };
    let store = TestStore::Schema(schema);
    let mut replicas: Vec<_> = (0..REPLICAS).map(|_| Binary::serve(&store, &[])).collect();
    let places: Places = Arc::new(Mutex::new(replicas.iter().map(|replica| replica.address).collect()));
    let database = store.database();
    let filter = format!("id = {}", database.id(PARTNER));
    database.amend("partners", &filter, |partner| with(partner, json!({ "credit_line": null })));
    let subscriptions = database.rows("subscriptions");
    let token = token(replicas[0].address).await;
    let carts = Arc::new(make_carts(replicas[0].address, &token).await);

    let attempts = at_length(ATTEMPTS).div_ceil(CLIENTS);
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| tokio::spawn(check_out(client, attempts, Arc::clone(&carts), Arc::clone(&places), token.clone())))
        .collect();
    for (place, replica) in replicas.iter_mut().enumerate() {
        let next = Binary::serve(&store, &[]);
        places.lock().expect("the places")[place] = next.address;
        let (status, _) = std::mem::replace(replica, next).terminate();
        assert_eq!(status.code(), Some(0), "it ends in order under load");
    }
    let mut results = vec![None; CARTS];
    for client in clients {
        for (cart, result) in client.await.expect("a client") {
            assert_eq!(results[cart].get_or_insert_with(|| result.clone()), &result, "cart {cart} has one result");
        }
    }
    assert_eq!(results.iter().flatten().count(), CARTS, "every cart was checked out");
    assert_eq!(database.rows("orders"), CARTS);
    provisioned(&database).await;
    assert_eq!(database.rows("subscriptions"), subscriptions + CARTS, "one for each order");
}

async fn make_carts(server: SocketAddr, token: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for n in 0..CARTS {
        let path = carts(CUSTOMERS[n % CUSTOMERS.len()]);
        let wish = cart_of([line(PLAIN_LICENCE, 1, "monthly", Some("P1M"))]);
        let cart =
            try_send(server, Request::post(&path).json(&wish).token(token)).await.expect("an answer").expect(201);
        paths.push(format!("{path}/{}/checkout", cart["id"].as_str().expect("an id")));
    }
    paths
}

/// Checks out one cart after the other, at one replica after the other, under names that are new, used before, or none.
async fn check_out(
    client: usize,
    attempts: usize,
    carts: Arc<Vec<String>>,
    places: Places,
    token: String,
) -> Vec<(usize, Value)> {
    let mut results = Vec::new();
    let mut attempt = 0;
    while attempt < attempts {
        let cart = (client * 31 + attempt * 7) % CARTS;
        let mut request = Request::post(&carts[cart]).token(&token);
        if attempt % 3 > 0 {
            let name = if attempt % 3 == 1 { attempt * CLIENTS + client } else { attempt / 100 };
            request = request.request_id(&format!("00000000-0000-4000-9000-{name:012}"));
        }
        let place = places.lock().expect("the places")[(client + attempt) % REPLICAS];
        match try_send(place, request).await {
            Ok(answer) => results.push((cart, ordered(&answer))),
            // That replica is ending: the same again, to whoever is in its place.
            Err(CutOff::NotConnected | CutOff::NoAnswer) => continue,
        }
        attempt += 1;
    }
    results
}

fn ordered(answer: &Answer) -> Value {
    let result = answer.expect(201);
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(1), "{result}");
    result["orders"].clone()
}

/// Waits until the replicas have done every job.
async fn provisioned(database: &Database) {
    let done = async {
        let mut looks = interval(Duration::from_millis(100));
        while database.rows("jobs") > 0 {
            looks.tick().await;
        }
    };
    timeout(PATIENCE, done).await.expect("every job is done");
}

/// Of replicas that start at the same moment on nothing one makes the schema and the world, and all of them serve it.
#[tokio::test(flavor = "multi_thread")]
async fn replicas_may_start_at_the_same_moment() {
    let Some(schema): Option<Schema> = testbed::postgres::schema().await else { return };
    let store = Arc::new(TestStore::Schema(schema));
    let starts: Vec<_> = (0..REPLICAS)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::task::spawn_blocking(move || Binary::serve(&store, &[]))
        })
        .collect();
    let mut replicas = Vec::new();
    for start in starts {
        replicas.push(start.await.expect("a replica"));
    }
    let token = token(replicas[0].address).await;
    for replica in &replicas {
        let list = Request::get("/v1/customers").token(&token);
        try_send(replica.address, list).await.expect("an answer").expect(200);
    }
}
