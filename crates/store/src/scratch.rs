//! Where the rows of a sheet are kept until all of them are there: a private database that SQLite makes in the folder for
//! temporary files, and that is gone with its connection, however the program ends.

use crate::{StoreError, body};
use domain::price_sheet::SheetRow;
use rusqlite::{Connection, params};

/// The rows of one sheet.
pub(crate) struct Scratch(Connection);

impl Scratch {
    pub(crate) fn new() -> Result<Self, StoreError> {
        // The empty name is SQLite's for a database like that. It need not survive anything.
        let connection = Connection::open("")?;
        connection.execute_batch(
            "PRAGMA journal_mode = OFF;
             PRAGMA synchronous = OFF;
             CREATE TABLE sheet (number INTEGER PRIMARY KEY, product TEXT NOT NULL, body BLOB NOT NULL);",
        )?;
        Ok(Self(connection))
    }

    pub(crate) fn keep(&self, rows: &[SheetRow]) -> Result<(), StoreError> {
        let transaction = self.0.unchecked_transaction()?;
        let mut insert = transaction.prepare_cached("INSERT INTO sheet (product, body) VALUES (?1, ?2)")?;
        for row in rows {
            insert.execute(params![row.product, body::write(row)?])?;
        }
        drop(insert);
        Ok(transaction.commit()?)
    }

    /// The next products that rows are of, behind that id.
    pub(crate) fn products(&self, after: &str, most: usize) -> Result<Vec<String>, StoreError> {
        // Made once, when the first products are asked for: sorting all rows at once is faster than one by one.
        self.0.execute_batch("CREATE INDEX IF NOT EXISTS sheet_product ON sheet (product)")?;
        let mut statement =
            self.0.prepare_cached("SELECT DISTINCT product FROM sheet WHERE product > ?1 ORDER BY product LIMIT ?2")?;
        let found = statement.query_map(params![after, limit(most)], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The rows of a product, as they came.
    pub(crate) fn rows(&self, product: &str, most: usize) -> Result<Vec<SheetRow>, StoreError> {
        let mut statement =
            self.0.prepare_cached("SELECT body FROM sheet WHERE product = ?1 ORDER BY number LIMIT ?2")?;
        let mut rows = statement.query(params![product, limit(most)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(0)?.as_blob().map_err(|error| StoreError::Damaged(error.to_string()))?;
            found.push(body::read(body::FORMAT, bytes)?);
        }
        Ok(found)
    }
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}
