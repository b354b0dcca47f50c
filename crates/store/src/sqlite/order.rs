//! Orders, read and written. One order for each cart and order group: the unique key says so, for ever (P2).

use super::{row, writer::Failure};
use crate::{Put, StoreError, Version, Versioned, body};
use domain::{
    id::{CustomerId, OrderId, Owner},
    order::Order,
};
use rusqlite::{Connection, params};

pub(super) fn read(
    connection: &Connection,
    owner: CustomerId,
    id: &OrderId,
) -> Result<Option<Versioned<Order>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT version, format, body FROM orders WHERE owner = ?1 AND id = ?2
         UNION ALL
         SELECT version, format, body FROM orders WHERE owner = ?1 AND alternate_id = ?2 AND id <> ?2
         LIMIT 1",
    )?;
    let mut rows = statement.query(params![row::key(owner.0), id.as_str()])?;
    let Some(found) = rows.next()? else { return Ok(None) };
    Ok(Some(Versioned { version: row::version(found.get(0)?), value: row::body(found, 1)? }))
}

pub(super) fn read_all(connection: &Connection, owner: CustomerId) -> Result<Vec<Order>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT format, body FROM orders WHERE owner = ?1 ORDER BY number")?;
    let mut rows = statement.query(params![row::key(owner.0)])?;
    let mut orders = Vec::new();
    while let Some(found) = rows.next()? {
        orders.push(row::body(found, 0)?);
    }
    Ok(orders)
}

pub(super) fn write(connection: &Connection, owner: Owner, put: &Put<Order>) -> Result<(), Failure> {
    let order = &put.value;
    let body = body::write(order)?;
    let owner = row::key(owner.0);
    match put.replaces {
        None => {
            let mut insert = connection.prepare_cached(
                "INSERT INTO orders (owner, id, alternate_id, cart, order_group, version, format, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?;
            insert.execute(params![
                owner,
                order.id.as_str(),
                order.alternate_id.as_str(),
                row::key(order.cart.0),
                order.order_group,
                row::version_column(Version::FIRST),
                body::FORMAT,
                body
            ])?;
        }
        Some(version) => {
            let update = "UPDATE orders SET version = ?4, format = ?5, body = ?6
                          WHERE owner = ?1 AND id = ?2 AND version = ?3";
            row::replace(connection, update, (&owner, &order.id.as_str()), version, &body)?;
        }
    }
    Ok(())
}
