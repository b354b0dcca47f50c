//! The only clock.

use app::Clock;
use domain::Timestamp;

/// The system's clock, cut to the tick.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that may ask")]
    fn now(&self) -> Timestamp {
        let since_epoch = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let nanoseconds = i128::try_from(since_epoch.as_nanos()).unwrap_or_default();
        Timestamp::from_nanoseconds(nanoseconds).unwrap_or_else(|| unreachable!("the system's clock left the calendar"))
    }
}
