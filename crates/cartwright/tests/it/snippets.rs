//! The programs of `docs/clients/`, run as a reader would, against the program itself. The one in C# needs .NET, and is not run.

use crate::support::{Binary, CUSTOMER, PARTNER, Request, run_to_end, send};
use serde_json::Value;
use std::{io::Write as _, path::Path, process::Command};
use tempfile::TempDir;

/// What each of them prints, line by line: the first word of each.
const STEPS: [&str; 9] =
    ["token", "customer", "product", "sku", "availability", "cart", "order", "order", "subscription"];

#[test]
fn the_node_snippet_buys() {
    if runs("node") {
        check(Command::new("node"), "node.mjs");
    } else {
        assert!(!in_ci(), "no node, and in CI there must be one");
        skipped("node.mjs");
    }
}

#[test]
fn the_java_snippet_buys() {
    if runs("java") { check(Command::new("java"), "Order.java") } else { skipped("Order.java") }
}

fn runs(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

#[expect(clippy::disallowed_methods, reason = "who runs the tests says so in the environment")]
fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty())
}

/// Written past the test harness, which shows nothing of a test that passes.
fn skipped(snippet: &str) {
    writeln!(std::io::stderr(), "SKIPPED: docs/clients/{snippet}, for what runs it is not installed").expect("stderr");
}

/// Runs it against a server of its own, and asserts that what it says it did is so.
fn check(mut command: Command, snippet: &str) {
    let folder = TempDir::new().expect("a folder");
    let server = Binary::dev(folder.path(), &[]);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/clients").join(snippet);
    command.arg(path).arg(format!("http://{}", server.address));
    let (code, out, err) = run_to_end(command);
    assert_eq!(code, Some(0), "{out}\n{err}");
    let steps: Vec<(&str, &str)> = out.lines().map(|line| line.split_once(' ').expect("a step and more")).collect();
    let names: Vec<&str> = steps.iter().map(|(step, _)| *step).collect();
    assert_eq!(names, STEPS, "{out}");
    let id = |step: usize| steps[step].1.split([':', ' ']).next().expect("an id");
    assert!(steps[6].1.ends_with(": pending") && steps[7].1.ends_with(": completed"), "{out}");

    let list = subscriptions(&server);
    assert_eq!(list["totalCount"], 1, "{list}");
    let owned = &list["items"][0];
    assert_eq!((&owned["id"], &owned["orderId"]), (&id(8).into(), &id(6).into()));
    assert_eq!((&owned["quantity"], &owned["status"]), (&5.into(), &"active".into()));
    server.kill();
}

/// The subscriptions of the customer that the snippets buy for; it owns none in the beginning.
fn subscriptions(server: &Binary) -> Value {
    let form = "grant_type=client_credentials&client_secret=dev-secret&client_id=20000000-0000-4000-8000-000000000001";
    let sign_in = Request::post(format!("/{PARTNER}/oauth2/v2.0/token"));
    let sign_in = sign_in.bytes("application/x-www-form-urlencoded", form);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let issued = send(server.address, sign_in).await.expect(200);
        let token = issued["access_token"].as_str().expect("a token");
        let list = Request::get(format!("/v1/customers/{CUSTOMER}/subscriptions")).token(token);
        send(server.address, list).await.expect(200)
    })
}
