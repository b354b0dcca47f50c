//! What was measured, as it is kept: a line of JSON for the run, and one for each reading.

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs::File, io::Write as _, path::Path, process::Command};

/// Figures by their names: `rate` is a second, times are in seconds, `bytes` are bytes.
pub(crate) type Figures = BTreeMap<String, f64>;

/// A run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Run {
    /// `quick` or `full`.
    pub(crate) length: String,
    pub(crate) commit: String,
    /// Whether anything differed from the commit.
    pub(crate) changed: bool,
    pub(crate) day: String,
    pub(crate) system: String,
    pub(crate) processors: usize,
}

/// Something that was measured once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Reading {
    /// What, such as `create`; references begin with `bare`, `log` and `disk`.
    pub(crate) what: String,
    pub(crate) connections: usize,
    /// Carts that were in the store, in thousands, as far as they matter.
    pub(crate) thousands: u64,
    /// Readings of one round were taken one after the other.
    pub(crate) round: usize,
    pub(crate) figures: Figures,
}

/// All of a run.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) run: Run,
    pub(crate) readings: Vec<Reading>,
}

impl Run {
    pub(crate) fn here(length: &str) -> Result<Self> {
        Ok(Self {
            length: length.to_owned(),
            commit: told("git", &["rev-parse", "HEAD"])?,
            changed: !told("git", &["status", "--porcelain"])?.is_empty(),
            day: told("date", &["--utc", "+%Y-%m-%d"])?,
            system: told("uname", &["-srm"])?,
            processors: std::thread::available_parallelism()?.get(),
        })
    }
}

impl Record {
    pub(crate) fn begin(run: Run) -> Self {
        Self { run, readings: Vec::new() }
    }

    pub(crate) fn add(&mut self, what: &str, connections: usize, thousands: u64, round: usize, figures: Figures) {
        println!("{what:<16} {connections:>4} connections  round {round}: {}", shown(&figures));
        self.readings.push(Reading { what: what.to_owned(), connections, thousands, round, figures });
    }

    /// One figure in each round, in the order of the rounds.
    pub(crate) fn figures(&self, what: &str, connections: usize, thousands: u64, figure: &str) -> Vec<f64> {
        let wanted = |reading: &&Reading| {
            reading.what == what && reading.connections == connections && reading.thousands == thousands
        };
        self.readings.iter().filter(wanted).filter_map(|reading| reading.figures.get(figure).copied()).collect()
    }

    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let mut file = File::create(path).with_context(|| path.display().to_string())?;
        writeln!(file, "{}", serde_json::to_string(&self.run)?)?;
        for reading in &self.readings {
            writeln!(file, "{}", serde_json::to_string(reading)?)?;
        }
        Ok(())
    }

    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let (run, readings) = text.split_once('\n').context("a run, and what was measured")?;
        let readings = readings.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        Ok(Self { run: serde_json::from_str(run)?, readings })
    }
}

fn shown(figures: &Figures) -> String {
    figures.iter().map(|(name, figure)| format!("{name} {figure:.6}")).collect::<Vec<_>>().join(", ")
}

fn told(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program).args(arguments).output().with_context(|| program.to_owned())?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
