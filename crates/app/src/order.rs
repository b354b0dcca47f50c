//! Orders: list, read, cancel, follow.

use crate::{
    App, CustomerScope, Failure, Refusal, RequestName,
    command::{Command, Decision, fingerprint, unexpected},
};
use async_trait::async_trait;
use domain::{
    Timestamp,
    billing_cycle::BillingCycle,
    fault::{Fault, FaultKind},
    id::OrderId,
    member::Member,
    order::{self, Cancelled, Canceller, Order, OrderPatch, TransactionType},
    provisioning::{self, LineProvisioning},
    receipt::Answer,
};
use store::{Changes, Put, Versioned};

/// What a list of orders is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct OrderFilter {
    /// Only orders with this billing cycle.
    pub billing_cycle: Option<BillingCycle>,
    /// Orders that the system made, too.
    pub with_system_purchases: bool,
}

impl App {
    /// The customer's orders of this partner, oldest first.
    ///
    /// # Errors
    /// None but the machine's.
    pub async fn list_orders(&self, scope: &CustomerScope, filter: OrderFilter) -> Result<Vec<Order>, Refusal> {
        let mut orders = self.store.orders(scope.customer().id).await?;
        orders.retain(|order| order.partner == scope.partner().id && filter.admits(order));
        Ok(orders)
    }

    /// An order, by its id or alternate id.
    ///
    /// # Errors
    /// 404/20000 when the partner has no such order with this customer.
    pub async fn read_order(&self, scope: &CustomerScope, id: &OrderId) -> Result<Order, Refusal> {
        Ok(self.find_order(scope, id).await?.value)
    }

    async fn find_order(&self, scope: &CustomerScope, id: &OrderId) -> Result<Versioned<Order>, Refusal> {
        let found = self.store.order(scope.customer().id, id).await?;
        let order = found.filter(|found| found.value.partner == scope.partner().id);
        order.ok_or_else(|| Fault::about(FaultKind::OrderNotFound, id).into())
    }

    /// Cancels an order, or some of its lines.
    ///
    /// # Errors
    /// 404/20000 as above; what `order::cancel` refuses; 409/800060 when others were faster five times.
    pub async fn update_order(
        &self,
        scope: &CustomerScope,
        name: Option<RequestName>,
        id: OrderId,
        patch: OrderPatch,
    ) -> Result<Order, Refusal> {
        match self.carry_out(scope, name, &UpdateOrder { id, patch }).await? {
            Answer::OrderUpdated(order) => Ok(*order),
            other => Err(unexpected(&other)),
        }
    }

    /// Where the provisioning of each of an order's lines stands.
    ///
    /// # Errors
    /// 404/20000 as above; 404/800007 for a legacy order.
    pub async fn provisioning_status(
        &self,
        scope: &CustomerScope,
        id: &OrderId,
    ) -> Result<Vec<LineProvisioning>, Refusal> {
        Ok(provisioning::status(&self.read_order(scope, id).await?)?)
    }
}

impl CustomerScope {
    /// Lets the partner see prices, if it may (ruling 13).
    ///
    /// # Errors
    /// 403/800043 when it may not.
    pub fn ask_for_prices(&self) -> Result<(), Refusal> {
        if self.partner().sees_prices {
            return Ok(());
        }
        let fault = Fault::new(FaultKind::PricingAccessForbidden);
        Err(fault.seen(Member::IncludePrice, true, "false for this partner").into())
    }
}

impl OrderFilter {
    fn admits(self, order: &Order) -> bool {
        self.billing_cycle.is_none_or(|cycle| cycle == order.billing_cycle)
            && (self.with_system_purchases || order.transaction_type == TransactionType::UserPurchase)
    }
}

struct UpdateOrder {
    id: OrderId,
    patch: OrderPatch,
}

#[async_trait]
impl Command for UpdateOrder {
    type Scope = CustomerScope;

    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&self.patch)
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, now: Timestamp) -> Result<Decision, Refusal> {
        let found = app.find_order(scope, &self.id).await?;
        let by = Canceller { partner: scope.partner(), now };
        let Cancelled { order, revoked, uses } = order::cancel(&found.value, &self.patch, by)?;
        let put = Put::replacing(order.clone(), found.version);
        let changes = Changes { orders: vec![put], revoked, uses, ..Changes::of(scope.customer().id) };
        Ok(Decision { changes: Some(changes), answer: Answer::OrderUpdated(Box::new(order)) })
    }

    fn lost(&self) -> Fault {
        Fault::about(FaultKind::OrderInProgress, &self.id)
    }
}
