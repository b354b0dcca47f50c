//! What a line takes along from cart to order.

use crate::{
    billing_cycle::BillingCycle, money::Amount, provisioning_variable::VariableName, term::Term, time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// What a trial turns into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewsTo {
    /// The term of the paid subscription.
    pub term: Option<Term>,
}

/// The commitment of a savings plan, echoed as sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseCommitment {
    /// How much in each interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The currency, in the client's spelling.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The interval, such as `hourly`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grain: Option<String>,
}

/// What happens at the end of the term (seed 001).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledNextTermInstructions {
    /// What the next term is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<ProductTerm>,
    /// How many licences it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<i32>,
    /// Where it ends, when it is co-terminous.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_term_end_date: Option<Timestamp>,
}

/// The product of a next term (seed 001).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductTerm {
    /// The product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_id: Option<String>,
    /// The SKU.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku_id: Option<String>,
    /// The availability.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability_id: Option<String>,
    /// How often it is charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billing_cycle: Option<BillingCycle>,
    /// The term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// The promotion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promotion_id: Option<String>,
}

/// The variable that names the base of a legacy add-on.
const PARENT_SUBSCRIPTION: &str = "ParentSubscriptionId";

/// The provisioning variables of a line, in the order they were sent: names without case, values untouched (digest
/// section 6).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProvisioningContext(Vec<(String, String)>);

/// The order of the variables and the case of their names say nothing.
impl PartialEq for ProvisioningContext {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.pairs().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl Eq for ProvisioningContext {}

impl ProvisioningContext {
    /// Keeps the pairs. A name that comes twice, in whatever case, has its last value.
    #[must_use]
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut kept: Vec<(String, String)> = Vec::new();
        for (name, value) in pairs {
            match kept.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(&name)) {
                Some(pair) => *pair = (name, value),
                None => kept.push((name, value)),
            }
        }
        Self(kept)
    }

    /// The same variables under names in lower case, in the order of the names.
    #[must_use]
    pub fn canonical(&self) -> Self {
        let mut pairs: Vec<_> =
            self.pairs().map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        pairs.sort();
        Self(pairs)
    }

    /// The value of a variable, by its name in any case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The value of a variable that a SKU asks for; a blank one says nothing.
    #[must_use]
    pub fn value_of(&self, variable: VariableName) -> Option<&str> {
        self.get(variable.as_str()).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The base subscription that a legacy add-on is bought for (seed 004).
    #[must_use]
    pub fn parent_subscription(&self) -> Option<&str> {
        self.get(PARENT_SUBSCRIPTION).map(str::trim)
    }

    /// The same variables, for an add-on to this base.
    #[must_use]
    pub fn for_parent(self, parent: &str) -> Self {
        Self::new(self.0.into_iter().chain([(PARENT_SUBSCRIPTION.to_owned(), parent.to_owned())]))
    }

    /// The pairs, in the order they were sent.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::ProvisioningContext;

    #[test]
    fn names_have_no_case_and_the_last_value_wins() {
        let pairs = [("Scope", "single"), ("scope", "shared")].map(|(name, value)| (name.into(), value.into()));
        let context = ProvisioningContext::new(pairs);
        assert_eq!(context.get("SCOPE"), Some("shared"));
        assert_eq!(context.pairs().count(), 1);
    }
}
