//! Orders: what a checkout leaves behind, one for each order group of the cart.

mod billing_cycle;
mod cancel;
mod draft;
mod id;
mod patch;
mod price;
mod proration;

pub use billing_cycle::{Recharged, change_billing_cycle};
pub use cancel::{Cancelled, Canceller, cancel};
pub use draft::{OrderDraft, OrderLineDraft};
pub use id::{derived_guid, legacy_id, modern_id};
pub use patch::{OrderPatch, PatchWish};
pub use price::{Pricing, Purchase, line_pricing, total};

use crate::{
    billing_cycle::BillingCycle,
    catalog::ProductKind,
    catalog_item::CatalogItemId,
    fault::Fault,
    id::{CartId, CustomerId, MpnId, OrderId, PartnerId, SubscriptionId},
    line::{ProvisioningContext, PurchaseCommitment, RenewsTo, ScheduledNextTermInstructions},
    money::{Amount, Currency},
    term::Term,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// An order (digest 4.10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The id; derived from cart and order group, so that a second insert collides (ruling 8).
    pub id: OrderId,
    /// The friendly id; the same as the id for everything made here.
    pub alternate_id: OrderId,
    /// The customer it was bought for.
    pub customer: CustomerId,
    /// The partner that bought it.
    pub partner: PartnerId,
    /// The cart it came from.
    pub cart: CartId,
    /// The cart's order group.
    pub order_group: String,
    /// The market of the customer when it was bought; links carry it.
    pub market: String,
    /// How often its lines are charged.
    pub billing_cycle: BillingCycle,
    /// The currency of its prices.
    pub currency: Currency,
    /// Which of the two commerce systems it lives in.
    pub system: CommerceSystem,
    /// Its lines, numbered from 0 in this order.
    pub line_items: Vec<OrderLineItem>,
    /// When it was made.
    pub created: Timestamp,
    /// Where it stands.
    pub status: OrderStatus,
    /// Who made it.
    pub transaction_type: TransactionType,
    /// The sum of the lines' extended prices; `None` for legacy orders, which show no prices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_price: Option<Amount>,
    /// How often it was written: 1 when it is made, one more with each change of a legacy order. Its etag says it (digest
    /// 4.10); modern orders have none.
    #[serde(default = "first_revision", skip_serializing_if = "is_first")]
    pub revision: u32,
}

/// The revision of an order that was never changed.
pub const FIRST_REVISION: u32 = 1;

fn first_revision() -> u32 {
    FIRST_REVISION
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over like this")]
fn is_first(revision: &u32) -> bool {
    *revision == FIRST_REVISION
}

/// The two systems behind the catalogue. Their orders have different ids, links and life cycles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommerceSystem {
    /// Traditional licences and Azure by usage.
    Legacy,
    /// Everything else.
    Modern,
}

/// A line of an order (digest 4.11). Its number is its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLineItem {
    /// What was bought, as the cart said it.
    pub offer_id: CatalogItemId,
    /// The legacy product that links name; `None` for modern lines, whose offer id says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legacy_product: Option<String>,
    /// What sort of modern product it is; `None` for legacy lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_kind: Option<ProductKind>,
    /// The subscription, once provisioned; what leaves an entitlement never has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscription_id: Option<SubscriptionId>,
    /// The base subscription of a legacy add-on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_subscription_id: Option<SubscriptionId>,
    /// The term; `None` where the item has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// The cart line's friendly name, or the catalogue's title.
    pub friendly_name: String,
    /// Licences or instances.
    pub quantity: i32,
    /// The reseller of the transaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner_id_on_record: Option<MpnId>,
    /// Further resellers, in the cart's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional_partner_ids_on_record: Vec<MpnId>,
    /// The provisioning variables, for the items whose orders show them (savings plans).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provisioning_context: Option<ProvisioningContext>,
    /// The promotion that was applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promotion_id: Option<String>,
    /// The end of a co-terminous term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_term_end_date: Option<Timestamp>,
    /// What a trial turns into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews_to: Option<RenewsTo>,
    /// What happens at the end of the term. The subscription shows it, the order does not (digest 4.11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_next_term_instructions: Option<ScheduledNextTermInstructions>,
    /// The attestation that came with the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attestation_accepted: Option<bool>,
    /// The prices; `None` for legacy lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pricing: Option<Pricing>,
    /// The commitment of a savings plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_commitment: Option<PurchaseCommitment>,
}

/// Where an order stands (digest 4.12); more states come with the operations that reach them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Being provisioned.
    Pending,
    /// Provisioned.
    Completed,
    /// Cancelled.
    Cancelled,
}

impl OrderStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Completed, Self::Cancelled];

    /// What the status of an order accepts, in words.
    pub const ACCEPTED: &str = "one of pending, completed, cancelled";

    /// The name that requests, answers and messages use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Who made an order (digest 4.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransactionType {
    /// A partner, for its customer.
    UserPurchase,
    /// The system, such as at a renewal.
    SystemPurchase,
    /// The system, to bill.
    SystemBilling,
}

impl TransactionType {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::UserPurchase, Self::SystemPurchase, Self::SystemBilling];
}

/// The answer of a checkout (seed 003).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutResult {
    /// Every order that the cart has led to so far, as first made.
    pub orders: Vec<Order>,
    /// The order groups that failed this time.
    pub order_errors: Vec<OrderError>,
}

/// Why an order group led to no order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderError {
    /// The group, as the cart lines name it.
    pub order_group: String,
    /// The fault.
    pub fault: Fault,
}
