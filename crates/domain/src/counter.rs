//! Counters: what many purchases use up together, such as stock, pooled seats or a line of credit.
//!
//! A decision looks at what is used already, and says what it uses itself; the store moves the counters in the commit that
//! carries the decision out, and refuses it when a limit would be passed. So a limit holds however many decide at once, and
//! purchases that share a counter do not wait for one another.

use crate::id::{CustomerId, PartnerId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A counter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Counter {
    /// Whose it is: a customer, a partner, or nobody's alone.
    owner: Uuid,
    /// What is counted, unique for its owner.
    name: String,
}

/// What a purchase uses up of a counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The counter.
    pub counter: Counter,
    /// How much; below nothing for what is given back, which never brings a counter below nothing.
    pub by: i64,
    /// The most that may be used up afterwards, by all together; `None` where it is only counted.
    pub most: Option<i64>,
}

/// What is used up of some counters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage(BTreeMap<Counter, i64>);

impl Counter {
    /// The instances of a SKU that were sold, to everybody.
    #[must_use]
    pub fn stock(product: &str, sku: &str) -> Self {
        Self { owner: Uuid::nil(), name: format!("stock {product}:{sku}") }
    }

    /// The seats of a SKU that a customer has, over all its subscriptions and partners (digest 7.3).
    #[must_use]
    pub fn seats(customer: CustomerId, product: &str, sku: &str) -> Self {
        Self::seats_of(customer, &format!("{product}:{sku}"))
    }

    /// The same, of a SKU that is named as `product:sku`.
    #[must_use]
    pub fn seats_of(customer: CustomerId, sku: &str) -> Self {
        Self { owner: customer.0, name: format!("seats {sku}") }
    }

    /// How often a customer bought a product, trials and what was cancelled included: never given back (surroundings 3.2).
    #[must_use]
    pub fn purchases(customer: CustomerId, product: &str) -> Self {
        Self { owner: customer.0, name: format!("purchases {product}") }
    }

    /// The seats that a customer bought under a promotion, what was cancelled included: never given back (surroundings 3.2).
    #[must_use]
    pub fn promoted_seats(customer: CustomerId, promotion: &str) -> Self {
        Self { owner: customer.0, name: format!("promoted seats {}", promotion.to_ascii_uppercase()) }
    }

    /// The customers of a sandbox account.
    #[must_use]
    pub fn sandbox_customers(partner: PartnerId) -> Self {
        Self { owner: partner.0, name: "sandbox customers".to_owned() }
    }

    /// The subscriptions of a customer of a sandbox account.
    #[must_use]
    pub fn sandbox_subscriptions(customer: CustomerId) -> Self {
        Self { owner: customer.0, name: "sandbox subscriptions".to_owned() }
    }

    /// The reserved instances of a customer of a sandbox account.
    #[must_use]
    pub fn sandbox_reservations(customer: CustomerId) -> Self {
        Self { owner: customer.0, name: "sandbox reservations".to_owned() }
    }

    /// What a partner owes, in the smallest unit of its currency.
    #[must_use]
    pub fn credit(partner: PartnerId) -> Self {
        Self { owner: partner.0, name: "credit".to_owned() }
    }

    /// How often a partner's validation code was used (surroundings 2.5).
    #[must_use]
    pub fn validation_code(partner: PartnerId, id: &str) -> Self {
        Self { owner: partner.0, name: format!("validation code {id}") }
    }

    /// Whose it is.
    #[must_use]
    pub fn owner(&self) -> Uuid {
        self.owner
    }

    /// What is counted.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Use {
    /// Whether it would pass its limit when this much is used already.
    #[must_use]
    pub fn passes(&self, used: i64) -> bool {
        self.most.is_some_and(|most| used.saturating_add(self.by) > most)
    }

    /// What is left under the limit; `None` where there is none.
    fn left(&self, used: i64) -> Option<i64> {
        self.most.map(|most| most.saturating_sub(used).max(0))
    }
}

impl Usage {
    /// Nothing.
    pub const NONE: &Self = &Self(BTreeMap::new());

    /// What is used up of a counter; nothing where it never moved.
    #[must_use]
    pub fn of(&self, counter: &Counter) -> i64 {
        self.0.get(counter).copied().unwrap_or_default()
    }

    /// What is left where that is too little for a use; `None` where it stays within its limit.
    #[must_use]
    pub fn too_little_for(&self, wanted: &Use) -> Option<i64> {
        let used = self.of(&wanted.counter);
        wanted.left(used).filter(|_| wanted.passes(used))
    }

    /// Counts what is used.
    pub fn add_all<'a>(&mut self, uses: impl IntoIterator<Item = &'a Use>) {
        for Use { counter, by, .. } in uses {
            self.add(counter.clone(), *by);
        }
    }

    /// Counts a use.
    pub fn add(&mut self, counter: Counter, by: i64) {
        let used = self.0.entry(counter).or_default();
        *used = used.saturating_add(by);
    }
}

#[cfg(test)]
mod tests {
    use super::{Counter, Usage, Use};
    use crate::id::CustomerId;
    use uuid::Uuid;

    fn seats(by: i64, most: Option<i64>) -> Use {
        Use { counter: Counter::seats(CustomerId(Uuid::from_u128(1)), "P", "S"), by, most }
    }

    #[test]
    fn a_use_passes_its_limit_by_one_and_not_before() {
        for (used, by, most, passes, left) in [
            (0, 10, Some(10), false, Some(10)),
            (0, 11, Some(10), true, Some(10)),
            (9, 1, Some(10), false, Some(1)),
            (10, 1, Some(10), true, Some(0)),
            (12, 1, Some(10), true, Some(0)),
            (i64::MAX, 1, Some(i64::MAX), false, Some(0)),
            (1_000_000, 1, None, false, None),
        ] {
            let wanted = seats(by, most);
            let seen = format!("{used} and {by} of {most:?}");
            assert_eq!((wanted.passes(used), wanted.left(used)), (passes, left), "{seen}");
            let mut usage = Usage::default();
            usage.add(wanted.counter.clone(), used);
            assert_eq!(usage.too_little_for(&wanted), left.filter(|_| passes), "{seen}");
        }
    }

    #[test]
    fn what_never_moved_is_unused() {
        let mut usage = Usage::default();
        let counter = seats(0, None).counter;
        assert_eq!(usage.of(&counter), 0);
        usage.add(counter.clone(), 3);
        usage.add(counter.clone(), 4);
        assert_eq!(usage.of(&counter), 7);
        assert_eq!(usage.of(&Counter::stock("P", "S")), 0, "another owner's");
    }
}
