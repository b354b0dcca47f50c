//! Orders: list, read, make without a cart, follow. `change` is what may happen to one.

mod change;

use crate::{
    App, CustomerScope, Failure, Refusal, RequestName,
    cart::ordering,
    command::{Command, Decision, fingerprint, unexpected},
};
use async_trait::async_trait;
use domain::{
    Timestamp,
    activation::{self, ActivationLink},
    billing_cycle::BillingCycle,
    cart,
    fault::{Fault, FaultKind},
    id::{CartId, OrderId, SubscriptionId},
    member::Parameter,
    order::{Order, OrderDraft, TransactionType},
    provisioning::{self, LineProvisioning},
    receipt::Answer,
};
use store::Versioned;

/// What a list of orders is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    /// Only orders with this billing cycle.
    pub billing_cycle: Option<BillingCycle>,
    /// Orders that the system made, too.
    pub with_system_purchases: bool,
    /// Only orders with a line whose partner on record this reseller is.
    pub reseller: Option<String>,
}

impl App {
    /// The customer's orders of this partner, oldest first.
    ///
    /// # Errors
    /// None but the machine's.
    pub async fn list_orders(&self, scope: &CustomerScope, filter: &OrderFilter) -> Result<Vec<Order>, Refusal> {
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

    /// Makes an order without a cart.
    ///
    /// # Errors
    /// What `cart::order_directly` refuses; 409/800060 when others were faster five times.
    pub async fn create_order(
        &self,
        scope: &CustomerScope,
        name: Option<RequestName>,
        draft: OrderDraft,
    ) -> Result<Order, Refusal> {
        let cart = self.ids.cart(self.clock.now());
        match self.carry_out(scope, name, &CreateOrder { cart, draft }).await? {
            Answer::OrderCreated(order) => Ok(*order),
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

    /// What activates the lines of an order, or one of them.
    ///
    /// # Errors
    /// 404/20000 as above; 400/800071 for a line that the order does not have.
    pub async fn activation_links(
        &self,
        scope: &CustomerScope,
        id: &OrderId,
        line: Option<u32>,
    ) -> Result<Vec<ActivationLink>, Refusal> {
        let order = self.read_order(scope, id).await?;
        match line {
            Some(line) => Ok(activation::links_of_line(&order, line)?),
            None => Ok(activation::links(&order)),
        }
    }

    /// What activates a subscription: the links of the order line that it fulfils.
    ///
    /// # Errors
    /// 404/20003 when the customer has no such subscription.
    pub async fn subscription_activation_links(
        &self,
        scope: &CustomerScope,
        id: SubscriptionId,
    ) -> Result<Vec<ActivationLink>, Refusal> {
        let found = self.read_subscription(scope, id).await?.subscription;
        let Some(fulfils) = found.order_line else { return Ok(Vec::new()) };
        let order = self.store.order(scope.customer().id, &fulfils.order).await?;
        let links = order.map(|order| activation::links(&order.value)).unwrap_or_default();
        Ok(links.into_iter().filter(|link| link.line == fulfils.line).collect())
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
        Err(fault.seen(Parameter::IncludePrice, true, "false for this partner").into())
    }
}

impl OrderFilter {
    fn admits(&self, order: &Order) -> bool {
        let of = |reseller: &String| {
            let mut on_record = order.line_items.iter().filter_map(|line| line.partner_id_on_record.as_ref());
            on_record.any(|on_record| on_record.as_str() == reseller)
        };
        self.reseller.as_ref().is_none_or(of)
            && self.billing_cycle.is_none_or(|cycle| cycle == order.billing_cycle)
            && (self.with_system_purchases || order.transaction_type == TransactionType::UserPurchase)
    }
}

/// A direct order is a cart that nobody keeps. The id of that cart is what the order's own is derived from.
struct CreateOrder {
    cart: CartId,
    draft: OrderDraft,
}

#[async_trait]
impl Command for CreateOrder {
    type Scope = CustomerScope;

    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&self.draft.canonical())
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, now: Timestamp) -> Result<Decision, Refusal> {
        let buyer = app.buyer(scope, now);
        let known = app.look_up(scope, self.draft.needs(buyer)).await?;
        let buyer = buyer.knowing(&known);
        let (resellers, settings) = (&app.reference.resellers, app.settings);
        let (limits, delay) = (settings.limits, settings.provisioning_delay);
        let placed = cart::order_directly(self.cart, &self.draft, buyer, limits, scope.caller(), resellers, delay)?;
        let order = placed.orders.first().cloned();
        let order = order.ok_or_else(|| Failure::Broken("a purchase without an order".to_owned()))?;
        let changes = ordering(scope, placed);
        Ok(Decision { changes: Some(changes), answer: Answer::OrderCreated(Box::new(order)) })
    }

    fn lost(&self) -> Fault {
        Fault::new(FaultKind::OrderInProgress)
    }
}
