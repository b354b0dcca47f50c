//! A cart as a client describes it: every member may be missing. Members that only the server sets are not here
//! (ruling 21).

use crate::{
    billing_cycle::BillingCycle,
    cart::ParticipantRole,
    line::{ProvisioningContext, PurchaseCommitment},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// What a client sends to make or replace a cart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CartDraft {
    /// The lines.
    pub line_items: Vec<LineDraft>,
    /// The partner's attestation. Accepted, not echoed (ruling 23).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_on_record_attestation_accepted: Option<bool>,
}

/// What a client says of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LineDraft {
    /// A number for the line.
    pub id: Option<i32>,
    /// What it asks for.
    pub catalog_item_id: Option<String>,
    /// The partner's own name for it.
    pub friendly_name: Option<String>,
    /// Licences or instances.
    pub quantity: Option<i32>,
    /// The currency.
    pub currency_code: Option<String>,
    /// How often it is charged.
    pub billing_cycle: Option<BillingCycle>,
    /// The term, in ISO 8601.
    pub term_duration: Option<String>,
    /// A promotion.
    pub promotion_id: Option<String>,
    /// The resellers.
    pub participants: Vec<ParticipantDraft>,
    /// The provisioning variables.
    pub provisioning_context: Option<ProvisioningContext>,
    /// Legacy add-ons.
    pub addon_items: Vec<LineDraft>,
    /// What a trial turns into.
    pub renews_to: Option<RenewsToDraft>,
    /// The attestation.
    pub attestation_accepted: Option<bool>,
    /// The end of a co-terminous term.
    pub custom_term_end_date: Option<Timestamp>,
    /// The commitment of a savings plan.
    pub purchase_commitment: Option<PurchaseCommitment>,
    /// What happens at the end of the term.
    pub next_term: Option<NextTermDraft>,
}

/// What a client says of a reseller.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ParticipantDraft {
    /// Its part.
    pub role: Option<ParticipantRole>,
    /// Its Partner ID.
    pub mpn_id: Option<String>,
}

/// What a client says a trial turns into.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RenewsToDraft {
    /// The term, in ISO 8601.
    pub term_duration: Option<String>,
}

/// What a client says of the next term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NextTermDraft {
    /// What it is for.
    pub product: Option<ProductTermDraft>,
    /// Its licences.
    pub quantity: Option<i32>,
    /// Its end.
    pub custom_term_end_date: Option<Timestamp>,
}

/// What a client says of the product of the next term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProductTermDraft {
    /// The product.
    pub product_id: Option<String>,
    /// The SKU.
    pub sku_id: Option<String>,
    /// The availability.
    pub availability_id: Option<String>,
    /// How often it is charged.
    pub billing_cycle: Option<BillingCycle>,
    /// The term, in ISO 8601.
    pub term_duration: Option<String>,
    /// The promotion.
    pub promotion_id: Option<String>,
}

impl CartDraft {
    /// The same wish in one spelling: without empty texts, codes in upper case, provisioning variables in order. Two
    /// drafts that mean the same have the same canonical form (ruling 6).
    #[must_use]
    pub fn canonical(&self) -> Self {
        Self { line_items: self.line_items.iter().map(LineDraft::canonical).collect(), ..self.clone() }
    }
}

impl LineDraft {
    /// The same line in one spelling.
    pub(crate) fn canonical(&self) -> Self {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let code = |text: &Option<String>| given(text).map(|text| text.trim().to_ascii_uppercase());
        Self {
            friendly_name: given(&self.friendly_name),
            currency_code: code(&self.currency_code),
            term_duration: code(&self.term_duration),
            promotion_id: given(&self.promotion_id),
            provisioning_context: self.provisioning_context.as_ref().map(ProvisioningContext::canonical),
            addon_items: self.addon_items.iter().map(Self::canonical).collect(),
            ..self.clone()
        }
    }
}
