//! SIGTERM under load: what was accepted is finished, and the process ends in order (P11).

use super::{CLIENTS, Outcome};
use crate::{shop::Crowd, stage::Setting};
use anyhow::Result;
use fastrand::Rng;

const ANSWERS: u64 = 60;

pub(crate) async fn run(setting: &Setting, times: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut stage = setting.stage(1).await?;
    let mut crowd = Crowd::gather(&stage, CLIENTS, setting.seed);
    let mut random = Rng::with_seed(setting.seed);
    for _ in 0..times {
        crowd.answered(random.u64(..ANSWERS)).await?;
        let status = stage.terminate_and_restart(0)?;
        crowd.shop.move_to(stage.addresses());
        outcome.must(status.code() == Some(0), || format!("after SIGTERM it ended with {status}"));
        outcome.count("SIGTERM under load", 1);
    }
    outcome.close(&stage, crowd).await?;
    Ok(outcome)
}
