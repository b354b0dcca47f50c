//! When keys are used, and when they are fetched: nothing but a decision on what is known at an instant.

use domain::Timestamp;
use std::time::Duration;

/// After which age keys are fetched again beside their use.
pub(super) const FRESH: Duration = Duration::from_secs(60 * 60);

/// Up to which age keys are used while the issuer does not give out any.
pub(super) const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// The least time between two fetches, whether they succeed or not.
pub(super) const PAUSE: Duration = Duration::from_secs(30);

/// What is known of an issuer's keys when one of them is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// When the keys that are held were fetched.
    pub(super) held_since: Option<Timestamp>,
    /// Whether the key is among them.
    pub(super) found: bool,
    /// When a fetch was last begun.
    pub(super) attempted: Option<Timestamp>,
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Use the key.
    Use,
    /// Use the key, and fetch beside it.
    UseAndFetch,
    /// Wait for a fetch.
    Fetch,
    /// There is no such key.
    Refuse,
    /// Nobody can say.
    Unavailable,
}

impl Known {
    pub(super) fn step(self, now: Timestamp) -> Step {
        let younger_than = |age: Duration| self.held_since.is_some_and(|since| now < since.plus(age));
        // A clock that was put back must not stop everything until it comes there again.
        let may_fetch = self.attempted.is_none_or(|at| now < at || at.plus(PAUSE) <= now);
        match (younger_than(KEPT), self.found) {
            (true, true) if younger_than(FRESH) || !may_fetch => Step::Use,
            (true, true) => Step::UseAndFetch,
            _ if may_fetch => Step::Fetch,
            (true, false) => Step::Refuse,
            (false, _) => Step::Unavailable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, Step};
    use domain::Timestamp;

    fn at(seconds: i128) -> Timestamp {
        Timestamp::from_nanoseconds(seconds * 1_000_000_000).expect("an instant")
    }

    /// Held since 0 or not at all, asked for at an instant.
    fn step(held: bool, found: bool, attempted: Option<i128>, now: i128) -> Step {
        Known { held_since: held.then(|| at(0)), found, attempted: attempted.map(at) }.step(at(now))
    }

    #[test]
    fn a_known_key_is_used_for_a_day_and_fetched_again_after_an_hour() {
        assert_eq!(step(true, true, Some(0), 3_599), Step::Use);
        assert_eq!(step(true, true, Some(0), 3_600), Step::UseAndFetch);
        assert_eq!(step(true, true, Some(3_600), 3_629), Step::Use, "it was tried a moment ago");
        assert_eq!(step(true, true, Some(3_600), 3_630), Step::UseAndFetch);
        assert_eq!(step(true, true, Some(86_390), 86_399), Step::Use);
        assert_eq!(step(true, true, Some(86_390), 86_400), Step::Unavailable);
        assert_eq!(step(true, true, Some(86_390), 86_420), Step::Fetch);
    }

    #[test]
    fn an_unknown_key_is_asked_for_twice_a_minute_at_most() {
        assert_eq!(step(true, false, Some(0), 29), Step::Refuse);
        assert_eq!(step(true, false, Some(0), 30), Step::Fetch);
        assert_eq!(step(false, false, None, 0), Step::Fetch);
        assert_eq!(step(false, false, Some(0), 29), Step::Unavailable);
        assert_eq!(step(false, false, Some(0), 30), Step::Fetch);
    }

    #[test]
    fn a_clock_that_was_put_back_stops_nothing() {
        assert_eq!(step(true, false, Some(1_000_000), 5), Step::Fetch);
        assert_eq!(step(true, true, Some(0), -1_000_000), Step::Use);
    }
}
