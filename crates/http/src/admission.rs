//! Who is let to work, who waits, and who is told to come back (promise P10): rates of requests, and room for them.
//!
//! A request is looked at twice. [`knock`](Admission::knock) is before its body is read, and refuses where there is nothing to
//! wait for. [`enter`](Admission::enter) is behind it, and takes a place: whoever sends slowly keeps nobody waiting.

mod rates;
mod room;
mod steady;
mod turns;

pub use rates::RateLimits;
pub use room::Capacity;
pub(crate) use room::Place;

use app::Clock;
use domain::id::{CustomerId, PartnerId};
use rates::Rates;
use room::Room;
use std::{sync::Arc, time::Duration};
use turns::Turns;
use wire::throttled::Reason;

/// How long a request is told to stay away that found no room. Work is done in milliseconds, so that much is different then.
const COME_BACK: Duration = Duration::from_secs(1);

/// What an operator can set.
#[derive(Clone, Copy, Debug)]
pub struct AdmissionSettings {
    /// How many requests a minute.
    pub rates: RateLimits,
    /// How many requests at once that may change something.
    pub commands: Capacity,
    /// How many at once that change nothing.
    pub reads: Capacity,
    /// How long a request waits for its place at most.
    pub wait: Duration,
}

/// What a server lets in: by itself, whatever others beside it do.
pub struct Admission {
    rates: Rates,
    commands: Room,
    reads: Room,
    refusals: Turns,
}

/// What a request wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errand {
    /// Change something.
    Command,
    /// Change nothing.
    Read,
}

/// Whose request it is, authorised: its partner, and the customer that it concerns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visitor {
    pub(crate) partner: PartnerId,
    pub(crate) customer: Option<CustomerId>,
}

/// That a request has to wait outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Throttled {
    pub(crate) reason: Reason,
    /// How long, rounded up to a second.
    pub(crate) seconds: u64,
}

impl Admission {
    /// Begins with nobody inside.
    #[must_use]
    pub fn new(settings: AdmissionSettings, clock: Arc<dyn Clock>) -> Self {
        let AdmissionSettings { rates, commands, reads, wait } = settings;
        Self {
            rates: Rates::new(rates, clock),
            commands: Room::new(commands, wait),
            reads: Room::new(reads, wait),
            refusals: Turns::default(),
        }
    }

    /// Refuses whom waiting would not help: there is no room to wait in, or too many came from there. Room comes first, so that
    /// what is turned away for want of it is not counted.
    pub(crate) fn knock(&self, errand: Errand, visitor: Visitor) -> Result<(), Throttled> {
        if self.room(errand).is_full() {
            return Err(Throttled::overloaded());
        }
        self.rates.count(visitor).map_err(|wait| Throttled::new(Reason::RateLimit, wait))
    }

    /// A place to work, waited for if need be.
    pub(crate) async fn enter(&self, errand: Errand) -> Result<Place, Throttled> {
        self.room(errand).enter().await.ok_or_else(Throttled::overloaded)
    }

    /// Returns when a refusal may be given out: at once, unless there are many.
    pub(crate) async fn turn_to_refuse(&self) {
        self.refusals.wait().await;
    }

    fn room(&self, errand: Errand) -> &Room {
        match errand {
            Errand::Command => &self.commands,
            Errand::Read => &self.reads,
        }
    }
}

impl Throttled {
    fn new(reason: Reason, wait: Duration) -> Self {
        let begun = u64::from(wait.subsec_nanos() > 0);
        Self { reason, seconds: wait.as_secs().saturating_add(begun).max(1) }
    }

    fn overloaded() -> Self {
        Self::new(Reason::Overload, COME_BACK)
    }
}

#[cfg(test)]
mod tests {
    use super::Throttled;
    use std::time::Duration;
    use wire::throttled::Reason;

    #[test]
    fn whoever_waits_as_long_as_told_waits_long_enough() {
        for (wait, seconds) in [(0, 1), (1, 1), (999_999_999, 1), (1_000_000_000, 1), (1_000_000_001, 2)] {
            assert_eq!(Throttled::new(Reason::RateLimit, Duration::from_nanos(wait)).seconds, seconds, "{wait} ns");
        }
    }
}
