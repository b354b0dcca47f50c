//! `store status` and `store migrate`.

use super::{about, assert_fails, seed, stores, told};
use crate::support::{TestStore, run_to_end};

/// The newest schema that this program knows.
fn known(store: &TestStore) -> u32 {
    let number = store.database().number("SELECT max(number) FROM migrations");
    u32::try_from(number).expect("a schema")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_is_told_as_it_is() {
    for store in stores().await {
        seed(&store);
        let (told, known) = (told(about(&store, &["status"])), known(&store));
        let customers = store.database().rows("customers");
        for line in [
            format!("schema found\t{known}\n"),
            format!("schema known\t{known}\n"),
            "durable\tyes: ".to_owned(),
            "catalogue\t0\n".to_owned(),
            format!("rows in customers\t{customers}\n"),
            "rows in orders\t0\n".to_owned(),
        ] {
            assert!(told.contains(&line), "{line} is not in {told}");
        }
        for (table, rows) in store.database().everything() {
            let line = format!("rows in {table}\t{}\n", rows.len());
            assert!(table == "migrations" || told.contains(&line), "{line} is not in {told}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_says_from_which_schema_to_which() {
    for store in stores().await {
        assert!(told(about(&store, &["migrate"])).contains("is new: it has schema "));
        let known = known(&store);
        assert!(told(about(&store, &["migrate"])).ends_with(&format!(" has schema {known} already\n")));
    }
}

/// A store that has lost the record of its last migration is one that has not had it yet; PostgreSQL has only one so far.
#[tokio::test(flavor = "multi_thread")]
async fn an_older_file_is_told_and_migrated() {
    let store = TestStore::file();
    told(about(&store, &["migrate"]));
    let (file, known) = (store.database(), known(&store));
    for undo in ["DROP TABLE catalog_imports", "DROP TABLE products", "DELETE FROM migrations WHERE number > 7"] {
        file.execute(undo);
    }
    let before = told(about(&store, &["status"]));
    assert!(before.contains("schema found\t7\n") && !before.contains("catalogue"), "{before}");
    let migrated = told(about(&store, &["migrate"]));
    assert!(migrated.ends_with(&format!(" had schema 7 and has schema {known} now\n")), "{migrated}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_schema_is_told_and_is_exit_code_5() {
    for store in stores().await {
        seed(&store);
        store.database().execute("INSERT INTO migrations (number, checksum) VALUES (99, 'x')");
        let (code, out, err) = run_to_end(about(&store, &["status"]));
        assert_eq!(code, Some(5), "{out}{err}");
        assert!(out.contains("schema found\t99\n") && err.contains("use the newer program"), "{out}{err}");
        assert_fails(about(&store, &["migrate"]), 5, &["schema 99"]);
    }
}

/// A schema by itself cannot be made less durable, but for what is a matter of the connection.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_would_lose_what_it_acknowledges_is_exit_code_5() {
    let Some(schema) = testbed::postgres::schema().await else { return };
    let url = format!("{}%20-c%20synchronous_commit%3Doff", schema.url());
    let (code, out, err) = run_to_end(crate::support::Binary::command(&["store", "status", "--store", &url]));
    assert_eq!(code, Some(5), "{out}{err}");
    assert!(out.contains("schema found\tnone\n") && out.contains("durable\tno: synchronous_commit is off"), "{out}");
    assert!(err.contains("not durable"), "{err}");
}
