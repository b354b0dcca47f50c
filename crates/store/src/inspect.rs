//! Looking at a store without changing it: which schema it has, what stands in its tables. It is opened as it is, so that even
//! one that a newer program has written can be looked at.

mod cell;

pub(crate) use cell::{Cell, Columns, Record};

use crate::{
    CatalogVersion, OpenError, PostgresOptions, StoreError,
    migration::{self, Migration},
    postgres::PostgresReader,
    sqlite::SqliteReader,
    tables,
};
use async_trait::async_trait;
use std::path::Path;

/// A statement that reads, with its values: `$1` and so on, in this order.
pub(crate) struct Select<'a> {
    pub(crate) sql: &'a str,
    pub(crate) values: Vec<Cell>,
}

/// What each database does in its own way.
#[async_trait]
pub(crate) trait Reader: Send + Sync {
    /// What each of some statements finds, all of them at one instant.
    async fn read(&self, selects: &[Select<'_>]) -> Result<Vec<Vec<Record>>, StoreError>;

    /// Every migration that this program knows.
    fn migrations(&self) -> &'static [Migration];

    /// Counts the tables of one name, `$1`.
    fn named_tables(&self) -> &'static str;

    /// What receipts are found by, where that is a column of its own; else NULL.
    fn receipt_key(&self) -> &'static str;

    /// The settings that decide whether what is acknowledged is kept.
    async fn durability(&self) -> Result<Durability, StoreError>;
}

/// Whether a store keeps what it acknowledges, by its settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Durability {
    /// It does; these settings say so.
    Durable(String),
    /// It would not be opened as it is: which setting, and what is accepted.
    NotDurable(String),
    /// It is once a program opens it for writing: which setting that changes.
    OnceOpened(String),
}

/// Which schema a store has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// The last migration that was applied; `None` where there never was one, so that nothing of Cartwright's is there.
    pub found: Option<u32>,
    /// The newest schema that this program knows.
    pub known: u32,
    /// A migration that is not the one this program has under its number.
    other: Option<u32>,
}

impl Schema {
    /// Whether this program can work with it, after a migration if need be.
    ///
    /// # Errors
    /// When a newer program has written the store, or another one.
    pub fn check(&self) -> Result<(), OpenError> {
        match (self.found, self.other) {
            (Some(found), _) if found > self.known => Err(OpenError::NewerSchema { found, known: self.known }),
            (_, Some(other)) => Err(OpenError::OtherMigration(other)),
            _ => Ok(()),
        }
    }

    /// Whether nothing is left to migrate.
    ///
    /// # Errors
    /// When there is something, or no schema at all; and as of [`Schema::check`].
    pub fn check_newest(&self) -> Result<(), OpenError> {
        self.check()?;
        match self.found {
            None => Err(OpenError::NoSchema),
            Some(found) if found < self.known => Err(OpenError::OlderSchema { found, known: self.known }),
            Some(_) => Ok(()),
        }
    }
}

/// A store that is only looked at.
pub struct Inspector(pub(crate) Box<dyn Reader>);

impl Inspector {
    /// Opens a file that is there.
    ///
    /// # Errors
    /// When there is none, or it is no database.
    pub fn sqlite(path: &Path) -> Result<Self, OpenError> {
        Ok(Self(Box::new(SqliteReader::open(path)?)))
    }

    /// Connects to a database.
    ///
    /// # Errors
    /// When the URL is wrong, or the database cannot be reached.
    pub fn postgres(options: &PostgresOptions) -> Result<Self, OpenError> {
        Ok(Self(Box::new(PostgresReader::open(options)?)))
    }

    /// Which schema it has.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn schema(&self) -> Result<Schema, StoreError> {
        let migrations = self.0.migrations();
        let known = migration::newest(migrations);
        if self.number(self.0.named_tables(), vec![Cell::from(tables::MIGRATIONS)]).await? == 0 {
            return Ok(Schema { found: None, known, other: None });
        }
        let rows = self.rows("SELECT number, checksum FROM migrations ORDER BY number", Vec::new()).await?;
        let applied = rows.into_iter().map(applied).collect::<Result<Vec<_>, _>>()?;
        let other = match migration::missing(&applied, migrations) {
            Err(OpenError::OtherMigration(number)) => Some(number),
            _ => None,
        };
        Ok(Schema { found: migration::last(&applied), known, other })
    }

    /// Whether it keeps what it acknowledges.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn durability(&self) -> Result<Durability, StoreError> {
        self.0.durability().await
    }

    /// Which catalogue it has; `None` where its schema has no catalogues yet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn catalog_version(&self) -> Result<Option<CatalogVersion>, StoreError> {
        if self.number(self.0.named_tables(), vec![Cell::from("catalog_imports")]).await? == 0 {
            return Ok(None);
        }
        // `switched` is a number in one database and a truth value in the other.
        let rows = self.rows("SELECT number, switched FROM catalog_imports", Vec::new()).await?;
        let mut version = 0;
        for row in rows {
            let mut columns = Columns::of(row);
            let number = columns.number()?;
            if columns.number()? == 1 {
                version = version.max(number);
            }
        }
        Ok(Some(CatalogVersion(version)))
    }

    /// How many rows each table has that is there, by the table's name.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn tables(&self) -> Result<Vec<(&'static str, u64)>, StoreError> {
        let mut tables = Vec::new();
        for table in tables::names() {
            if self.number(self.0.named_tables(), vec![Cell::from(table)]).await? > 0 {
                let rows = self.number(&format!("SELECT count(*) FROM {table}"), Vec::new()).await?;
                tables.push((table, u64::try_from(rows).unwrap_or_default()));
            }
        }
        Ok(tables)
    }

    /// The rows that a statement finds.
    pub(crate) async fn rows(&self, sql: &str, values: Vec<Cell>) -> Result<Vec<Record>, StoreError> {
        Ok(self.0.read(&[Select { sql, values }]).await?.into_iter().next().unwrap_or_default())
    }

    async fn number(&self, sql: &str, values: Vec<Cell>) -> Result<i64, StoreError> {
        let found = self.rows(sql, values).await?.into_iter().next();
        found.map_or(Ok(0), |row| Columns::of(row).number())
    }
}

fn applied(row: Record) -> Result<(u32, String), StoreError> {
    let mut columns = Columns::of(row);
    Ok((migration::number(columns.number()?)?, columns.text()?))
}

#[cfg(test)]
mod tests {
    use super::Schema;
    use crate::OpenError;

    fn schema(found: Option<u32>, other: Option<u32>) -> Schema {
        Schema { found, known: 8, other }
    }

    #[test]
    fn a_schema_says_what_keeps_a_program_from_it() {
        assert!(schema(Some(8), None).check_newest().is_ok());
        let older = schema(Some(7), None);
        assert!(older.check().is_ok());
        assert!(matches!(older.check_newest(), Err(OpenError::OlderSchema { found: 7, known: 8 })));
        assert!(matches!(schema(None, None).check_newest(), Err(OpenError::NoSchema)));
        for newer in [schema(Some(9), None), schema(Some(9), Some(1))] {
            assert!(matches!(newer.check(), Err(OpenError::NewerSchema { found: 9, known: 8 })));
        }
        assert!(matches!(schema(Some(8), Some(3)).check(), Err(OpenError::OtherMigration(3))));
    }
}
