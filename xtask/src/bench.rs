//! `cargo xtask bench`: builds the program as it is released, and what measures it, and sets that to work.

use anyhow::{Context, Result};
use std::{
    path::Path,
    process::{Command, ExitCode},
};

/// Where a whole run is kept.
const RECORD: &str = "docs/benchmarks.jsonl";

pub(crate) fn run(root: &Path, words: &[&str]) -> Result<ExitCode> {
    let whole = words.is_empty();
    let kept = ["--record", RECORD];
    let mut done = cargo(root, &["build", "--release", "--locked", "--bin", "cartwright", "--package", "cartwright"])?
        && measure(root, if whole { &kept } else { words })?;
    if whole && done {
        done = measure(root, &["page"])?;
    }
    Ok(if done { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn measure(root: &Path, words: &[&str]) -> Result<bool> {
    cargo(root, &[&["run", "--release", "--locked", "--package", "measure", "--"], words].concat())
}

fn cargo(root: &Path, words: &[&str]) -> Result<bool> {
    let status = Command::new("cargo").args(words).current_dir(root).status().context("cargo")?;
    Ok(status.success())
}
