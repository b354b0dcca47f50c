//! Subscriptions, read and written. One for each order line: the unique key says so (P6).

use super::{
    batch::{Batch, values},
    failure::Guard,
    pool::Database,
    row::{self, Json},
};
use crate::{Put, StoreError, Version, Versioned, body};
use domain::{
    id::{CustomerId, Owner, SubscriptionId},
    subscription::Subscription,
};
use std::collections::HashMap;
use uuid::Uuid;

pub(super) async fn read_some(
    database: &Database,
    owner: CustomerId,
    ids: &[SubscriptionId],
) -> Result<Vec<Subscription>, StoreError> {
    let wanted: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let read = "SELECT format, body FROM subscriptions WHERE owner = $1 AND id = ANY($2)";
    let found: Vec<Subscription> = row::bodies(&database.rows(read, &[&owner.0, &wanted]).await?)?;
    let found: HashMap<_, _> = found.into_iter().map(|subscription| (subscription.id, subscription)).collect();
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

pub(super) async fn read(
    database: &Database,
    owner: CustomerId,
    id: SubscriptionId,
) -> Result<Option<Versioned<Subscription>>, StoreError> {
    let read = "SELECT version, format, body FROM subscriptions WHERE owner = $1 AND id = $2";
    database.row(read, &[&owner.0, &id.0]).await?.map(|found| row::versioned(&found)).transpose()
}

pub(super) async fn read_all(
    database: &Database,
    owner: CustomerId,
) -> Result<Vec<Versioned<Subscription>>, StoreError> {
    let read = "SELECT version, format, body FROM subscriptions WHERE owner = $1 ORDER BY made, place";
    database.rows(read, &[&owner.0]).await?.iter().map(row::versioned).collect()
}

/// `place` is the subscription's among those of its commit.
pub(super) fn write(batch: &mut Batch, owner: Owner, place: usize, put: &Put<Subscription>) -> Result<(), StoreError> {
    let Some(version) = put.replaces else { return insert(batch, owner, place, &put.value) };
    let (now, next) = (row::version_column(version), row::version_column(version.next()));
    batch.guarded(
        Guard::Row,
        "WITH written AS (
            UPDATE subscriptions SET version = $4, format = $5, body = $6
            WHERE owner = $1 AND id = $2 AND version = $3 RETURNING 1
         ) SELECT 1 / count(*) FROM written",
        values![owner.0, put.value.id.0, now, next, body::FORMAT, Json::of(&put.value)?],
    );
    Ok(())
}

/// `place` is the subscription's among those of its commit.
pub(super) fn insert(
    batch: &mut Batch,
    owner: Owner,
    place: usize,
    subscription: &Subscription,
) -> Result<(), StoreError> {
    let order_line = subscription.order_line.as_ref();
    batch.run(
        "INSERT INTO subscriptions (owner, id, order_id, order_line, version, format, body, place)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![
            owner.0,
            subscription.id.0,
            order_line.map(|line| row::text(line.order.as_str())),
            order_line.map(|line| i64::from(line.line)),
            row::version_column(Version::FIRST),
            body::FORMAT,
            Json::of(subscription)?,
            row::limit(place)
        ],
    );
    Ok(())
}
