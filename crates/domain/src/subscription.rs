//! Subscriptions: what an order line leaves with the customer.

use crate::{
    azure::AzureFacts,
    billing_cycle::BillingCycle,
    catalog_item::CatalogItemId,
    id::{OrderId, SubscriptionId},
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
    /// How often it is charged.
    pub billing_cycle: BillingCycle,
    /// Its term; `None` where the item has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// What Azure knows of it, where it is one to Azure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub azure: Option<AzureFacts>,
    /// When it was made.
    pub created: Timestamp,
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

/// The id of the subscription that fulfils an order line: derived, so that doing the work twice finds it done (P6).
#[must_use]
pub fn id_for(cart_group: Uuid, line: u32) -> SubscriptionId {
    SubscriptionId(Uuid::new_v5(&cart_group, format!("line-{line}").as_bytes()))
}
