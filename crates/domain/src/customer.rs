//! Customers, and what a partner may do for them.

mod agreement;
mod change;
mod contact;
mod create;
mod list;
mod profile;
#[cfg(test)]
mod sample;

pub use agreement::{AgreementDraft, CustomerAgreement};
pub use change::Holdings;
pub use contact::{Contact, ContactDraft};
pub use create::{CustomerDraft, Founded, Founding, NewCustomer, domain_taken, found};
pub use list::{CustomerEntry, CustomerField, CustomerFilter, CustomerPage, Position, Seek, fold};
pub use profile::{BillingProfile, BillingProfileDraft};

use crate::{
    absent::is_default,
    catalog::Segment,
    fault::{Fault, FaultKind},
    id::{CustomerId, MpnId, PartnerId},
    money::Currency,
    qualification::{Qualification, QualificationKind, VettingStatus},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A customer of a partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    /// The customer's tenant.
    pub id: CustomerId,
    /// The partner that sells to it.
    pub partner: PartnerId,
    /// The name that people know it by.
    pub name: String,
    /// The domain of the tenant, such as `contoso.onmicrosoft.com`; no two tenants share one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Whether the partner still sells to it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub relationship: Relationship,
    /// Two-letter country or region of the billing profile: the market its purchases are priced in.
    pub market: String,
    /// The currency of a line that names none.
    pub currency: Currency,
    /// What it was found to be, or is being vetted for; decides the segments that it may buy from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifications: Vec<Qualification>,
    /// Whether it signed the Microsoft Customer Agreement itself (13605).
    #[serde(default, skip_serializing_if = "is_default")]
    pub agreement: AgreementStatus,
    /// The agreements that it has accepted by its partner's word, in the order in which they were confirmed (13605).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<CustomerAgreement>,
    /// Whether its account may transact (800073, 800075).
    #[serde(default, skip_serializing_if = "is_default")]
    pub validation_status: ValidationStatus,
    /// When that was last found, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation_updated: Option<Timestamp>,
    /// What the review of its purchases comes to (ruling 26).
    #[serde(default, skip_serializing_if = "is_default")]
    pub purchase_review: PurchaseReview,
    /// The Partner ID of the indirect reseller that looks after it; `None` for a customer of the partner's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indirect_reseller: Option<MpnId>,
    /// Whom to bill.
    #[serde(default, skip_serializing_if = "is_default")]
    pub billing: BillingProfile,
    /// The registration number of its organization, where its country asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration_number: Option<String>,
    /// Whether the partner may manage it by granular delegation from the start.
    #[serde(default, skip_serializing_if = "is_default")]
    pub enable_gdap_by_default: bool,
}

/// What a partner is to a customer (surroundings 2.5: `relationshipToPartner`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relationship {
    /// It sells to it.
    #[default]
    Reseller,
    /// It did. The customer's orders and subscriptions are kept; nobody is let in to them.
    None,
}

/// Whether a customer has signed the Microsoft Customer Agreement itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreementStatus {
    /// It has.
    #[default]
    Accepted,
    /// It has not: it cannot buy until its partner confirms that it accepted.
    NotAccepted,
}

/// The validation status of a customer's account, in Partner Center's words (surroundings 2.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValidationStatus {
    /// It may transact.
    #[default]
    Allowed,
    /// It may not until the review is over.
    UnderReview,
    /// It was not approved.
    NotAllowed,
    /// Nobody knows: it may not transact.
    Unknown,
    /// There is no record of its account: it may transact all the same.
    NotRecorded,
}

impl ValidationStatus {
    /// Each that is recorded.
    pub const RECORDED: [Self; 4] = [Self::Allowed, Self::UnderReview, Self::NotAllowed, Self::Unknown];
}

/// What the review of a customer's purchases comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PurchaseReview {
    /// They go through.
    #[default]
    Passed,
    /// Support must look at them (800022).
    ManualReviewRequired,
    /// The review was cancelled (800024).
    Cancelled,
    /// The check of the risk failed (800026).
    RiskError,
    /// They were rejected (800062).
    Rejected,
}

impl Customer {
    /// What the commerce system calls it: a GUID of its own, derived from the tenant's.
    #[must_use]
    pub fn commerce_id(&self) -> Uuid {
        Uuid::new_v5(&self.id.0, b"commerce")
    }

    /// Whether it may buy from a segment: from those that ask for nothing, and those that it is approved for
    /// (surroundings 3.1, rows 6 and 7).
    #[must_use]
    pub fn may_buy_from(&self, segment: Segment) -> bool {
        segment.qualification().is_none_or(|needed| self.vetting_status(needed) == Some(VettingStatus::Approved))
    }

    /// How far a vetting is that the customer asked for; `None` where it asked for none.
    #[must_use]
    pub fn vetting_status(&self, qualification: QualificationKind) -> Option<VettingStatus> {
        let held = self.qualifications.iter().find(|held| held.qualification == qualification);
        held.map(|held| held.vetting_status)
    }

    /// What is recorded of its account.
    ///
    /// # Errors
    /// 404/600074 where nothing is.
    pub fn account_status(&self) -> Result<ValidationStatus, Fault> {
        match self.validation_status {
            ValidationStatus::NotRecorded => Err(Fault::about(FaultKind::AccountStatusNotFound, self.id)),
            recorded => Ok(recorded),
        }
    }

    /// Whether this partner has a relationship with the customer.
    #[must_use]
    pub fn is_related_to(&self, partner: PartnerId) -> bool {
        self.partner == partner && self.relationship == Relationship::Reseller
    }
}
