//! Trials: a fault each, on servers under load, and what became of it.

pub(crate) mod backups;
pub(crate) mod clock;
pub(crate) mod database;
pub(crate) mod disk;
pub(crate) mod kills;
pub(crate) mod malformed;
pub(crate) mod race;
pub(crate) mod replay;
pub(crate) mod replicas;
pub(crate) mod syscalls;
pub(crate) mod termination;
mod tracer;
pub(crate) mod twins;

use crate::{
    check::{self, Found, Violations},
    journal::Attempt,
    shop::Crowd,
    stage::Stage,
};
use anyhow::Result;
use std::collections::BTreeMap;
use tokio::task::JoinSet;

/// Clients of a load.
pub(crate) const CLIENTS: usize = 6;

/// Rounds of a trial that are under way at once: most of the time they wait, such as for the leases of workers that were killed.
const AT_ONCE: usize = 6;

/// The rounds of a trial, each on a stage of its own.
async fn rounds<R>(rounds: impl IntoIterator<Item = R>) -> Result<Outcome>
where
    R: Future<Output = Result<Outcome>> + Send + 'static,
{
    let (mut outcome, mut under_way) = (Outcome::default(), JoinSet::new());
    for round in rounds {
        if under_way.len() == AT_ONCE
            && let Some(ended) = under_way.join_next().await
        {
            outcome.add(ended??);
        }
        under_way.spawn(round);
    }
    while let Some(ended) = under_way.join_next().await {
        outcome.add(ended??);
    }
    Ok(outcome)
}

/// How often something is done in each round, and how many rounds there are so.
fn divided(times: u64, each: u64) -> impl Iterator<Item = (u64, u64)> {
    (0..times.div_ceil(each)).map(move |round| (round, each.min(times - round * each)))
}

/// What a trial counted, and what it found that must not be.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) counts: BTreeMap<&'static str, u64>,
    pub(crate) violations: Violations,
}

impl Outcome {
    pub(crate) fn count(&mut self, what: &'static str, more: u64) {
        *self.counts.entry(what).or_default() += more;
    }

    /// The largest that was seen of something.
    pub(crate) fn at_most(&mut self, what: &'static str, seen: u64) {
        let most = self.counts.entry(what).or_default();
        *most = seen.max(*most);
    }

    pub(crate) fn must(&mut self, holds: bool, otherwise: impl FnOnce() -> String) {
        if !holds {
            self.violations.push(otherwise());
        }
    }

    pub(crate) fn add(&mut self, other: Self) {
        for (what, more) in other.counts {
            if what.starts_with("longest") { self.at_most(what, more) } else { self.count(what, more) }
        }
        self.violations.extend(other.violations);
    }

    /// Sends the clients home, and holds what they leave behind against their journal.
    pub(crate) async fn close(&mut self, stage: &Stage, crowd: Crowd) -> Result<Found> {
        let shop = crowd.close().await?;
        let (attempts, found, violations) = check::everything(stage, &shop).await?;
        self.tell(&attempts);
        self.violations.extend(violations);
        Ok(found)
    }

    fn tell(&mut self, attempts: &[Attempt]) {
        let sendings = || attempts.iter().flat_map(|attempt| &attempt.sendings);
        let heard = sendings().filter(|sending| sending.heard.is_some()).count();
        self.count("requests", sendings().count() as u64);
        self.count("requests that nobody answered", (sendings().count() - heard) as u64);
        let acknowledged = attempts.iter().filter(|attempt| attempt.outcome().is_some_and(|(_, a)| a.status == 201));
        self.count("writes acknowledged", acknowledged.count() as u64);
    }
}
