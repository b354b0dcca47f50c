//! Customers, read and written, each with its row in the partner's list.

mod list;

pub(super) use list::page;

use super::{domain_name, row, writer::Failure};
use crate::{CommitError, Put, StoreError, Version, Versioned, body};
use domain::{
    customer::{Customer, fold},
    id::{CustomerId, Owner},
};
use rusqlite::{Connection, params};

pub(super) fn read(connection: &Connection, id: CustomerId) -> Result<Option<Versioned<Customer>>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT version, format, body FROM customers WHERE owner = ?1")?;
    let mut rows = statement.query(params![row::key(id.0)])?;
    let versioned =
        |row| Ok(Versioned { version: row::version(rusqlite::Row::get(row, 0)?), value: row::body(row, 1)? });
    rows.next()?.map(versioned).transpose()
}

pub(super) fn write(connection: &Connection, put: &Put<Customer>) -> Result<(), Failure> {
    let customer = &put.value;
    match put.replaces {
        None => insert(connection, customer),
        Some(version) => {
            let (now, next) = (row::version_column(version), row::version_column(version.next()));
            let mut update = connection.prepare_cached(
                "UPDATE customers SET version = ?3, format = ?4, body = ?5 WHERE owner = ?1 AND version = ?2",
            )?;
            let key = row::key(customer.id.0);
            Failure::unless_one(update.execute(params![key, now, next, body::FORMAT, body::write(customer)?])?)?;
            list::replace(connection, customer)
        }
    }
}

pub(super) fn insert(connection: &Connection, customer: &Customer) -> Result<(), Failure> {
    let mut insert = connection.prepare_cached("INSERT INTO customers (owner, format, body) VALUES (?1, ?2, ?3)")?;
    insert.execute(params![row::key(customer.id.0), body::FORMAT, body::write(customer)?])?;
    if let Some(domain) = &customer.domain {
        domain_name::insert(connection, &fold(domain), customer.id.0)?;
    }
    list::insert(connection, customer)
}

/// How often the customer's orders and subscriptions were written: the sum of their versions, which only grows.
pub(super) fn writes(connection: &Connection, owner: Owner) -> Result<u64, StoreError> {
    let mut sum = connection.prepare_cached(
        "SELECT (SELECT coalesce(sum(version), 0) FROM orders WHERE owner = ?1)
            + (SELECT coalesce(sum(version), 0) FROM subscriptions WHERE owner = ?1)",
    )?;
    let writes: i64 = sum.query_row(params![row::key(owner.0)], |row| row.get(0))?;
    Ok(u64::try_from(writes).unwrap_or_default())
}

/// Fails unless the customer is at that version, and nothing of it was written since.
pub(super) fn check(
    connection: &Connection,
    owner: Owner,
    version: Option<Version>,
    seen: Option<u64>,
) -> Result<(), Failure> {
    if let Some(version) = version {
        let mut guard =
            connection.prepare_cached("SELECT count(*) FROM customers WHERE owner = ?1 AND version = ?2")?;
        let found: i64 = guard.query_row(params![row::key(owner.0), row::version_column(version)], |row| row.get(0))?;
        Failure::unless_one(usize::try_from(found).unwrap_or_default())?;
    }
    match seen {
        Some(seen) if writes(connection, owner)? != seen => Err(Failure::Guard(CommitError::Conflict)),
        _ => Ok(()),
    }
}
