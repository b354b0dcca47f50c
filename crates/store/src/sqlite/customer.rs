//! Customers, read and written.

use super::{row, writer::Failure};
use crate::{StoreError, body};
use domain::{customer::Customer, id::CustomerId};
use rusqlite::{Connection, params};

pub(super) fn read(connection: &Connection, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT format, body FROM customers WHERE owner = ?1")?;
    let mut rows = statement.query(params![row::key(id.0)])?;
    rows.next()?.map(|found| row::body(found, 0)).transpose()
}

pub(super) fn insert(connection: &Connection, customer: &Customer) -> Result<(), Failure> {
    let mut insert = connection.prepare_cached("INSERT INTO customers (owner, format, body) VALUES (?1, ?2, ?3)")?;
    insert.execute(params![row::key(customer.id.0), body::FORMAT, body::write(customer)?])?;
    Ok(())
}
