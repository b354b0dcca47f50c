//! `cartwright token`: one token on stdout and nothing else, or an exit code that says why not.

use super::{assert_fails, command, launch, wish};
use crate::support::{
    APPLICATION, Answer, Binary, CUSTOMER, OTHER_CUSTOMER, OTHER_PARTNER, Request, USER, carts, run_to_end, send,
};
use std::{fs, net::TcpListener};
use tempfile::TempDir;

struct Started {
    folder: TempDir,
    server: Binary,
    url: String,
}

fn start() -> Started {
    let folder = TempDir::new().expect("a folder");
    let server = launch(folder.path(), &["dev", "--listen", "127.0.0.1:0"]);
    let url = format!("http://{}", server.address);
    Started { folder, server, url }
}

impl Started {
    /// What the command prints, which must be one token.
    fn token(&self, further: &[&str]) -> String {
        let arguments = [&["token", "--url", &self.url], further].concat();
        let (code, out, err) = run_to_end(command(self.folder.path(), &arguments));
        assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
        let token = out.strip_suffix('\n').expect("a line");
        let base64url = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        let parts: Vec<_> = token.split('.').collect();
        assert!(parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && base64url(part)), "{out}");
        token.to_owned()
    }

    async fn create_cart(&self, customer: &str, token: &str) -> Answer {
        let request = Request::post(carts(customer)).json(&wish(1)).token(token);
        send(self.server.address, request).await
    }
}

/// Who made a cart shows whose token it was.
#[tokio::test(flavor = "multi_thread")]
async fn a_printed_token_works_for_its_sort_of_caller() {
    let started = start();
    for (further, user) in [(&[][..], USER), (&["--app-user"], USER), (&["--app-only"], APPLICATION)] {
        let token = started.token(further);
        let cart = started.create_cart(CUSTOMER, &token).await.expect(201);
        assert_eq!(cart["lastModifiedUser"], user, "{further:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_of_the_tenant_that_was_named() {
    let started = start();
    for further in [&["--tenant", OTHER_PARTNER][..], &["--tenant", OTHER_PARTNER, "--app-only"]] {
        let token = started.token(further);
        started.create_cart(OTHER_CUSTOMER, &token).await.expect(201);
        started.create_cart(CUSTOMER, &token).await.expect_fault(403, 20_002);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_and_for_whom_may_come_from_the_environment_and_the_file() {
    let started = start();
    let settings = format!("url = \"{}\"\ntenant = \"{OTHER_PARTNER}\"\n", started.url);
    fs::write(started.folder.path().join("cartwright.toml"), settings).expect("a file");
    let (code, from_file, err) = run_to_end(command(started.folder.path(), &["token"]));
    assert_eq!(code, Some(0), "{err}");
    started.create_cart(OTHER_CUSTOMER, from_file.trim()).await.expect(201);

    let mut token = command(started.folder.path(), &["token"]);
    token.env("CARTWRIGHT_TENANT", "10000000-0000-4000-8000-000000000001");
    let (code, from_environment, err) = run_to_end(token);
    assert_eq!(code, Some(0), "{err}");
    started.create_cart(CUSTOMER, from_environment.trim()).await.expect(201);
}

#[test]
fn an_unknown_tenant_is_exit_code_3() {
    let folder = TempDir::new().expect("a folder");
    let unknown = "99999999-0000-4000-8000-000000000009";
    for tenant in [unknown, "contoso"] {
        let token = command(folder.path(), &["token", "--tenant", tenant]);
        assert_fails(token, 3, &["tenant", tenant]);
    }
}

#[test]
fn a_url_that_is_none_is_exit_code_3() {
    let folder = TempDir::new().expect("a folder");
    for url in ["", "127.0.0.1:7277", "https://", "ftp://127.0.0.1", "http://"] {
        assert_fails(command(folder.path(), &["token", "--url", url]), 3, &["url"]);
    }
}

/// A socket that is bound elsewhere and closed again: nobody listens at its address.
#[test]
fn no_server_is_exit_code_1() {
    let folder = TempDir::new().expect("a folder");
    let socket = TcpListener::bind("127.0.5.1:0").expect("a socket");
    let url = format!("http://{}", socket.local_addr().expect("an address"));
    drop(socket);
    assert_fails(command(folder.path(), &["token", "--url", &url]), 1, &[&url, "cartwright dev"]);
}
