//! Each ban finds a bad sample, and leaves alone what only looks like one.

use super::{check, rules::BANS};
use crate::tidy::repository::File;

fn found(path: &str, text: &str) -> Vec<String> {
    let findings = check(&[File::sample(path, text)]);
    findings.into_iter().map(|finding| format!("{}: {}", finding.line, finding.what)).collect()
}

#[test]
fn the_domain_waits_for_nothing() {
    let path = "crates/domain/src/cart.rs";
    assert_eq!(found(path, "async fn a() {\n    b().await\n}\n"), ["1: `async fn`", "2: `.await`"]);
    assert!(found("crates/app/src/cart.rs", "async fn a() {}").is_empty());
}

#[test]
fn member_names_of_the_wire_stay_in_wire() {
    for path in ["crates/domain/src/cart.rs", "crates/store/src/cart.rs"] {
        assert_eq!(found(path, "f(\"lineItems\");"), ["1: `lineItems`"]);
        assert_eq!(found(path, "f(\"$.termDuration = 1\");").len(), 1);
        assert_eq!(found(path, "#[serde(rename_all = \"camelCase\")]").len(), 1);
        assert!(found(path, "f(\"line_items\", \"Cart\"); // \"lineItems\"").is_empty());
    }
    assert!(found("crates/wire/src/cart.rs", "f(\"lineItems\");").is_empty());
}

#[test]
fn sql_stays_in_the_store() {
    for path in ["crates/app/src/cart.rs", "crates/http/src/cart.rs", "crates/wire/src/cart.rs"] {
        assert_eq!(found(path, "f(\"SELECT body FROM cart\");").len(), 1);
        assert_eq!(found(path, "f(r#\"\n  with x as (DELETE FROM cart)\"#);").len(), 1);
        assert_eq!(found(path, "f(\"update cart set body = ?\");").len(), 1);
        assert!(found(path, "f(\"select one of these\"); /* SELECT */").is_empty());
    }
    assert!(found("crates/store/src/cart.rs", "f(\"SELECT body FROM cart\");").is_empty());
}

#[test]
fn libraries_stay_on_their_floors() {
    assert_eq!(found("crates/app/src/cart.rs", "use axum::Router;"), ["1: `axum`"]);
    assert_eq!(found("crates/http/src/cart.rs", "use rusqlite::Row;"), ["1: `rusqlite`"]);
    assert_eq!(found("crates/wire/src/cart.rs", "use tokio::io;"), ["1: `tokio`"]);
    assert!(found("crates/app/src/cart.rs", "let taxum = 1;").is_empty());
}

#[test]
fn what_is_ambient_is_touched_by_the_program_only() {
    for word in [
        "SystemTime::now()",
        "Instant::now()",
        "Timestamp::now()",
        "Uuid::new_v4()",
        "Uuid::now_v7()",
        "rand::random()",
        "std::env::var(a)",
        "std::env::var_os(a)",
        "TcpStream::connect(a)",
    ] {
        let text = format!("let a = {word};");
        assert_eq!(found("crates/store/src/cart.rs", &text).len(), 1, "{word}");
        assert!(found("crates/cartwright/src/clock.rs", &text).is_empty(), "{word}");
        let tested = format!("#[cfg(test)]\nmod tests {{\n    {text}\n}}\n");
        assert!(found("crates/store/src/cart.rs", &tested).is_empty(), "{word}");
    }
    assert!(found("crates/store/src/cart.rs", "operand::new()").is_empty());
}

#[test]
fn nothing_is_left_undone_and_no_test_is_switched_off() {
    for path in ["crates/cartwright/src/main.rs", "crates/app/tests/cart.rs"] {
        assert_eq!(found(path, "todo!()").len(), 1);
        assert_eq!(found(path, "unimplemented!()").len(), 1);
        assert_eq!(found(path, "#[ignore = \"later\"]").len(), 1);
        assert!(found(path, "// todo!\nf(\"todo!\");").is_empty());
    }
}

#[test]
fn tests_do_not_sleep() {
    let text = "tokio::time::sleep(a).await;\nstd::thread::sleep(b);";
    assert_eq!(found("crates/app/tests/cart.rs", text).len(), 2);
    assert!(found("crates/cartwright/src/worker.rs", text).is_empty());
}

#[test]
fn generated_files_are_not_searched() {
    assert!(found("crates/domain/src/a.rs", "// @generated\nf(\"lineItems\");").is_empty());
}

#[test]
fn every_ban_says_why() {
    assert!(BANS.iter().all(|ban| !ban.why.is_empty() && !ban.within.is_empty()));
}
