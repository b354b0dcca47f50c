//! `cargo xtask`: the generators and checks of the repository itself.
//!
//! It reads and writes files of this repository and nothing else: no network, no server, no part of the product. What it measures it
//! leaves to a program of its own (`measure/`).

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool answers on its standard streams")]

mod bench;
mod generate;
mod tidy;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail, ensure};

const USAGE: &str = "usage:
    cargo xtask generate           write the files derived from contract/
    cargo xtask generate --check   fail when one of them is not current
    cargo xtask bench              measure everything, and make docs/benchmarks.md of it
    cargo xtask bench --quick      measure in three minutes, and tell
    cargo xtask bench page         make docs/benchmarks.md of what was recorded (--check: only look)
    cargo xtask tidy               check the rules of the house that no compiler checks";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<ExitCode> {
    match words {
        ["generate"] => generate::run(&root()?, generate::Mode::Write)?,
        ["generate", "--check"] => generate::run(&root()?, generate::Mode::Check)?,
        ["bench", words @ ..] => return bench::run(&root()?, words),
        ["tidy"] if !tidy::run(&root()?)? => return Ok(ExitCode::FAILURE),
        ["tidy"] => {}
        _ => bail!("{USAGE}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// The repository around the current folder. Not the one this was built in: two checkouts may share a build folder.
fn root() -> Result<PathBuf> {
    let output = Command::new("git").args(["rev-parse", "--show-toplevel"]).output().context("starting git")?;
    ensure!(output.status.success(), "git rev-parse: {}", String::from_utf8_lossy(&output.stderr));
    let path = String::from_utf8(output.stdout).context("the path of the repository is not UTF-8")?;
    Ok(PathBuf::from(path.trim_end_matches('\n')))
}
