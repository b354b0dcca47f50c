//! `store distribute`: what it refuses, and what it calls of Citus. No Citus is at hand: a stand-in of the same functions and the
//! same catalogue, in a database server of the test's own, says what was called and holds tables to the same rules.

use super::{about, assert_fails, seed, told};
use crate::support::{TestStore, run_to_end};
use std::process::Command;
use testbed::postgres::{Cluster, Schema};

const STAND_IN: &str = include_str!("distribute/citus.sql");

/// A database server that believes to have Citus; it ends with the value.
async fn citus() -> Option<Cluster> {
    let cluster = Cluster::start()?;
    cluster.answers().await;
    let client = Schema::make(&cluster.url()).await.client().await;
    client.batch_execute(STAND_IN).await.expect("a stand-in");
    Some(cluster)
}

/// A store there, with a schema of its own and nothing in it.
async fn store_in(cluster: &Cluster) -> TestStore {
    let store = TestStore::Schema(Schema::make(&cluster.url()).await);
    told(about(&store, &["migrate"]));
    store
}

fn distribute(store: &TestStore) -> Command {
    about(store, &["distribute"])
}

/// Tables of the store that Citus knows.
fn placed(store: &TestStore) -> i64 {
    store.database().number(
        "SELECT count(*) FROM pg_dist_partition JOIN pg_class ON pg_class.oid = logicalrelid
         WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())",
    )
}

/// Tables of the store, by the schema that is really there: those with an owner, and those without. That of the migrations is
/// not counted.
fn tables(store: &TestStore, with_owner: bool) -> i64 {
    store.database().number(&format!(
        "SELECT count(*) FROM pg_tables AS t WHERE schemaname = current_schema() AND tablename <> 'migrations'
         AND {with_owner} = EXISTS (
            SELECT 1 FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = t.tablename AND column_name = 'owner'
         )"
    ))
}

/// Tables of which Citus must know that they are kept so; `kind` is a condition on its catalogue.
fn kept(store: &TestStore, with_owner: bool, kind: &str) -> i64 {
    store.database().number(&format!(
        "SELECT count(*) FROM pg_dist_partition JOIN pg_class AS c ON c.oid = logicalrelid
         JOIN pg_namespace AS n ON n.oid = relnamespace
         WHERE nspname = current_schema() AND {kind} AND {with_owner} = EXISTS (
            SELECT 1 FROM pg_attribute WHERE attrelid = c.oid AND attname = 'owner'
         )"
    ))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_distributed_says_why() {
    let file = TestStore::file();
    told(about(&file, &["migrate"]));
    assert_fails(distribute(&file), 3, &["store is sqlite:", "accepted is postgres://"]);

    let Some(schema) = testbed::postgres::schema().await else { return };
    let store = TestStore::Schema(schema);
    assert_fails(distribute(&store), 5, &["no schema", "store migrate"]);
    told(about(&store, &["migrate"]));
    let words =
        ["is not distributed", "no extension citus", "shared_preload_libraries", "CREATE EXTENSION citus", "worker"];
    assert_fails(distribute(&store), 1, &words);
    store.database().execute("INSERT INTO migrations (number, checksum) VALUES (99, 'x')");
    assert_fails(distribute(&store), 5, &["schema 99", "use the newer program"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_that_is_there_is_distributed_once() {
    let Some(cluster) = citus().await else { return };
    let store = store_in(&cluster).await;
    seed(&store);
    let before = store.database().everything();

    let said = told(distribute(&store));
    for line in [
        "partners\treference\tcopied to every node now\n",
        "customers\tdistributed\tdistributed by owner now\n",
        "receipts\tdistributed\tdistributed by owner now\n",
        "migrations\tlocal\tleft on the coordinator\n",
    ] {
        assert!(said.contains(line), "{line} is not in {said}");
    }
    let (of_owners, others) = (tables(&store, true), tables(&store, false));
    assert!(of_owners > 0 && others > 0);
    assert_eq!(said.lines().count(), usize::try_from(of_owners + others + 1).expect("a number of tables"), "{said}");
    assert_eq!(kept(&store, true, "partmethod = 'h' AND partkey = 'owner'"), of_owners);
    assert_eq!(kept(&store, false, "partmethod = 'n' AND repmodel = 't'"), others);
    let groups = "SELECT count(DISTINCT colocationid) FROM pg_dist_partition WHERE partmethod = 'h'";
    assert_eq!(store.database().number(groups), 1);

    // The stand-in refuses whatever would be done twice.
    let again = told(distribute(&store));
    let counted = format!(" is distributed already: {of_owners} tables by owner, {others} reference tables\n");
    assert!(again.ends_with(&counted), "{again}");
    assert_eq!(store.database().everything(), before);
    told(about(&store, &["verify"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_cut_short_is_taken_up() {
    let Some(cluster) = citus().await else { return };
    let store = store_in(&cluster).await;
    let url = format!("{}%20-c%20stand_in.fails_at%3Djobs", store.url());
    let (code, out, err) = run_to_end(crate::support::Binary::command(&["store", "distribute", "--store", &url]));
    assert_eq!(code, Some(1), "{out}{err}");
    for word in ["is not distributed: jobs was not distributed", "connection to the remote node worker-2:5432 failed"] {
        assert!(err.contains(word), "{word} is not in {err}");
    }
    let done = out.lines().count();
    assert!(out.contains("orders\tdistributed\tdistributed by owner now\n") && !out.contains("jobs"), "{out}");
    assert_eq!(placed(&store), i64::try_from(done).expect("a number of tables"));

    let rest = told(distribute(&store));
    assert_eq!(rest.matches("\tas it was\n").count(), done, "{rest}");
    assert!(rest.contains("jobs\tdistributed\tdistributed by owner now\n"), "{rest}");
    assert_eq!(placed(&store), tables(&store, true) + tables(&store, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_at_once_each_does_what_the_other_has_not() {
    let Some(cluster) = citus().await else { return };
    let store = store_in(&cluster).await;
    let [first, second] = [distribute(&store), distribute(&store)].map(|command| {
        let told = std::thread::spawn(move || run_to_end(command));
        move || told.join().expect("an end")
    });
    let both = [first(), second()];
    for (code, out, err) in &both {
        assert_eq!((*code, err.as_str()), (Some(0), ""), "{out}");
    }
    let done: usize = both.iter().map(|(_, out, _)| out.matches(" now\n").count()).sum();
    assert_eq!(i64::try_from(done).expect("a number of tables"), tables(&store, true) + tables(&store, false));
    assert_eq!(placed(&store), tables(&store, true) + tables(&store, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_somebody_has_distributed_otherwise_is_refused_and_nothing_is_done() {
    let Some(cluster) = citus().await else { return };
    for (sql, words) in [
        (
            "SELECT create_distributed_table('carts', 'id', colocate_with => 'none')",
            ["carts is distributed by id", "accepted is a table that is distributed by owner"],
        ),
        ("SELECT create_reference_table('counters')", ["counters is a reference table", "distributed by owner"]),
        (
            "SELECT create_distributed_table('customers', 'owner', colocate_with => 'none');
             SELECT create_distributed_table('orders', 'owner', colocate_with => 'none')",
            ["orders does not lie with customers", "update_distributed_table_colocation"],
        ),
    ] {
        let store = store_in(&cluster).await;
        store.database().execute(sql);
        let before = placed(&store);
        assert_fails(distribute(&store), 1, &words);
        assert_eq!(placed(&store), before, "{sql}");
    }
}
