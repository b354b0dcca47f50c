//! Receipts, read, kept and forgotten.

use super::{
    batch::{Batch, values},
    failure::Guard,
    pool::Database,
    row::{self, Json},
};
use crate::{StoreError, body, receipt_key};
use domain::{
    Timestamp,
    receipt::{KEPT_FOR, Receipt, ReceiptKey},
};
use tokio_postgres::Row;
use uuid::Uuid;

pub(super) const READ: &str = "SELECT fingerprint, answered, format, body FROM receipts
                               WHERE owner = $1 AND partner = $2 AND key = $3";

pub(super) async fn read(database: &Database, key: &ReceiptKey) -> Result<Option<Receipt>, StoreError> {
    let found = database.row(READ, &[&key.owner.0, &key.partner.0, &digest(key)]).await?;
    found.map(|found| kept(&found, key)).transpose()
}

/// The receipt that lies in a row.
pub(super) fn kept(row: &Row, key: &ReceiptKey) -> Result<Receipt, StoreError> {
    Ok(Receipt {
        key: key.clone(),
        fingerprint: row::column(row, 0)?,
        answered: row::instant(row, 1)?,
        answer: row::body(row, 2)?,
    })
}

/// Keeps a receipt, in place of one whose time is over. One that still speaks is the answer instead.
pub(super) fn keep(batch: &mut Batch, receipt: &Receipt) -> Result<(), StoreError> {
    let key = &receipt.key;
    batch.guarded(
        Guard::Receipt(key.clone()),
        "WITH kept AS (
            INSERT INTO receipts (owner, partner, key, request_id, command, fingerprint, answered, format, body)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (owner, partner, key) DO UPDATE
            SET fingerprint = excluded.fingerprint, answered = excluded.answered,
                format = excluded.format, body = excluded.body
            WHERE receipts.answered + $10 <= excluded.answered RETURNING 1
         ) SELECT 1 / count(*) FROM kept",
        values![
            key.owner.0,
            key.partner.0,
            digest(key),
            row::text(&key.request_id),
            row::text(&key.command),
            row::text(&receipt.fingerprint),
            receipt.answered.milliseconds(),
            body::FORMAT,
            Json::of(&receipt.answer)?,
            i64::try_from(KEPT_FOR.as_millis()).unwrap_or(i64::MAX)
        ],
    );
    Ok(())
}

/// What a receipt is found by, beside whose it is.
pub(super) fn digest(key: &ReceiptKey) -> Vec<u8> {
    receipt_key::digest(&key.request_id, &key.command)
}

/// Drops receipts that were answered before an instant, the oldest first.
pub(super) async fn forget(database: &Database, before: Timestamp, most: usize) -> Result<usize, StoreError> {
    // Of every owner: these are candidates, and each is dropped with its owner.
    let old = "SELECT owner, partner, key FROM receipts WHERE answered < $1 ORDER BY answered LIMIT $2";
    let found = database.rows(old, &[&before.milliseconds(), &row::limit(most)]).await?;
    let mut batch = Batch::default();
    for row in &found {
        let (owner, partner, key): (Uuid, Uuid, Vec<u8>) =
            (row::column(row, 0)?, row::column(row, 1)?, row::column(row, 2)?);
        batch.run(
            "DELETE FROM receipts WHERE owner = $1 AND partner = $2 AND key = $3 AND answered < $4",
            values![owner, partner, key, before.milliseconds()],
        );
    }
    batch.finish(database).await
}
