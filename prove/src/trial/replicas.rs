//! Replicas on one database that are killed, paused and taken away while clients ask any of them (P2, P3, P6).

use super::{CLIENTS, Outcome};
use crate::{
    shop::Crowd,
    stage::{Setting, Stage},
};
use anyhow::{Result, ensure};
use fastrand::Rng;
use std::time::Duration;
use tokio::time::timeout;

pub(crate) const REPLICAS: usize = 3;
const ANSWERS: u64 = 60;

/// How long a replica is paused at most.
const PAUSE: Duration = Duration::from_secs(1);

pub(crate) async fn run(setting: &Setting, losses: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut stage = setting.stage(REPLICAS).await?;
    let mut crowd = Crowd::gather(&stage, CLIENTS, setting.seed);
    let mut random = Rng::with_seed(setting.seed);
    for loss in 0..losses {
        crowd.answered(random.u64(..ANSWERS)).await?;
        let place = random.usize(..REPLICAS);
        match loss % 3 {
            0 => {
                stage.kill_and_restart(place)?;
                outcome.count("replicas killed", 1);
            }
            1 => {
                stage.server(place)?.signal("STOP")?;
                // Whoever asks the one that is paused hears nothing for so long, which in the end is everybody.
                if let Ok(answered) = timeout(PAUSE, crowd.answered(random.u64(..ANSWERS))).await {
                    answered?;
                }
                stage.server(place)?.signal("CONT")?;
                outcome.count("replicas paused", 1);
            }
            _ => {
                let status = stage.terminate_and_restart(place)?;
                outcome.must(status.success(), || format!("a replica ended with {status}"));
                outcome.count("replicas replaced", 1);
            }
        }
        crowd.shop.move_to(stage.addresses());
    }
    outcome.close(&stage, crowd).await?;
    Ok(outcome)
}

/// Replicas that nobody disturbs do each job once: as many as there are orders that wait for one.
pub(crate) async fn jobs_once(setting: &Setting, answers: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let talkative = setting.with(setting.program.with("CARTWRIGHT_LOG", "info,cartwright=debug"));
    let stage = talkative.stage(REPLICAS).await?;
    let mut crowd = Crowd::gather(&stage, CLIENTS, setting.seed);
    crowd.answered(answers).await?;
    let found = outcome.close(&stage, crowd).await?;
    // Orders of the older system are provisioned by their checkout, and have a GUID for an id.
    let modern = found.orders.iter().filter(|order| order["id"].as_str().is_some_and(|id| !id.contains('-')));
    let (orders, done) = (modern.count() as u64, jobs_done(&stage)?);
    ensure!(orders > 0, "nothing was ordered");
    outcome.must(done == orders, || format!("{orders} orders waited for a job, and {done} jobs were done"));
    outcome.count("jobs of several workers", orders);
    Ok(outcome)
}

/// What the workers say in their log that they did.
fn jobs_done(stage: &Stage) -> Result<u64> {
    let log = std::fs::read_to_string(stage.log())?;
    let done = |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?["provisioned"].as_u64();
    Ok(log.lines().filter_map(done).sum())
}
