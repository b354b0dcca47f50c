//! Subscriptions: list, read, change, follow, register.

use crate::{
    App, CustomerScope, Failure, Refusal, RequestName,
    command::{Command, Decision, fingerprint, unexpected},
};
use async_trait::async_trait;
use domain::{
    Timestamp,
    cart::{self, Buyer, Known},
    fault::{Fault, FaultKind},
    id::{OrderId, SubscriptionId},
    receipt::Answer,
    subscription::{self, Subscription, SubscriptionPatch, SubscriptionView, Updated, Updating},
};
use store::{Changes, Put, Version, Versioned};

/// What a list of subscriptions is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct SubscriptionFilter {
    /// Only what this order left.
    pub order: Option<OrderId>,
    /// Only those that this reseller takes part in.
    pub reseller: Option<String>,
}

impl App {
    /// The customer's subscriptions, oldest first.
    ///
    /// # Errors
    /// None but the machine's.
    pub async fn list_subscriptions(
        &self,
        scope: &CustomerScope,
        filter: &SubscriptionFilter,
    ) -> Result<Vec<SubscriptionView>, Refusal> {
        self.views(scope, |subscription| filter.admits(subscription)).await
    }

    /// A subscription, by its id.
    ///
    /// # Errors
    /// 404/20003 when the customer has no such subscription.
    pub async fn read_subscription(
        &self,
        scope: &CustomerScope,
        id: SubscriptionId,
    ) -> Result<SubscriptionView, Refusal> {
        let found = self.find_subscription(scope, id).await?;
        Ok(self.view(scope, found, self.clock.now()))
    }

    /// The add-ons to a subscription, oldest first. New-commerce ones stand by themselves, and have none.
    ///
    /// # Errors
    /// 404/20003 as above.
    pub async fn list_add_ons(
        &self,
        scope: &CustomerScope,
        base: SubscriptionId,
    ) -> Result<Vec<SubscriptionView>, Refusal> {
        self.find_subscription(scope, base).await?;
        self.views(scope, |subscription| subscription.parent == Some(base)).await
    }

    /// Changes a subscription.
    ///
    /// # Errors
    /// 404/20003 as above; what [`update`](subscription::update) refuses; 409/900278 when others were faster five times.
    pub async fn update_subscription(
        &self,
        scope: &CustomerScope,
        name: Option<RequestName>,
        id: SubscriptionId,
        patch: SubscriptionPatch,
    ) -> Result<SubscriptionView, Refusal> {
        match self.carry_out(scope, name, &Update { id, patch }).await? {
            Answer::SubscriptionUpdated { subscription, version, at } => {
                Ok(self.view(scope, Versioned { value: *subscription, version: Version(version) }, at))
            }
            other => Err(unexpected(&other)),
        }
    }

    /// Registers a subscription to Azure for reservations; again and again with the same result.
    ///
    /// # Errors
    /// 404/20003 as above; 400/800042 for what is no subscription to Azure; 409/900278 when others were faster five times.
    pub async fn register_subscription(
        &self,
        scope: &CustomerScope,
        name: Option<RequestName>,
        id: SubscriptionId,
    ) -> Result<SubscriptionId, Refusal> {
        match self.carry_out(scope, name, &Register { id }).await? {
            Answer::SubscriptionRegistered(id) => Ok(id),
            other => Err(unexpected(&other)),
        }
    }

    async fn find_subscription(
        &self,
        scope: &CustomerScope,
        id: SubscriptionId,
    ) -> Result<Versioned<Subscription>, Refusal> {
        let found = self.store.subscription(scope.customer().id, id).await?;
        found.ok_or_else(|| Fault::about(FaultKind::SubscriptionNotFound, id).into())
    }

    async fn views(
        &self,
        scope: &CustomerScope,
        admits: impl Fn(&Subscription) -> bool,
    ) -> Result<Vec<SubscriptionView>, Refusal> {
        let now = self.clock.now();
        let all = self.store.all_subscriptions(scope.customer().id).await?;
        let admitted = all.into_iter().filter(|found| admits(&found.value));
        Ok(admitted.map(|found| self.view(scope, found, now)).collect())
    }

