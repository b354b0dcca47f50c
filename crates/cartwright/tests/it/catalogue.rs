//! The error catalogue: every code that is raised is raised by the request that the catalogue shows for it, in the demo
//! world; every other code of the contract says why it never is.

mod script;

use crate::support::{Answer, TestServer};
use script::Script;
use serde::Deserialize;
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path};

#[derive(Deserialize)]
struct Faults {
    fault: Vec<Fault>,
}

#[derive(Deserialize)]
struct Fault {
    name: String,
    status: u16,
    code: u64,
    text: String,
    never: Option<String>,
}

#[derive(Deserialize)]
struct Provocations {
    provocation: Vec<Provocation>,
}

#[derive(Deserialize)]
struct Provocation {
    fault: String,
    #[serde(rename = "in")]
    envelope: String,
    request: Option<String>,
    shown_by: Option<String>,
}

fn faults() -> Vec<Fault> {
    let table: Faults = toml::from_str(include_str!("../../../../contract/faults.toml")).expect("the fault table");
    table.fault
}

fn provocations() -> Vec<Provocation> {
    let text = include_str!("../../../../contract/provocations.toml");
    let table: Provocations = toml::from_str(text).expect("the provocations");
    table.provocation
}

#[test]
fn every_code_is_provoked_or_says_why_it_is_never_raised() {
    let raised: BTreeSet<_> =
        faults().into_iter().filter(|fault| fault.never.is_none()).map(|fault| fault.name).collect();
    let provoked: BTreeSet<_> = provocations().into_iter().map(|provocation| provocation.fault).collect();
    let unprovoked: Vec<_> = raised.difference(&provoked).collect();
    assert!(unprovoked.is_empty(), "raised, and contract/provocations.toml does not show how: {unprovoked:?}");
    let unraised: Vec<_> = provoked.difference(&raised).collect();
    assert!(unraised.is_empty(), "provoked, and never raised by contract/faults.toml: {unraised:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_of_the_catalogue_raises_its_code() {
    let faults = faults();
    let mut wrong = Vec::new();
    for provocation in provocations() {
        let Some(request) = &provocation.request else { continue };
        let fault = faults.iter().find(|fault| fault.name == provocation.fault).expect("a fault of the table");
        let server = TestServer::start().await;
        let answer = Script::read(request).run(&server).await;
        if !is_raised(fault, &provocation.envelope, &answer) {
            wrong.push(format!("{} {} in {}: {}", fault.code, fault.name, provocation.envelope, answer.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Code and text, for a code alone does not tell the faults apart that share it. What fills the gaps is not looked at.
fn is_raised(fault: &Fault, envelope: &str, answer: &Answer) -> bool {
    let body = answer.json();
    let told = |code: &Value, description: &Value| {
        let until_gap = fault.text.split('{').next().unwrap_or_default();
        code.as_u64() == Some(fault.code) && description.as_str().is_some_and(|text| text.starts_with(until_gap))
    };
    let any = |list: &Value, is: &dyn Fn(&Value) -> bool| list.as_array().is_some_and(|list| list.iter().any(is));
    match envelope {
        "line" => {
            let line = |line: &Value| told(&line["error"]["errorCode"], &line["error"]["errorDescription"]);
            let line = |base: &Value| line(base) || any(&base["addonItems"], &line);
            answer.status == 201 && any(&body["lineItems"], &line)
        }
        "order" => {
            let failed = |error: &Value| told(&error["code"], &error["description"]);
            answer.status == 201 && any(&body["orderErrors"], &failed)
        }
        "answer" => answer.status.as_u16() == fault.status && told(&body["code"], &body["description"]),
        other => panic!("{other} is no envelope"),
    }
}

/// What no request can raise is raised by the test that the catalogue names.
#[test]
fn what_no_request_raises_is_shown_by_a_test() {
    for Provocation { fault, request, shown_by, .. } in provocations() {
        let Some(shown_by) = shown_by else {
            assert!(request.is_some(), "{fault}: neither a request nor a test");
            continue;
        };
        let (module, function) = shown_by.rsplit_once("::").expect("module and function");
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(module.replace("::", "/"));
        let text = fs::read_to_string(file.with_extension("rs")).unwrap_or_else(|error| panic!("{shown_by}: {error}"));
        assert!(text.contains(&format!("async fn {function}(")), "{shown_by} is not there");
        assert!(request.is_none(), "{fault}: a request and a test");
    }
}
