//! Entitlements, read and written. One for each order line: the unique key says so (P6).

use super::{
    batch::{Batch, values},
    pool::Database,
    row::{self, Json},
};
use crate::{StoreError, body};
use domain::{
    entitlement::Entitlement,
    id::{CustomerId, Owner},
    subscription::OrderLineRef,
};

pub(super) async fn read_all(database: &Database, owner: CustomerId) -> Result<Vec<Entitlement>, StoreError> {
    let read = "SELECT format, body FROM entitlements WHERE owner = $1 ORDER BY made, place";
    row::bodies(&database.rows(read, &[&owner.0]).await?)
}

/// `place` is the entitlement's among those of its commit.
pub(super) fn insert(
    batch: &mut Batch,
    owner: Owner,
    place: usize,
    entitlement: &Entitlement,
) -> Result<(), StoreError> {
    let OrderLineRef { order, line } = &entitlement.order_line;
    batch.run(
        "INSERT INTO entitlements (owner, order_id, order_line, format, body, place) VALUES ($1, $2, $3, $4, $5, $6)",
        values![
            owner.0,
            row::text(order.as_str()),
            i64::from(*line),
            body::FORMAT,
            Json::of(entitlement)?,
            row::limit(place)
        ],
    );
    Ok(())
}

/// Ends the entitlement of an order line, if it has one yet.
pub(super) fn revoke(batch: &mut Batch, owner: Owner, OrderLineRef { order, line }: &OrderLineRef) {
    let delete = "DELETE FROM entitlements WHERE owner = $1 AND order_id = $2 AND order_line = $3";
    batch.run(delete, values![owner.0, row::text(order.as_str()), i64::from(*line)]);
}
