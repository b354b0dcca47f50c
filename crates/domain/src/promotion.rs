//! Promotions: a percentage off the list price of one SKU, for one term and billing cycle.

use crate::{billing_cycle::BillingCycle, money::Amount, term::Term};
use serde::{Deserialize, Serialize};

/// A promotion of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promotion {
    /// The id, in the form of a catalogue item id.
    pub id: String,
    /// The product it discounts.
    pub product: String,
    /// The SKU it discounts.
    pub sku: String,
    /// The term it asks for.
    pub term: Term,
    /// The billing cycle it asks for.
    pub billing_cycle: BillingCycle,
    /// Percent off the list price, 0 to 100.
    pub percent_off: Amount,
    /// The fewest seats of a line it applies to.
    pub minimum_seats: i32,
    /// The most seats that a customer gets it for, over all its purchases (surroundings 3.2).
    pub maximum_seats: i32,
    /// Whether it applies without being named (seed 004, digest 7.3).
    pub automatic: bool,
    /// Whether it is for a customer that never had the product, in whatever SKU (surroundings 3.2).
    #[serde(default)]
    pub first_purchase_only: bool,
}

/// A line, as far as a promotion looks at it.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The product, in upper case.
    pub product: &'a str,
    /// The SKU, in upper case.
    pub sku: &'a str,
    /// The term, where the line has one.
    pub term: Option<&'a Term>,
    /// The billing cycle.
    pub billing_cycle: BillingCycle,
    /// The seats.
    pub quantity: i32,
    /// Whether the customer never had the product before.
    pub first_purchase: bool,
}

impl Promotion {
    /// Whether the line qualifies.
    #[must_use]
    pub fn applies_to(&self, line: Candidate<'_>) -> bool {
        self.product == line.product
            && self.sku == line.sku
            && line.term == Some(&self.term)
            && self.billing_cycle == line.billing_cycle
            && (self.minimum_seats..=self.maximum_seats).contains(&line.quantity)
            && (line.first_purchase || !self.first_purchase_only)
    }
}
