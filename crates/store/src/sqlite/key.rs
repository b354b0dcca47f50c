//! The issuer's signing key: the first one that is offered stays.

use super::writer::Failure;
use crate::{SigningKey, StoreError};
use rusqlite::{Connection, params};

pub(super) fn read(connection: &Connection) -> Result<Option<SigningKey>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id, pkcs8 FROM signing_keys ORDER BY number LIMIT 1")?;
    let mut rows = statement.query([])?;
    let Some(found) = rows.next()? else { return Ok(None) };
    Ok(Some(SigningKey { id: found.get(0)?, pkcs8: found.get(1)? }))
}

pub(super) fn keep(connection: &Connection, key: SigningKey) -> Result<SigningKey, Failure> {
    if let Some(kept) = read(connection)? {
        return Ok(kept);
    }
    let mut insert = connection.prepare_cached("INSERT INTO signing_keys (id, pkcs8) VALUES (?1, ?2)")?;
    insert.execute(params![key.id, key.pkcs8])?;
    Ok(key)
}
