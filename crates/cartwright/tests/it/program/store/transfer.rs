//! `store copy`: what was in a file is in the database, in its order, or nothing is.

use super::{about, assert_fails, told, verify::shop};
use crate::support::{Binary, CUSTOMER, TestClock, TestServer, TestStore};
use std::{process::Command, sync::Arc};

fn copy(from: &TestStore, to: &TestStore) -> Command {
    Binary::command(&["store", "copy", &from.url(), &to.url()])
}

/// A file, and an empty database where there is one.
async fn both() -> Option<(Arc<TestStore>, Arc<TestStore>)> {
    let mut stores = TestStore::of_each_kind().await.into_iter();
    Some((stores.next()?, stores.next()?))
}

/// What clients see of a store.
async fn seen(store: &Arc<TestStore>, clock: &Arc<TestClock>) -> Vec<String> {
    let server = TestServer::on(Arc::clone(store), Arc::clone(clock)).await;
    let of_customer = ["orders?include_price=true", "subscriptions"].map(|it| format!("/v1/customers/{CUSTOMER}/{it}"));
    let mut seen = Vec::new();
    for path in of_customer.into_iter().chain(["/v1/customers".into(), "/v1/products?country=US&targetView=All".into()])
    {
        seen.push(server.get(path).await.text);
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_in_the_file_is_in_the_database_in_its_order() {
    let Some((file, database)) = both().await else { return };
    shop(&file).await;
    let said = told(copy(&file, &database));
    assert!(said.contains("is copied to postgres://") && said.contains(" rows, the same on both sides"), "{said}");
    told(about(&database, &["verify"]));
    let clock = Arc::default();
    let (there, here) = (seen(&file, &clock).await, seen(&database, &clock).await);
    assert!(there[0].contains("totalPrice"), "{}", there[0]);
    assert_eq!(here, there);
    // The key came along: a token of the one is good for the other.
    assert_eq!(database.database().signing_key(), file.database().signing_key());
    assert_fails(copy(&file, &database), 1, &["was not copied", "it is not empty: it has ", " rows in partners"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_fails_leaves_nothing_and_can_be_made_again() {
    let Some((file, database)) = both().await else { return };
    shop(&file).await;
    file.database().execute("UPDATE jobs SET epoch = 'many'");
    assert_fails(copy(&file, &database), 1, &["was not copied"]);
    let empty = database.database();
    for table in ["partners", "customers", "carts", "orders", "counters"] {
        assert_eq!(empty.rows(table), 0, "{table}");
    }
    assert_eq!(empty.rows("catalog_imports"), 1);
    file.database().execute("UPDATE jobs SET epoch = 0");
    told(copy(&file, &database));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_exit_code_2_3_or_5() {
    let file = TestStore::file();
    let url = file.url();
    for (arguments, code, words) in [
        (&["store", "copy", &url][..], 2, &["TO"][..]),
        (&["store", "copy", &url, "shop"], 3, &["TO is shop", "sqlite:PATH"]),
        (&["store", "copy", &url, "sqlite:other.db"], 3, &["accepted is FROM sqlite:PATH and TO postgres://"]),
        (&["store", "copy", &url, "postgres://u:secret@127.0.0.1:1/x"], 5, &["does not exist"]),
    ] {
        assert_fails(Binary::command(arguments), code, words);
    }
    told(about(&file, &["migrate"]));
    assert_fails(Binary::command(&["store", "copy", &url, "postgres://u@127.0.0.1:1/x"]), 5, &["refused"]);
}
