//! Carts, read and written.

use super::{row, writer::Failure};
use crate::{Put, StoreError, Version, Versioned, body};
use domain::{
    Timestamp,
    cart::Cart,
    id::{CartId, CustomerId, Owner},
};
use rusqlite::{Connection, params};

pub(super) fn read(
    connection: &Connection,
    owner: CustomerId,
    id: CartId,
) -> Result<Option<Versioned<Cart>>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT version, format, body FROM carts WHERE owner = ?1 AND id = ?2")?;
    let mut rows = statement.query(params![row::key(owner.0), row::key(id.0)])?;
    let Some(found) = rows.next()? else { return Ok(None) };
    Ok(Some(Versioned { version: row::version(found.get(0)?), value: row::body(found, 1)? }))
}

pub(super) fn write(connection: &Connection, owner: Owner, put: &Put<Cart>) -> Result<(), Failure> {
    let body = body::write(&put.value)?;
    let (owner, id) = (row::key(owner.0), row::key(put.value.id.0));
    let gone_at = put.value.gone_at().map(Timestamp::milliseconds);
    match put.replaces {
        None => {
            let mut insert = connection.prepare_cached(
                "INSERT INTO carts (owner, id, version, format, body, gone_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            insert.execute(params![owner, id, row::version_column(Version::FIRST), body::FORMAT, body, gone_at])?;
        }
        Some(version) => {
            let (now, next) = (row::version_column(version), row::version_column(version.next()));
            let mut update = connection.prepare_cached(
                "UPDATE carts SET version = ?4, format = ?5, body = ?6, gone_at = ?7
                 WHERE owner = ?1 AND id = ?2 AND version = ?3",
            )?;
            Failure::unless_one(update.execute(params![owner, id, now, next, body::FORMAT, body, gone_at])?)?;
        }
    }
    Ok(())
}

/// Drops carts that nobody finds any more, those first that are gone longest. The column has no parts of a millisecond, so
/// one that is gone within this millisecond may still be there.
pub(super) fn forget(connection: &Connection, now: Timestamp, most: usize) -> Result<usize, Failure> {
    // Of every owner: their carts lie in one file, and each of these is dropped by its row.
    let mut delete = connection.prepare_cached(
        "DELETE FROM carts
         WHERE rowid IN (SELECT rowid FROM carts WHERE gone_at < ?1 ORDER BY gone_at LIMIT ?2)",
    )?;
    Ok(delete.execute(params![now.milliseconds(), i64::try_from(most).unwrap_or(i64::MAX)])?)
}
