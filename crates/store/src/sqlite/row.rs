//! Rows to values and back: ids as 16 bytes, instants in milliseconds, bodies with their format.

use super::writer::Failure;
use crate::{Version, body, error::StoreError};
use domain::Timestamp;
use rusqlite::{Connection, Row, ToSql, params};
use serde::de::DeserializeOwned;
use uuid::Uuid;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

/// A GUID as a key.
pub(super) fn key(id: Uuid) -> [u8; 16] {
    *id.as_bytes()
}

/// A version as a column.
pub(super) fn version_column(version: Version) -> i64 {
    i64::try_from(version.0).unwrap_or(i64::MAX)
}

/// A column as a version.
pub(super) fn version(column: i64) -> Version {
    Version(u64::try_from(column).unwrap_or_default())
}

/// A column of milliseconds as an instant.
pub(super) fn instant(milliseconds: i64) -> Result<Timestamp, StoreError> {
    let instant = Timestamp::from_nanoseconds(i128::from(milliseconds) * 1_000_000);
    instant.ok_or_else(|| StoreError::Damaged(format!("the instant {milliseconds}")))
}

/// The body of a row, whose format and bytes stand in two columns from `first` on.
pub(super) fn body<T: DeserializeOwned>(row: &Row<'_>, first: usize) -> Result<T, StoreError> {
    let format: i64 = row.get(first)?;
    let bytes = row.get_ref(first + 1)?.as_blob().map_err(|error| StoreError::Damaged(error.to_string()))?;
    body::read(format, bytes)
}

/// Runs an update of one versioned row, whose parameters are owner, id, the version that must be there, the next one,
/// format and body.
pub(super) fn replace(
    connection: &Connection,
    update: &str,
    (owner, id): (&[u8; 16], &dyn ToSql),
    version: Version,
    body: &[u8],
) -> Result<(), Failure> {
    let (now, next) = (version_column(version), version_column(version.next()));
    let replaced = connection.prepare_cached(update)?.execute(params![owner, id, now, next, body::FORMAT, body])?;
    Failure::unless_one(replaced)
}
