//! Giving everything away: every row of every table, as it is at one instant, a batch at a time.

use super::{inspect, open};
use crate::{StoreError, inspect::Record, tables::TABLES, transfer::prepared};
use std::path::PathBuf;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Rows of a batch.
const BATCH: usize = 500;

/// Batches that wait to be taken.
const WAITING: usize = 2;

/// What is given.
pub(crate) enum Gift {
    /// Some rows of a table, by its place in [`TABLES`].
    Rows(usize, Vec<Record>),
    /// Nothing more. Without it something was lost.
    End,
}

/// What is given, or why not.
pub(crate) type Given = Result<Gift, StoreError>;

/// Begins to give. Ends when everything was given, something failed, or nobody takes any more.
pub(crate) fn give(path: PathBuf) -> Receiver<Given> {
    let (sender, given) = channel(WAITING);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = read(path, &sender) {
            // Nobody takes any more: then nobody asks what became of it.
            sender.blocking_send(Err(error)).ok();
        }
    });
    given
}

fn read(path: PathBuf, sender: &Sender<Given>) -> Result<(), StoreError> {
    let connection = open::for_reading(&path)?;
    let transaction = connection.unchecked_transaction()?;
    for (place, table) in TABLES.iter().enumerate() {
        let mut statement = transaction.prepare(table.select)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            let row = rows.next()?.map(|row| inspect::record(row, columns)).transpose()?;
            let last = row.is_none();
            batch.extend(row.map(|row| prepared(table, row)));
            if batch.len() == BATCH || last {
                let full = std::mem::take(&mut batch);
                if sender.blocking_send(Ok(Gift::Rows(place, full))).is_err() {
                    return Ok(());
                }
            }
            if last {
                break;
            }
        }
    }
    sender.blocking_send(Ok(Gift::End)).ok();
    Ok(())
}
