//! The program on PostgreSQL: how it starts, what it refuses, and what it leaves.

use crate::support::{
    Binary, CUSTOMER, PLAIN_LICENCE, Request, TestStore, cart_of, carts, line, run_to_end, send, token,
};
use std::process::Command;
use testbed::postgres::Cluster;

fn serve(url: &str) -> Command {
    let mut command = Binary::command(&["serve", "--listen", "127.0.0.1:0", "--world", "demo", "--store", url]);
    command.env("CARTWRIGHT_LOG", "error");
    command
}

/// Ends with that exit code and says those words, and nothing of a password.
#[track_caller]
fn refuses(url: &str, exit_code: i32, words: &[&str]) {
    let (code, _, told) = run_to_end(serve(url));
    assert_eq!(code, Some(exit_code), "{url}: {told}");
    for word in words {
        assert!(told.contains(word), "{word} is not in {told}");
    }
    assert!(!told.contains("secret"), "{told}");
}

#[test]
fn a_database_that_cannot_be_had_is_told() {
    // A port that nobody listens on any more.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    refuses(&format!("postgres://u:secret@127.0.0.1:{port}/shop"), 5, &["cannot open the store"]);
    refuses("postgres://u:secret@127.0.0.1/shop?sslmode=prefer", 5, &["sslmode is prefer", "verify-full"]);
    refuses("postgres://u:secret@db.example.com/shop?sslrootcert=/no/such/file", 5, &["sslrootcert /no/such/file"]);
    refuses("postgres:shop", 3, &["store is postgres:shop", "postgres://USER:PASSWORD@HOST/DATABASE"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_stored_is_there_after_a_restart_and_a_newer_schema_is_refused() {
    let Some(schema) = testbed::postgres::schema().await else { return };
    let store = TestStore::Schema(schema);
    let server = Binary::serve(&store, &[]);
    let token = token(server.address).await;
    let wish = cart_of([line(PLAIN_LICENCE, 1, "monthly", Some("P1M"))]);
    let cart = send(server.address, Request::post(carts(CUSTOMER)).json(&wish).token(&token)).await.expect(201);
    server.kill();
    let server = Binary::serve(&store, &[]);
    let path = format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"));
    assert_eq!(send(server.address, Request::get(path).token(&token)).await.expect(200), cart);
    assert_eq!(server.terminate().0.code(), Some(0));

    let database = store.database();
    assert_eq!(database.execute("INSERT INTO migrations VALUES (999, 'x')"), 1);
    let before = database.everything();
    refuses(&store.url(), 5, &["999", "newer"]);
    assert_eq!(database.everything(), before);
    assert_eq!(database.execute("DELETE FROM migrations WHERE number = 999"), 1);
    assert_eq!(database.execute("UPDATE migrations SET checksum = 'x'"), 1);
    refuses(&store.url(), 5, &["migration 1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_forgets_is_refused() {
    let Some(schema) = testbed::postgres::schema().await else { return };
    let forgetful = format!("{}%20-c%20synchronous_commit%3Doff", schema.url());
    refuses(&forgetful, 5, &["not durable", "synchronous_commit is off"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_is_searched_where_it_is() {
    let Some(schema) = testbed::postgres::schema().await else { return };
    let store = TestStore::Schema(schema);
    assert_eq!(Binary::serve(&store, &[]).terminate().0.code(), Some(0));
    let (code, found, told) =
        run_to_end(Binary::command(&["catalog", "search", "CFQ7TTC0LH16:0001", "--store", &store.url()]));
    assert_eq!(code, Some(0), "{told}");
    assert!(found.lines().any(|line| line.starts_with(PLAIN_LICENCE)), "{found}{told}");
}

/// The certificate is verified: by whom it was signed, and for which name.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_is_spoken_to_under_tls() {
    let Some(cluster) = Cluster::start_with_tls() else { return };
    cluster.answers().await;
    let port = cluster.port();
    let root = cluster.root().to_str().expect("a path").to_owned();
    let url = |host: &str, query: &str| format!("postgres://postgres@{host}:{port}/postgres?{query}");
    let trusted = format!("sslmode=verify-full&sslrootcert={root}");
    refuses(&url("127.0.0.1", &trusted), 5, &["certificate"]);
    refuses(&url("localhost", "sslmode=require"), 5, &["certificate"]);

    let server = Binary::launch(serve(&url("localhost", &trusted)));
    let token = token(server.address).await;
    send(server.address, Request::get("/v1/customers").token(&token)).await.expect(200);
    let (client, connection) =
        tokio_postgres::connect(&cluster.url(), tokio_postgres::NoTls).await.expect("a connection");
    tokio::spawn(connection);
    let ours = "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'cartwright'";
    let ours = client.query(ours, &[]).await.expect("connections");
    assert!(!ours.is_empty() && ours.iter().all(|connection| connection.get(0)), "every connection is under TLS");
}
