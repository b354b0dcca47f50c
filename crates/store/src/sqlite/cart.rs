//! Carts, read and written.

use super::{row, writer::Failure};
use crate::{Put, StoreError, Version, Versioned, body};
use domain::{
    cart::Cart,
    id::{CartId, CustomerId},
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

pub(super) fn write(connection: &Connection, owner: CustomerId, put: &Put<Cart>) -> Result<(), Failure> {
    let body = body::write(&put.value)?;
    let (owner, id) = (row::key(owner.0), row::key(put.value.id.0));
    match put.replaces {
        None => {
            let mut insert = connection
                .prepare_cached("INSERT INTO carts (owner, id, version, format, body) VALUES (?1, ?2, ?3, ?4, ?5)")?;
            insert.execute(params![owner, id, row::version_column(Version::FIRST), body::FORMAT, body])?;
        }
        Some(version) => {
            let update = "UPDATE carts SET version = ?4, format = ?5, body = ?6
                          WHERE owner = ?1 AND id = ?2 AND version = ?3";
            row::replace(connection, update, (&owner, &id), version, &body)?;
        }
    }
    Ok(())
}
