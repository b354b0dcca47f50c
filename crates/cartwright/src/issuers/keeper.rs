//! The keys of an issuer, kept: one fetch at a time, for everybody who waits for it.

use super::{
    fetch::Fetch,
    freshness::{Known, Step},
};
use app::{Clock, Failure};
use domain::Timestamp;
use futures::{
    FutureExt as _,
    future::{BoxFuture, Shared},
};
use http_floor::token::{KeySet, KeySource, VerifyingKey};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::task::AbortHandle;

/// An issuer's keys.
pub(super) struct Keeper(Arc<Kept>);

struct Kept {
    fetch: Fetch,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    attempted: Option<Timestamp>,
    under_way: Option<UnderWay>,
}

struct Held {
    keys: KeySet,
    since: Timestamp,
}

/// A fetch: whether it goes on, and its end, which anybody can wait for.
struct UnderWay {
    task: AbortHandle,
    end: End,
}

type End = Shared<BoxFuture<'static, ()>>;

impl Keeper {
    pub(super) fn new(fetch: Fetch, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Kept { fetch, clock, state: Mutex::default() }))
    }

    /// Begins to fetch the keys before anybody asks for one.
    pub(super) fn begin(&self) {
        drop(self.0.begin(&mut self.0.state()));
    }

    /// The key, or the end of a fetch that may bring it.
    fn look(&self, id: &str) -> Result<Option<Arc<VerifyingKey>>, Outlook> {
        let mut state = self.0.state();
        let key = state.held.as_ref().and_then(|held| held.keys.get(id));
        match state.known(key.is_some()).step(self.0.clock.now()) {
            Step::Use => Ok(key),
            Step::UseAndFetch => {
                drop(self.0.begin(&mut state));
                Ok(key)
            }
            Step::Fetch => Err(Outlook::Fetched(self.0.begin(&mut state))),
            step => match (state.end(), step) {
                (Some(end), _) => Err(Outlook::Fetched(end)),
                (None, Step::Refuse) => Ok(None),
                (None, _) => Err(Outlook::None),
            },
        }
    }

    fn unavailable(&self) -> Failure {
        Failure::Unavailable(format!("the keys of the issuer {} cannot be had", self.0.fetch.issuer))
    }
}

/// What may become of a key that is not held.
enum Outlook {
    /// A fetch may bring it.
    Fetched(End),
    /// Nothing will, for now.
    None,
}

impl KeySource for Keeper {
    fn key<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Arc<VerifyingKey>>, Failure>> {
        async move {
            let end = match self.look(id) {
                Ok(key) => return Ok(key),
                Err(Outlook::None) => return Err(self.unavailable()),
                Err(Outlook::Fetched(end)) => end,
            };
            end.await;
            // One fetch is all that a request waits for.
            self.look(id).map_err(|_| self.unavailable())
        }
        .boxed()
    }
}

impl State {
    fn known(&self, found: bool) -> Known {
        Known { held_since: self.held.as_ref().map(|held| held.since), found, attempted: self.attempted }
    }

    /// The end of the fetch that is under way.
    fn end(&self) -> Option<End> {
        let under_way = self.under_way.as_ref().filter(|under_way| !under_way.task.is_finished());
        under_way.map(|under_way| under_way.end.clone())
    }
}

impl Kept {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The fetch that is under way, or a new one. It goes on when whoever waits for it goes away.
    fn begin(self: &Arc<Self>, state: &mut State) -> End {
        if let Some(end) = state.end() {
            return end;
        }
        state.attempted = Some(self.clock.now());
        let task = tokio::spawn(Arc::clone(self).renew());
        let abort = task.abort_handle();
        let end = task.map(|_| ()).boxed().shared();
        state.under_way = Some(UnderWay { task: abort, end: end.clone() });
        end
    }

    async fn renew(self: Arc<Self>) {
        let fetched = self.fetch.keys().await;
        let issuer = &self.fetch.issuer;
        match fetched {
            Ok(keys) => {
                tracing::info!(issuer, keys = keys.count(), "the keys of an issuer were fetched");
                self.state().held = Some(Held { keys, since: self.clock.now() });
            }
            Err(error) => tracing::warn!(issuer, error, "the keys of an issuer cannot be fetched"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fetch, Keeper, Outlook, Timestamp};
    use crate::issuers::OpenIdIssuer;
    use app::Clock;
    use std::{
        sync::{Arc, Mutex},
        time::Duration,
    };

    struct Hand(Mutex<Timestamp>);

    impl Hand {
        fn advance(&self, seconds: u64) {
            let mut now = self.0.lock().expect("no panic");
            *now = now.plus(Duration::from_secs(seconds));
        }
    }

    impl Clock for Hand {
        fn now(&self) -> Timestamp {
            *self.0.lock().expect("no panic")
        }
    }

    /// Nothing is awaited here, so that the fetch is under way for as long as the test likes.
    #[tokio::test]
    async fn a_fetch_that_is_under_way_is_joined_however_long_it_takes() {
        let clock = Arc::new(Hand(Mutex::new(Timestamp::parse("2026-03-02T10:00:00Z").expect("an instant"))));
        let issuer = OpenIdIssuer::new("http://127.0.0.1:9", "x").expect("an issuer");
        let keeper = Keeper::new(Fetch::new(&issuer).expect("a client"), Arc::clone(&clock) as Arc<dyn Clock>);
        let end = || match keeper.look("forged") {
            Err(Outlook::Fetched(end)) => end,
            _ => panic!("a fetch is under way"),
        };
        let first = end();
        for seconds in [0, 1, 30, 24 * 60 * 60] {
            clock.advance(seconds);
            assert!(end().ptr_eq(&first), "another fetch was begun {seconds} s later");
        }
    }
}
