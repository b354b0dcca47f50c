//! The two builds of the program: as it is released, and with the feature that breaks it on purpose.

use anyhow::{Context as _, Result, ensure};
use std::{path::Path, process::Command};
use tempfile::TempDir;
use testbed::program::Program;

#[derive(Debug)]
pub(crate) struct Builds {
    /// The program.
    pub(crate) sound: Program,
    /// The one that can be broken, and whose clock can be moved.
    pub(crate) sabotaged: Program,
    /// The same, not broken, a minute ahead: leases that a dead worker left are over for it.
    pub(crate) ahead: Program,
    _folder: TempDir,
}

impl Builds {
    /// Builds both as this program was built, and keeps them aside: both builds go to the same place.
    pub(crate) fn make() -> Result<Self> {
        let folder = crate::stage::folder()?;
        let built = std::env::current_exe()?;
        let built = built.parent().context("a folder")?.join("cartwright");
        // The sound one last: it stays where everybody looks for it.
        let sabotaged = build(&["--features", "cartwright/sabotage"], &built, &folder.path().join("sabotaged"))?;
        let sound = build(&[], &built, &folder.path().join("sound"))?;
        let clock = folder.path().join("clock");
        std::fs::write(&clock, "60")?;
        let ahead = sabotaged.with("CARTWRIGHT_CLOCK", clock.display().to_string());
        Ok(Self { sound, sabotaged, ahead, _folder: folder })
    }
}

fn build(further: &[&str], built: &Path, kept: &Path) -> Result<Program> {
    let mut cargo = Command::new("cargo");
    // The whole workspace, as the tests build it: so its libraries are there already.
    cargo.args(["build", "--quiet", "--locked", "--workspace", "--bin", "cartwright"]).args(further);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let status = cargo.status().context("cargo")?;
    ensure!(status.success(), "cargo build {further:?}: {status}");
    std::fs::copy(built, kept).with_context(|| format!("{}", built.display()))?;
    Ok(Program::at(kept.to_owned()))
}
