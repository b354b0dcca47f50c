//! The programs of `docs/clients/`, run as a reader would, against the program itself.

use crate::support::{Binary, CUSTOMER, PARTNER, Request, run_to_end, send};
use serde_json::Value;
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// What each of them prints, line by line: the first word of each.
const STEPS: [&str; 9] =
    ["token", "customer", "product", "sku", "availability", "cart", "order", "order", "subscription"];

#[test]
fn the_node_snippet_buys() {
    if runs("node") {
        check(interpreted("node", "node.mjs"));
    } else {
        assert!(!in_ci(), "no node, and in CI there must be one");
        skipped("node.mjs");
    }
}

#[test]
fn the_java_snippet_buys() {
    if runs("java") { check(interpreted("java", "Order.java")) } else { skipped("Order.java") }
}

/// The project lies in a folder of its own, where no package can be had, and is built without a warning.
#[test]
fn the_dotnet_snippet_buys_and_says_why_it_cannot() {
    if !runs("dotnet") {
        return skipped("Order.cs");
    }
    let folder = TempDir::new().expect("a folder");
    let offline = "<configuration><packageSources><clear /></packageSources></configuration>";
    fs::write(folder.path().join("nuget.config"), offline).expect("a configuration");
    succeed(dotnet(folder.path(), &["new", "console", "--output", "order"]));
    fs::copy(snippet("Order.cs"), folder.path().join("order/Program.cs")).expect("a copy");
    succeed(dotnet(folder.path(), &["build", "order"]));
    let run = || dotnet(folder.path(), &["run", "--no-build", "--project", "order"]);
    check(run());

    let server = Binary::dev(folder.path(), &[]);
    let mut with_another_secret = run();
    with_another_secret.arg(format!("http://{}", server.address)).arg("not-the-secret");
    let (code, out, err) = run_to_end(with_another_secret);
    assert_eq!((code, out.as_str()), (Some(1), ""), "{err}");
    assert!(err.starts_with("no token: 401, client_id and client_secret"), "{err}");
    server.kill();
}

/// A command of .NET that asks nothing of the machine but itself, and leaves nothing behind on it.
fn dotnet(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("dotnet");
    command.args(arguments).current_dir(folder);
    command.env("DOTNET_CLI_HOME", folder).env("NUGET_PACKAGES", folder.join("packages"));
    command.env("DOTNET_CLI_TELEMETRY_OPTOUT", "1").env("DOTNET_NOLOGO", "1");
    command.env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1").env("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false");
    // Properties of the build: no server of the compiler outlives it, and a warning is an error.
    command.env("MSBUILDDISABLENODEREUSE", "1").env("UseSharedCompilation", "false");
    command.env("TreatWarningsAsErrors", "true");
    command
}

#[track_caller]
fn succeed(command: Command) {
    let (code, out, err) = run_to_end(command);
    assert_eq!(code, Some(0), "{out}\n{err}");
}

fn interpreted(program: &str, name: &str) -> Command {
    let mut command = Command::new(program);
    command.arg(snippet(name));
    command
}

fn snippet(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/clients").join(name)
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
fn check(mut command: Command) {
    let folder = TempDir::new().expect("a folder");
    let server = Binary::dev(folder.path(), &[]);
    command.arg(format!("http://{}", server.address));
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
