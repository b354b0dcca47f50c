//! What is said of connections that find no place: a line a second at most, however many they are.

use std::time::Duration;
use tokio::time::Instant;

/// How long what has been said is enough.
const QUIET: Duration = Duration::from_secs(1);

/// Counts what happens, and says when it is time to speak of it.
#[derive(Default)]
pub(super) struct Refusals {
    untold: u64,
    told: Option<Instant>,
}

impl Refusals {
    /// Counts one more. Returns how many have come together, when it is time to speak of them.
    pub(super) fn one_more(&mut self, now: Instant) -> Option<u64> {
        self.untold += 1;
        if self.told.is_some_and(|told| now.duration_since(told) < QUIET) {
            return None;
        }
        self.told = Some(now);
        Some(std::mem::take(&mut self.untold))
    }
}

#[cfg(test)]
mod tests {
    use super::{QUIET, Refusals};
    use tokio::time::Instant;

    #[test]
    fn many_are_told_together() {
        let (mut refusals, begun) = (Refusals::default(), Instant::now());
        assert_eq!(refusals.one_more(begun), Some(1), "the first is told at once");
        for _ in 0..5 {
            assert_eq!(refusals.one_more(begun + QUIET / 2), None);
        }
        assert_eq!(refusals.one_more(begun + QUIET), Some(6));
        assert_eq!(refusals.one_more(begun + QUIET), None);
    }
}
