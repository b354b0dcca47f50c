//! The command line, as its users meet it: the real program in a process of its own.
//!
//! What it serves is the business of the other modules; here is how it starts, ends, is set up, and what it prints.

mod catalog;
mod configuration;
mod end;
mod issuers;
mod log;
mod privacy;
mod space;
mod start;
mod store;
mod tls;
mod tokens;

use crate::support::{Answer, Binary, CUSTOMER, LICENCE, Request, carts, run_to_end, send, token};
use serde_json::{Value, json};
use std::{
    net::SocketAddr,
    path::Path,
    process::{Command, Stdio},
};

/// A command that runs in that folder and finds nothing else of the machine.
fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Binary::command(arguments);
    command.current_dir(folder).env("TMPDIR", folder);
    command
}

/// A server whose log nobody reads.
fn launch(folder: &Path, arguments: &[&str]) -> Binary {
    let mut command = command(folder, arguments);
    command.stderr(Stdio::null());
    Binary::launch(command)
}

/// Runs a command that must fail: with that exit code, nothing on stdout, and every one of those words on stderr.
#[track_caller]
fn assert_fails(command: Command, code: i32, words: &[&str]) {
    let told = format!("{command:?}");
    let (found, out, err) = run_to_end(command);
    assert_eq!((found, out.as_str()), (Some(code), ""), "{told}: {err}");
    for word in words {
        assert!(err.contains(word), "{told}: {word} is not in {err}");
    }
}

fn wish(quantity: i32) -> Value {
    let line =
        json!({ "catalogItemId": LICENCE, "quantity": quantity, "billingCycle": "monthly", "termDuration": "P1Y" });
    json!({ "lineItems": [line] })
}

async fn create_cart(server: SocketAddr, token: &str) -> Value {
    let request = Request::post(carts(CUSTOMER)).json(&wish(1)).token(token);
    send(server, request).await.expect(201)
}

async fn read_cart(server: SocketAddr, token: &str, cart: &Value) -> Answer {
    let path = format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"));
    send(server, Request::get(path).token(token)).await
}

/// The names of what lies in a folder.
fn contents(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("an entry").file_name();
    entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect()
}
