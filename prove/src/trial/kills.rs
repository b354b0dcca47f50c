//! kill -9 at any moment, again and again on one store (P1 to P6). It says nothing of a loss of power: the page cache survives it.

use super::{CLIENTS, Outcome, divided, rounds};
use crate::{
    shop::Crowd,
    stage::{Kind, Setting},
    stopwatch::Stopwatch,
};
use anyhow::Result;
use fastrand::Rng;

/// Kills of one store. Then it is looked at whole, and a new one begun.
const EACH: u64 = 50;

/// At most so many answers are given between a start and the next kill.
const ANSWERS: u64 = 40;

pub(crate) async fn run(setting: &Setting, kills: u64) -> Result<Outcome> {
    let round = |(round, kills)| one_store(setting.clone(), kills, setting.seed + round);
    rounds(divided(kills, EACH).map(round)).await
}

async fn one_store(setting: Setting, kills: u64, seed: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut stage = setting.stage(1).await?;
    let mut crowd = Crowd::gather(&stage, CLIENTS, seed);
    let mut random = Rng::with_seed(seed);
    for _ in 0..kills {
        crowd.answered(random.u64(..ANSWERS)).await?;
        let start = Stopwatch::start();
        stage.kill_and_restart(0)?;
        outcome.at_most("longest time until it served again, in ms", start.milliseconds());
        crowd.shop.move_to(stage.addresses());
        outcome.count(if setting.kind == Kind::Sqlite { "kill -9" } else { "kill -9 on PostgreSQL" }, 1);
    }
    outcome.close(&stage, crowd).await?;
    Ok(outcome)
}
