//! Which trials there are, what each shows, and how much of each is enough.

use crate::{
    builds::Builds,
    stage::{Kind, Setting},
    trial::{
        Outcome, backups, clock, database, disk, kills, malformed, race, replay, replicas,
        syscalls::{self, Deal},
        termination, twins,
    },
};
use anyhow::Result;
use testbed::program::Program;

/// How long a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    Short,
    Long,
}

/// A trial on one store.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) trial: Trial,
    pub(crate) kind: Kind,
    pub(crate) amount: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trial {
    Kills,
    KilledWrites,
    FailingDisk,
    FullDisk,
    DatabaseCrashes,
    Replicas,
    JobsOnce,
    Twins,
    Race,
    Terminations,
    ClockJumps,
    Malformed,
    Backups,
    Replays,
}

/// A trial, the promises that it tries, and how much of it is done.
struct Facts {
    trial: Trial,
    name: &'static str,
    promises: &'static [&'static str],
    /// In a short run, on SQLite and on PostgreSQL.
    short: [u64; 2],
    /// In a long run, likewise.
    long: [u64; 2],
}

const TRIALS: [Facts; 14] = [
    facts(Trial::Kills, "kill -9 under load", &["P1", "P2", "P3", "P4", "P5", "P6"], [40, 20], [1_800, 300]),
    facts(Trial::KilledWrites, "kill -9 at every write", &["P1", "P3", "P5"], [1, 0], [3, 0]),
    facts(Trial::FailingDisk, "errors of the disk at every write", &["P12"], [1, 0], [2, 0]),
    facts(Trial::FullDisk, "a disk that is full", &["P12"], [1, 0], [20, 0]),
    facts(Trial::DatabaseCrashes, "crashes of the database", &["P1", "P2", "P3"], [0, 3], [0, 100]),
    facts(Trial::Replicas, "replicas killed, paused and replaced", &["P2", "P3", "P6"], [0, 9], [0, 150]),
    facts(Trial::JobsOnce, "several workers", &["P6"], [0, 300], [0, 3_000]),
    facts(Trial::Twins, "twins", &["P2", "P3"], [25_600, 12_800], [870_400, 140_800]),
    facts(Trial::Race, "clients in each other's way", &["P2", "P3", "P4"], [2_000, 1_000], [60_000, 30_000]),
    facts(Trial::Terminations, "SIGTERM under load", &["P11"], [8, 4], [150, 50]),
    facts(Trial::ClockJumps, "a clock that jumps", &["P6"], [15, 0], [300, 0]),
    facts(Trial::Malformed, "malformed requests", &["P9"], [8_000, 0], [96_000, 16_000]),
    facts(Trial::Backups, "backups under load", &["P14"], [5, 0], [100, 0]),
    facts(Trial::Replays, "answers that are kept from others", &["P7"], [1, 1], [1, 1]),
];

const fn facts(
    trial: Trial,
    name: &'static str,
    promises: &'static [&'static str],
    short: [u64; 2],
    long: [u64; 2],
) -> Facts {
    Facts { trial, name, promises, short, long }
}

impl Plan {
    /// Those of a run.
    pub(crate) fn all(length: Length) -> Vec<Self> {
        let plans = TRIALS.iter().flat_map(|facts| {
            let [sqlite, postgres] = if length == Length::Short { facts.short } else { facts.long };
            [(Kind::Sqlite, sqlite), (Kind::Postgres, postgres)].map(|(kind, amount)| Self {
                trial: facts.trial,
                kind,
                amount,
            })
        });
        plans.filter(|plan| plan.amount > 0).collect()
    }

    /// What it is called.
    pub(crate) fn name(&self) -> String {
        format!("{}, {}", self.facts().map_or("", |facts| facts.name), self.kind.name())
    }

    /// The promises that it tries.
    pub(crate) fn promises(&self) -> &'static [&'static str] {
        self.facts().map_or(&[], |facts| facts.promises)
    }

    fn facts(&self) -> Option<&'static Facts> {
        TRIALS.iter().find(|facts| facts.trial == self.trial)
    }

    pub(crate) async fn run(&self, builds: &Builds, seed: u64) -> Result<Outcome> {
        let setting = Setting { program: builds.sound.clone(), kind: self.kind, seed };
        let amount = self.amount;
        match self.trial {
            Trial::Kills => kills::run(&setting, amount).await,
            Trial::KilledWrites => at_every_write(&setting, &builds.ahead, amount).await,
            Trial::FailingDisk => failing_disk(&setting, &builds.ahead, amount).await,
            Trial::FullDisk => disk::run(&setting, amount).await,
            Trial::DatabaseCrashes => database::run(&setting, amount).await,
            Trial::Replicas => replicas::run(&setting, amount).await,
            Trial::JobsOnce => replicas::jobs_once(&setting, amount).await,
            Trial::Twins if self.kind == Kind::Postgres => twins::run(&setting, replicas::REPLICAS, amount).await,
            Trial::Twins => twins::run(&setting, 1, amount).await,
            Trial::Race => race::run(&setting, amount).await,
            Trial::Terminations => termination::run(&setting, amount).await,
            Trial::ClockJumps => clock::run(&setting.with(builds.sabotaged.clone()), amount).await,
            Trial::Malformed => malformed::run(&setting, amount).await,
            Trial::Backups => backups::run(&setting, amount).await,
            Trial::Replays => replay::run(&setting).await,
        }
    }
}

async fn at_every_write(setting: &Setting, after: &Program, times: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for time in 0..times {
        let setting = &Setting { seed: setting.seed + 1_000 * time, ..setting.clone() };
        for (deal, fault, what) in [
            (Deal::CheckOut, syscalls::KILL, "kills at a write of a checkout to the store"),
            (Deal::CheckOut, syscalls::KILL_AT_ANSWER, "kills at a write of a checkout to a socket"),
            (Deal::Order, syscalls::KILL, "kills at a write of an order to the store"),
            (Deal::Order, syscalls::KILL_AT_ANSWER, "kills at a write of an order to a socket"),
        ] {
            outcome.add(syscalls::run(setting, after, deal, fault, what).await?);
        }
    }
    Ok(outcome)
}

async fn failing_disk(setting: &Setting, after: &Program, times: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for time in 0..times {
        let setting = &Setting { seed: setting.seed + 1_000 * time, ..setting.clone() };
        for (fault, what) in [
            (syscalls::BROKEN, "writes that fail (EIO)"),
            (syscalls::UNSYNCED, "syncs that fail (EIO)"),
            (syscalls::FULL, "writes without room (ENOSPC)"),
        ] {
            outcome.add(syscalls::run(setting, after, Deal::CheckOut, fault, what).await?);
        }
    }
    Ok(outcome)
}
