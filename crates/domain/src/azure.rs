//! Azure, as far as purchases look at it: what a customer owns of it, and what that is good for (surroundings 2.10, 3.4).

use serde::{Deserialize, Serialize};

/// What of Azure a customer can own; the catalog item that was bought says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AzureItem {
    /// A subscription, which reservations and savings plans of a single scope are bought for.
    Subscription,
    /// An Azure plan, which savings plans of a shared scope are bought for.
    Plan,
}

/// What Azure knows of a subscription to it. One that was just bought is neither registered nor enabled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AzureFacts {
    /// Whether it is registered for reservations (10011 when not).
    pub registered: bool,
    /// Whether it is enabled for reservations (10008 when not).
    pub enabled_for_reservations: bool,
    /// The products that cannot be bought with it (900315); all others can.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ineligible_products: Vec<String>,
}

impl AzureFacts {
    /// Whether the product can be bought with it.
    #[must_use]
    pub fn can_buy(&self, product: &str) -> bool {
        !self.ineligible_products.iter().any(|ineligible| ineligible.eq_ignore_ascii_case(product))
    }
}
