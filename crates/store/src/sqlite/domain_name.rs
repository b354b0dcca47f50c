//! The domains that tenants have: who has one keeps it for itself.

use super::{row, writer::Failure};
use crate::StoreError;
use rusqlite::{Connection, params};
use uuid::Uuid;

/// Whether a tenant has the domain; `name` in lower case.
pub(super) fn is_taken(connection: &Connection, name: &str) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM domains WHERE name = ?1)")?;
    Ok(statement.query_row(params![name], |row| row.get(0))?)
}

/// Gives a tenant a domain, which nobody may have yet; `name` in lower case.
pub(super) fn insert(connection: &Connection, name: &str, tenant: Uuid) -> Result<(), Failure> {
    let mut insert = connection.prepare_cached("INSERT INTO domains (name, tenant) VALUES (?1, ?2)")?;
    insert.execute(params![name, row::key(tenant)])?;
    Ok(())
}
