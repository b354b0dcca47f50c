//! The clock jumps, forth and back, under load: leases end early, and come back to life (P6).

use super::{CLIENTS, Outcome};
use crate::{shop::Crowd, stage::Setting};
use anyhow::Result;
use fastrand::Rng;

const ANSWERS: u64 = 60;

/// How far it jumps, in seconds: carts, tokens and receipts outlive it.
const FARTHEST: u64 = 20 * 60 * 60;

/// `setting` is of a build whose clock can be moved.
pub(crate) async fn run(setting: &Setting, jumps: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let folder = crate::stage::folder()?;
    let file = folder.path().join("clock");
    let movable = setting.with(setting.program.with("CARTWRIGHT_CLOCK", file.display().to_string()));
    let mut stage = movable.stage(1).await?;
    let mut crowd = Crowd::gather(&stage, CLIENTS, setting.seed);
    let mut random = Rng::with_seed(setting.seed);
    for jump in 0..jumps {
        crowd.answered(random.u64(..ANSWERS)).await?;
        std::fs::write(&file, random.u64(..FARTHEST).to_string())?;
        outcome.count("jumps of the clock", 1);
        if jump % 5 == 4 {
            stage.kill_and_restart(0)?;
            crowd.shop.move_to(stage.addresses());
            outcome.count("kill -9 beside them", 1);
        }
    }
    std::fs::write(&file, FARTHEST.to_string())?;
    outcome.close(&stage, crowd).await?;
    Ok(outcome)
}
