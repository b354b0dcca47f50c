//! What was found: violations, some of each sort with their rows, all of them counted.

use super::holdings::Holdings;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// Every row and every body can be read.
    Bodies,
    /// The columns of a row say what its body says.
    Columns,
    /// Every row is of a customer, whom its partner's list and its domain name.
    Customers,
    /// One order for each cart and order group.
    OrderGroups,
    /// The total of an order is the sum of its lines.
    Totals,
    /// Every completed order line has exactly one subscription or entitlement, and each of these one such line.
    OrderLines,
    /// Every pending order has a job, and every job an order that is waited for.
    Jobs,
    /// Every order that a cart has led to is there and is what the cart held, and an ordered cart has all of them.
    Carts,
    /// Products were bought as often as their counters say.
    Counters,
}

impl Check {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bodies => "bodies",
            Self::Columns => "columns",
            Self::Customers => "customers",
            Self::OrderGroups => "order-groups",
            Self::Totals => "totals",
            Self::OrderLines => "order-lines",
            Self::Jobs => "jobs",
            Self::Carts => "carts",
            Self::Counters => "counters",
        }
    }
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// What was checked.
    pub check: Check,
    /// Whose row it is; the nil id for what belongs to nobody alone.
    pub owner: Uuid,
    /// The table, and the row's key in it.
    pub row: String,
    /// What was seen, and what it should be.
    pub what: String,
}

/// What came of looking at everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// The first violations of each check.
    pub violations: Vec<Violation>,
    /// How many each check found; checks that found none are not named.
    pub found: BTreeMap<Check, usize>,
    /// Customers that were looked at.
    pub customers: usize,
    /// Carts that were looked at.
    pub carts: usize,
    /// Orders that were looked at.
    pub orders: usize,
    /// Subscriptions that were looked at.
    pub subscriptions: usize,
    /// Entitlements that were looked at.
    pub entitlements: usize,
}

/// What was found so far.
pub(super) struct Findings {
    most_of_each: usize,
    owner: Uuid,
    verified: Verified,
}

impl Findings {
    pub(super) fn new(most_of_each: usize) -> Self {
        Self { most_of_each, owner: Uuid::nil(), verified: Verified::default() }
    }

    /// From now on it is about this owner.
    pub(super) fn begin(&mut self, owner: Uuid) {
        self.owner = owner;
    }

    pub(super) fn note(&mut self, check: Check, row: impl Into<String>, what: impl Into<String>) {
        let found = self.verified.found.entry(check).or_default();
        *found += 1;
        if *found <= self.most_of_each {
            let violation = Violation { check, owner: self.owner, row: row.into(), what: what.into() };
            self.verified.violations.push(violation);
        }
    }

    /// Counts what was looked at.
    pub(super) fn count(&mut self, holdings: &Holdings) {
        let Verified { customers, carts, orders, subscriptions, entitlements, .. } = &mut self.verified;
        *customers += usize::from(holdings.customer.is_some());
        *carts += holdings.carts.len();
        *orders += holdings.orders.len();
        *subscriptions += holdings.subscriptions.len();
        *entitlements += holdings.entitlements.len();
    }
}

impl From<Findings> for Verified {
    fn from(findings: Findings) -> Self {
        findings.verified
    }
}

#[cfg(test)]
mod tests {
    use super::{Check, Findings, Verified};

    #[test]
    fn all_are_counted_and_some_of_each_are_told() {
        let mut findings = Findings::new(2);
        for n in 0..5 {
            findings.note(Check::Jobs, format!("jobs {n}"), "wrong");
        }
        findings.note(Check::Carts, "carts 1", "wrong");
        let verified = Verified::from(findings);
        let rows: Vec<_> = verified.violations.iter().map(|violation| violation.row.as_str()).collect();
        assert_eq!(rows, ["jobs 0", "jobs 1", "carts 1"]);
        assert_eq!(verified.found.into_iter().collect::<Vec<_>>(), [(Check::Jobs, 5), (Check::Carts, 1)]);
    }
}
