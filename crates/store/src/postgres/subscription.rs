//! Subscriptions, read and written. One for each order line: the unique key says so (P6).

use super::{
    batch::{self, Batch},
    pool::Database,
    row::{self, Json},
};
use crate::{Put, StoreError, Version, Versioned, body};
use domain::{
    id::{CustomerId, Owner, SubscriptionId},
    subscription::Subscription,
};
use std::collections::HashMap;
use tokio_postgres::Row;
use uuid::Uuid;

pub(super) const READ_SOME: &str = "SELECT version, format, body FROM subscriptions WHERE owner = $1 AND id = ANY($2)";
pub(super) const READ_ALL: &str =
    "SELECT version, format, body FROM subscriptions WHERE owner = $1 ORDER BY made, place";

pub(super) async fn read_some(
    database: &Database,
    owner: CustomerId,
    ids: &[SubscriptionId],
) -> Result<Vec<Subscription>, StoreError> {
    let wanted: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    in_order(ids, &database.rows(READ_SOME, &[&owner.0, &wanted]).await?)
}

/// The subscriptions that were found, in the order in which they were named.
pub(super) fn in_order(ids: &[SubscriptionId], rows: &[Row]) -> Result<Vec<Subscription>, StoreError> {
    let found: HashMap<_, _> = values(rows)?.into_iter().map(|subscription| (subscription.id, subscription)).collect();
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

/// The subscriptions of rows that begin with their version.
pub(super) fn values(rows: &[Row]) -> Result<Vec<Subscription>, StoreError> {
    rows.iter().map(|row| row::body(row, 1)).collect()
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
    database.rows(READ_ALL, &[&owner.0]).await?.iter().map(row::versioned).collect()
}

/// `place` is the subscription's among those of its commit.
pub(super) fn write(batch: &mut Batch, owner: Owner, place: usize, put: &Put<Subscription>) -> Result<(), StoreError> {
    let Some(version) = put.replaces else { return insert(batch, owner, place, &put.value) };
    batch.replace(
        "WITH written AS (
            UPDATE subscriptions SET version = $4, format = $5, body = $6
            WHERE owner = $1 AND id = $2 AND version = $3 RETURNING 1
         ) SELECT 1 / count(*) FROM written",
        (owner, put.value.id.0),
        version,
        Json::of(&put.value)?,
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
        batch::values![
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
