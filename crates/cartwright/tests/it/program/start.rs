//! Starting: the ready line, the stores, and every reason not to start with its exit code.

use super::{assert_fails, command, contents, create_cart, launch, read_cart, token};
use crate::support::{Database, Request, send};
use std::{fs, net::TcpListener, path::Path};
use tempfile::TempDir;

const ANY_PORT: [&str; 2] = ["--listen", "127.0.0.1:0"];

fn folder() -> TempDir {
    TempDir::new().expect("a folder")
}

fn serve(store: &str) -> Vec<&str> {
    [&["serve", "--store", store, "--world", "demo"][..], &ANY_PORT].concat()
}

fn sqlite(path: &Path) -> String {
    format!("sqlite:{}", path.to_str().expect("a path"))
}

#[tokio::test(flavor = "multi_thread")]
async fn ready_is_the_only_line_on_stdout_and_is_true() {
    let folder = folder();
    let server = launch(folder.path(), &[&["dev"][..], &ANY_PORT].concat());
    assert_eq!(send(server.address, Request::get("/readyz")).await.status, 200);
    let token = token(server.address).await;
    create_cart(server.address, &token).await;
    let (status, rest) = server.terminate();
    assert_eq!((status.code(), rest.as_str()), (Some(0), ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn dev_without_a_data_folder_leaves_nothing_behind() {
    let folder = folder();
    let server = launch(folder.path(), &[&["dev"][..], &ANY_PORT].concat());
    let token = token(server.address).await;
    create_cart(server.address, &token).await;
    assert_eq!(contents(folder.path()).len(), 1, "the data is where TMPDIR says");
    assert_eq!(server.terminate().0.code(), Some(0));
    assert_eq!(contents(folder.path()), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_data_folder_survives_with_its_carts_and_its_key() {
    let folder = folder();
    let data = folder.path().join("deep/inside");
    let data = data.to_str().expect("a path");
    let arguments = [&["dev", "--data-dir", data][..], &ANY_PORT].concat();
    let server = launch(folder.path(), &arguments);
    let token = token(server.address).await;
    let cart = create_cart(server.address, &token).await;
    assert_eq!(server.terminate().0.code(), Some(0));
    let log = fs::metadata(Path::new(data).join("cartwright.db-wal"));
    assert!(log.map_or(0, |log| log.len()) == 0, "the log was moved into the file");

    let server = launch(folder.path(), &arguments);
    assert_eq!(read_cart(server.address, &token, &cart).await.expect(200), cart);
}

#[tokio::test(flavor = "multi_thread")]
async fn serve_keeps_the_demo_world_in_the_store_that_was_named() {
    let folder = folder();
    let path = folder.path().join("shop.db");
    let store = sqlite(&path);
    let server = launch(folder.path(), &serve(&store));
    let token = token(server.address).await;
    let cart = create_cart(server.address, &token).await;
    assert_eq!(server.terminate().0.code(), Some(0));
    assert!(path.exists());

    let server = launch(folder.path(), &serve(&store));
    assert_eq!(read_cart(server.address, &token, &cart).await.expect(200), cart);
    assert_eq!(server.terminate().0.code(), Some(0));

    let without_world = launch(folder.path(), &[&["serve", "--store", &store][..], &ANY_PORT].concat());
    let refused = read_cart(without_world.address, &token, &cart).await;
    refused.expect_fault(401, 400);
    let issuer = Request::post("/10000000-0000-4000-8000-000000000001/oauth2/v2.0/token");
    assert_eq!(send(without_world.address, issuer).await.status, 404);
}

#[test]
fn a_command_line_that_cannot_be_read_is_exit_code_2() {
    let folder = folder();
    for arguments in [
        &[][..],
        &["srve"],
        &["dev", "--lisen", "x"],
        &["dev", "--listen"],
        &["dev", "--max-line-items", "many"],
        &["token", "--app-only", "--app-user"],
    ] {
        assert_fails(command(folder.path(), arguments), 2, &["--help"]);
    }
}

#[test]
fn a_setting_that_makes_no_sense_is_exit_code_3_and_is_named() {
    let folder = folder();
    for (arguments, words) in [
        (&["serve"][..], &["store", "sqlite:PATH"][..]),
        (&["serve", "--store", "shop.db"], &["store", "shop.db"]),
        (&["serve", "--store", "sqlite:"], &["store"]),
        (&["serve", "--store", "sqlite:a.db", "--world", "flat"], &["world", "flat", "demo"]),
        (&["dev", "--listen", "nowhere"], &["listen", "nowhere"]),
        (&["dev", "--listen", "127.0.0.1"], &["listen"]),
        (&["dev", "--listen", "192.0.2.1:80"], &["listen", "192.0.2.1"]),
        (&["dev", "--max-line-items", "0"], &["max_line_items"]),
        (&["dev", "--provisioning-delay", "1e9"], &["provisioning_delay"]),
        (&["dev", "--config", "missing.toml"], &["missing.toml"]),
    ] {
        assert_fails(command(folder.path(), arguments), 3, words);
    }
    assert_eq!(contents(folder.path()), Vec::<String>::new());
}

#[test]
fn an_address_in_use_is_exit_code_4() {
    let folder = folder();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a socket");
    let address = taken.local_addr().expect("an address").to_string();
    let words = [address.as_str(), "in use"];
    assert_fails(command(folder.path(), &["dev", "--listen", &address]), 4, &words);
    assert_eq!(contents(folder.path()), Vec::<String>::new(), "dev leaves nothing behind");
    let arguments = ["serve", "--store", "sqlite:shop.db", "--listen", &address];
    assert_fails(command(folder.path(), &arguments), 4, &words);
    assert_eq!(contents(folder.path()), Vec::<String>::new(), "nothing was touched");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_of_a_newer_program_is_exit_code_5_and_stays_as_it_is() {
    let folder = folder();
    let data = folder.path().to_str().expect("a path");
    let arguments = [&["dev", "--data-dir", data][..], &ANY_PORT].concat();
    let server = launch(folder.path(), &arguments);
    assert_eq!(server.terminate().0.code(), Some(0));
    let database = || Database::in_folder(folder.path());
    assert_eq!(database().execute("INSERT INTO migrations VALUES (999, 'x')"), 1);
    let path = folder.path().join("cartwright.db");
    let before = fs::read(&path).expect("the file");

    assert_fails(command(folder.path(), &arguments), 5, &["999", "newer"]);
    assert_fails(command(folder.path(), &serve(&sqlite(&path))), 5, &["999", "newer"]);
    assert_eq!(fs::read(&path).expect("the file"), before);

    assert_eq!(database().execute("DELETE FROM migrations WHERE number = 999"), 1);
    let server = launch(folder.path(), &arguments);
    assert_eq!(send(server.address, Request::get("/readyz")).await.status, 200);
    assert!(database().execute("UPDATE migrations SET checksum = 'x'") > 0);
    drop(server);
    assert_fails(command(folder.path(), &arguments), 5, &["migration 1"]);
}

#[test]
fn a_store_that_cannot_be_opened_is_exit_code_5() {
    let folder = folder();
    let no_database = folder.path().join("poem.txt");
    fs::write(&no_database, "Two roads diverged in a yellow wood, and sorry I could not travel both\n".repeat(99))
        .expect("a file");
    let missing = folder.path().join("missing/shop.db");
    for path in [no_database.as_path(), &missing, folder.path()] {
        assert_fails(command(folder.path(), &serve(&sqlite(path))), 5, &["store"]);
    }
    let data = no_database.to_str().expect("a path");
    let arguments = [&["dev", "--data-dir", data][..], &ANY_PORT].concat();
    assert_fails(command(folder.path(), &arguments), 5, &["store"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_was_killed_opens_again() {
    let folder = folder();
    let store = sqlite(&folder.path().join("shop.db"));
    let server = launch(folder.path(), &serve(&store));
    let token = token(server.address).await;
    let cart = create_cart(server.address, &token).await;
    server.kill();
    let server = launch(folder.path(), &serve(&store));
    assert_eq!(read_cart(server.address, &token, &cart).await.expect(200), cart);
}
