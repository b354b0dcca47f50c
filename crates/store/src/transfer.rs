//! From a file to a PostgreSQL database: everything at one instant, in one transaction, and compared before it counts.
//!
//! Rows travel in batches, so memory is bounded however large the store is. What PostgreSQL has for the order in which SQLite keeps
//! its rows is `place`: the row's number in the file.

use crate::{
    OpenError, PostgresOptions, StoreError,
    inspect::{Cell, Inspector, Record},
    postgres::{self, PostgresStore},
    receipt_key, sqlite,
    tables::{RECEIPTS, Table},
};
use sha2::{Digest as _, Sha256};
use std::path::Path;
use thiserror::Error;

/// What was copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Transferred {
    /// Rows of all tables.
    pub rows: u64,
}

/// Why nothing was copied. The database is as it was.
#[derive(Debug, Error)]
pub enum TransferError {
    /// One of the two cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// There is something in the database.
    #[error("it is not empty: it has {1} rows in {0}")]
    NotEmpty(&'static str, u64),
    /// What was written is not what was read.
    #[error("the rows in {0} are not those that were read")]
    Differs(&'static str),
    /// It could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Rows of a table as a number that does not depend on their order: how many, and the sum of their digests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) rows: u64,
    digests: u128,
}

impl Sum {
    pub(crate) fn add(&mut self, row: &Record) {
        let mut digest = Sha256::new();
        for cell in row {
            let (kind, bytes) = match cell {
                Cell::Nothing => (0_u8, Vec::new()),
                Cell::Number(number) => (1, number.to_be_bytes().to_vec()),
                Cell::Text(text) => (2, text.as_bytes().to_vec()),
                Cell::Bytes(bytes) => (3, bytes.clone()),
            };
            digest.update([kind]);
            digest.update((bytes.len() as u64).to_be_bytes());
            digest.update(bytes);
        }
        let digest = digest.finalize().iter().take(16).fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        self.rows += 1;
        self.digests = self.digests.wrapping_add(digest);
    }
}

/// A row as PostgreSQL takes it: texts without the character that it cannot hold, a receipt with its key.
pub(crate) fn prepared(table: &Table, mut row: Record) -> Record {
    if let (RECEIPTS, [Cell::Text(request_id), Cell::Text(command), ..]) = (table.name, row.as_slice()) {
        let key = Cell::Bytes(receipt_key::digest(request_id, command));
        row.push(key);
    }
    for cell in &mut row {
        if let Cell::Text(text) = cell {
            *text = postgres::text(text);
        }
    }
    row
}

/// Copies all of a file into an empty database, whose schema is brought up to date first; all of it or nothing. `watch` learns how
/// many rows were written so far.
///
/// # Errors
/// See [`TransferError`].
pub async fn transfer(
    from: &Path,
    to: &PostgresOptions,
    watch: impl FnMut(u64) + Send,
) -> Result<Transferred, TransferError> {
    Inspector::sqlite(from)?.schema().await.map_err(OpenError::from)?.check_newest()?;
    let store = PostgresStore::open(to.clone()).await?;
    let rows = sqlite::give(from.to_owned());
    store.take(rows, watch).await
}

#[cfg(test)]
mod tests {
    use super::{RECEIPTS, Sum, Table, prepared};
    use crate::inspect::Cell;

    #[test]
    fn rows_are_the_same_in_any_order_and_no_others_are() {
        let of = |rows: &[&str]| {
            let mut sum = Sum::default();
            rows.iter().for_each(|row| sum.add(&vec![Cell::from(*row), Cell::Nothing]));
            sum
        };
        assert_eq!(of(&["a", "b"]), of(&["b", "a"]));
        for others in [&["a"][..], &["a", "c"], &["a", "b", "b"], &["ab", ""]] {
            assert_ne!(of(&["a", "b"]), of(others));
        }
    }

    #[test]
    fn a_row_is_made_as_the_database_takes_it() {
        let row = prepared(&Table::new("domains", "", ""), vec![Cell::from("a\0b"), Cell::from(1)]);
        assert_eq!(row, [Cell::from("a\u{FFFF}b"), Cell::from(1)]);
        let row = prepared(&Table::new(RECEIPTS, "", ""), vec![Cell::from("r"), Cell::from("c")]);
        assert_eq!(row.last(), Some(&Cell::Bytes(crate::receipt_key::digest("r", "c"))));
    }
}
