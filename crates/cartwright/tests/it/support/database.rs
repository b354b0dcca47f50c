//! The database, past the server: what no answer shows. The same words for SQLite and PostgreSQL.

mod postgres;
mod sqlite;

use postgres::PostgresDatabase;
use serde_json::Value;
use sqlite::SqliteDatabase;
use std::{collections::BTreeMap, path::Path};
use uuid::Uuid;

/// A table's rows as texts, in the order of these.
pub type Rows = Vec<String>;

pub enum Database {
    Sqlite(SqliteDatabase),
    Postgres(PostgresDatabase),
}

impl Database {
    /// The database file of a data folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self::Sqlite(SqliteDatabase::open(&folder.join("cartwright.db")))
    }

    /// The database of a URL.
    pub fn at(url: &str) -> Self {
        Self::Postgres(PostgresDatabase::connect(url))
    }

    /// Everything that is stored, table by table.
    pub fn everything(&self) -> BTreeMap<String, Rows> {
        let mut everything: BTreeMap<_, _> = match self {
            Self::Sqlite(database) => database.everything(),
            Self::Postgres(database) => database.everything(),
        };
        everything.values_mut().for_each(|rows| rows.sort());
        everything
    }

    /// How many rows a table has.
    pub fn rows(&self, table: &str) -> usize {
        usize::try_from(self.number(&format!("SELECT count(*) FROM {table}"))).expect("a number of rows")
    }

    /// The number that a query finds.
    pub fn number(&self, query: &str) -> i64 {
        match self {
            Self::Sqlite(database) => database.number(query),
            Self::Postgres(database) => database.number(query),
        }
    }

    /// Runs a statement; returns how many rows it changed.
    pub fn execute(&self, sql: &str) -> usize {
        match self {
            Self::Sqlite(database) => database.execute(sql),
            Self::Postgres(database) => database.execute(sql),
        }
    }

    /// The body of the one row that a filter leaves.
    #[track_caller]
    pub fn body(&self, table: &str, filter: &str) -> Value {
        let query = format!("SELECT body FROM {table} WHERE {filter}");
        let bodies = match self {
            Self::Sqlite(database) => database.bodies(&query),
            Self::Postgres(database) => database.bodies(&query),
        };
        let [body] = bodies.as_slice() else { panic!("{} rows: {query}", bodies.len()) };
        body.clone()
    }

    /// Changes the body of the one row that a filter leaves.
    #[track_caller]
    pub fn amend(&self, table: &str, filter: &str, change: impl FnOnce(Value) -> Value) {
        let body = change(self.body(table, filter)).to_string().replace('\'', "''");
        let body = match self {
            Self::Sqlite(_) => format!("CAST('{body}' AS BLOB)"),
            Self::Postgres(_) => format!("'{body}'"),
        };
        assert_eq!(self.execute(&format!("UPDATE {table} SET body = {body} WHERE {filter}")), 1, "{table}: {filter}");
    }

    /// An id as a literal.
    pub fn id(&self, id: &str) -> String {
        let id = Uuid::parse_str(id).expect("an id");
        match self {
            Self::Sqlite(_) => format!("x'{}'", id.simple()),
            Self::Postgres(_) => format!("'{id}'"),
        }
    }

    /// From now on every change of a row of that table is lost, as if another one had been faster.
    pub fn lose_updates(&self, table: &str) {
        self.execute(
            match self {
                Self::Sqlite(_) => {
                    format!("CREATE TRIGGER lose BEFORE UPDATE ON {table} BEGIN SELECT RAISE(IGNORE); END")
                }
                Self::Postgres(_) => format!(
                    "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                 CREATE TRIGGER lose BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION lose()"
                ),
            }
            .as_str(),
        );
    }

    /// No longer.
    pub fn lose_no_more(&self, table: &str) {
        self.execute(
            match self {
                Self::Sqlite(_) => "DROP TRIGGER lose".to_owned(),
                Self::Postgres(_) => format!("DROP TRIGGER lose ON {table}; DROP FUNCTION lose()"),
            }
            .as_str(),
        );
    }

    /// From now on what writes waits, as behind a disk that is slow; what reads goes on. On a file for five seconds at most.
    pub fn hold_writes(&self) {
        self.execute(match self {
            Self::Sqlite(_) => "BEGIN IMMEDIATE",
            Self::Postgres(_) => "BEGIN; LOCK TABLE carts, receipts IN SHARE ROW EXCLUSIVE MODE",
        });
    }

    /// No longer.
    pub fn let_writes_go(&self) {
        self.execute("ROLLBACK");
    }

    /// The name and the private half (PKCS#8) of the issuer's key: what only the server may know.
    pub fn signing_key(&self) -> (String, Vec<u8>) {
        match self {
            Self::Sqlite(database) => database.signing_key(),
            Self::Postgres(database) => database.signing_key(),
        }
    }
}
