//! Carts, read and written.

use super::{
    batch::{Batch, values},
    failure::Guard,
    pool::Database,
    row::{self, Json},
};
use crate::{Put, StoreError, Version, Versioned, body};
use domain::{
    Timestamp,
    cart::Cart,
    id::{CartId, CustomerId, Owner},
};
use uuid::Uuid;

pub(super) const READ: &str = "SELECT version, format, body FROM carts WHERE owner = $1 AND id = $2";

pub(super) async fn read(
    database: &Database,
    owner: CustomerId,
    id: CartId,
) -> Result<Option<Versioned<Cart>>, StoreError> {
    database.row(READ, &[&owner.0, &id.0]).await?.map(|found| row::versioned(&found)).transpose()
}

pub(super) fn write(batch: &mut Batch, owner: Owner, put: &Put<Cart>) -> Result<(), StoreError> {
    let (id, body) = (put.value.id.0, Json::of(&put.value)?);
    let gone_at = put.value.gone_at().map(Timestamp::milliseconds);
    match put.replaces {
        None => batch.run(
            "INSERT INTO carts (owner, id, version, format, body, gone_at) VALUES ($1, $2, $3, $4, $5, $6)",
            values![owner.0, id, row::version_column(Version::FIRST), body::FORMAT, body, gone_at],
        ),
        Some(version) => {
            let (now, next) = (row::version_column(version), row::version_column(version.next()));
            batch.guarded(
                Guard::Row,
                "WITH written AS (
                    UPDATE carts SET version = $4, format = $5, body = $6, gone_at = $7
                    WHERE owner = $1 AND id = $2 AND version = $3 RETURNING 1
                 ) SELECT 1 / count(*) FROM written",
                values![owner.0, id, now, next, body::FORMAT, body, gone_at],
            );
        }
    }
    Ok(())
}

/// Drops carts that nobody finds any more, those first that are gone longest. The column has no parts of a millisecond, so
/// one that is gone within this millisecond may still be there.
pub(super) async fn forget(database: &Database, now: Timestamp, most: usize) -> Result<usize, StoreError> {
    // Of every owner: these are candidates, and each is dropped with its owner.
    let gone = "SELECT owner, id FROM carts WHERE gone_at < $1 ORDER BY gone_at LIMIT $2";
    let found = database.rows(gone, &[&now.milliseconds(), &row::limit(most)]).await?;
    let mut batch = Batch::default();
    for row in &found {
        batch.run(
            "DELETE FROM carts WHERE owner = $1 AND id = $2 AND gone_at < $3",
            values![row::column::<Uuid>(row, 0)?, row::column::<Uuid>(row, 1)?, now.milliseconds()],
        );
    }
    batch.finish(database).await
}
