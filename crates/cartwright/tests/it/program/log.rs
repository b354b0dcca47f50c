//! The log: on stderr, JSON lines where no terminal is, one line a request, never a token or a secret.

use super::{command, token, wish};
use crate::support::{Binary, CUSTOMER, PARTNER, Request, carts, send};
use serde_json::Value;
use std::{fs, fs::File, net::SocketAddr, path::Path};
use tempfile::TempDir;

const SECRETS: [&str; 4] = ["dev-secret", "dev-refresh", "Bearer", "eyJ"];

/// A server whose stderr goes to a file.
fn start(folder: &Path, arguments: &[&str]) -> Binary {
    let mut command = command(folder, arguments);
    command.stderr(File::create(folder.join("stderr")).expect("a file"));
    Binary::launch(command)
}

fn serve(folder: &Path) -> Binary {
    start(folder, &["serve", "--store", "sqlite:shop.db", "--world", "demo", "--listen", "127.0.0.1:0"])
}

/// Ends the server and returns what it wrote.
fn written(server: Binary, folder: &Path) -> String {
    let (status, _) = server.terminate();
    assert_eq!(status.code(), Some(0), "{status}");
    fs::read_to_string(folder.join("stderr")).expect("the log")
}

/// Every line as JSON.
#[track_caller]
fn lines(log: &str) -> Vec<Value> {
    let line = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    log.lines().map(line).collect()
}

/// Requests of every sort, with what the log must say of each.
async fn make_requests(server: SocketAddr) -> (String, Vec<(&'static str, String, u64)>) {
    let token = token(server).await;
    let cart = send(server, Request::post(carts(CUSTOMER)).json(&wish(1)).token(&token)).await;
    let cart = format!("{}/{}", carts(CUSTOMER), cart.expect(201)["id"].as_str().expect("an id"));
    let checkout = format!("{cart}/checkout");
    let with_query = format!("{cart}?access_token={token}");
    let requests = [
        (Request::get(with_query).token(&token), &cart, 200),
        (Request::post(&checkout).token(&token), &checkout, 201),
        (Request::put(&cart).token(&token).json(&wish(2)), &cart, 400),
        (Request::get(&cart).token(&format!("{token}x")), &cart, 401),
        (Request::get(&cart).header("Authorization", format!("Basic {token}")), &cart, 401),
        (Request::new("DELETE", &cart).token(&token), &cart, 405),
        (Request::get("/nowhere").token(&token), &"/nowhere".to_owned(), 404),
    ]
    .map(|(request, path, status)| (request, path.clone(), status));
    let mut expected = vec![("POST", format!("/{PARTNER}/oauth2/v2.0/token"), 200), ("POST", carts(CUSTOMER), 201)];
    for (request, path, status) in requests {
        let method = match request.method.as_str() {
            "GET" => "GET",
            "PUT" => "PUT",
            "POST" => "POST",
            _ => "DELETE",
        };
        assert_eq!(u64::from(send(server, request).await.status.as_u16()), status, "{method} {path}");
        expected.push((method, path, status));
    }
    let form = "grant_type=refresh_token&refresh_token=dev-refresh-wrong&client_secret=dev-secret";
    let wrong = Request::post(format!("/{PARTNER}/oauth2/token"));
    let refused = send(server, wrong.bytes("application/x-www-form-urlencoded", form)).await;
    expected.push(("POST", format!("/{PARTNER}/oauth2/token"), u64::from(refused.status.as_u16())));
    (token, expected)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_one_json_line_a_request_without_any_secret() {
    let folder = TempDir::new().expect("a folder");
    let server = serve(folder.path());
    let (token, expected) = make_requests(server.address).await;
    let log = written(server, folder.path());
    let lines = lines(&log);
    let exchanges = lines.iter().filter(|line| line.get("status").is_some());
    let found: Vec<_> = exchanges
        .map(|line| {
            assert_eq!(line["level"], "INFO", "{line}");
            for name in ["timestamp", "request_id", "correlation_id"] {
                assert!(line[name].as_str().is_some_and(|text| !text.is_empty()), "{name}: {line}");
            }
            let text = |name: &str| line[name].as_str().expect("a text").to_owned();
            (text("method"), text("path"), line["status"].as_u64().expect("a number"))
        })
        .collect();
    let expected: Vec<_> =
        expected.into_iter().map(|(method, path, status)| (method.to_owned(), path, status)).collect();
    assert_eq!(found, expected);
    for part in token.split('.') {
        assert!(!log.contains(part), "a part of the token is in the log");
    }
    for secret in SECRETS {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_client_sends_cannot_forge_a_line() {
    let folder = TempDir::new().expect("a folder");
    let server = serve(folder.path());
    let path = "/v1/%0A%7B%22status%22:200%7D/\"}{\"status\":200,\"path\":\"x";
    let raw = format!("GET {path} HTTP/1.1\r\nHost: test\r\nMS-RequestId: \"}}{{\\\r\n\r\n");
    let answer = crate::support::send_bytes(server.address, raw.as_bytes()).await;
    assert_eq!(answer.status, 404);
    let log = written(server, folder.path());
    let lines = lines(&log);
    let exchanges: Vec<_> = lines.iter().filter(|line| line.get("status").is_some()).collect();
    assert_eq!((exchanges.len(), &exchanges[0]["path"]), (1, &path.into()));
    assert_eq!(exchanges[0]["request_id"], "\"}{\\");
}

/// What is given at the start for a person to copy is the only place where a token is shown.
#[tokio::test(flavor = "multi_thread")]
async fn dev_shows_a_token_in_its_welcome_only() {
    let folder = TempDir::new().expect("a folder");
    let server = start(folder.path(), &["dev", "--listen", "127.0.0.1:0"]);
    let address = server.address;
    let mut shown = None;
    for _ in 0..1_000_000 {
        let written = fs::read_to_string(folder.path().join("stderr")).expect("a log");
        let token = written.lines().find_map(|line| line.strip_prefix("export TOKEN=").map(str::to_owned));
        if written.contains("another token") {
            shown = token;
            break;
        }
        tokio::task::yield_now().await;
    }
    let shown = shown.expect("a welcome with a token");
    let cart = Request::post(carts(CUSTOMER)).json(&wish(1)).token(&shown);
    send(address, cart).await.expect(201);
    make_requests(address).await;
    let log = written(server, folder.path());
    assert!(log.contains(&format!("http://{address}")), "where it is");
    assert_eq!(log.matches(&shown).count(), 1);
    let (lines, welcome): (Vec<_>, Vec<_>) = log.lines().partition(|line| line.starts_with('{'));
    assert!(lines.len() > 10 && welcome.len() < 12, "{log}");
    for secret in SECRETS {
        assert!(!lines.join("\n").contains(secret), "{secret} is in the log");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_can_be_turned_down() {
    let folder = TempDir::new().expect("a folder");
    let mut quiet =
        command(folder.path(), &["serve", "--store", "sqlite:shop.db", "--world", "demo", "--listen", "127.0.0.1:0"]);
    quiet.env("CARTWRIGHT_LOG", "warn");
    quiet.stderr(File::create(folder.path().join("stderr")).expect("a file"));
    let server = Binary::launch(quiet);
    make_requests(server.address).await;
    assert_eq!(written(server, folder.path()), "");
}
