//! Servers that are broken on purpose, each with the trial that must catch it.

use crate::{
    builds::Builds,
    stage::{Kind, Setting},
    trial::{
        Outcome, race, replay, replicas,
        syscalls::{self, Deal},
        twins,
    },
};
use anyhow::{Context as _, Result};

/// Runs within which a sabotage must be caught.
pub(crate) const RUNS: u64 = 10;

#[derive(Debug)]
pub(crate) struct Control {
    /// As `CARTWRIGHT_SABOTAGE` names it.
    pub(crate) sabotage: &'static str,
    /// What is broken.
    pub(crate) what: &'static str,
    catcher: Catcher,
}

#[derive(Debug)]
enum Catcher {
    KilledCheckout,
    KilledOrder,
    BrokenDisk,
    Race,
    Twins,
    Replay,
    Jobs,
}

/// How a sabotage was caught.
#[derive(Debug)]
pub(crate) struct Caught {
    /// In which run.
    pub(crate) run: u64,
    /// What gave it away.
    pub(crate) by: String,
}

pub(crate) const ALL: [Control; 8] = [
    control("early-answer", "commands are acknowledged before their commit", Catcher::KilledCheckout),
    control("no-version-guard", "rows are written at whatever version they are", Catcher::Race),
    control("no-unique-key", "the same, and orders have no key by cart and order group", Catcher::Twins),
    control("receipt-apart", "the receipt is committed after the effect", Catcher::KilledOrder),
    control("replay-before-authorization", "a kept answer is given before it is looked at who asks", Catcher::Replay),
    control("float-money", "prices pass through floating point", Catcher::Race),
    control("write-error-ignored", "what the disk says is not heard", Catcher::BrokenDisk),
    control("job-without-epoch", "jobs are done without lease and epoch", Catcher::Jobs),
];

const fn control(sabotage: &'static str, what: &'static str, catcher: Catcher) -> Control {
    Control { sabotage, what, catcher }
}

impl Control {
    /// Runs the trial until it catches the sabotage; `None` where it does not.
    pub(crate) async fn run(&self, builds: &Builds, seed: u64) -> Result<Option<Caught>> {
        let program = builds.sabotaged.with("CARTWRIGHT_SABOTAGE", self.sabotage);
        for run in 1..=RUNS {
            let kind = if matches!(self.catcher, Catcher::Jobs) { Kind::Postgres } else { Kind::Sqlite };
            let setting = Setting { program: program.clone(), kind, seed: seed + run };
            let outcome = self.attempt(builds, &setting).await.with_context(|| format!("run {run}"))?;
            if let Some(by) = outcome.violations.into_iter().next() {
                return Ok(Some(Caught { run, by }));
            }
        }
        Ok(None)
    }

    async fn attempt(&self, builds: &Builds, setting: &Setting) -> Result<Outcome> {
        let (after, kill) = (&builds.ahead, syscalls::KILL);
        match self.catcher {
            Catcher::KilledCheckout => syscalls::run(setting, after, Deal::CheckOut, kill, "kills").await,
            Catcher::KilledOrder => syscalls::run(setting, after, Deal::Order, kill, "kills").await,
            Catcher::BrokenDisk => syscalls::run(setting, after, Deal::CheckOut, syscalls::BROKEN, "errors").await,
            Catcher::Race => race::run(setting, 1_000).await,
            Catcher::Twins => twins::run(setting, 1, 12_800).await,
            Catcher::Replay => replay::run(setting).await,
            Catcher::Jobs => replicas::jobs_once(setting, 200).await,
        }
    }
}
