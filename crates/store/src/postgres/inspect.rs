//! Looking at the database as it is.

use super::{
    migrate::MIGRATIONS,
    open,
    pool::{Database, Value},
    row,
};
use crate::{
    OpenError, PostgresOptions, StoreError,
    inspect::{Cell, Durability, Reader, Record, Select},
    migration::Migration,
};
use async_trait::async_trait;
use bytes::BytesMut;
use std::error::Error;
use tokio_postgres::{
    Row,
    types::{FromSql, IsNull, ToSql, Type, to_sql_checked},
};

type Outcome<T> = Result<T, Box<dyn Error + Sync + Send>>;

/// A database that is only read.
pub(crate) struct PostgresReader(Database);

impl PostgresReader {
    pub(crate) fn open(options: &PostgresOptions) -> Result<Self, OpenError> {
        Ok(Self(open::connect(options)?))
    }
}

#[async_trait]
impl Reader for PostgresReader {
    async fn read(&self, selects: &[Select<'_>]) -> Result<Vec<Vec<Record>>, StoreError> {
        let session = self.0.session().await?;
        session.run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?;
        let mut found = Vec::new();
        for select in selects {
            let values: Vec<Value<'_>> = select.values.iter().map(|value| value as Value<'_>).collect();
            let rows = session.rows(select.sql, &values).await?;
            found.push(rows.iter().map(record).collect::<Result<Vec<_>, _>>()?);
        }
        session.run("COMMIT").await?;
        session.hand_back();
        Ok(found)
    }

    fn migrations(&self) -> &'static [Migration] {
        MIGRATIONS
    }

    fn named_tables(&self) -> &'static str {
        "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1::TEXT"
    }

    fn receipt_key(&self) -> &'static str {
        "key"
    }

    async fn durability(&self) -> Result<Durability, StoreError> {
        let mut found = Vec::new();
        for setting in open::settings(&self.0).await? {
            if let Some(why) = setting.refused() {
                return Ok(Durability::NotDurable(why));
            }
            found.push(setting.to_string());
        }
        Ok(Durability::Durable(found.join(", ")))
    }
}

pub(super) fn record(row: &Row) -> Result<Record, StoreError> {
    (0..row.len()).map(|column| row::column(row, column)).collect()
}

impl<'a> FromSql<'a> for Cell {
    fn from_sql(column: &Type, raw: &'a [u8]) -> Outcome<Self> {
        Ok(match *column {
            Type::INT8 => Self::Number(i64::from_sql(column, raw)?),
            Type::BOOL => Self::Number(bool::from_sql(column, raw)?.into()),
            Type::UUID | Type::JSON | Type::BYTEA => Self::Bytes(raw.to_vec()),
            _ => Self::Text(String::from_sql(column, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Outcome<Self> {
        Ok(Self::Nothing)
    }

    fn accepts(column: &Type) -> bool {
        [Type::INT8, Type::BOOL, Type::UUID, Type::JSON, Type::BYTEA].contains(column)
            || <String as FromSql<'_>>::accepts(column)
    }
}

impl ToSql for Cell {
    fn to_sql(&self, column: &Type, out: &mut BytesMut) -> Outcome<IsNull> {
        match self {
            Self::Nothing => return Ok(IsNull::Yes),
            Self::Number(number) if *column == Type::BOOL => return (*number != 0).to_sql(column, out),
            Self::Number(number) => return number.to_sql(column, out),
            Self::Text(text) => return text.to_sql(column, out),
            Self::Bytes(bytes) => out.extend_from_slice(bytes),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
