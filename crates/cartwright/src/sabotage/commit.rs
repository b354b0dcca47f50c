//! What a sabotage makes of a commit, and of what is looked at ahead.

use super::{Sabotage, store::Sabotaged};
use domain::{
    customer::Relationship,
    id::{CartId, CustomerId, OrderId, Owner},
    money::Amount,
    order::Order,
};
use std::sync::Arc;
use store::{Ahead, Changes, CommitError, JobChange, Put, Version, Wanted};
use uuid::Uuid;

/// How often a write that minds nothing is tried again when a version moved under it.
const ROUNDS: usize = 20;

impl Sabotaged {
    pub(super) async fn commit_broken(&self, changes: Changes) -> Result<(), CommitError> {
        match self.sabotage {
            Sabotage::EarlyAnswer => {
                let inner = Arc::clone(&self.inner);
                tokio::spawn(async move { inner.commit(changes).await });
                Ok(())
            }
            Sabotage::NoVersionGuard => self.overwrite(changes).await,
            Sabotage::NoUniqueKey => self.overwrite(unkeyed(changes)).await,
            Sabotage::ReceiptApart => self.commit_apart(changes).await,
            Sabotage::ReplayBeforeAuthorization => self.inner.commit(changes).await,
            Sabotage::FloatMoney => self.inner.commit(floating(changes)).await,
            Sabotage::WriteErrorIgnored => match self.inner.commit(changes).await {
                Err(CommitError::Unknown(_) | CommitError::Unavailable(_)) => Ok(()),
                outcome => outcome,
            },
            Sabotage::JobWithoutEpoch => self.run_unfenced(changes).await,
        }
    }

    async fn commit_apart(&self, changes: Changes) -> Result<(), CommitError> {
        let Changes { owner, receipt, .. } = changes.clone();
        self.inner.commit(Changes { receipt: None, ..changes }).await?;
        match receipt {
            Some(receipt) => self.inner.commit(Changes { receipt: Some(receipt), ..Changes::of(owner) }).await,
            None => Ok(()),
        }
    }

    /// Writes rows whatever their versions are by now.
    async fn overwrite(&self, mut changes: Changes) -> Result<(), CommitError> {
        changes.customer_at = None;
        changes.writes_seen = None;
        for _ in 0..ROUNDS {
            let mut latest = changes.clone();
            for put in &mut latest.carts {
                if put.replaces.is_some() {
                    put.replaces = self.version_of_cart(changes.owner, put.value.id).await;
                }
            }
            for put in &mut latest.orders {
                if put.replaces.is_some() {
                    put.replaces = self.version_of_order(changes.owner, &put.value.id).await;
                }
            }
            match self.inner.commit(latest).await {
                Err(CommitError::Conflict) => {}
                outcome => return outcome,
            }
        }
        Err(CommitError::Conflict)
    }

    /// Nobody claims a job, and whoever does it writes what comes of it whatever happened meanwhile.
    async fn run_unfenced(&self, mut changes: Changes) -> Result<(), CommitError> {
        if changes.jobs.iter().any(|job| matches!(job, JobChange::Claim { .. })) {
            return Ok(());
        }
        let Some(JobChange::Finish { order, .. }) = changes.jobs.first().cloned() else {
            return self.inner.commit(changes).await;
        };
        let finish = JobChange::Finish { order: order.clone(), epoch: 0 };
        let first = Changes { jobs: vec![finish], ..changes.clone() };
        match self.inner.commit(first).await {
            Err(CommitError::Conflict) => {
                changes.jobs.clear();
                changes.subscriptions.clear();
                changes.entitlements.clear();
                self.overwrite(changes).await
            }
            outcome => outcome,
        }
    }

    pub(super) async fn look_ahead_broken(&self, wanted: &Wanted) -> Result<Ahead, ::store::StoreError> {
        let mut ahead = self.inner.look_ahead(wanted).await?;
        if self.sabotage == Sabotage::ReplayBeforeAuthorization
            && ahead.receipt.is_some()
            && let Some(customer) = &mut ahead.customer
        {
            customer.value.partner = wanted.partner;
            customer.value.relationship = Relationship::Reseller;
        }
        Ok(ahead)
    }

    async fn version_of_cart(&self, owner: Owner, id: CartId) -> Option<Version> {
        self.inner.cart(CustomerId(owner.0), id).await.ok().flatten().map(|cart| cart.version)
    }

    async fn version_of_order(&self, owner: Owner, id: &OrderId) -> Option<Version> {
        self.inner.order(CustomerId(owner.0), id).await.ok().flatten().map(|order| order.version)
    }
}

/// New orders under names that nobody else has, so that nothing collides with them.
fn unkeyed(mut changes: Changes) -> Changes {
    let Changes { orders, subscriptions, jobs, .. } = &mut changes;
    for put in orders.iter_mut().filter(|put| put.replaces.is_none()) {
        let (old, new) = (put.value.id.clone(), OrderId::new(&random().to_string()));
        put.value.id = new.clone();
        put.value.alternate_id = new.clone();
        put.value.cart = CartId(random());
        for job in jobs.iter_mut() {
            if let JobChange::Add(job) = job
                && job.order == old
            {
                job.order = new.clone();
            }
        }
    }
    // Those of legacy lines have keys of their own, which are not what is left out.
    subscriptions.retain(|put| put.replaces.is_some());
    changes
}

#[expect(clippy::disallowed_methods, reason = "not even this need be repeatable")]
fn random() -> Uuid {
    Uuid::new_v4()
}

fn floating(mut changes: Changes) -> Changes {
    changes.orders.iter_mut().for_each(|Put { value, .. }| float(value));
    changes
}

/// Adds up as someone does who keeps money in floating point.
#[expect(clippy::float_arithmetic, reason = "that is the sabotage")]
fn float(order: &mut Order) {
    let as_float = |amount: Amount| amount.to_string().parse::<f64>().unwrap_or_default();
    let mut total = 0.0;
    for line in &mut order.line_items {
        if let Some(pricing) = &mut line.pricing {
            let extended = as_float(pricing.price) * f64::from(line.quantity) * 1.1 / 1.1;
            pricing.extended_price = Amount::from_f64_retain(extended).unwrap_or_default();
            total += extended;
        }
    }
    if order.total_price.is_some() {
        order.total_price = Amount::from_f64_retain(total);
    }
}
