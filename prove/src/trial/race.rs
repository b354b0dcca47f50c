//! Clients that get in each other's way on the same carts, and nothing that fails.

use super::Outcome;
use crate::{shop::Crowd, stage::Setting};
use anyhow::Result;

const CROWD: usize = 24;

pub(crate) async fn run(setting: &Setting, answers: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let stage = setting.stage(1).await?;
    let mut crowd = Crowd::gather(&stage, CROWD, setting.seed);
    crowd.answered(answers).await?;
    outcome.close(&stage, crowd).await?;
    Ok(outcome)
}
