//! Bodies: the part of a row that nobody searches, as JSON with a format number beside it.
//!
//! The format grows when a body of an earlier release could no longer be read; `tests/bodies` holds one body of each.

use crate::error::StoreError;
use serde::{Serialize, de::DeserializeOwned};

/// The format that is written.
pub(crate) const FORMAT: i64 = 1;

/// Writes a body in the format of today.
pub(crate) fn write<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|error| StoreError::Damaged(format!("a body cannot be written: {error}")))
}

/// Reads a body of any format that was ever released.
pub(crate) fn read<T: DeserializeOwned>(format: i64, body: &[u8]) -> Result<T, StoreError> {
    if format != FORMAT {
        return Err(StoreError::Damaged(format!(
            "body format {format}, this program knows {FORMAT}"
        )));
    }
    serde_json::from_slice(body).map_err(|error| StoreError::Damaged(format!("a body of format {format}: {error}")))
}
