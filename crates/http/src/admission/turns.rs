//! Refusals take turns. Few are given at once; of many each waits for its turn, for so long at most. Whoever asks again and
//! again, as soon as it was refused, would otherwise keep the server busy with refusing alone.

use std::{
    pin::pin,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, sleep};

/// The time of one turn: 500 a second, which is a small share of what a processor can refuse.
const TURN: Duration = Duration::from_millis(2);

/// How long a refusal waits at most. Beyond that there are more of them a second.
const LONGEST: Duration = Duration::from_secs(2);

/// When the next refusal has its turn.
#[derive(Default)]
pub(super) struct Turns(Mutex<Option<Instant>>);

impl Turns {
    /// Returns when it is one's turn.
    pub(super) async fn wait(&self) {
        let mut turn = pin!(sleep(Duration::ZERO));
        let now = turn.deadline();
        let wait = self.take(now);
        if !wait.is_zero() {
            turn.as_mut().reset(now + wait);
            turn.await;
        }
    }

    /// Takes a turn: how long it is until then.
    fn take(&self, now: Instant) -> Duration {
        let mut next = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = next.map_or(now, |next| next.max(now));
        *next = Some((turn + TURN).min(now + LONGEST));
        turn - now
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, LONGEST, TURN, Turns};
    use tokio::time::Instant;

    #[test]
    fn one_refusal_is_given_at_once_and_many_take_turns() {
        let (turns, now) = (Turns::default(), Instant::now());
        let waits: Vec<_> = (0..5).map(|_| turns.take(now)).collect();
        assert_eq!(waits, (0..5).map(|turn| TURN * turn).collect::<Vec<_>>());
        // Those five turns are over by then.
        assert_eq!(turns.take(now + TURN * 5), Duration::ZERO);
        assert_eq!(turns.take(now + Duration::from_secs(60)), Duration::ZERO);
    }

    #[test]
    fn nobody_waits_longer_than_that() {
        let (turns, now) = (Turns::default(), Instant::now());
        let longest = (0..100_000).map(|_| turns.take(now)).max();
        assert_eq!(longest, Some(LONGEST));
        assert_eq!(turns.take(now + LONGEST), Duration::ZERO, "it is over as soon as they are");
    }
}
