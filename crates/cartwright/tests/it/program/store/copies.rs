//! `store backup` and `store restore`: copies that are whole although the store is written, and put over nothing.

use super::{about, assert_fails, command, seed, told};
use crate::{
    program::{token, wish},
    support::{Binary, CUSTOMER, Request, TestStore, carts, run_to_end, send},
};
use serde_json::json;
use std::{fs, net::SocketAddr, path::Path};
use tempfile::TempDir;
use tokio::sync::{mpsc, watch};

/// Clients that write while copies are made.
const CLIENTS: usize = 4;

/// Carts that are acknowledged before each copy.
const BEFORE_EACH: usize = 20;

/// Makes carts, and orders them, until it is told to stop.
async fn write(
    server: SocketAddr,
    token: String,
    acknowledged: mpsc::UnboundedSender<String>,
    go_on: watch::Receiver<bool>,
) {
    while *go_on.borrow() {
        let cart = Request::post(carts(CUSTOMER)).json(&wish(1)).token(&token);
        let cart = send(server, cart).await.expect(201);
        let id = cart["id"].as_str().expect("an id").to_owned();
        let check_out = Request::post(format!("{}/{id}/checkout", carts(CUSTOMER))).token(&token);
        send(server, check_out).await;
        acknowledged.send(id).expect("somebody who listens");
    }
}

/// A copy has everything that was acknowledged before it began, and all of it holds together.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_is_made_under_load_has_what_was_acknowledged_and_holds_together() {
    let store = TestStore::file();
    let server = Binary::serve(&store, &[]);
    let token = token(server.address).await;
    let (sender, mut acknowledged) = mpsc::unbounded_channel();
    let (stop, go_on) = watch::channel(true);
    let client = || tokio::spawn(write(server.address, token.clone(), sender.clone(), go_on.clone()));
    let clients: Vec<_> = (0..CLIENTS).map(|_| client()).collect();

    let folder = TempDir::new().expect("a folder");
    let (mut known, mut copies) = (Vec::new(), Vec::new());
    for number in 0..3 {
        for _ in 0..BEFORE_EACH {
            known.push(acknowledged.recv().await.expect("a cart"));
        }
        let file = folder.path().join(format!("copy-{number}"));
        let told = told(about(&store, &["backup", file.to_str().expect("a path")]));
        assert!(told.contains("is backed up to ") && told.contains(" bytes, schema "), "{told}");
        copies.push((file, known.clone()));
    }
    // Whoever wrote goes on undisturbed: there are more carts than when the last copy began.
    known.push(acknowledged.recv().await.expect("a cart"));
    stop.send(false).expect("clients");
    for client in clients {
        client.await.expect("a client");
    }
    assert_eq!(server.terminate().0.code(), Some(0));
    for (file, known) in copies {
        assert_restored(&file, &known);
    }
}

#[track_caller]
fn assert_restored(file: &Path, known: &[String]) {
    let restored = TestStore::file();
    told(about(&restored, &["restore", file.to_str().expect("a path")]));
    told(about(&restored, &["verify"]));
    let database = restored.database();
    for id in known {
        let found = database.number(&format!("SELECT count(*) FROM carts WHERE id = {}", database.id(id)));
        assert_eq!(found, 1, "{id} is not in {}", file.display());
    }
}

/// A server goes on with what was restored.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_serves_what_was_restored() {
    let (store, folder) = (TestStore::file(), TempDir::new().expect("a folder"));
    let file = folder.path().join("copy");
    let server = Binary::serve(&store, &[]);
    let its_token = token(server.address).await;
    let cart = Request::post(carts(CUSTOMER)).json(&wish(2)).token(&its_token);
    let cart = send(server.address, cart).await.expect(201);
    told(about(&store, &["backup", file.to_str().expect("a path")]));
    server.kill();

    let restored = TestStore::file();
    told(about(&restored, &["restore", file.to_str().expect("a path")]));
    let server = Binary::serve(&restored, &[]);
    // The key that signs tokens came along.
    let read = Request::get(format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"))).token(&its_token);
    assert_eq!(send(server.address, read).await.expect(200)["lineItems"][0]["quantity"], json!(2));
    assert_eq!(server.terminate().0.code(), Some(0));
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("a file").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_put_over_anything() {
    let (store, folder) = (TestStore::file(), TempDir::new().expect("a folder"));
    seed(&store);
    let place = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    fs::write(place("taken"), "a letter").expect("a file");
    assert_fails(about(&store, &["backup", &place("taken")]), 1, &["taken is there already"]);
    told(about(&store, &["backup", &place("copy")]));
    assert_fails(about(&store, &["restore", &place("copy")]), 1, &["cartwright.db is there already"]);
    fs::write(place("new.db-wal"), "of an old store").expect("a file");
    let url = format!("sqlite:{}", place("new.db"));
    let beside = Binary::command(&["store", "restore", &place("copy"), "--store", &url]);
    assert_fails(beside, 1, &["new.db-wal is there already"]);
    assert_eq!(fs::read_to_string(place("taken")).expect("the letter"), "a letter");
    assert_eq!(names(folder.path()), ["copy", "new.db-wal", "taken"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_store_or_damaged_is_not_restored_and_leaves_nothing() {
    let (store, folder) = (TestStore::file(), TempDir::new().expect("a folder"));
    seed(&store);
    let place = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    told(about(&store, &["backup", &place("copy")]));
    let mut bytes = fs::read(place("copy")).expect("the copy");
    let middle = bytes.len() / 2 / 4_096 * 4_096;
    bytes[middle..middle + 4_096].fill(0xAA);
    fs::write(place("damaged"), bytes).expect("a file");
    fs::write(place("poem"), "Two roads diverged in a yellow wood\n".repeat(99)).expect("a file");
    fs::write(place("empty"), "").expect("a file");
    let newer = rusqlite::Connection::open(place("newer")).expect("a file");
    let newest = "CREATE TABLE migrations (number INTEGER, checksum TEXT); INSERT INTO migrations VALUES (99, 'x')";
    newer.execute_batch(newest).expect("a schema");
    drop(newer);
    let before = names(folder.path());
    for (file, words) in [
        ("damaged", "it is damaged"),
        ("poem", "not a database"),
        ("empty", "no schema"),
        ("newer", "use the newer program"),
        ("missing", "does not exist"),
    ] {
        let restore = ["store", "restore", file, "--store", "sqlite:new.db"];
        assert_fails(command(folder.path(), &restore), 1, &["new.db was not restored from", words]);
    }
    assert_eq!(names(folder.path()), before);
    for file in ["newer", "poem", "missing"] {
        let backup = ["store", "backup", "new", "--store", &format!("sqlite:{file}")];
        assert_fails(command(folder.path(), &backup), 5, &[]);
    }
    assert_eq!(names(folder.path()), before);
}

/// PostgreSQL's own programs do it: what the command says is what works.
#[tokio::test(flavor = "multi_thread")]
async fn for_postgres_it_says_how() {
    let url = "postgres://u:secret@h/shop?password=secret&sslmode=disable";
    for (verb, words) in [
        ("backup", &["pg_dump --format=custom --file='it'\\''s' --dbname='postgres://u@h/shop?sslmode=disable'"][..]),
        (
            "restore",
            &["pg_restore --single-transaction --no-owner", "'postgres://u@h/shop?sslmode=disable' 'it'\\''s'"],
        ),
    ] {
        let arguments = ["store", verb, "it's", "--store", url];
        assert_fails(Binary::command(&arguments), 3, words);
        let (_, _, err) = run_to_end(Binary::command(&arguments));
        assert!(!err.contains("secret"), "{err}");
    }
}
