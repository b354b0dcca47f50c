//! A disk with less room than is to stay free: nothing is written, everything is read, and it is said (P12).

use super::{assert_fails, command, create_cart, launch, read_cart, token, wish};
use crate::support::{CUSTOMER, Request, carts, send};
use tempfile::TempDir;

/// More than any disk has.
const ALL: [&str; 2] = ["--min-free-space", "1000000000"];

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_refused_and_reads_and_answered_retries_go_on() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().to_str().expect("a path");
    let usual = ["dev", "--listen", "127.0.0.1:0", "--data-dir", data];
    let server = launch(folder.path(), &usual);
    let token = token(server.address).await;
    let cart = create_cart(server.address, &token).await;
    let named = || Request::post(carts(CUSTOMER)).json(&wish(2)).token(&token).request_id("named");
    let made = send(server.address, named()).await.expect(201);
    assert_eq!(server.terminate().0.code(), Some(0));

    let server = launch(folder.path(), &[&usual[..], &ALL].concat());
    for _ in 0..3 {
        let refused = send(server.address, Request::post(carts(CUSTOMER)).json(&wish(3)).token(&token)).await;
        refused.expect_fault(503, 800_003);
    }
    assert_eq!(read_cart(server.address, &token, &cart).await.expect(200), cart);
    assert_eq!(send(server.address, named()).await.expect(201), made);
    assert_eq!(server.terminate().0.code(), Some(0));

    let server = launch(folder.path(), &usual);
    create_cart(server.address, &token).await;
}

#[test]
fn a_new_store_needs_room() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().to_str().expect("a path");
    let start = [&["dev", "--listen", "127.0.0.1:0", "--data-dir", data][..], &ALL].concat();
    assert_fails(command(folder.path(), &start), 5, &["the disk of the store has too little room"]);
}
