//! Entitlements: what a purchase leaves that is no subscription, which is perpetual software and Azure reservations
//! (surroundings 2.11 and 3.5, digest 7.7).

use crate::{
    catalog::ProductKind,
    catalog_item::CatalogItem,
    order::OrderLineItem,
    subscription::{OrderLineRef, RefundOption, cancellation, commitment},
    term::Term,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// An entitlement of a customer. It has no id of its own: the order line names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entitlement {
    /// The order line it fulfils.
    pub order_line: OrderLineRef,
    /// What sort of thing it is.
    pub kind: EntitlementKind,
    /// The product.
    pub product: String,
    /// The SKU.
    pub sku: String,
    /// The partner's name for it, or the catalogue's.
    pub friendly_name: String,
    /// Licences or instances.
    pub quantity: i32,
    /// When it was made.
    pub created: Timestamp,
    /// The last day of a reservation's term, at midnight; `None` for what is for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// What a cancellation gives back, and until when; empty where it cannot be cancelled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refund_options: Vec<RefundOption>,
}

/// The sorts of entitlements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntitlementKind {
    /// Perpetual software.
    Software,
    /// An Azure reservation.
    Reservation,
}

impl EntitlementKind {
    /// What an order line leaves; `None` where it is a subscription. So it is for software with a term.
    #[must_use]
    pub fn of(line: &OrderLineItem) -> Option<Self> {
        match line.product_kind? {
            ProductKind::Software if line.term.is_none() => Some(Self::Software),
            ProductKind::Reservation => Some(Self::Reservation),
            _ => None,
        }
    }
}

impl Entitlement {
    /// The entitlement that fulfils an order line; `None` where a subscription does.
    pub(crate) fn fulfilling(
        order_line: OrderLineRef,
        line: &OrderLineItem,
        bought: Timestamp,
        now: Timestamp,
    ) -> Option<Self> {
        let kind = EntitlementKind::of(line)?;
        let CatalogItem::Modern { product, sku, .. } = line.offer_id.shape()? else { return None };
        let window = cancellation::window(line.product_kind, line.term.as_ref(), bought);
        let last_day = |term: &Term| commitment::last_day(bought, term);
        Some(Self {
            order_line,
            kind,
            product,
            sku,
            friendly_name: line.friendly_name.clone(),
            quantity: line.quantity,
            created: now,
            expires: line.term.as_ref().map(last_day),
            refund_options: window.map(cancellation::Window::refund).into_iter().collect(),
        })
    }
}
