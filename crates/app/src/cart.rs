//! Carts: create, read, replace, check out.

use crate::{
    App, CustomerScope, Failure, Refusal, RequestName,
    command::{Command, Decision, fingerprint, unexpected},
};
use async_trait::async_trait;
use domain::{
    Timestamp,
    cart::{self, Buyer, Cart, CartDraft, Known, Needs, Placed},
    fault::{Fault, FaultKind},
    id::CartId,
    order::CheckoutResult,
    receipt::Answer,
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
        let found = match scope.cart_ahead(id) {
            Some(seen) => seen,
            None => self.store.cart(scope.customer().id, id).await?,
        };
        let there = found.filter(|found| found.value.is_there_for(scope.partner().id, now));
        there.ok_or_else(|| Fault::about(FaultKind::CartIdNotFound, id).into())
    }

    /// Who buys, before anything is known of it.
    pub(crate) fn buyer<'a>(&'a self, scope: &'a CustomerScope, now: Timestamp) -> Buyer<'a> {
        Buyer::new(scope.partner(), scope.customer(), &self.reference.catalog, now)
    }

    /// Finds what a decision needs.
    pub(crate) async fn look_up(&self, scope: &CustomerScope, needs: Needs) -> Result<Known, Refusal> {
        Ok(self.store.known(scope.customer().id, &needs).await?)
    }
}

struct Create {
    id: CartId,
    draft: CartDraft,
}

#[async_trait]
impl Command for Create {
    type Scope = CustomerScope;

    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&self.draft.canonical())
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, now: Timestamp) -> Result<Decision, Refusal> {
        let buyer = app.buyer(scope, now);
        let known = app.look_up(scope, self.draft.needs(buyer)).await?;
        let buyer = buyer.knowing(&known);
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
    type Scope = CustomerScope;

    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&self.draft.canonical())
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, now: Timestamp) -> Result<Decision, Refusal> {
        let found = app.find_cart(scope, self.id, now).await?;
        let buyer = app.buyer(scope, now);
        let known = app.look_up(scope, self.draft.needs(buyer)).await?;
        let buyer = buyer.knowing(&known);
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
    type Scope = CustomerScope;

    /// Nothing in the request says what is bought: the cart does (seed 002). So all checkouts of a cart are one wish.
    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&())
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, now: Timestamp) -> Result<Decision, Refusal> {
        let Versioned { value: cart, version } = app.find_cart(scope, self.id, now).await?;
        let buyer = app.buyer(scope, now);
        let known = app.look_up(scope, cart.needs(buyer)).await?;
        let buyer = buyer.knowing(&known);
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
    let carts = vec![Put::replacing(placed.cart.clone(), version)];
    Changes { carts, ..ordering(scope, placed) }
}

/// What comes of a purchase, but for the cart that it was made from.
pub(crate) fn ordering(scope: &CustomerScope, placed: Placed) -> Changes {
    let Placed { cart: _, orders, subscriptions, jobs, uses } = placed;
    Changes {
        orders: orders.into_iter().map(Put::new).collect(),
        subscriptions: subscriptions.into_iter().map(Put::new).collect(),
        jobs: jobs.into_iter().map(JobChange::Add).collect(),
        uses,
        ..Changes::of(scope.customer().id)
    }
}
