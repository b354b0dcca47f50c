//! How many requests a minute: of a partner for each of its customers, and of a partner for none of them. As many as that at once,
//! and then evenly: a partner that was quiet for a minute has all of them again.

use super::{Visitor, steady::Steady};
use app::Clock;
use domain::id::{CustomerId, PartnerId};
use governor::{Quota, RateLimiter, clock::Clock as _, middleware::NoOpMiddleware, state::keyed::HashMapStateStore};
use std::{
    hash::Hash,
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

/// How many are remembered before anybody is forgotten.
const REMEMBERED: usize = 1_024;

/// Requests a minute; no limit where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimits {
    /// Those of a partner that concern one customer.
    pub per_customer: Option<NonZeroU32>,
    /// Those of a partner that concern no customer.
    pub per_partner: Option<NonZeroU32>,
}

impl RateLimits {
    /// No limits.
    pub const OFF: Self = Self { per_customer: None, per_partner: None };

    /// The figure that Partner Center publishes for orders, subscriptions and customers (digest 3.2, surroundings 2.10). Which
    /// of its resources count by the partner, and which by partner and customer, it does not say.
    pub const PARTNER_CENTER: Self = Self { per_customer: NonZeroU32::new(500), per_partner: NonZeroU32::new(500) };
}

/// Who has made how many.
pub(super) struct Rates {
    of_customers: Option<Rate<(PartnerId, CustomerId)>>,
    of_partners: Option<Rate<PartnerId>>,
}

impl Rates {
    pub(super) fn new(limits: RateLimits, clock: Arc<dyn Clock>) -> Self {
        let RateLimits { per_customer, per_partner } = limits;
        Self {
            of_customers: per_customer.map(|limit| Rate::new(limit, Arc::clone(&clock))),
            of_partners: per_partner.map(|limit| Rate::new(limit, Arc::clone(&clock))),
        }
    }

    /// Counts a request; one that is too many is not counted, and told how long to wait.
    pub(super) fn count(&self, visitor: Visitor) -> Result<(), Duration> {
        let Visitor { partner, customer } = visitor;
        match customer {
            Some(customer) => self.of_customers.as_ref().map_or(Ok(()), |rate| rate.count(&(partner, customer))),
            None => self.of_partners.as_ref().map_or(Ok(()), |rate| rate.count(&partner)),
        }
    }
}

type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, Steady, NoOpMiddleware<Duration>>;

struct Rate<K: Hash + Eq + Clone> {
    limiter: Limiter<K>,
    /// How many may be remembered until the next look for those who can be forgotten.
    most: AtomicUsize,
}

impl<K: Hash + Eq + Clone> Rate<K> {
    fn new(limit: NonZeroU32, clock: Arc<dyn Clock>) -> Self {
        let limiter = RateLimiter::hashmap_with_clock(Quota::per_minute(limit), Steady::new(clock));
        Self { limiter, most: AtomicUsize::new(REMEMBERED) }
    }

    fn count(&self, key: &K) -> Result<(), Duration> {
        self.limiter.check_key(key).map_err(|until| until.wait_time_from(self.limiter.clock().now()))?;
        self.forget();
        Ok(())
    }

