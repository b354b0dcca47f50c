//! The app's clock as one that never runs backwards. Where that one is put back, no time has passed: otherwise whoever made
//! requests just before would have to wait until it is that late again.

use app::Clock;
use domain::Timestamp;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// A clock that counts from when it was made.
pub(super) struct Steady {
    clock: Arc<dyn Clock>,
    seen: Mutex<Seen>,
}

/// When the app's clock was looked at last, and how much time had passed then.
struct Seen {
    at: Timestamp,
    passed: Duration,
}

impl Steady {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        let at = clock.now();
        Self { clock, seen: Mutex::new(Seen { at, passed: Duration::ZERO }) }
    }
}

impl governor::clock::Clock for Steady {
    type Instant = Duration;

    fn now(&self) -> Duration {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        seen.passed = seen.passed.saturating_add(now.since(seen.at));
        seen.at = now;
        seen.passed
    }
}

#[cfg(test)]
mod tests {
    use super::Steady;
    use crate::admission::rates::tests::HandClock;
    use governor::clock::Clock as _;
    use std::{sync::Arc, time::Duration};

    #[test]
    fn a_clock_that_is_put_back_takes_nothing_back() {
        let clock = Arc::new(HandClock::default());
        let steady = Steady::new(Arc::<HandClock>::clone(&clock));
        let mut passed = Duration::ZERO;
        for (by, counts) in [(5, 5), (-3_600, 0), (2, 2), (-1, 0), (0, 0), (86_400, 86_400)] {
            clock.turn(by);
            passed += Duration::from_secs(counts);
            assert_eq!(steady.now(), passed, "turned by {by} s");
        }
    }
}
