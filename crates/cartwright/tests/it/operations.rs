//! `contract/operations.tsv` is true, in both directions: of what is served, and of what is not.

use crate::support::{BASE_SUBSCRIPTION, LEGACY_CUSTOMER, PARTNER, Request, TestServer, send};
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = "contract/operations.tsv";

/// A row of the file.
#[derive(Clone, Copy, Debug)]
struct Row<'a> {
    method: &'a str,
    path: &'a str,
    status: &'a str,
    operation_id: &'a str,
}

fn rows() -> Vec<Row<'static>> {
    let lines = include_str!("../../../../contract/operations.tsv").lines().skip(1);
    let row = |line: &'static str| match line.split('\t').collect::<Vec<_>>()[..] {
        [method, path, _, status, operation_id, _] => Row { method, path, status, operation_id },
        _ => panic!("no row: {line:?}"),
    };
    lines.map(row).collect()
}

/// The operations of the served description: method and path, with the operation's id.
async fn described() -> BTreeMap<(String, String), String> {
    let server = TestServer::start().await;
    let description = send(server.address(), Request::get("/_docs/openapi.json")).await.expect(200);
    let mut operations = BTreeMap::new();
    for (path, item) in description["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("a path").iter().filter(|(name, _)| *name != "parameters") {
            let id = operation["operationId"].as_str().expect("an operationId").to_owned();
            operations.insert((method.to_uppercase(), path.replace("/v{version}", "/v1")), id);
        }
    }
    operations
}

/// The path with ids in it that could be right.
fn filled(path: &str) -> String {
    let known = [("{tenant}", PARTNER), ("{customer_id}", LEGACY_CUSTOMER), ("{subscription_id}", BASE_SUBSCRIPTION)];
    let path = known.iter().fold(path.to_owned(), |path, (name, id)| path.replace(name, id));
    let parts: Vec<&str> = path.split(['{', '}']).collect();
    parts.iter().enumerate().map(|(index, part)| if index % 2 == 1 { "1" } else { *part }).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_that_is_described_is_listed_as_served() {
    for ((method, path), id) in described().await {
        let row = rows().into_iter().find(|row| (row.method, row.path) == (&method, &path));
        let row = row.unwrap_or_else(|| panic!("{FILE} lacks a row for {method} {path}: add it as served, {id}"));
        let listed = (row.status, row.operation_id);
        assert_eq!(
            listed,
            ("served", &*id),
            "{FILE}: flip the row `{method}\t{path}` to `served` with the operation_id `{id}`, say what is simplified, and \
             run `cargo xtask generate`"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_that_is_listed_as_served_is_described() {
    let described = described().await;
    let ids: BTreeSet<&String> = described.values().collect();
    let server = TestServer::start().await;
    for Row { method, path, operation_id, .. } in rows().into_iter().filter(|row| row.status == "served") {
        if let Some(id) = described.get(&(method.to_owned(), path.to_owned())) {
            assert_eq!(id, operation_id, "{FILE}: the operation_id of {method} {path}");
            continue;
        }
        // Another spelling of an operation that is described once.
        assert!(ids.contains(&operation_id.to_owned()), "{FILE}: {method} {path} is served nowhere: list it as 404");
        let answer = server.send_bare(Request::new(method, filled(path))).await;
        assert!(![404, 405].contains(&answer.status.as_u16()), "{FILE}: {method} {path} is not there: list it as 404");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_listed_as_served_is_refused_as_listed() {
    let server = TestServer::start().await;
    let not_served: Vec<_> = rows().into_iter().filter(|row| row.status != "served").collect();
    assert!(not_served.len() > 100, "most of Partner Center is not served: {}", not_served.len());
    for Row { method, path, status, .. } in not_served {
        let wanted = match status {
            "404" => 404,
            "405" => 405,
            other => panic!("{FILE}: {method} {path} has the status {other:?}"),
        };
        let answer = server.send(Request::new(method, filled(path))).await;
        assert_eq!(
            answer.status.as_u16(),
            wanted,
            "{FILE} lists `{method}\t{path}` as {status}, and it was answered {}: flip that row to what holds now \
             (`served`, `404` or `405`), and run `cargo xtask generate`. {}",
            answer.status,
            answer.text
        );
        answer.expect_fault(wanted, 1000);
        let allowed = answer.header("allow").unwrap_or_default();
        assert!(!allowed.split(',').any(|allowed| allowed.trim() == method), "{method} {path}: {allowed}");
    }
}
