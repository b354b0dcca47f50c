//! Rows to values and back: instants in milliseconds, text without the one character that PostgreSQL cannot keep, bodies as
//! the bytes that they are.

use crate::{StoreError, Version, Versioned, body};
use bytes::BytesMut;
use domain::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use std::error::Error;
use tokio_postgres::{
    Row,
    types::{FromSql, IsNull, ToSql, Type, to_sql_checked},
};

type Outcome<T> = Result<T, Box<dyn Error + Sync + Send>>;

/// Stands for NUL, which a text of PostgreSQL cannot hold. It is no character, so no text of anybody means it.
const NO_CHARACTER: &str = "\u{FFFF}";

/// A text as a column.
pub(crate) fn text(text: &str) -> String {
    text.replace('\0', NO_CHARACTER)
}

/// A version as a column.
pub(super) fn version_column(version: Version) -> i64 {
    i64::try_from(version.0).unwrap_or(i64::MAX)
}

/// A column as a version.
pub(super) fn version(column: i64) -> Version {
    Version(u64::try_from(column).unwrap_or_default())
}

/// How many rows at most, for a statement.
pub(super) fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

/// A column of a row.
pub(super) fn column<'a, T: FromSql<'a>>(row: &'a Row, number: usize) -> Result<T, StoreError> {
    row.try_get(number).map_err(|error| {
        let cause = error.source().map(|source| format!(": {source}")).unwrap_or_default();
        StoreError::Damaged(format!("{error}{cause}"))
    })
}

/// A column of milliseconds as an instant.
pub(super) fn instant(row: &Row, number: usize) -> Result<Timestamp, StoreError> {
    let milliseconds: i64 = column(row, number)?;
    let instant = Timestamp::from_nanoseconds(i128::from(milliseconds) * 1_000_000);
    instant.ok_or_else(|| StoreError::Damaged(format!("the instant {milliseconds}")))
}

/// The body of a row, whose format and bytes stand in two columns from `first` on.
pub(super) fn body<T: DeserializeOwned>(row: &Row, first: usize) -> Result<T, StoreError> {
    let written: Written<'_> = column(row, first + 1)?;
    body::read(column(row, first)?, written.0)
}

/// A version, and behind it a body.
pub(super) fn versioned<T: DeserializeOwned>(row: &Row) -> Result<Versioned<T>, StoreError> {
    Ok(Versioned { version: version(column(row, 0)?), value: body(row, 1)? })
}

/// The bodies of rows that have nothing but a format and a body.
pub(super) fn bodies<T: DeserializeOwned>(rows: &[Row]) -> Result<Vec<T>, StoreError> {
    rows.iter().map(|row| body(row, 0)).collect()
}

/// A body on its way into a column.
#[derive(Debug)]
pub(super) struct Json(pub(super) Vec<u8>);

impl Json {
    /// Writes a body in the format of today.
    pub(super) fn of<T: Serialize>(value: &T) -> Result<Self, StoreError> {
        Ok(Self(body::write(value)?))
    }
}

impl ToSql for Json {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Outcome<IsNull> {
        out.extend_from_slice(&self.0);
        Ok(IsNull::No)
    }

    fn accepts(column: &Type) -> bool {
        *column == Type::JSON
    }

    to_sql_checked!();
}

/// A body as it lies in a column.
struct Written<'a>(&'a [u8]);

impl<'a> FromSql<'a> for Written<'a> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Outcome<Self> {
        Ok(Self(raw))
    }

    fn accepts(column: &Type) -> bool {
        *column == Type::JSON
    }
}
