//! Every test that keeps something, once more on PostgreSQL: the same tests, in a process of their own whose stores are schemas.

mod crash;
mod outcome;
mod program;
mod replicas;
mod trips;

use crate::support::TestStore;
use std::process::Command;

/// Tests of what has nothing to do with the store, or brings its own.
const SKIPPED: [&str; 5] = ["on_postgres::", "program::", "readme::", "snippets::", "description::"];

#[test]
fn every_test_passes_on_postgres_too() {
    let Some(url) = testbed::postgres::url() else { return };
    let mut tests = Command::new(std::env::current_exe().expect("this program"));
    tests.env(TestStore::VARIABLE, "postgres").env(testbed::postgres::VARIABLE, url);
    for skipped in SKIPPED {
        tests.args(["--skip", skipped]);
    }
    let output = tests.output().expect("the tests");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "on PostgreSQL:\n{told}\n{}", String::from_utf8_lossy(&output.stderr));
    // None is a pass only when it ran.
    assert!(told.contains("test result: ok. ") && !told.contains(" 0 passed"), "{told}");
}

/// The first of two numbers, or the second when the tests are to take their time: `CARTWRIGHT_TEST_LONG=1`.
#[expect(clippy::disallowed_methods, reason = "who runs the tests says so in the environment")]
fn at_length([short, long]: [usize; 2]) -> usize {
    if std::env::var_os("CARTWRIGHT_TEST_LONG").is_some_and(|value| !value.is_empty()) { long } else { short }
}
