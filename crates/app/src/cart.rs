//! Carts: create, read, replace, check out.

use crate::{
    App, CustomerScope, Failure, Refusal, RequestName,
    command::{Command, Decision, fingerprint, unexpected},
};
use async_trait::async_trait;
use domain::{
    Timestamp,
    cart::{self, Buyer, Cart, CartDraft, Placed},
    counter::Usage,
    fault::{Fault, FaultKind},
    id::{CartId, SubscriptionId},
    order::CheckoutResult,
    receipt::Answer,
    subscription::Subscription,
};
use store::{Changes, JobChange, Put, Version, Versioned};

impl App {
    /// Makes a cart. Lines that cannot be bought are kept with their error.
    ///
    /// # Errors
    /// A structural fault; 400/800002 for a request id that was used for another command.
    pub async fn create_cart(
        &self,
        scope: &CustomerScope,
        name: Option<RequestName>,
        draft: CartDraft,
    ) -> Result<Cart, Refusal> {
        let id = self.ids.cart(self.clock.now());
        match self.carry_out(scope, name, &Create { id, draft }).await? {
            Answer::CartCreated(cart) => Ok(*cart),
            other => Err(unexpected(&other)),
        }
    }

    /// Reads a cart.
    ///
    /// # Errors
    /// 404/800008 when it is unknown, foreign or expired (ruling 15).
    pub async fn read_cart(&self, scope: &CustomerScope, id: CartId) -> Result<Cart, Refusal> {
        Ok(self.find_cart(scope, id, self.clock.now()).await?.value)
    }

    /// Replaces everything in a cart.
    ///
    /// # Errors
    /// 404/800008; a structural fault; 400/800065 when the cart, or a line that is changed, was ordered; 409/800064
    /// when others were faster five times.
    pub async fn update_cart(
        &self,
        scope: &CustomerScope,
        name: Option<RequestName>,
        id: CartId,
        draft: CartDraft,
    ) -> Result<Cart, Refusal> {
        match self.carry_out(scope, name, &Update { id, draft }).await? {
            Answer::CartUpdated(cart) => Ok(*cart),
            other => Err(unexpected(&other)),
        }
    }

    /// Turns a cart into orders; again and again with the same result.
    ///
    /// # Errors
    /// 404/800008; 400/800009 when a line has an error; 409/800064 when others were faster five times.
    pub async fn check_out_cart(
        &self,
        scope: &CustomerScope,
        name: Option<RequestName>,
        id: CartId,
    ) -> Result<CheckoutResult, Refusal> {
        match self.carry_out(scope, name, &CheckOut { id }).await? {
            Answer::CheckedOut(result) => Ok(result),
            other => Err(unexpected(&other)),
        }
    }

    async fn find_cart(&self, scope: &CustomerScope, id: CartId, now: Timestamp) -> Result<Versioned<Cart>, Refusal> {
        let found = self.store.cart(scope.customer().id, id).await?;
        let there = found.filter(|found| found.value.is_there_for(scope.partner().id, now));
        there.ok_or_else(|| Fault::about(FaultKind::CartIdNotFound, id).into())
    }

    /// What the customer owns, as far as a decision looks at it: what is named, or everything.
    async fn owned(
        &self,
        scope: &CustomerScope,
        named: &[SubscriptionId],
        everything: bool,
    ) -> Result<Vec<Subscription>, Refusal> {
        if everything {
            let all = self.store.all_subscriptions(scope.customer().id).await?;
            return Ok(all.into_iter().map(|found| found.value).collect());
        }
        if named.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.store.subscriptions(scope.customer().id, named).await?)
    }

    fn buyer<'a>(&'a self, scope: &'a CustomerScope, subscriptions: &'a [Subscription], now: Timestamp) -> Buyer<'a> {
        let (partner, customer) = (scope.partner(), scope.customer());
        Buyer {
            partner,
            customer,
            catalog: &self.reference.catalog,
            subscriptions,
            used: Usage::NONE,
            owned: Usage::NONE,
            in_cart: Usage::NONE,
            now,
        }
    }
}

