//! Changing an order: add-ons that join it, another billing cycle, cancellation (digest 1.4).

use crate::{
    App, CustomerScope, Failure, Refusal, RequestName,
    command::{Command, Decision, fingerprint, unexpected},
};
use async_trait::async_trait;
use domain::{
    Timestamp,
    billing_cycle::BillingCycle,
    cart::{self, Appended},
    fault::{Fault, FaultKind},
    id::OrderId,
    order::{self, Cancelled, Canceller, Order, OrderDraft, OrderPatch, PatchWish, Recharged},
    receipt::Answer,
    subscription::Subscription,
};
use store::{Changes, Put, Version, Versioned};

impl App {
    /// Changes an order: cancels it or some of its lines, appends add-ons, or has it charged in another cycle.
    ///
    /// # Errors
    /// 404/20000 when the partner has no such order with this customer; what the domain refuses; 409/800060 when others were
    /// faster five times.
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

    /// The order with add-ons behind its lines.
    async fn append(
        &self,
        scope: &CustomerScope,
        found: Versioned<Order>,
        added: (&OrderDraft, &[usize]),
        now: Timestamp,
    ) -> Result<(Order, Changes), Refusal> {
        let buyer = self.buyer(scope, now);
        let known = self.look_up(scope, added.0.needs(buyer)).await?;
        let (buyer, limits, resellers) = (buyer.knowing(&known), self.settings.limits, &self.reference.resellers);
        let appended = cart::append(&found.value, added, buyer, limits, scope.caller(), resellers)?;
        let Appended { order, subscriptions, uses } = appended;
        let subscriptions = subscriptions.into_iter().map(Put::new).collect();
        Ok((order.clone(), Changes { subscriptions, uses, ..writing(scope, order, found.version) }))
    }

    /// The order and its subscriptions, charged in another cycle.
    async fn recharge(
        &self,
        scope: &CustomerScope,
        found: Versioned<Order>,
        cycle: BillingCycle,
    ) -> Result<(Order, Changes), Refusal> {
        let all = self.store.all_subscriptions(scope.customer().id).await?;
        let owned: Vec<Subscription> = all.iter().map(|found| found.value.clone()).collect();
        let recharged = order::change_billing_cycle(&found.value, cycle, &owned, &self.reference.catalog)?;
        let Recharged { order, subscriptions } = recharged;
        let version_of =
            |owned: &Subscription| all.iter().find(|found| found.value.id == owned.id).map(|found| found.version);
        let put = |owned: Subscription| Put { replaces: version_of(&owned), value: owned };
        let subscriptions = subscriptions.into_iter().map(put).collect();
        Ok((order.clone(), Changes { subscriptions, ..writing(scope, order, found.version) }))
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
        fingerprint(&OrderPatch { order: self.patch.order.canonical(), ..self.patch.clone() })
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, now: Timestamp) -> Result<Decision, Refusal> {
        let found = app.find_order(scope, &self.id).await?;
        let (order, changes) = match self.patch.wish(&found.value)? {
            PatchWish::Nothing => return Ok(answering(found.value, None)),
            PatchWish::Cancel => cancelling(scope, &found, &self.patch, now)?,
            PatchWish::AddOns(draft, places) => app.append(scope, found, (&draft, &places), now).await?,
            PatchWish::BillingCycle(cycle) => app.recharge(scope, found, cycle).await?,
        };
        Ok(answering(order, Some(changes)))
    }

    fn lost(&self) -> Fault {
        Fault::about(FaultKind::OrderInProgress, &self.id)
    }
}

fn answering(order: Order, changes: Option<Changes>) -> Decision {
    Decision { changes, answer: Answer::OrderUpdated(Box::new(order)) }
}

fn cancelling(
    scope: &CustomerScope,
    found: &Versioned<Order>,
    patch: &OrderPatch,
    now: Timestamp,
) -> Result<(Order, Changes), Fault> {
    let by = Canceller { partner: scope.partner(), now };
    let Cancelled { order, revoked, uses } = order::cancel(&found.value, patch, by)?;
    Ok((order.clone(), Changes { revoked, uses, ..writing(scope, order, found.version) }))
}

fn writing(scope: &CustomerScope, order: Order, version: Version) -> Changes {
    Changes { orders: vec![Put::replacing(order, version)], ..Changes::of(scope.customer().id) }
}
