//! Orders, read and written. One order for each cart and order group: the unique key says so, for ever (P2).

use super::{
    batch::{Batch, values},
    pool::Database,
    row::{self, Json},
};
use crate::{Put, StoreError, Version, Versioned, body};
use domain::{
    id::{CustomerId, OrderId, Owner},
    order::Order,
};

pub(super) async fn read(
    database: &Database,
    owner: CustomerId,
    id: &OrderId,
) -> Result<Option<Versioned<Order>>, StoreError> {
    let read = "SELECT version, format, body FROM orders WHERE owner = $1 AND (id = $2 OR alternate_id = $2)
                ORDER BY id = $2 DESC LIMIT 1";
    let found = database.row(read, &[&owner.0, &row::text(id.as_str())]).await?;
    found.map(|found| row::versioned(&found)).transpose()
}

pub(super) async fn read_all(database: &Database, owner: CustomerId) -> Result<Vec<Order>, StoreError> {
    let read = "SELECT format, body FROM orders WHERE owner = $1 ORDER BY made, place";
    row::bodies(&database.rows(read, &[&owner.0]).await?)
}

/// `place` is the order's among those of its commit.
pub(super) fn write(batch: &mut Batch, owner: Owner, place: usize, put: &Put<Order>) -> Result<(), StoreError> {
    let order = &put.value;
    let (id, body) = (row::text(order.id.as_str()), Json::of(order)?);
    match put.replaces {
        None => batch.run(
            "INSERT INTO orders (owner, id, alternate_id, cart, order_group, version, format, body, place)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            values![
                owner.0,
                id,
                row::text(order.alternate_id.as_str()),
                order.cart.0,
                row::text(&order.order_group),
                row::version_column(Version::FIRST),
                body::FORMAT,
                body,
                row::limit(place)
            ],
        ),
        Some(version) => batch.replace(
            "WITH written AS (
                UPDATE orders SET version = $4, format = $5, body = $6
                WHERE owner = $1 AND id = $2 AND version = $3 RETURNING 1
             ) SELECT 1 / count(*) FROM written",
            (owner, id),
            version,
            body,
        ),
    }
    Ok(())
}
