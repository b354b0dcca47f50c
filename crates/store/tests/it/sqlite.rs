//! SQLite: the suite, and what survives a closing.

use domain::catalog::{Product, ProductKind};
use store::{Changes, CommitError, Put, SqliteOptions, SqliteStore, Store as _, conformance};
use tempfile::TempDir;

fn open(folder: &TempDir) -> SqliteStore {
    open_keeping(folder, SqliteOptions::FREE_SPACE)
}

fn open_keeping(folder: &TempDir, free_space: u64) -> SqliteStore {
    let path = folder.path().join("store.db");
    let on_io_error = Box::new(|error: &str| panic!("the disk failed: {error}"));
    SqliteStore::open(SqliteOptions { path, free_space, on_io_error }).expect("a store")
}

fn fresh() -> (TempDir, SqliteStore) {
    let folder = TempDir::new().expect("a folder");
    let store = open(&folder);
    (folder, store)
}

mod suite {
    async fn fresh() -> Option<(tempfile::TempDir, store::SqliteStore)> {
        Some(super::fresh())
    }

    store::conformance_tests!(fresh);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_committed_is_there_when_the_file_is_opened_again() {
    let (folder, store) = fresh();
    let cart = conformance::cart(conformance::owner(1), 1);
    let changes = Changes { carts: vec![Put::new(cart.clone())], ..Changes::of(cart.customer) };
    store.commit(changes).await.expect("a commit");
    store.close().await;
    drop(store);
    let read = open(&folder).cart(cart.customer, cart.id).await.expect("a read");
    assert_eq!(read.map(|read| read.value), Some(cart));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_where_the_disk_has_too_little_room_and_everything_is_read() {
    let (folder, store) = fresh();
    let put = |number| {
        let cart = conformance::cart(conformance::owner(1), number);
        (cart.clone(), Changes { carts: vec![Put::new(cart.clone())], ..Changes::of(cart.customer) })
    };
    let (cart, changes) = put(1);
    store.commit(changes).await.expect("a commit");
    store.close().await;
    drop(store);
    // More than any disk has.
    let store = open_keeping(&folder, u64::MAX);
    let (other, changes) = put(2);
    let refused = store.commit(changes).await.expect_err("a disk without room");
    assert!(matches!(&refused, CommitError::Unavailable(why) if why.contains("room")), "{refused}");
    assert!(store.cart(cart.customer, cart.id).await.expect("a read").is_some());
    assert!(store.cart(other.customer, other.id).await.expect("a read").is_none());
    store.close().await;
    drop(store);
    let store = open_keeping(&folder, 0);
    store.commit(put(2).1).await.expect("a disk that may be filled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_store_takes_no_more_writes() {
    let (_folder, store) = fresh();
    store.close().await;
    let cart = conformance::cart(conformance::owner(1), 1);
    let changes = Changes { carts: vec![Put::new(cart.clone())], ..Changes::of(cart.customer) };
    let refused = store.commit(changes).await;
    assert!(matches!(refused, Err(store::CommitError::Unavailable(_))), "{refused:?}");
}

/// Imports leave no rows behind that do not count: neither what products were before, nor what was never switched to.
#[tokio::test(flavor = "multi_thread")]
async fn what_no_longer_counts_of_the_catalogue_is_dropped() {
    let (folder, store) = fresh();
    let rows = || {
        let connection = rusqlite::Connection::open(folder.path().join("store.db")).expect("the file");
        connection.query_row("SELECT count(*) FROM products", [], |row| row.get::<_, i64>(0)).expect("a count")
    };
    let products = || (0..1_200).map(|n| product(&format!("P{n:04}"))).collect::<Vec<_>>();
    for _ in 0..3 {
        let mut import = store.begin_import().await.expect("an import");
        import.stage(products()).await.expect("products");
        assert!(import.switch().await.expect("a switch").is_some());
        assert_eq!(rows(), 1_200);
    }
    let mut left = store.begin_import().await.expect("an import");
    left.stage(products()).await.expect("products");
    assert_eq!(rows(), 2_400);
    drop(left);
    let next = store.begin_import().await.expect("an import");
    assert_eq!(rows(), 1_200);
    drop(next);
}

fn product(id: &str) -> Product {
    Product {
        id: id.to_owned(),
        title: id.to_owned(),
        description: None,
        publisher: None,
        kind: ProductKind::OnlineServicesNce,
        sub_kind: None,
        skus: Vec::new(),
    }
}

/// Whoever holds the file for too long makes others fail, and does no more harm: nothing was begun.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_another_process_holds_is_not_available_and_later_is() {
    let (folder, store) = fresh();
    let other = rusqlite::Connection::open(folder.path().join("store.db")).expect("the file");
    other.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    let cart = conformance::cart(conformance::owner(1), 1);
    let changes = || Changes { carts: vec![Put::new(cart.clone())], ..Changes::of(cart.customer) };
    let refused = store.commit(changes()).await;
    assert!(matches!(refused, Err(store::CommitError::Unavailable(_))), "{refused:?}");
    other.execute_batch("ROLLBACK").expect("no lock");
    store.commit(changes()).await.expect("a commit");
}
