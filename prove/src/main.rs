//! The proof: what `docs/proof.md` says was tried, tried again.
//!
//! `cargo prove short` is what every change passes; `cargo run --release --package prove -- long` is what the committed scorecard is
//! from. Each trial drives the real program through one fault, with a journal of its own, and holds what is there at the end
//! against it. The controls are servers that are broken on purpose: a run in which one of them is not caught is a failure.

mod builds;
mod check;
mod controls;
mod exchange;
mod journal;
mod plan;
mod record;
mod scorecard;
mod shop;
mod stage;
mod stopwatch;
mod trial;

use anyhow::{Result, bail};
use builds::Builds;
use clap::{Parser, Subcommand};
use plan::{Length, Plan};
use record::{Recorder, Run};
use std::path::PathBuf;

/// Drives Cartwright through faults, and checks that nothing is lost, doubled or let in.
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A little of everything.
    Short(Choice),
    /// What the scorecard is from: hours.
    Long(Choice),
    /// Writes `docs/proof.md` from the record of a run.
    Card {
        /// Fails where it is not what the record makes of it, and writes nothing.
        #[arg(long)]
        check: bool,
    },
}

#[derive(Debug, clap::Args)]
struct Choice {
    /// Where every random choice begins.
    #[arg(long, default_value_t = 20_261_122)]
    seed: u64,
    /// Only the trials and controls whose names contain this.
    #[arg(long)]
    only: Option<String>,
    /// Where to write what became of each trial.
    #[arg(long)]
    record: Option<PathBuf>,
}

#[tokio::main(worker_threads = 8)]
async fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Short(choice) => prove(Length::Short, choice).await,
        Command::Long(choice) => prove(Length::Long, choice).await,
        Command::Card { check } => scorecard::write(check),
    }
}

async fn prove(length: Length, choice: Choice) -> Result<()> {
    let builds = Builds::make()?;
    let mut recorder = Recorder::open(choice.record.as_deref(), &Run::here(length, choice.seed)?)?;
    let wanted = |name: &str| choice.only.as_deref().is_none_or(|only| name.contains(only));
    for plan in Plan::all(length).into_iter().filter(|plan| wanted(&plan.name())) {
        recorder.trial(&plan, plan.run(&builds, choice.seed).await)?;
    }
    for control in controls::ALL.iter().filter(|control| wanted(control.sabotage)) {
        recorder.control(control, control.run(&builds, choice.seed).await)?;
    }
    if recorder.failures > 0 {
        bail!("{} trials or controls failed", recorder.failures);
    }
    Ok(())
}
