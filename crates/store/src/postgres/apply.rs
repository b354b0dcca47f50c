//! One `Changes` as one batch. The receipt goes first: a twin of an answered command must learn of the answer, not of the
//! version that the answer has moved. Counters go last, and in one order, so that no two commits wait for each other.

use super::{
    batch::Batch,
    cart, counter, customer, entitlement,
    failure::{Failure, Guard},
    job, order,
    pool::Database,
    receipt, subscription,
};
use crate::{Changes, CommitError, StoreError};
use domain::{counter::Use, receipt::ReceiptKey};

pub(super) async fn changes(database: &Database, changes: &Changes) -> Result<(), CommitError> {
    if let Some(beyond) = changes.uses.iter().find(|wanted| wanted.passes(0)) {
        return Err(reached(beyond));
    }
    let batch = batch(changes).map_err(|error| CommitError::Unavailable(error.to_string()))?;
    match batch.commit(database).await {
        Ok(_) => Ok(()),
        Err(Failure::Guard(Guard::Row)) => Err(CommitError::Conflict),
        Err(Failure::Guard(Guard::Limit(counter))) => Err(CommitError::LimitReached(Box::new(counter))),
        Err(Failure::Guard(Guard::Receipt(key))) => Err(answered(database, &key).await),
        Err(Failure::Refused(text)) => Err(CommitError::Unavailable(text)),
        Err(Failure::Unknown(text)) => Err(CommitError::Unknown(text)),
    }
}

fn reached(wanted: &Use) -> CommitError {
    CommitError::LimitReached(Box::new(wanted.counter.clone()))
}

/// What the command was answered; it may be forgotten by now.
async fn answered(database: &Database, key: &ReceiptKey) -> CommitError {
    match receipt::read(database, key).await {
        Ok(Some(kept)) => CommitError::Duplicate(Box::new(kept)),
        Ok(None) => CommitError::Conflict,
        Err(error) => CommitError::Unavailable(error.to_string()),
    }
}

fn batch(changes: &Changes) -> Result<Batch, StoreError> {
    let owner = changes.owner;
    let mut batch = Batch::default();
    if let Some(receipt) = &changes.receipt {
        receipt::keep(&mut batch, receipt)?;
    }
    customer::check(&mut batch, changes)?;
    for put in &changes.carts {
        cart::write(&mut batch, owner, put)?;
    }
    for (place, put) in changes.orders.iter().enumerate() {
        order::write(&mut batch, owner, place, put)?;
    }
    for (place, put) in changes.subscriptions.iter().enumerate() {
        subscription::write(&mut batch, owner, place, put)?;
    }
    for (place, entitlement) in changes.entitlements.iter().enumerate() {
        entitlement::insert(&mut batch, owner, place, entitlement)?;
    }
    for order_line in &changes.revoked {
        entitlement::revoke(&mut batch, owner, order_line);
    }
    for change in &changes.jobs {
        job::change(&mut batch, owner, change);
    }
    let mut uses: Vec<_> = changes.uses.iter().collect();
    uses.sort_by_key(|wanted| &wanted.counter);
    for wanted in uses {
        counter::take(&mut batch, wanted);
    }
    Ok(batch)
}
