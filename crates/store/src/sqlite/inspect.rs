//! Looking at the file as it is.

use super::{migrate::MIGRATIONS, open};
use crate::{
    OpenError, StoreError,
    inspect::{Cell, Durability, Reader, Record, Select},
    migration::Migration,
};
use async_trait::async_trait;
use rusqlite::{
    Connection, Row, ToSql, params_from_iter,
    types::{ToSqlOutput, ValueRef},
};
use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

/// What the file's journal must be for a commit to be on the disk when it returns.
const WAL: &str = "wal";

/// A file that is only read.
pub(crate) struct SqliteReader(Mutex<Connection>);

impl SqliteReader {
    pub(crate) fn open(path: &Path) -> Result<Self, OpenError> {
        if !path.exists() {
            return Err(OpenError::Unreachable(format!("{} does not exist", path.display())));
        }
        Ok(Self(Mutex::new(open::for_reading(path).map_err(open::unreachable)?)))
    }

    fn with<T>(&self, read: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        read(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait]
impl Reader for SqliteReader {
    async fn read(&self, selects: &[Select<'_>]) -> Result<Vec<Vec<Record>>, StoreError> {
        self.with(|connection| {
            let transaction = connection.unchecked_transaction()?;
            selects.iter().map(|select| rows(&transaction, select)).collect()
        })
    }

    fn migrations(&self) -> &'static [Migration] {
        MIGRATIONS
    }

    fn named_tables(&self) -> &'static str {
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = $1"
    }

    fn receipt_key(&self) -> &'static str {
        "NULL"
    }

    async fn durability(&self) -> Result<Durability, StoreError> {
        let mode: String = self.with(|file| Ok(file.query_row("PRAGMA journal_mode", [], |row| row.get(0))?))?;
        // `synchronous` is a matter of the connection that writes: every one of ours sets it.
        Ok(match mode.as_str() {
            WAL => Durability::Durable("journal_mode=wal".to_owned()),
            other => Durability::OnceOpened(format!("journal_mode={other}, which becomes wal")),
        })
    }
}

fn rows(connection: &Connection, select: &Select<'_>) -> Result<Vec<Record>, StoreError> {
    let mut statement = connection.prepare_cached(select.sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query(params_from_iter(&select.values))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(record(row, columns)?);
    }
    Ok(found)
}

/// The columns of a row.
pub(super) fn record(row: &Row<'_>, columns: usize) -> Result<Record, StoreError> {
    (0..columns).map(|column| cell(row, column)).collect()
}

fn cell(row: &Row<'_>, column: usize) -> Result<Cell, StoreError> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => Cell::Nothing,
        ValueRef::Integer(number) => Cell::Number(number),
        ValueRef::Real(number) => Cell::Text(number.to_string()),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
    })
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Nothing => ValueRef::Null,
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
