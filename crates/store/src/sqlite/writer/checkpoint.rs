//! Checkpoints: moving the log into the file, off the answer path.

use rusqlite::Connection;
use std::time::Duration;

/// Pages in the log from which an idle writer moves it: 4 MiB at the usual page size.
const WORTH_IT: i64 = 1_024;

/// Pages in the log from which it is moved even under load, so that it stays bounded: 64 MiB.
const TOO_MUCH: i64 = 16_384;

/// Moves the log when it is worth it and nobody waits, or when it must not grow further.
pub(super) fn when_worth_it(connection: &Connection, idle: bool) {
    let limit = if idle { WORTH_IT } else { TOO_MUCH };
    if pages(connection, "PRAGMA wal_checkpoint(NOOP)") >= limit {
        pages(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    }
}

/// Moves all of the log and cuts it, before the file is closed; as much as can be moved at once where another process uses it,
/// which would have to wait meanwhile.
pub(super) fn at_the_end(connection: &Connection) {
    if let Err(error) = connection.busy_timeout(Duration::ZERO) {
        tracing::warn!(%error, "a checkpoint will wait for others");
    }
    pages(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
}

/// The pages in the log after a checkpoint of that kind. A checkpoint that fails costs nothing but disk: the log is
/// still there, and the next one tries again.
fn pages(connection: &Connection, checkpoint: &str) -> i64 {
    connection.query_row(checkpoint, [], |row| row.get(1)).unwrap_or_else(|error| {
        tracing::warn!(%error, "a checkpoint failed");
        0
    })
}
