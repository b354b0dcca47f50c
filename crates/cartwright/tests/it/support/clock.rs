//! A clock that stands still until a test moves it.

use app::Clock;
use domain::Timestamp;
use std::{sync::Mutex, time::Duration};

pub struct TestClock(Mutex<Timestamp>);

impl Default for TestClock {
    fn default() -> Self {
        Self(Mutex::new(Timestamp::parse("2026-03-02T10:00:00.1234567Z").expect("an instant")))
    }
}

impl TestClock {
    /// A clock that stands at that instant.
    pub fn at(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    pub fn advance(&self, by: Duration) {
        let mut now = self.0.lock().expect("no panic");
        *now = now.plus(by);
    }

    pub fn advance_days(&self, days: u64) {
        self.advance(Duration::from_secs(days * 24 * 60 * 60));
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("no panic")
    }
}
