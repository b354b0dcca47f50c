//! SQLite: the suite, and what survives a closing.

use store::{Changes, Put, SqliteOptions, SqliteStore, Store as _, conformance};
use tempfile::TempDir;

fn open(folder: &TempDir) -> SqliteStore {
    let path = folder.path().join("store.db");
    let options = SqliteOptions { path, on_io_error: Box::new(|error| panic!("the disk failed: {error}")) };
    SqliteStore::open(options).expect("a store")
}

async fn fresh() -> (TempDir, SqliteStore) {
    let folder = TempDir::new().expect("a folder");
    let store = open(&folder);
    (folder, store)
}

mod suite {
    store::conformance_tests!(super::fresh);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_committed_is_there_when_the_file_is_opened_again() {
    let (folder, store) = fresh().await;
    let cart = conformance::cart(conformance::owner(1), 1);
    let changes = Changes { carts: vec![Put::new(cart.clone())], ..Changes::of(cart.customer) };
    store.commit(changes).await.expect("a commit");
    store.close().await;
    drop(store);
    let read = open(&folder).cart(cart.customer, cart.id).await.expect("a read");
    assert_eq!(read.map(|read| read.value), Some(cart));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_store_takes_no_more_writes() {
    let (_folder, store) = fresh().await;
    store.close().await;
    let cart = conformance::cart(conformance::owner(1), 1);
    let changes = Changes { carts: vec![Put::new(cart.clone())], ..Changes::of(cart.customer) };
    let refused = store.commit(changes).await;
    assert!(matches!(refused, Err(store::CommitError::Unavailable(_))), "{refused:?}");
}
