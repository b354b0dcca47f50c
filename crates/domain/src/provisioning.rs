//! Provisioning: what happens to a modern order after its checkout (seed 002, digest 7.7, ruling 18).

use crate::{
    entitlement::Entitlement,
    fault::{Fault, FaultKind},
    id::OrderId,
    order::{self, CommerceSystem, Order, OrderLineItem, OrderStatus},
    subscription::{self, Fulfilling, OrderLineRef, Subscription, commitment},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// Work that a checkout leaves for later: one for each modern order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvisioningJob {
    /// The order to provision.
    pub order: OrderId,
    /// Not before this instant.
    pub due: Timestamp,
}

/// Where the provisioning of a line stands (digest 4.13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProvisioningState {
    /// In use.
    Fulfilled,
    /// Cancelled.
    Unfulfilled,
    /// On the way.
    PrefulfillmentPending,
}

impl ProvisioningState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Fulfilled, Self::Unfulfilled, Self::PrefulfillmentPending];
}

/// The provisioning of one order line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineProvisioning {
    /// The line's number.
    pub line: u32,
    /// How many licences or instances.
    pub quantity: i32,
    /// Where it stands.
    pub state: ProvisioningState,
}

/// A provisioned order, and what it leaves with the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fulfilled {
    /// The order, completed.
    pub order: Order,
    /// The subscriptions of its lines.
    pub subscriptions: Vec<Subscription>,
    /// The entitlements of those lines that leave no subscription.
    pub entitlements: Vec<Entitlement>,
}

/// Gives every line of a pending order that was not cancelled its subscription or entitlement and completes the order. `None` when there is
/// nothing left to do. Ids are derived, so that doing it twice finds the same ones (P6). Terms began with the purchase,
/// however long provisioning takes.
#[must_use]
pub fn fulfil(order: &Order, now: Timestamp) -> Option<Fulfilled> {
    if order.status != OrderStatus::Pending {
        return None;
    }
    let guid = order::derived_guid(order.cart, &order.order_group);
    let mut fulfilled = Fulfilled { order: order.clone(), subscriptions: Vec::new(), entitlements: Vec::new() };
    fulfilled.order.status = OrderStatus::Completed;
    for (line, number) in fulfilled.order.line_items.iter_mut().zip(0_u32..).filter(|(line, _)| line.quantity > 0) {
        let order_line = OrderLineRef { order: order.id.clone(), line: number };
        if let Some(entitlement) = Entitlement::fulfilling(order_line.clone(), line, order.created, now) {
            fulfilled.entitlements.push(entitlement);
            continue;
        }
        let id = subscription::id_for(guid, number);
        line.subscription_id = Some(id);
        fulfilled.subscriptions.push(Subscription::fulfilling(Fulfilling {
            order_line,
            id,
            line,
            billing_cycle: order.billing_cycle,
            term: line.term.clone(),
            commitment_end: commitment_end(line, order.created),
            bought: order.created,
            now,
        }));
    }
    Some(fulfilled)
}

/// The last day of the first term: the one that was asked for, else that of the whole term.
fn commitment_end(line: &OrderLineItem, bought: Timestamp) -> Option<Timestamp> {
    let whole = || line.term.as_ref().map(|term| commitment::last_day(bought, term));
    line.custom_term_end_date.map(Timestamp::midnight).or_else(whole)
}

/// Where each line of an order stands.
///
/// # Errors
/// 800007 for a legacy order: it is never provisioned (digest 7.7).
pub fn status(order: &Order) -> Result<Vec<LineProvisioning>, Fault> {
    if order.system == CommerceSystem::Legacy {
        return Err(Fault::about(FaultKind::ProvisioningStatusNotFound, &order.id));
    }
    let lines = order.line_items.iter().zip(0_u32..);
    let state = |line: &OrderLineItem| match order.status {
        _ if line.quantity == 0 => ProvisioningState::Unfulfilled,
        OrderStatus::Cancelled => ProvisioningState::Unfulfilled,
        OrderStatus::Completed => ProvisioningState::Fulfilled,
        OrderStatus::Pending => ProvisioningState::PrefulfillmentPending,
    };
    let status = |(line, number): (&OrderLineItem, u32)| LineProvisioning {
        line: number,
        quantity: line.quantity,
        state: state(line),
    };
    Ok(lines.map(status).collect())
}
