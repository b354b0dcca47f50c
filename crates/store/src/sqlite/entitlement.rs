//! Entitlements, read and written. One for each order line: the unique key says so (P6).

use super::{row, writer::Failure};
use crate::{StoreError, body};
use domain::{
    entitlement::Entitlement,
    id::{CustomerId, Owner},
    subscription::OrderLineRef,
};
use rusqlite::{Connection, params};

pub(super) fn read_all(connection: &Connection, owner: CustomerId) -> Result<Vec<Entitlement>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT format, body FROM entitlements WHERE owner = ?1 ORDER BY number")?;
    let mut rows = statement.query(params![row::key(owner.0)])?;
    let mut entitlements = Vec::new();
    while let Some(found) = rows.next()? {
        entitlements.push(row::body(found, 0)?);
    }
    Ok(entitlements)
}

pub(super) fn insert(connection: &Connection, owner: Owner, entitlement: &Entitlement) -> Result<(), Failure> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO entitlements (owner, order_id, order_line, format, body) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let order_line = &entitlement.order_line;
    insert.execute(params![
        row::key(owner.0),
        order_line.order.as_str(),
        order_line.line,
        body::FORMAT,
        body::write(entitlement)?
    ])?;
    Ok(())
}

/// Ends the entitlement of an order line, if it has one yet.
pub(super) fn revoke(connection: &Connection, owner: Owner, order_line: &OrderLineRef) -> Result<(), Failure> {
    let mut delete =
        connection.prepare_cached("DELETE FROM entitlements WHERE owner = ?1 AND order_id = ?2 AND order_line = ?3")?;
    delete.execute(params![row::key(owner.0), order_line.order.as_str(), order_line.line])?;
    Ok(())
}
