//! The database crashes under load, and comes back (P1, P2, P3).

use super::{CLIENTS, Outcome, divided, rounds};
use crate::{shop::Crowd, stage::Setting};
use anyhow::{Context as _, Result};
use fastrand::Rng;
use testbed::postgres::Cluster;

const ANSWERS: u64 = 60;

/// Crashes of one database.
const EACH: u64 = 20;

pub(crate) async fn run(setting: &Setting, crashes: u64) -> Result<Outcome> {
    let round = |(round, crashes)| one_database(setting.clone(), crashes, setting.seed + round);
    rounds(divided(crashes, EACH).map(round)).await
}

async fn one_database(setting: Setting, crashes: u64, seed: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let cluster = Cluster::start().context("PostgreSQL's programs")?;
    cluster.answers().await;
    let stage = setting.stage_on(cluster.url(), 2).await?;
    let mut crowd = Crowd::gather(&stage, CLIENTS, seed);
    let mut random = Rng::with_seed(seed);
    for _ in 0..crashes {
        crowd.answered(random.u64(..ANSWERS)).await?;
        cluster.crash();
        cluster.run();
        cluster.answers().await;
        outcome.count("crashes of the database", 1);
    }
    crowd.answered(ANSWERS).await?;
    outcome.close(&stage, crowd).await?;
    Ok(outcome)
}
