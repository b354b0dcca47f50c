//! Commitments of savings plans: what a customer promises to spend, and what that costs (digest 4.4, demo world).

use crate::money::{Amount, Currency};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The commitments that a SKU accepts in a currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentRange {
    /// The currency.
    pub currency: Currency,
    /// The interval that the amounts are for.
    pub grain: Grain,
    /// The least amount.
    pub minimum: Amount,
    /// The largest amount. No source gives one; without it there would be commitments that have no price.
    pub maximum: Amount,
}

/// The interval of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// So much every hour.
    Hourly,
}

/// A twelfth of the 8,760 hours of a year of 365 days: every month and every year of a commitment cost the same.
const HOURS_OF_A_MONTH: u32 = 730;

impl Grain {
    /// The name that requests and messages use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hourly => "hourly",
        }
    }

    /// What a commitment costs in that many months, not rounded; `None` where no decimal can hold it.
    #[must_use]
    pub fn price(self, amount: Amount, months: u32) -> Option<Amount> {
        let intervals = match self {
            Self::Hourly => months.checked_mul(HOURS_OF_A_MONTH)?,
        };
        amount.checked_mul(Decimal::from(intervals))
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, Grain};

    fn price(amount: &str, months: u32) -> Option<String> {
        let amount: Amount = amount.parse().expect("an amount");
        Grain::Hourly.price(amount, months).map(|price| price.normalize().to_string())
    }

    #[test]
    fn a_year_has_8760_hours_and_a_month_a_twelfth_of_them() {
        assert_eq!(price("0.05", 12).as_deref(), Some("438"));
        assert_eq!(price("0.05", 1).as_deref(), Some("36.5"));
        assert_eq!(price("0.001", 36).as_deref(), Some("26.28"));
    }

    #[test]
    fn a_commitment_that_is_too_large_to_count_has_no_price() {
        assert_eq!(price("79000000000000000000000000000", 1), None);
    }
}
