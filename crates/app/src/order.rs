//! Orders: list, read, follow.

use crate::{App, CustomerScope, Refusal};
use domain::{
    billing_cycle::BillingCycle,
    fault::{Fault, FaultKind},
    id::OrderId,
    member::Member,
    order::{Order, TransactionType},
    provisioning::{self, LineProvisioning},
};

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
        let found = self.store.order(scope.customer().id, id).await?;
        let order = found.map(|found| found.value).filter(|order| order.partner == scope.partner().id);
        order.ok_or_else(|| Fault::about(FaultKind::OrderNotFound, id).into())
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
