//! How often a purchase is charged.

use serde::{Deserialize, Serialize};

/// The billing cycle of a line, an order or a subscription (seed 001, digest 4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BillingCycle {
    /// Not said. Never accepted on a line.
    Unknown,
    /// Every month.
    Monthly,
    /// Every twelve months.
    Annual,
    /// Not charged: trials.
    None,
    /// Once, at the purchase.
    OneTime,
    /// Every thirty-six months.
    Triennial,
    /// Every twenty-four months. Only inside next-term instructions, never on a line (seed 001).
    Biennial,
}

impl BillingCycle {
    /// All of them, each at the place of its .NET number.
    pub const ALL: [Self; 7] =
        [Self::Unknown, Self::Monthly, Self::Annual, Self::None, Self::OneTime, Self::Triennial, Self::Biennial];

    /// What a line accepts, in words.
    pub const ACCEPTED: &str = "one of monthly, annual, triennial, one_time, none";

    /// The name that answers and messages use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Monthly => "monthly",
            Self::Annual => "annual",
            Self::None => "none",
            Self::OneTime => "one_time",
            Self::Triennial => "triennial",
            Self::Biennial => "biennial",
        }
    }

    /// The months between two charges; `None` where a charge does not come back.
    #[must_use]
    pub fn months(self) -> Option<u32> {
        match self {
            Self::Monthly => Some(1),
            Self::Annual => Some(12),
            Self::Biennial => Some(24),
            Self::Triennial => Some(36),
            Self::None | Self::OneTime | Self::Unknown => Option::None,
        }
    }

    /// How often a term is charged: its billing periods, at least one (ruling 28).
    #[must_use]
    pub fn periods_in(self, term_months: Option<u32>) -> u32 {
        match (self.months(), term_months) {
            (Some(cycle), Some(term)) => (term / cycle).max(1),
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BillingCycle;

    #[test]
    fn periods_follow_ruling_28() {
        assert_eq!(BillingCycle::Monthly.periods_in(Some(12)), 12);
        assert_eq!(BillingCycle::Monthly.periods_in(Some(1)), 1);
        assert_eq!(BillingCycle::Annual.periods_in(Some(12)), 1);
        assert_eq!(BillingCycle::Annual.periods_in(Some(36)), 3);
        assert_eq!(BillingCycle::OneTime.periods_in(Some(36)), 1);
        assert_eq!(BillingCycle::OneTime.periods_in(None), 1);
        assert_eq!(BillingCycle::None.periods_in(Some(1)), 1);
    }
}
