//! TLS by flags: the ready line, what is wrong with the files, another certificate while the server runs, and an end in order.

use super::{assert_fails, command, contents, launch, token, wish};
use crate::support::{Binary, CUSTOMER, Certificate, Http2, Request, carts, head, received, run_to_end};
use std::{fs, io::ErrorKind, path::Path, time::Duration};
use tempfile::TempDir;
use tokio::{net::TcpStream, time::timeout};

const PROMPTLY: Duration = Duration::from_secs(15);
const PATIENCE: Duration = Duration::from_secs(60);
const FLAGS: [&str; 4] = ["--tls-certificate", "certificate.pem", "--tls-key", "key.pem"];

fn start(folder: &Path) -> Binary {
    let data = folder.to_str().expect("a path");
    launch(folder, &[&["dev", "--listen", "127.0.0.1:0", "--data-dir", data][..], &FLAGS].concat())
}

async fn client(server: &Binary, certificate: &Certificate) -> Http2 {
    Http2::over(certificate.connect(server.address, &["h2"]).await.expect("TLS")).await
}

/// A token of the same store, which a server without TLS gives out.
async fn token_of(folder: &Path) -> String {
    let plain = launch(folder, &["dev", "--listen", "127.0.0.1:0", "--data-dir", folder.to_str().expect("a path")]);
    let token = token(plain.address).await;
    assert_eq!(plain.terminate().0.code(), Some(0));
    token
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ready_line_says_https_and_sigterm_finishes_what_is_under_way() {
    let folder = TempDir::new().expect("a folder");
    let certificate = Certificate::write(folder.path());
    let token = token_of(folder.path()).await;
    let server = start(folder.path());
    assert_eq!(server.scheme, "https");

    let mut client = client(&server, &certificate).await;
    assert_eq!(client.send(Request::get("/readyz")).await.status, 200);
    let request = Request::post(carts(CUSTOMER)).json(&wish(3)).token(&token);
    let (first_half, second_half) = request.body.split_at(request.body.len() / 2);
    let (answer, mut body) = client.begin(head(&request), false).await.expect("a stream");
    body.send_data(first_half.to_vec().into(), false).expect("half a body");
    // By this answer the server has begun with the cart.
    assert_eq!(client.send(Request::get("/livez")).await.status, 200);
    let shaking_hands = TcpStream::connect(server.address).await.expect("a connection");

    let address = server.address;
    server.signal("TERM");
    let refused = async { while TcpStream::connect(address).await.is_ok() {} };
    timeout(PROMPTLY, refused).await.expect("nothing new is taken");
    body.send_data(second_half.to_vec().into(), true).expect("the other half");
    received(answer).await.expect("an answer").expect(201);
    let ended = timeout(PROMPTLY, client.ended()).await.expect("an end in time");
    // The server has said that it goes, and has gone: a client that still says goodbye may find nobody.
    let nobody = |error: &h2::Error| error.get_io().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe);
    assert!(ended.as_ref().err().is_none_or(nobody), "an end in order: {ended:?}");
    assert_eq!(server.wait().code(), Some(0));
    drop(shaking_hands);
}

/// `cartwright token`, as the welcome of `cartwright dev` shows it.
#[test]
fn a_token_is_had_over_tls_from_whom_the_system_trusts() {
    let folder = TempDir::new().expect("a folder");
    let _certificate = Certificate::write(folder.path());
    let server = start(folder.path());
    let url = format!("https://{}", server.address);
    let ask = |roots: &str| {
        let mut ask = command(folder.path(), &["token", "--url", &url]);
        ask.env("SSL_CERT_FILE", roots);
        ask
    };
    let (code, token, told) = run_to_end(ask("certificate.pem"));
    assert_eq!((code, told.as_str()), (Some(0), ""));
    assert_eq!(token.trim_end().split('.').count(), 3, "{token}");
    assert_fails(ask("key.pem"), 1, &[&url, "certificate"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn sighup_reads_the_certificate_again() {
    let folder = TempDir::new().expect("a folder");
    let first = Certificate::write(folder.path());
    let server = start(folder.path());
    let mut before = client(&server, &first).await;

    let second = Certificate::write(folder.path());
    second.connect(server.address, &[]).await.expect_err("files alone change nothing");
    server.signal("HUP");
    let renewed = async { while second.connect(server.address, &[]).await.is_err() {} };
    timeout(PATIENCE, renewed).await.expect("the new certificate");
    first.connect(server.address, &[]).await.expect_err("the old one");

    second.spoil_key();
    server.signal("HUP");
    for _ in 0..10 {
        second.connect(server.address, &[]).await.expect("what is wrong changes nothing");
    }
    assert_eq!(before.send(Request::get("/livez")).await.status, 200, "connections go on");
    drop(before);
    assert_eq!(server.terminate().0.code(), Some(0));
}

#[test]
fn what_is_wrong_with_certificate_or_key_is_exit_code_3() {
    let folder = TempDir::new().expect("a folder");
    let certificate = Certificate::write(folder.path());
    let dev = |flags: &[&str]| command(folder.path(), &[&["dev", "--listen", "127.0.0.1:0"], flags].concat());
    let [name, file, key_name, key] = FLAGS;
    assert_fails(dev(&[name, file]), 3, &["tls_key is missing", "tls_certificate"]);
    assert_fails(dev(&[key_name, key]), 3, &["tls_certificate is missing", "tls_key"]);
    assert_fails(dev(&[name, "none.pem", key_name, key]), 3, &["tls_certificate is none.pem", "No such file"]);
    assert_fails(dev(&[name, file, key_name, "none.pem"]), 3, &["tls_key is none.pem", "No such file"]);
    assert_fails(dev(&[name, key, key_name, key]), 3, &["tls_certificate is key.pem", "no certificate"]);
    assert_fails(dev(&[name, file, key_name, file]), 3, &["tls_key is certificate.pem", "PEM"]);
    certificate.spoil_key();
    assert_fails(dev(&FLAGS), 3, &["tls_key is key.pem", "certificate.pem", "KeyMismatch"]);
    fs::write(folder.path().join("certificate.pem"), "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n")
        .expect("a file");
    assert_fails(dev(&FLAGS), 3, &["tls_certificate is certificate.pem"]);
    let mut files = contents(folder.path());
    files.sort();
    assert_eq!(files, ["certificate.pem", "key.pem"], "nothing was begun");
}

#[test]
fn limits_of_connections_that_make_no_sense_are_named() {
    let folder = TempDir::new().expect("a folder");
    for (flags, words) in [
        (&["--max-connections", "0"][..], &["max_connections is 0", "from 1 to"][..]),
        (&["--max-connections", "4000000000"], &["max_connections is 4000000000", "RLIMIT_NOFILE"]),
        (&["--max-connections", "5", "--max-connections-per-address", "6"], &["max_connections_per_address is 6", "5"]),
        (&["--write-timeout", "0"], &["write_timeout is 0", "1 to 3600"]),
    ] {
        assert_fails(command(folder.path(), &[&["dev", "--listen", "127.0.0.1:0"], flags].concat()), 3, words);
    }
    let mut few_files = std::process::Command::new("sh");
    let program = env!("CARGO_BIN_EXE_cartwright");
    few_files.args(["-c", &format!("ulimit -n 64 && exec {program} dev --listen 127.0.0.1:0")]);
    few_files.env_clear().current_dir(folder.path());
    let (code, _, told) = run_to_end(few_files);
    assert_eq!(code, Some(3), "{told}");
    assert!(told.contains("RLIMIT_NOFILE"), "{told}");
}
