//! Checks that every statement of the store that touches rows of owners names the owner.
//!
//! PostgreSQL's schema is made to be distributed by owner: a statement that names one stays on one shard, and a key that
//! begins with it can be held there. The migrations of PostgreSQL say which tables have an owner. SQLite has no shards, and
//! is held to the same all the same: a read that forgets the owner finds what is another customer's.
//!
//! Who reads rows of every owner on purpose, such as candidates that are then taken one by one, says so in a comment right
//! before the statement. In PostgreSQL that excuses reads alone; SQLite, where all owners lie in one file, drops by row number.
//!
//! What looks after a store as a whole goes over the rows of all owners and serves no request: it is not held to this.
//!
//! It reads literals. A statement that is put together must name table and owner in the same piece.

mod query;
mod schema;
mod sql;

use std::collections::BTreeSet;

use super::finding::Finding;
use super::repository::File;
use super::source::{self, Line};

/// The column that says whose a row is.
const OWNER: &str = "owner";

const STORE: &str = "crates/store/src/";
const SQLITE: &str = "crates/store/src/sqlite";

/// What looks after a store as a whole: `cartwright store`.
const WHOLE_STORE: [&str; 6] = [
    "crates/store/src/inspect.rs",
    "crates/store/src/postgres/take.rs",
    "crates/store/src/tables.rs",
    "crates/store/src/transfer.rs",
    "crates/store/src/verify.rs",
    "crates/store/src/verify/",
];

const MIGRATIONS: &str = "crates/store/src/postgres/migrations/";

/// How the comment begins that lets a statement read rows of every owner.
const MARKER: &str = "// Of every owner:";

const WHY: &str = "say `owner = $1` in the same part of it, or `owner` among the columns of an INSERT, so that it stays on one \
                   shard and with one customer; what reads candidates of every owner is told by a comment `// Of every owner: …`";

/// Reads the schema of PostgreSQL, and every statement of the store.
pub(crate) fn check(files: &[File]) -> Vec<Finding> {
    let is_migration = |file: &&File| file.path.starts_with(MIGRATIONS) && file.extension() == "sql";
    let migrations: Vec<&File> = files.iter().filter(is_migration).collect();
    let tables = schema::owner_tables(&migrations);
    if tables.is_empty() {
        let why = "the schema that says which statements must name an owner is looked for there";
        return vec![Finding::new(MIGRATIONS, 1, "no table has an `owner`", why)];
    }
    let mut findings: Vec<Finding> =
        migrations.iter().flat_map(|migration| schema::check_keys(migration, &tables)).collect();
    let serves_requests =
        |file: &&File| file.path.starts_with(STORE) && !WHOLE_STORE.iter().any(|whole| file.path.starts_with(whole));
    let sources = files.iter().filter(serves_requests).filter(|file| file.is_rust() && !file.is_test());
    findings.extend(sources.flat_map(|file| check_source(file, &tables)));
    findings
}

fn check_source(file: &File, tables: &BTreeSet<String>) -> Vec<Finding> {
    let lines = source::lines(&file.text);
    let written: Vec<&str> = file.text.lines().map(str::trim).collect();
    let mut findings = Vec::new();
    let mut needed = BTreeSet::new();
    for literal in source::literals(&lines).iter().filter(|literal| !lines[literal.line].test) {
        let marker = marker_of(&written, &lines, literal.line);
        for problem in query::problems(&literal.text, tables) {
            let may_be_excused = problem.verb == "select" || file.path.starts_with(SQLITE);
            match marker {
                Some(marker) if may_be_excused => {
                    needed.insert(marker);
                }
                _ => findings.push(Finding::new(&file.path, literal.line + problem.line + 1, problem.what, WHY)),
            }
        }
    }
    let markers = (0..written.len()).filter(|line| written[*line].starts_with(MARKER) && !lines[*line].test);
    findings.extend(markers.filter(|line| !needed.contains(line)).map(|line| {
        let why = "it would excuse what comes there one day: take it away";
        Finding::new(&file.path, line + 1, format!("`{MARKER}` before nothing that needs it"), why)
    }));
    findings
}

/// The line of the comment that lets a literal read rows of every owner: right before the Rust statement that it stands in.
fn marker_of(written: &[&str], lines: &[Line], literal: usize) -> Option<usize> {
    let is_comment = |line: &usize| written[*line].starts_with("//");
    let ends = |line: &usize| ends_statement(&lines[*line].code);
    let begins = (0..literal).rev().find(|line| is_comment(line) || ends(line)).map_or(0, |line| line + 1);
    (0..begins).rev().take_while(is_comment).find(|line| written[*line].starts_with(MARKER))
}

/// Whether what comes below such a line of code is another statement or another arm.
fn ends_statement(code: &str) -> bool {
    let code = code.trim();
    code.is_empty() || [";", "{", "}", "),"].iter().any(|end| code.ends_with(end))
}

#[cfg(test)]
mod tests;
