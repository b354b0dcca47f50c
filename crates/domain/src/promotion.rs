//! Promotions: a percentage off the list price of one SKU, for one term and billing cycle, between two dates.
//!
//! Whether one applies and what keeps it from applying is one question ([`Promotion::obstacles`]): a line gets a promotion
//! exactly when it is told to be eligible for it.

use crate::{billing_cycle::BillingCycle, money::Amount, term::Term, time::Timestamp};
use serde::{Deserialize, Serialize};

/// A promotion of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promotion {
    /// The id, in the form of a catalogue item id.
    pub id: String,
    /// What it is called; its id where nobody has said more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is, in a sentence; its name where nobody has said more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The first instant of its offer; `None` where it was always there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Timestamp>,
    /// The last instant of its offer; `None` for one that is open (surroundings 2.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Timestamp>,
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
    /// When it is bought.
    pub now: Timestamp,
}

/// What keeps a line from a promotion (surroundings 2.4: the errors of an eligibility).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It is for another SKU.
    OtherSku,
    /// Its offer has not begun yet, or is over.
    OutsideDates,
    /// It is for another term or billing cycle.
    Term,
    /// The line has too few seats, or too many, or more than are left of it for the customer.
    Seats,
    /// The customer had the product before.
    PurchasedPreviously,
}

impl Promotion {
    /// Whether its offer is open at an instant: both of its dates are part of it.
    #[must_use]
    pub fn is_open_at(&self, now: Timestamp) -> bool {
        self.start.is_none_or(|start| start <= now) && self.end.is_none_or(|end| now <= end)
    }

    /// Whether it is for that term and billing cycle.
    #[must_use]
    pub fn is_for(&self, term: Option<&Term>, billing_cycle: BillingCycle) -> bool {
        term == Some(&self.term) && self.billing_cycle == billing_cycle
    }

    /// What keeps the line from it; nothing where it applies. `left` is the seats that are left of it for the customer.
    #[must_use]
    pub fn obstacles(&self, line: Candidate<'_>, left: i64) -> Vec<Obstacle> {
        let seats = (self.minimum_seats..=self.maximum_seats).contains(&line.quantity);
        let obstacles = [
            (self.product == line.product && self.sku == line.sku, Obstacle::OtherSku),
            (self.is_open_at(line.now), Obstacle::OutsideDates),
            (self.is_for(line.term, line.billing_cycle), Obstacle::Term),
            (seats && i64::from(line.quantity) <= left, Obstacle::Seats),
            (line.first_purchase || !self.first_purchase_only, Obstacle::PurchasedPreviously),
        ];
        obstacles.into_iter().filter(|(fits, _)| !fits).map(|(_, obstacle)| obstacle).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Obstacle, Promotion};
    use crate::{billing_cycle::BillingCycle, term::Term, time::Timestamp};

    fn promotion() -> Promotion {
        Promotion {
            id: "P:1:A".to_owned(),
            name: None,
            description: None,
            start: Some(at("2026-01-01T00:00:00Z")),
            end: Some(at("2026-06-30T23:59:59Z")),
            product: "P".to_owned(),
            sku: "1".to_owned(),
            term: Term::parse("P1Y").expect("a term"),
            billing_cycle: BillingCycle::Annual,
            percent_off: 10.into(),
            minimum_seats: 2,
            maximum_seats: 9,
            automatic: true,
            first_purchase_only: true,
        }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).expect("an instant")
    }

    #[test]
    fn each_obstacle_is_told_and_nothing_else() {
        let (promotion, year, month) = (promotion(), Term::parse("P12M"), Term::parse("P1M"));
        let good = Candidate {
            product: "P",
            sku: "1",
            term: year.as_ref(),
            billing_cycle: BillingCycle::Annual,
            quantity: 9,
            first_purchase: true,
            now: at("2026-03-01T00:00:00Z"),
        };
        let after = at("2026-06-30T23:59:59.0000001Z");
        for (line, left, expected) in [
            (good, 9, vec![]),
            (Candidate { quantity: 2, ..good }, 2, vec![]),
            (Candidate { sku: "2", ..good }, 9, vec![Obstacle::OtherSku]),
            (Candidate { product: "Q", ..good }, 9, vec![Obstacle::OtherSku]),
            (Candidate { now: after, ..good }, 9, vec![Obstacle::OutsideDates]),
            (Candidate { term: month.as_ref(), ..good }, 9, vec![Obstacle::Term]),
            (Candidate { term: None, ..good }, 9, vec![Obstacle::Term]),
            (Candidate { billing_cycle: BillingCycle::Monthly, ..good }, 9, vec![Obstacle::Term]),
            (Candidate { quantity: 1, ..good }, 9, vec![Obstacle::Seats]),
            (Candidate { quantity: 10, ..good }, 99, vec![Obstacle::Seats]),
            (good, 8, vec![Obstacle::Seats]),
            (Candidate { first_purchase: false, ..good }, 9, vec![Obstacle::PurchasedPreviously]),
            (
                Candidate { quantity: 1, term: None, first_purchase: false, ..good },
                9,
                vec![Obstacle::Term, Obstacle::Seats, Obstacle::PurchasedPreviously],
            ),
        ] {
            assert_eq!(promotion.obstacles(line, left), expected, "{line:?} with {left} left");
        }
    }

    #[test]
    fn both_dates_are_part_of_the_offer() {
        let bounded = promotion();
        for (now, open) in [
            ("2025-12-31T23:59:59.9999999Z", false),
            ("2026-01-01T00:00:00Z", true),
            ("2026-06-30T23:59:59Z", true),
            ("2026-07-01T00:00:00Z", false),
        ] {
            assert_eq!(bounded.is_open_at(at(now)), open, "{now}");
            assert!(Promotion { start: None, end: None, ..bounded.clone() }.is_open_at(at(now)), "{now}");
        }
    }
}