    fn view(&self, scope: &CustomerScope, found: Versioned<Subscription>, at: Timestamp) -> SubscriptionView {
        let Versioned { value: subscription, version } = found;
        SubscriptionView {
            customer: scope.customer().id,
            market: scope.customer().market.clone(),
            listing: self.reference.catalog.listing(&subscription.offer_id),
            next_charge: subscription.next_charge_instructions(at),
            subscription,
            version: version.0,
            at,
        }
    }
}

struct Update {
    id: SubscriptionId,
    patch: SubscriptionPatch,
}

#[async_trait]
impl Command for Update {
    type Scope = CustomerScope;

    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&self.patch)
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, now: Timestamp) -> Result<Decision, Refusal> {
        let found = app.find_subscription(scope, self.id).await?;
        let buyer = Buyer::new(scope.partner(), scope.customer(), &app.reference.catalog, now);
        let known = self.look_up(app, scope, &found.value, buyer).await?;
        let order = match &found.value.order_line {
            Some(line) => app.store.order(scope.customer().id, &line.order).await?.map(|order| order.value),
            None => None,
        };
        let with = Updating {
            buyer: buyer.knowing(&known),
            resellers: &app.reference.resellers,
            version: found.version.0,
            order: order.as_ref(),
        };
        let Updated { subscription, uses } = subscription::update(&found.value, &self.patch, with)?;
        let changed = subscription != found.value;
        let version = if changed { found.version.next() } else { found.version };
        let changes = changed.then(|| Changes {
            subscriptions: vec![Put::replacing(subscription.clone(), found.version)],
            uses,
            ..Changes::of(scope.customer().id)
        });
        let answer = Answer::SubscriptionUpdated { subscription: Box::new(subscription), version: version.0, at: now };
        Ok(Decision { changes, answer })
    }

    fn lost(&self) -> Fault {
        Fault::about(FaultKind::SubscriptionOperationPending, self.id)
    }
}

impl Update {
    /// The counters that more licences look at, the base of an add-on, and, where the next term shall end early, everything
    /// that it may end with.
    async fn look_up(
        &self,
        app: &App,
        scope: &CustomerScope,
        subscription: &Subscription,
        buyer: Buyer<'_>,
    ) -> Result<Known, Refusal> {
        let customer = scope.customer().id;
        let ends_early = self.patch.next_term.as_ref().is_some_and(|next| next.custom_term_end_date.is_some());
        let subscriptions = match subscription.parent {
            _ if ends_early => {
                app.store.all_subscriptions(customer).await?.into_iter().map(|found| found.value).collect()
            }
            Some(base) => app.store.subscriptions(customer, &[base]).await?,
            None => Vec::new(),
        };
        let used = app.store.usage(&cart::counters(subscription, buyer)).await?;
        Ok(Known { subscriptions, used })
    }
}

struct Register {
    id: SubscriptionId,
}

#[async_trait]
impl Command for Register {
    type Scope = CustomerScope;

    /// Whatever the body says, the path says it all.
    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&())
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, _now: Timestamp) -> Result<Decision, Refusal> {
        let Versioned { value, version } = app.find_subscription(scope, self.id).await?;
        let registered = value.registered(&app.reference.catalog)?;
        let changes = registered.map(|registered| Changes {
            subscriptions: vec![Put::replacing(registered, version)],
            ..Changes::of(scope.customer().id)
        });
        Ok(Decision { changes, answer: Answer::SubscriptionRegistered(self.id) })
    }

    fn lost(&self) -> Fault {
        Fault::about(FaultKind::SubscriptionOperationPending, self.id)
    }
}

impl SubscriptionFilter {
    fn admits(&self, subscription: &Subscription) -> bool {
        let of_order = |order: &OrderId| subscription.order_line.as_ref().is_some_and(|line| line.order == *order);
        let mut resellers =
            subscription.partner_id_on_record.iter().chain(&subscription.additional_partner_ids_on_record);
        self.order.as_ref().is_none_or(of_order)
            && self.reseller.as_ref().is_none_or(|mpn_id| resellers.any(|reseller| reseller.as_str() == mpn_id))
    }
}