struct Create {
    id: CartId,
    draft: CartDraft,
}

#[async_trait]
impl Command for Create {
    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&self.draft.canonical())
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, now: Timestamp) -> Result<Decision, Refusal> {
        let subscriptions =
            app.owned(scope, &self.draft.named_subscriptions(), self.draft.has_custom_term_end()).await?;
        let buyer = app.buyer(scope, &subscriptions, now);
        let used = app.store.usage(&self.draft.counters(buyer)).await?;
        let buyer = Buyer { used: &used, ..buyer };
        let cart = cart::create(self.id, self.draft.clone(), buyer, app.settings.limits, scope.caller())?;
        let changes = Changes { carts: vec![Put::new(cart.clone())], ..Changes::of(scope.customer().id) };
        Ok(Decision { changes: Some(changes), answer: Answer::CartCreated(Box::new(cart)) })
    }

    fn lost(&self) -> Fault {
        Fault::about(FaultKind::CartProcessedByAnotherRequest, self.id)
    }
}

struct Update {
    id: CartId,
    draft: CartDraft,
}

#[async_trait]
impl Command for Update {
    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&self.draft.canonical())
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, now: Timestamp) -> Result<Decision, Refusal> {
        let found = app.find_cart(scope, self.id, now).await?;
        let subscriptions =
            app.owned(scope, &self.draft.named_subscriptions(), self.draft.has_custom_term_end()).await?;
        let buyer = app.buyer(scope, &subscriptions, now);
        let used = app.store.usage(&self.draft.counters(buyer)).await?;
        let buyer = Buyer { used: &used, ..buyer };
        let cart = cart::update(&found.value, self.draft.clone(), buyer, app.settings.limits, scope.caller())?;
        let put = Put::replacing(cart.clone(), found.version);
        let changes = Changes { carts: vec![put], ..Changes::of(scope.customer().id) };
        Ok(Decision { changes: Some(changes), answer: Answer::CartUpdated(Box::new(cart)) })
    }

    fn lost(&self) -> Fault {
        Fault::about(FaultKind::CartProcessedByAnotherRequest, self.id)
    }
}

struct CheckOut {
    id: CartId,
}

#[async_trait]
impl Command for CheckOut {
    /// Nothing in the request says what is bought: the cart does (seed 002). So all checkouts of a cart are one wish.
    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&())
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, now: Timestamp) -> Result<Decision, Refusal> {
        let Versioned { value: cart, version } = app.find_cart(scope, self.id, now).await?;
        let subscriptions = app.owned(scope, &cart.named_subscriptions(), cart.has_custom_term_end()).await?;
        let buyer = app.buyer(scope, &subscriptions, now);
        let used = app.store.usage(&cart.counters(buyer)).await?;
        let buyer = Buyer { used: &used, ..buyer };
        let (resellers, delay) = (&app.reference.resellers, app.settings.provisioning_delay);
        let checkout = cart::check_out(&cart, buyer, resellers, delay)?;
        let changes = checkout.placed.map(|placed| placing(scope, placed, version));
        Ok(Decision { changes, answer: Answer::CheckedOut(checkout.result) })
    }

    fn lost(&self) -> Fault {
        Fault::about(FaultKind::CartProcessedByAnotherRequest, self.id)
    }
}

/// Everything that a checkout leaves behind, as one commit.
fn placing(scope: &CustomerScope, placed: Placed, version: Version) -> Changes {
    let Placed { cart, orders, subscriptions, jobs, uses } = placed;
    Changes {
        carts: vec![Put::replacing(cart, version)],
        orders: orders.into_iter().map(Put::new).collect(),
        subscriptions: subscriptions.into_iter().map(Put::new).collect(),
        jobs: jobs.into_iter().map(JobChange::Add).collect(),
        uses,
        ..Changes::of(scope.customer().id)
    }
}
