//! The README's story, run as a reader would: with curl, in a shell, against the program itself.

use crate::support::Binary;
use serde_json::Value;
use std::process::Command;
use tempfile::TempDir;

const README: &str = include_str!("../../../../README.md");
const SHOWN: [&str; 9] = [
    "cart of 5",
    "checkout of 3",
    "checkout of 3",
    "list of 3",
    "cart of 1",
    "faulty",
    "fault 800009",
    "cart of 2",
    "checkout of 1",
];

#[test]
fn the_story_of_the_readme_works_as_printed() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("SKIPPED: the story of the README needs curl");
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let server = Binary::dev(folder.path(), &["--provisioning-delay", "0"]);
    let script = format!("set -eu\n{}", story(README).join("\necho\n"));
    let output = Command::new("sh")
        .args(["-c", &script])
        .env("URL", format!("http://{}", server.address))
        .env("TOKEN", token(&server))
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers = answers(&String::from_utf8(output.stdout).expect("text"));
    let kinds: Vec<String> = answers.iter().map(kind).collect();
    assert_eq!(kinds[..SHOWN.len()], SHOWN, "{answers:#?}");
    assert_eq!(kinds.last().map(String::as_str), Some("list of 2"), "the provisioning of two lines");
    assert_eq!(answers[1], answers[2], "the checkout again");
    server.kill();
}

/// The shell blocks that follow a `<!-- story -->` line.
fn story(readme: &str) -> Vec<String> {
    let parts = readme.split("<!-- story -->\n```sh\n").skip(1);
    parts.map(|part| part.split("\n```").next().expect("a block's end").to_owned()).collect()
}

/// The answers on the output: JSON documents, one after another.
fn answers(output: &str) -> Vec<Value> {
    serde_json::Deserializer::from_str(output).into_iter().map(|answer| answer.expect("JSON")).collect()
}

/// What an answer shows, in a few words.
fn kind(answer: &Value) -> String {
    let faulty =
        |lines: &Value| lines.as_array().is_some_and(|lines| lines.iter().any(|line| !line["error"].is_null()));
    match answer["attributes"]["objectType"].as_str() {
        Some("Cart") if faulty(&answer["lineItems"]) => "faulty".to_owned(),
        Some("Cart") => format!("cart of {}", answer["lineItems"].as_array().map_or(0, Vec::len)),
        Some("CartCheckoutResult") => format!("checkout of {}", answer["orders"].as_array().map_or(0, Vec::len)),
        Some("Collection") => format!("list of {}", answer["totalCount"]),
        _ => format!("fault {}", answer["code"]),
    }
}

fn token(server: &Binary) -> String {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(crate::support::token(server.address))
}
