//! Partners: what they may, what they say of themselves, and the applications they sign in with.

use crate::{
    absent::is_default,
    address::Address,
    fault::{Fault, FaultKind},
    id::{MpnId, PartnerId, UserId},
    member::Member,
    money::{Amount, Currency},
    qualification::ValidationCode,
    reseller::Reseller,
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
    /// How it sells.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: PartnerKind,
    /// Whether its membership of the reseller program is active; without it nothing can be bought (800039, ruling 26).
    #[serde(default, skip_serializing_if = "is_default")]
    pub program_status: ProgramStatus,
    /// What it may owe.
    #[serde(default, skip_serializing_if = "is_default")]
    pub credit_line: CreditLine,
    /// Whether it must attest to whom it names as participants (900206, ruling 23).
    #[serde(default, skip_serializing_if = "is_default")]
    pub must_attest: bool,
    /// Whether the partner may see prices (ruling 13).
    #[serde(default = "yes")]
    pub sees_prices: bool,
    /// Whether the account refuses app-only tokens (ruling 33).
    #[serde(default)]
    pub demands_user_token: bool,
    /// The caps of an integration-sandbox account; `None` for any other account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sandbox: Option<Sandbox>,
    /// What it says of its organization.
    #[serde(default, skip_serializing_if = "is_default")]
    pub profile: OrganizationProfile,
    /// The codes that customers are qualified for the government's community cloud with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub validation_codes: Vec<ValidationCode>,
}

/// What a partner says of its organization, beside name and country (surroundings 2.7).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganizationProfile {
    /// The name that it trades under, where that is not the one that people know it by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_name: Option<String>,
    /// Where it is. The country is the account's where the address says none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub default_address: Address,
    /// The domain of its tenant; nobody else can have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Where to write to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Its language, two letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Its culture, such as en-US.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub culture: Option<String>,
}

/// What anybody may know of a Partner ID (surroundings 2.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MpnProfile {
    /// The Partner ID.
    pub mpn_id: MpnId,
    /// Whose it is, where that is known.
    pub name: Option<String>,
}

impl Partner {
    /// Whether it has attested to whom it names as resellers, where it must (ruling 23). `due` says what is accepted.
    ///
    /// # Errors
    /// 400/900206 where it has not.
    pub fn check_attestation(&self, accepted: Option<bool>, due: &str) -> Result<(), Fault> {
        if !self.must_attest || accepted == Some(true) {
            return Ok(());
        }
        let fault = Fault::new(FaultKind::PartnerAttestationMissing);
        let member = Member::PartnerOnRecordAttestationAccepted;
        Err(match accepted {
            Some(refused) => fault.seen(member, refused, due),
            None => fault.missing(member, due),
        })
    }
}

/// How a partner sells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartnerKind {
    /// Through resellers, which its lines may name as participants.
    #[default]
    IndirectProvider,
    /// To customers itself.
    DirectBill,
}

/// Where a partner's membership of the reseller program stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProgramStatus {
    /// It may buy.
    #[default]
    Active,
    /// It may not.
    NotActive,
}

/// What a partner may owe (ruling 26).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditLine {
    /// Anything.
    #[default]
    Unlimited,
    /// Nobody has said how much, so nothing (800025).
    NotDefined,
    /// At most this amount, in the partner's currency.
    Amount(Amount),
}

/// What an integration-sandbox account may have (surroundings 3.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sandbox {
    /// The most customers; `None` for no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customers: Option<i64>,
    /// The most subscriptions of a customer.
    pub subscriptions: i64,
    /// The most licences of a subscription.
    pub licenses: i32,
    /// The most reserved instances of a customer.
    pub reserved_instances: i64,
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

impl From<&Partner> for MpnProfile {
    fn from(partner: &Partner) -> Self {
        Self { mpn_id: partner.mpn_id.clone(), name: Some(partner.name.clone()) }
    }
}

impl From<&Reseller> for MpnProfile {
    fn from(reseller: &Reseller) -> Self {
        Self { mpn_id: reseller.mpn_id.clone(), name: reseller.name.clone() }
    }
}

fn yes() -> bool {
    true
}
