//! `cargo xtask generate`: writes the source files that are derived from `contract/`, or checks that they are current.
//!
//! Each derived file is committed, so that a reader and a build never need this tool.

mod faults;
mod render;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

const CONTRACT: &str = "contract/faults.toml";
const TABLE: &str = "crates/domain/src/fault/table.rs";

/// What to do with the derived text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Replace the committed file.
    Write,
    /// Fail when the committed file differs.
    Check,
}

/// Derives the fault table below `root`.
pub(crate) fn run(root: &Path, mode: Mode) -> Result<()> {
    let contract = std::fs::read_to_string(root.join(CONTRACT)).with_context(|| format!("reading {CONTRACT}"))?;
    let faults = faults::parse(&contract).with_context(|| CONTRACT.to_owned())?;
    let fresh = formatted(root, &render::render(&faults)?)?;
    match mode {
        Mode::Write => write(&root.join(TABLE), &fresh).with_context(|| format!("writing {TABLE}")),
        Mode::Check => compare(std::fs::read_to_string(root.join(TABLE)).ok().as_deref(), &fresh),
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // An unchanged file keeps its time stamp, so that nothing is rebuilt for it.
    if std::fs::read_to_string(path).is_ok_and(|committed| committed == text) {
        return Ok(());
    }
    Ok(std::fs::write(path, text)?)
}

fn compare(committed: Option<&str>, fresh: &str) -> Result<()> {
    match committed {
        Some(committed) if committed == fresh => Ok(()),
        Some(_) => bail!("{TABLE} differs from what {CONTRACT} gives. Run `cargo xtask generate`."),
        None => bail!("{TABLE} is missing. Run `cargo xtask generate`."),
    }
}

/// Passes `text` through rustfmt with the repository's own configuration.
fn formatted(root: &Path, text: &str) -> Result<String> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting rustfmt: `rustup component add rustfmt` installs it")?;
    let mut input = rustfmt.stdin.take().context("rustfmt has no standard input")?;
    input.write_all(text.as_bytes())?;
    drop(input);
    let output = rustfmt.wait_with_output()?;
    ensure!(output.status.success(), "rustfmt refused the generated text");
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::{TABLE, compare};

    #[test]
    fn a_difference_names_the_file_and_the_command() {
        for committed in [Some("old"), None] {
            let refusal = compare(committed, "new").expect_err("must fail").to_string();
            assert!(
                refusal.contains(TABLE) && refusal.contains("cargo xtask generate"),
                "{refusal}"
            );
        }
        assert!(compare(Some("same"), "same").is_ok());
    }
}
