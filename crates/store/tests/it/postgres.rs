//! PostgreSQL: the suite, and what is its own.

use domain::id::CustomerId;
use std::{sync::Arc, time::Duration};
use store::{Changes, CommitError, PostgresOptions, PostgresStore, Put, Store as _, conformance};
use testbed::postgres::{Cluster, Schema};
use tokio::time::timeout;
use tokio_postgres::NoTls;

async fn open(schema: &Schema) -> PostgresStore {
    let options = PostgresOptions::at(&schema.url(), PostgresOptions::CONNECTIONS);
    PostgresStore::open(options).await.expect("a store")
}

async fn fresh() -> Option<(Schema, PostgresStore)> {
    let schema = testbed::postgres::schema().await?;
    let store = open(&schema).await;
    Some((schema, store))
}

mod suite {
    store::conformance_tests!(super::fresh);
}

/// How long the stores below wait for a commit.
const IMPATIENT: Duration = Duration::from_millis(300);

async fn impatient(cluster: &Cluster, connections: usize) -> PostgresStore {
    let options = PostgresOptions { url: cluster.url(), connections, patience: IMPATIENT };
    PostgresStore::open(options).await.expect("a store")
}

/// From now on a commit waits for that standby; for none when it has no name.
async fn wait_for(cluster: &Cluster, standby: &str) {
    let (client, connection) = tokio_postgres::connect(&cluster.url(), NoTls).await.expect("a connection");
    tokio::spawn(connection);
    client.execute(&format!("ALTER SYSTEM SET synchronous_standby_names = '{standby}'"), &[]).await.expect("a setting");
    client.execute("SELECT pg_reload_conf()", &[]).await.expect("a reload");
    // The server tells its processes one after the other: it holds once a write waits, or waits no more.
    let write = "SELECT pg_logical_emit_message(TRUE, 'test', '')";
    while timeout(IMPATIENT, client.execute(write, &[])).await.is_err() == standby.is_empty() {}
}

fn cart(n: u128) -> Changes {
    let cart = conformance::cart(conformance::owner(1), n);
    Changes { carts: vec![Put::new(cart)], ..Changes::of(conformance::owner(1)) }
}

async fn is_there(store: &PostgresStore, n: u128) -> bool {
    let id = conformance::cart(conformance::owner(1), n).id;
    store.cart(CustomerId(conformance::owner(1).0), id).await.expect("a read").is_some()
}

/// While the standby is away nobody knows what became of a write, reads go on, and no more connections are open than there may be.
#[tokio::test(flavor = "multi_thread")]
async fn a_standby_that_is_away_leaves_writes_unknown_and_reads_alone() {
    let Some(cluster) = Cluster::start() else { return };
    cluster.answers().await;
    let store = Arc::new(impatient(&cluster, 4).await);
    wait_for(&cluster, "nobody").await;
    for n in 0..3 {
        let outcome = store.commit(cart(n)).await;
        assert!(matches!(outcome, Err(CommitError::Unknown(_))), "{outcome:?}");
    }
    assert!(!is_there(&store, 0).await, "reads go on, and find nothing that is not on the standby");
    assert!(store.recovered().await.is_err(), "nothing that is looked at now is sure to stay");
    let (client, connection) = tokio_postgres::connect(&cluster.url(), NoTls).await.expect("a connection");
    tokio::spawn(connection);
    let ours = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'cartwright'";
    let open: i64 = client.query_one(ours, &[]).await.expect("a count").get(0);
    assert!((3..=4).contains(&open), "{open} of 4");

    wait_for(&cluster, "").await;
    store.recovered().await.expect("the database");
    for n in 0..3 {
        assert!(is_there(&store, n).await, "what waited is done");
    }
    store.commit(cart(4)).await.expect("a commit");
}

/// PostgreSQL reports success, with a warning, when the wait for the standby is cancelled.
#[tokio::test(flavor = "multi_thread")]
async fn a_wait_for_the_standby_that_is_cancelled_is_no_success() {
    let Some(cluster) = Cluster::start() else { return };
    cluster.answers().await;
    let patience = Duration::from_secs(60);
    let options = PostgresOptions { url: cluster.url(), connections: 4, patience };
    let store = Arc::new(PostgresStore::open(options).await.expect("a store"));
    wait_for(&cluster, "nobody").await;
    let (client, connection) = tokio_postgres::connect(&cluster.url(), NoTls).await.expect("a connection");
    tokio::spawn(connection);
    for (n, give_up) in [(0, "pg_cancel_backend"), (1, "pg_terminate_backend")] {
        let waiting = tokio::spawn({
            let store = Arc::clone(&store);
            async move { store.commit(cart(n)).await }
        });
        let waits = "application_name = 'cartwright' AND wait_event = 'SyncRep'";
        let cancel = format!("SELECT {give_up}(pid) FROM pg_stat_activity WHERE {waits}");
        while client.query(&cancel, &[]).await.expect("a query").is_empty() {}
        let outcome = waiting.await.expect("an outcome");
        assert!(matches!(outcome, Err(CommitError::Unknown(_))), "{give_up}: {outcome:?}");
        assert!(is_there(&store, n).await, "it is there, and not on the standby");
    }
}
