//! Partners, and the applications they sign in with.

use crate::{
    id::{MpnId, PartnerId, UserId},
    money::Currency,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A partner that sells to customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// The partner's tenant.
    pub id: PartnerId,
    /// The name that people know it by.
    pub name: String,
    /// Two-letter country or region of the account.
    pub country: String,
    /// The currency the partner is billed in.
    pub currency: Currency,
    /// The Partner ID.
    pub mpn_id: MpnId,
    /// Whether the partner may see prices (ruling 13).
    #[serde(default = "yes")]
    pub sees_prices: bool,
    /// Whether the account refuses app-only tokens (ruling 33).
    #[serde(default)]
    pub demands_user_token: bool,
}

/// An application registered in a partner's tenant, with the one user that stands behind its App+User tokens.
/// Known to the built-in issuer only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// The client id.
    pub client_id: Uuid,
    /// The partner whose tenant it is registered in.
    pub partner: PartnerId,
    /// The client secret.
    pub secret: String,
    /// The object id of the user.
    pub user: UserId,
    /// The refresh token that stands for the user's consent.
    pub refresh_token: String,
}

fn yes() -> bool {
    true
}
