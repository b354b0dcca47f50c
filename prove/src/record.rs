//! The record of a run: a line of JSON for the run itself, and one for each trial and control. The scorecard is made of it.

use crate::{
    controls::{Caught, Control},
    plan::{Length, Plan},
    stopwatch::Stopwatch,
    trial::Outcome,
};
use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs::File, io::Write as _, path::Path, process::Command};

/// Violations of one trial that are written down.
const MOST: usize = 20;

/// Characters of what gave a sabotage away that are written down.
const TOLD: usize = 200;

/// A run.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Run {
    /// `short` or `long`.
    pub(crate) length: String,
    pub(crate) seed: u64,
    /// The commit of the program, and whether anything differed from it.
    pub(crate) commit: String,
    pub(crate) changed: bool,
    /// When the run began, a day.
    pub(crate) day: String,
    /// How the program was built.
    pub(crate) profile: String,
    pub(crate) system: String,
    pub(crate) processors: usize,
}

/// What became of a trial.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TrialRecord {
    pub(crate) trial: String,
    pub(crate) promises: Vec<String>,
    pub(crate) counts: BTreeMap<String, u64>,
    pub(crate) violations: Vec<String>,
    pub(crate) seconds: u64,
}

/// What became of a control.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ControlRecord {
    pub(crate) sabotage: String,
    pub(crate) what: String,
    /// In which run it was caught.
    pub(crate) caught_in: Option<u64>,
    pub(crate) by: String,
}

/// A line of a record.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Line {
    Run(Run),
    Trial(TrialRecord),
    Control(ControlRecord),
}

/// Writes a record, and tells whoever watches.
pub(crate) struct Recorder {
    file: Option<File>,
    watch: Stopwatch,
    pub(crate) failures: usize,
}

impl Run {
    pub(crate) fn here(length: Length, seed: u64) -> Result<Self> {
        Ok(Self {
            length: if length == Length::Short { "short" } else { "long" }.to_owned(),
            seed,
            commit: told("git", &["rev-parse", "HEAD"])?,
            changed: !told("git", &["status", "--porcelain"])?.is_empty(),
            day: told("date", &["--utc", "+%Y-%m-%d"])?,
            profile: if cfg!(debug_assertions) { "dev" } else { "release" }.to_owned(),
            system: told("uname", &["-srm"])?,
            processors: std::thread::available_parallelism()?.get(),
        })
    }
}

impl Recorder {
    #[expect(clippy::print_stdout, reason = "the run tells what it is")]
    pub(crate) fn open(path: Option<&Path>, run: &Run) -> Result<Self> {
        let file = path.map(|path| File::create(path).with_context(|| path.display().to_string())).transpose()?;
        let mut recorder = Self { file, watch: Stopwatch::start(), failures: 0 };
        println!(
            "seed {}, commit {}{}, {} build",
            run.seed,
            run.commit,
            if run.changed { " and more" } else { "" },
            run.profile
        );
        recorder.write(run)?;
        Ok(recorder)
    }

    #[expect(clippy::print_stdout, reason = "the run tells how it goes")]
    pub(crate) fn trial(&mut self, plan: &Plan, outcome: Result<Outcome>) -> Result<()> {
        let mut outcome = outcome.unwrap_or_else(|error| Outcome {
            violations: vec![format!("the trial broke off: {error:#}")],
            ..Outcome::default()
        });
        let failed = !outcome.violations.is_empty();
        self.failures += usize::from(failed);
        println!("{} {}: {:?}", if failed { "FAILED" } else { "ok    " }, plan.name(), outcome.counts);
        for violation in outcome.violations.iter().take(MOST) {
            println!("       {violation}");
        }
        outcome.violations.truncate(MOST);
        let record = TrialRecord {
            trial: plan.name(),
            promises: plan.promises().iter().map(|promise| (*promise).to_owned()).collect(),
            counts: outcome.counts.into_iter().map(|(what, count)| (what.to_owned(), count)).collect(),
            violations: outcome.violations,
            seconds: self.lap(),
        };
        self.write(&record)
    }

    #[expect(clippy::print_stdout, reason = "the run tells how it goes")]
    pub(crate) fn control(&mut self, control: &Control, caught: Result<Option<Caught>>) -> Result<()> {
        let (caught_in, by) = match caught {
            Ok(Some(Caught { run, by })) => {
                (Some(run), by.lines().next().unwrap_or_default().chars().take(TOLD).collect())
            }
            Ok(None) => (None, "nothing".to_owned()),
            Err(error) => (None, format!("the trial broke off: {error:#}")),
        };
        self.failures += usize::from(caught_in.is_none());
        let word = if caught_in.is_some() { "caught" } else { "MISSED" };
        println!("{word} {}: {}", control.sabotage, by.chars().take(160).collect::<String>());
        self.lap();
        let record = ControlRecord { sabotage: control.sabotage.into(), what: control.what.into(), caught_in, by };
        self.write(&record)
    }

    fn lap(&mut self) -> u64 {
        let seconds = self.watch.milliseconds() / 1_000;
        self.watch = Stopwatch::start();
        seconds
    }

    fn write(&mut self, record: &impl Serialize) -> Result<()> {
        if let Some(file) = &mut self.file {
            writeln!(file, "{}", serde_json::to_string(record)?)?;
        }
        Ok(())
    }
}

fn told(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program).args(arguments).output().with_context(|| program.to_owned())?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
