//! Subscriptions: what an order line leaves with the customer.
//!
//! The facts of a subscription are decided once, when it is made (`fulfil`): how long it binds (`commitment`) and until
//! when it can be given back (`cancellation`). What may become of it then is below `update`.

pub mod cancellation;
pub mod commitment;
mod fulfil;
mod register;
mod update;
mod view;

pub use cancellation::{RefundKind, RefundOption};
pub(crate) use fulfil::Fulfilling;
pub use update::{SubscriptionPatch, Updated, Updating, update};
pub use view::{Listing, SubscriptionView};

use crate::{
    absent::is_default,
    azure::AzureFacts,
    billing_cycle::BillingCycle,
    catalog::ProductKind,
    catalog_item::CatalogItemId,
    id::{MpnId, OrderId, SubscriptionId},
    line::ScheduledNextTermInstructions,
    term::Term,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A subscription of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// The id.
    pub id: SubscriptionId,
    /// The order line it fulfils; `None` for one that was there before any order of this server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_line: Option<OrderLineRef>,
    /// What was bought, as it was ordered.
    pub offer_id: CatalogItemId,
    /// The partner's name for it, or the catalogue's.
    pub friendly_name: String,
    /// Licences or instances.
    pub quantity: i32,
    /// Where it stands.
    pub status: SubscriptionStatus,
    /// The base that an add-on belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<SubscriptionId>,
    /// How often it is charged, until `next_charge` says otherwise.
    pub billing_cycle: BillingCycle,
    /// Another billing cycle, from a day on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_charge: Option<NextCharge>,
    /// Its term; `None` where the item has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// What Azure knows of it, where it is one to Azure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub azure: Option<AzureFacts>,
    /// When it was made.
    pub created: Timestamp,
    /// What sort of modern product it is of; `None` for legacy offers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_kind: Option<ProductKind>,
    /// When its term began: the instant of the purchase. `None` where it is that of `created`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_start: Option<Timestamp>,
    /// The last day of its first term, at midnight; `None` where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment_end: Option<Timestamp>,
    /// Until when it can be cancelled; `None` where it cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellation_allowed_until: Option<Timestamp>,
    /// What a cancellation gives back, and until when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refund_options: Vec<RefundOption>,
    /// How many licences can be given back until when, one batch for each purchase of some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refundable_quantity: Vec<RefundableBatch>,
    /// Whether another term follows by itself.
    #[serde(default, skip_serializing_if = "is_default")]
    pub auto_renew: bool,
    /// The length of the next term, where it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal_term: Option<Term>,
    /// Whether it is a trial.
    #[serde(default, skip_serializing_if = "is_default")]
    pub is_trial: bool,
    /// The reseller of the transaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner_id_on_record: Option<MpnId>,
    /// Further resellers, in the cart's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional_partner_ids_on_record: Vec<MpnId>,
    /// The promotion that was applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promotion_id: Option<String>,
    /// What happens at the end of the term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_next_term_instructions: Option<ScheduledNextTermInstructions>,
}

/// A change of the billing cycle (surroundings 2.10: `nextChargeInstructions`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextCharge {
    /// How often it is charged then.
    pub billing_cycle: BillingCycle,
    /// The first day of the period that is charged so, at midnight.
    pub from: Timestamp,
}

/// Licences that were bought together, and until when they can be given back (surroundings 2.10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefundableBatch {
    /// How many licences.
    pub quantity: i32,
    /// Until when.
    pub allowed_until: Timestamp,
}

/// The order line that a subscription fulfils.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLineRef {
    /// The order.
    pub order: OrderId,
    /// The line's number within it, from 0.
    pub line: u32,
}

/// Where a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionStatus {
    /// In use.
    Active,
    /// Suspended by the partner.
    Suspended,
    /// Gone.
    Deleted,
}

impl SubscriptionStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Active, Self::Suspended, Self::Deleted];

    /// Those that a client can ask for, in words.
    pub const ACCEPTED: &'static str = "one of active, suspended, deleted";

    /// The name, as Partner Center spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Deleted => "deleted",
        }
    }
}

/// The id of the subscription that fulfils an order line: derived, so that doing the work twice finds it done (P6).
#[must_use]
pub fn id_for(cart_group: Uuid, line: u32) -> SubscriptionId {
    SubscriptionId(Uuid::new_v5(&cart_group, format!("line-{line}").as_bytes()))
}
