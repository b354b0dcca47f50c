//! Provisioning variables: what the provisioning context of a line must say (digest section 6, surroundings 2.3).

use crate::member::Member;
use serde::{Deserialize, Serialize};

/// A variable that a SKU asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvisioningVariable {
    /// Its name.
    pub name: VariableName,
    /// The values that it may have, in any case; empty where any may stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<String>,
    /// The scope that it is needed with; `None` for one that is always needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with_scope: Option<String>,
}

/// The variables that a SKU can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VariableName {
    /// An Azure subscription, or the Azure plan of a savings plan with shared scope.
    SubscriptionId,
    /// What a reservation or a savings plan is for: everything of the customer, or one subscription.
    Scope,
    /// The Azure subscription of a savings plan with single scope.
    EntitlementId,
}

impl VariableName {
    /// The name, as SKUs list it; contexts may say it in any case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SubscriptionId => "SubscriptionId",
            Self::Scope => "Scope",
            Self::EntitlementId => "EntitlementId",
        }
    }

    /// The part of a request that it is.
    #[must_use]
    pub const fn member(self) -> Member {
        match self {
            Self::SubscriptionId => Member::SubscriptionId,
            Self::Scope => Member::Scope,
            Self::EntitlementId => Member::EntitlementId,
        }
    }
}

impl ProvisioningVariable {
    /// Whether a line with this scope needs it.
    #[must_use]
    pub fn is_needed_with(&self, scope: Option<&str>) -> bool {
        let Some(needed) = &self.with_scope else { return true };
        scope.is_some_and(|scope| scope.eq_ignore_ascii_case(needed))
    }

    /// Whether it may have this value.
    #[must_use]
    pub fn accepts(&self, value: &str) -> bool {
        self.accepted.is_empty() || self.accepted.iter().any(|accepted| accepted.eq_ignore_ascii_case(value))
    }
}
