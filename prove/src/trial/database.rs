//! The database crashes under load, and comes back (P1, P2, P3).

use super::{CLIENTS, Outcome};
use crate::{shop::Crowd, stage::Setting};
use anyhow::{Context as _, Result};
use fastrand::Rng;
use testbed::postgres::Cluster;

const ANSWERS: u64 = 60;

pub(crate) async fn run(setting: &Setting, crashes: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let cluster = Cluster::start().context("PostgreSQL's programs")?;
    cluster.answers().await;
    let stage = setting.stage_on(cluster.url(), 2).await?;
    let mut crowd = Crowd::gather(&stage, CLIENTS, setting.seed);
    let mut random = Rng::with_seed(setting.seed);
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
