//! Receipts, read, kept and forgotten.

use super::{row, writer::Failure};
use crate::{CommitError, StoreError, body};
use domain::{
    Timestamp,
    receipt::{KEPT_FOR, Receipt, ReceiptKey},
};
use rusqlite::{Connection, params};

pub(super) fn read(connection: &Connection, key: &ReceiptKey) -> Result<Option<Receipt>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT fingerprint, answered, format, body FROM receipts
         WHERE owner = ?1 AND partner = ?2 AND request_id = ?3 AND command = ?4",
    )?;
    let mut rows =
        statement.query(params![row::key(key.owner.0), row::key(key.partner.0), key.request_id, key.command])?;
    let Some(found) = rows.next()? else { return Ok(None) };
    Ok(Some(Receipt {
        key: key.clone(),
        fingerprint: found.get(0)?,
        answered: row::instant(found.get(1)?)?,
        answer: row::body(found, 2)?,
    }))
}

/// Keeps a receipt, in place of one whose time is over. One that still speaks is the answer instead.
pub(super) fn keep(connection: &Connection, receipt: &Receipt) -> Result<(), Failure> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO receipts (owner, partner, request_id, command, fingerprint, answered, format, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (owner, partner, request_id, command) DO UPDATE
         SET fingerprint = excluded.fingerprint, answered = excluded.answered,
             format = excluded.format, body = excluded.body
         WHERE receipts.answered + ?9 <= excluded.answered",
    )?;
    let written = insert.execute(params![
        row::key(receipt.key.owner.0),
        row::key(receipt.key.partner.0),
        receipt.key.request_id,
        receipt.key.command,
        receipt.fingerprint,
        receipt.answered.milliseconds(),
        body::FORMAT,
        body::write(&receipt.answer)?,
        i64::try_from(KEPT_FOR.as_millis()).unwrap_or(i64::MAX)
    ])?;
    if written == 1 {
        return Ok(());
    }
    match read(connection, &receipt.key)? {
        Some(kept) => Err(Failure::Guard(CommitError::Duplicate(Box::new(kept)))),
        None => Err(Failure::Guard(CommitError::Conflict)),
    }
}

/// Receipts lie in the order in which they were first kept, so the oldest are at the front.
pub(super) fn forget(connection: &Connection, before: Timestamp, most: usize) -> Result<usize, Failure> {
    // Of every owner: their receipts lie in one file, and each of these is dropped by its row.
    let mut delete = connection.prepare_cached(
        "DELETE FROM receipts
         WHERE rowid IN (SELECT rowid FROM receipts ORDER BY rowid LIMIT ?2) AND answered < ?1",
    )?;
    Ok(delete.execute(params![before.milliseconds(), i64::try_from(most).unwrap_or(i64::MAX)])?)
}
