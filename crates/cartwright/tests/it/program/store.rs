//! `cartwright store`: what its commands say of a store, on both databases, and how each of them ends.

mod copies;
mod distribute;
mod status;
mod transfer;
mod verify;

use super::{assert_fails, command};
use crate::support::{Binary, TestStore, run_to_end};
use std::{path::Path, process::Command, sync::Arc};

/// A command of the program about a store.
fn about(store: &TestStore, arguments: &[&str]) -> Command {
    let url = store.url();
    Binary::command(&[&["store"][..], arguments, &["--store", &url]].concat())
}

/// What a command prints that must succeed.
#[track_caller]
fn told(command: Command) -> String {
    let (code, out, err) = run_to_end(command);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    out
}

/// A fresh store in a file, and one in PostgreSQL where there is one.
async fn stores() -> Vec<Arc<TestStore>> {
    TestStore::of_each_kind().await
}

/// A store of the demo world, that a server has made.
fn seed(store: &TestStore) {
    let (status, _) = Binary::serve(store, &[]).terminate();
    assert!(status.success());
}

#[test]
fn what_is_missing_or_makes_no_sense_is_exit_code_2_3_or_5() {
    let folder = tempfile::TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("poem.txt"), "Two roads diverged in a yellow wood\n".repeat(99)).expect("a file");
    for (arguments, code, words) in [
        (&["store"][..], 2, &["status"][..]),
        (&["store", "status"], 3, &["store is missing", "sqlite:PATH"]),
        (&["store", "status", "--store", "shop.db"], 3, &["shop.db"]),
        (&["store", "status", "--store", "sqlite:shop.db"], 5, &["shop.db does not exist"]),
        (&["store", "status", "--store", "sqlite:poem.txt"], 5, &["not a database"]),
        (&["store", "migrate", "--store", "sqlite:poem.txt"], 5, &["not a database"]),
        (&["store", "status", "--store", "postgres://u:secret@127.0.0.1:1/x"], 5, &["refused"]),
    ] {
        assert_fails(of(folder.path(), arguments), code, words);
    }
}

fn of(folder: &Path, arguments: &[&str]) -> Command {
    command(folder, arguments)
}