    /// Forgets those whose requests no longer count, whenever there are twice as many as the last time: of those who make few
    /// requests that is nearly everybody, so what is remembered follows the load and not the number of customers.
    fn forget(&self) {
        if self.limiter.len() < self.most.load(Ordering::Relaxed) {
            return;
        }
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
        self.most.store(self.limiter.len().saturating_mul(2).max(REMEMBERED), Ordering::Relaxed);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{REMEMBERED, Rate, RateLimits, Rates, Visitor};
    use app::Clock;
    use domain::{
        Timestamp,
        id::{CustomerId, PartnerId},
    };
    use std::{
        num::NonZeroU32,
        sync::{Arc, Mutex},
        time::Duration,
    };

    /// A clock that is turned by hand, also backwards.
    pub(in crate::admission) struct HandClock(Mutex<Timestamp>);

    impl Default for HandClock {
        fn default() -> Self {
            Self(Mutex::new(Timestamp::parse("2026-03-02T10:00:00Z").expect("an instant")))
        }
    }

    impl HandClock {
        pub(in crate::admission) fn turn(&self, seconds: i64) {
            let by = Duration::from_secs(seconds.unsigned_abs());
            let mut now = self.0.lock().expect("no panic");
            *now = if seconds < 0 { now.minus(by) } else { now.plus(by) };
        }
    }

    impl Clock for HandClock {
        fn now(&self) -> Timestamp {
            *self.0.lock().expect("no panic")
        }
    }

    fn visitor(partner: u8, customer: Option<u8>) -> Visitor {
        let id = |kind: u8, number: u8| format!("{kind}0000000-0000-4000-8000-0000000000{number:02}");
        Visitor {
            partner: PartnerId::parse(&id(1, partner)).expect("an id"),
            customer: customer.map(|customer| CustomerId::parse(&id(2, customer)).expect("an id")),
        }
    }

    #[test]
    fn customers_partners_and_the_partner_itself_are_counted_apart() {
        let rates = Rates::new(RateLimits::PARTNER_CENTER, Arc::new(HandClock::default()));
        for here in [visitor(1, Some(1)), visitor(1, Some(2)), visitor(2, Some(1)), visitor(1, None), visitor(2, None)]
        {
            for request in 0..500 {
                assert_eq!(rates.count(here), Ok(()), "{here:?}: {request}");
            }
            assert!(rates.count(here).is_err(), "{here:?}");
        }
        let free = Rates::new(RateLimits::OFF, Arc::new(HandClock::default()));
        assert!((0..10_000).all(|_| free.count(visitor(1, Some(1))).is_ok()));
    }

    /// Whatever the limit, and whenever the requests come: whoever waits as long as it was told gets in, whoever comes a moment
    /// earlier does not, and a refusal changes nothing.
    #[test]
    fn the_wait_is_the_truth() {
        for limit in [1, 7, 60, 500, 100_000] {
            let clock = Arc::new(HandClock::default());
            let limits = RateLimits { per_customer: NonZeroU32::new(limit), per_partner: None };
            let rates = Rates::new(limits, Arc::<HandClock>::clone(&clock));
            let here = visitor(1, Some(1));
            for burst in 0..3 {
                let first = std::iter::from_fn(|| rates.count(here).err().or(Some(Duration::ZERO)));
                let wait = first.take(100_001).find(|wait| !wait.is_zero()).expect("a refusal");
                assert_eq!(rates.count(here), Err(wait), "{limit}, {burst}");
                let seconds = i64::try_from(wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).expect("a number");
                clock.turn(seconds);
                assert_eq!(rates.count(here), Ok(()), "{limit}, {burst}: {wait:?}");
            }
        }
    }

    #[test]
    fn a_clock_that_is_put_back_locks_nobody_out() {
        let clock = Arc::new(HandClock::default());
        let rates = Rates::new(RateLimits::PARTNER_CENTER, Arc::<HandClock>::clone(&clock));
        let here = visitor(1, Some(1));
        assert!((0..500).all(|_| rates.count(here).is_ok()));
        clock.turn(-3_600);
        assert!(rates.count(here).expect_err("too many") <= Duration::from_secs(1));
        clock.turn(1);
        assert_eq!(rates.count(here), Ok(()));
    }

    #[test]
    fn who_is_quiet_is_forgotten_and_who_is_not_is_remembered() {
        let clock = Arc::new(HandClock::default());
        let rate: Rate<u64> = Rate::new(NonZeroU32::new(500).expect("a limit"), Arc::<HandClock>::clone(&clock));
        for _ in 0..500 {
            assert_eq!(rate.count(&0), Ok(()));
        }
        for passer_by in 1..=100_000 {
            assert_eq!(rate.count(&passer_by), Ok(()));
            if passer_by % 1_000 == 0 {
                clock.turn(1);
                assert!(rate.limiter.len() <= 2 * REMEMBERED, "{} are remembered", rate.limiter.len());
            }
            if passer_by < 50_000 {
                // Refills at 8 1/3 a second, and is used up again at once.
                while rate.count(&0).is_ok() {}
            }
        }
        assert_eq!(rate.count(&0), Ok(()));
    }
}
