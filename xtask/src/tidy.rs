//! `cargo xtask tidy`: the rules of the house that no compiler checks.
//!
//! It reads the repository and prints what it finds; it puts nothing right by itself.

mod finding;
mod floors;
mod lengths;
mod lints;
mod map;
mod names;
mod owners;
mod raised;
mod repository;
mod source;
mod whitespace;
mod words;

use std::path::Path;

use anyhow::Result;

use finding::Finding;

/// Prints every finding; true when there is none.
pub(crate) fn run(root: &Path) -> Result<bool> {
    let findings = findings(root)?;
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        eprintln!("tidy: {} to put right", findings.len());
    }
    Ok(findings.is_empty())
}

fn findings(root: &Path) -> Result<Vec<Finding>> {
    let files = repository::files(root)?;
    let mut findings = floors::check(root)?;
    for check in [
        words::check,
        lengths::check,
        lints::check,
        map::check,
        names::check,
        owners::check,
        raised::check,
        whitespace::check,
    ] {
        findings.extend(check(&files));
    }
    Ok(findings)
}
