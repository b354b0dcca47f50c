//! Provisioning: what happens to a modern order after its checkout (seed 002, digest 7.7, ruling 18).

use crate::{
    fault::{Fault, FaultKind},
    id::OrderId,
    order::{self, CommerceSystem, Order, OrderStatus},
    subscription::{self, OrderLineRef, Subscription},
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

/// Gives every line of a pending order its subscription and completes the order. `None` when there is nothing left to
/// do. The ids are derived, so that doing it twice finds the same subscriptions (P6).
#[must_use]
pub fn fulfil(order: &Order, now: Timestamp) -> Option<(Order, Vec<Subscription>)> {
    if order.status != OrderStatus::Pending {
        return None;
    }
    let guid = order::derived_guid(order.cart, &order.order_group);
    let mut fulfilled = order.clone();
    fulfilled.status = OrderStatus::Completed;
    let mut subscriptions = Vec::new();
    for (line, number) in fulfilled.line_items.iter_mut().zip(0_u32..) {
        let id = subscription::id_for(guid, number);
        line.subscription_id = Some(id);
        let order_line = OrderLineRef { order: order.id.clone(), line: number };
        subscriptions.push(Subscription::fulfilling(order_line, id, line, order.billing_cycle, now));
    }
    Some((fulfilled, subscriptions))
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
    let state = |fulfilled: bool| match (order.status, fulfilled) {
        (OrderStatus::Cancelled, _) => ProvisioningState::Unfulfilled,
        (_, true) => ProvisioningState::Fulfilled,
        (_, false) => ProvisioningState::PrefulfillmentPending,
    };
    Ok(lines
        .map(|(line, number)| LineProvisioning {
            line: number,
            quantity: line.quantity,
            state: state(line.subscription_id.is_some()),
        })
        .collect())
}
