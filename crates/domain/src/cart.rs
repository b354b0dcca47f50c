//! Carts: what a partner means to buy for a customer, for at most seven days (seeds 001 to 004).
//!
//! The types are here; what may happen to them is below: `structure` reads a draft, `number` numbers its lines,
//! `line_check` holds each against the catalogue, `group` says what is ordered together, `change` makes and replaces
//! carts, `check_out` turns one into orders, `direct` and `append` buy without one. `eligibility` and `inventory` answer what a
//! line would be told before there is one.

mod append;
mod buyer;
mod buying;
mod change;
mod check_out;
mod direct;
mod draft;
pub mod eligibility;
mod group;
pub mod inventory;
mod line_check;
mod lost;
mod needs;
mod number;
mod order_code;
mod owned;
mod partner_attestation;
mod place;
mod structure;

pub use append::{Appended, append};
pub use buyer::{Buyer, Known};
pub(crate) use buying::use_credit;
pub use change::{create, update};
pub use check_out::{Checkout, Placed, check_out};
pub use direct::order_directly;
pub use draft::{CartDraft, LineDraft, NextTermDraft, ParticipantDraft, ProductTermDraft, RenewsToDraft};
pub use needs::{NeededSubscriptions, Needs};
pub use owned::counters;
pub(crate) use owned::{buy_more, check_next_term, give_back};
pub use structure::Limits;
pub(crate) use structure::{friendly_name, next_term};

use crate::{
    billing_cycle::BillingCycle,
    catalog_item::CatalogItemId,
    fault::Fault,
    id::{CartId, CustomerId, MpnId, PartnerId, UserId},
    line::{ProvisioningContext, PurchaseCommitment, RenewsTo, ScheduledNextTermInstructions},
    order::{Order, Pricing},
    term::Term,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// A cart (digest 4.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cart {
    /// The id.
    pub id: CartId,
    /// The customer it buys for.
    pub customer: CustomerId,
    /// The partner it belongs to.
    pub partner: PartnerId,
    /// When it was made.
    pub created: Timestamp,
    /// When its lines were made or last replaced.
    pub last_modified: Timestamp,
    /// When it ends, seven days after it was made, whatever happens in between.
    pub expires: Timestamp,
    /// Who made or replaced it last.
    pub last_modified_user: UserId,
    /// Where it stands.
    pub status: CartStatus,
    /// Its lines, in the client's order.
    pub line_items: Vec<CartLineItem>,
    /// The orders it has led to, as first made: what a repeated checkout answers (ruling 3).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub placed: Vec<Order>,
}

/// Where a cart stands (seed 003).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CartStatus {
    /// Can be changed and checked out.
    Active,
    /// Every order group has its order.
    Ordered,
}

impl CartStatus {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Active, Self::Ordered];
}

/// A line of a cart (digest 4.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLineItem {
    /// Its number in the cart, add-ons counted along.
    pub id: i32,
    /// What it asks for, as sent.
    pub catalog_item_id: CatalogItemId,
    /// The partner's own name for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub friendly_name: Option<String>,
    /// Licences or instances, at least 1.
    pub quantity: i32,
    /// The currency, as sent or filled in from the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency_code: Option<String>,
    /// How often it is charged.
    pub billing_cycle: BillingCycle,
    /// The term, as sent or filled in from the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// The end of a co-terminous term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_term_end_date: Option<Timestamp>,
    /// What a trial turns into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews_to: Option<RenewsTo>,
    /// The promotion, named by the client or applied by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promotion_id: Option<String>,
    /// The resellers of the purchase.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    /// The provisioning variables; empty but present on new-commerce lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provisioning_context: Option<ProvisioningContext>,
    /// What it is ordered together with; `None` while the line has an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_group: Option<String>,
    /// Legacy add-ons to this line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addon_items: Vec<CartLineItem>,
    /// The prices. Later documentation shows them on carts, the seeds don't: never set on a cart so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pricing: Option<Pricing>,
    /// The commitment of a savings plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_commitment: Option<PurchaseCommitment>,
    /// The attestation that comes with the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attestation_accepted: Option<bool>,
    /// The instructions for the next term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_next_term_instructions: Option<ScheduledNextTermInstructions>,
    /// Why it cannot be ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Fault>,
}

/// A reseller of the purchase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Its part in the purchase.
    pub role: ParticipantRole,
    /// Its Partner ID.
    pub mpn_id: MpnId,
}

/// The parts that a reseller can play (seed 001, digest 4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantRole {
    /// Not said. Never accepted.
    Unknown,
    /// The reseller of the transaction.
    TransactionReseller,
    /// The reseller of the consumption.
    ConsumptionReseller,
    /// A further reseller of the transaction, at most five.
    AdditionalTransactionReseller,
}

impl ParticipantRole {
    /// What a participant accepts, in words.
    pub const ACCEPTED: &str = "one of transaction_reseller, consumption_reseller, additional_transaction_reseller";

    /// All of them, each at the place of its .NET number.
    pub const ALL: [Self; 4] =
        [Self::Unknown, Self::TransactionReseller, Self::ConsumptionReseller, Self::AdditionalTransactionReseller];
}

impl Cart {
    /// Whether the cart is there for this partner now: an active cart ends with its time, an ordered one stays
    /// (digest 7.4, ruling 3).
    #[must_use]
    pub fn is_there_for(&self, partner: PartnerId, now: Timestamp) -> bool {
        self.partner == partner && self.gone_at().is_none_or(|gone_at| now < gone_at)
    }

    /// From when on nobody finds the cart any more; `None` for one that stays.
    #[must_use]
    pub fn gone_at(&self) -> Option<Timestamp> {
        (self.status == CartStatus::Active).then_some(self.expires)
    }

    /// The lines that are ordered already.
    fn ordered_lines(&self) -> impl Iterator<Item = &CartLineItem> {
        self.line_items.iter().filter(|line| self.is_ordered(line))
    }

    /// The lines that a checkout would order.
    fn open_lines(&self) -> impl Iterator<Item = (usize, &CartLineItem)> {
        self.line_items.iter().enumerate().filter(|(_, line)| !self.is_ordered(line))
    }

    fn is_ordered(&self, line: &CartLineItem) -> bool {
        line.order_group.as_ref().is_some_and(|group| self.placed.iter().any(|order| order.order_group == *group))
    }

    /// The order groups that have their order already.
    fn placed_groups(&self) -> Vec<&str> {
        self.placed.iter().map(|order| order.order_group.as_str()).collect()
    }
}

impl CartLineItem {
    /// This line and its add-ons, in the order in which they are numbered and ordered.
    pub fn with_addons(&self) -> impl Iterator<Item = &CartLineItem> {
        std::iter::once(self).chain(&self.addon_items)
    }
}
