//! The database file, past the server: what no answer shows.

use super::TestServer;
use rusqlite::{Connection, OpenFlags, types::Value};
use std::{collections::BTreeMap, path::Path};

/// A table's rows, each as its columns.
pub type Rows = Vec<Vec<Value>>;

pub struct Database(Connection);

impl Database {
    pub fn of(server: &TestServer) -> Self {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let connection = Connection::open_with_flags(server.folder().join("cartwright.db"), flags);
        Self(connection.expect("the database"))
    }

    /// Everything that is stored, table by table.
    pub fn everything(&self) -> BTreeMap<String, Rows> {
        let tables = self.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
        let names = tables.into_iter().filter_map(|row| match row.into_iter().next() {
            Some(Value::Text(name)) => Some(name),
            _ => None,
        });
        names
            .map(|name| {
                let rows = self.rows(&format!("SELECT * FROM {name}"));
                (name, rows)
            })
            .collect()
    }

    /// The name and the private half (PKCS#8) of the issuer's key: what only the server may know.
    pub fn signing_key(&self) -> (String, Vec<u8>) {
        let query = "SELECT id, pkcs8 FROM signing_keys";
        self.0.query_row(query, [], |row| Ok((row.get(0)?, row.get(1)?))).expect("a key")
    }

    fn rows(&self, query: &str) -> Rows {
        let mut statement = self.0.prepare(query).expect("a query");
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect());
        rows.expect("rows").collect::<Result<_, _>>().expect("a row")
    }
}

/// The file of a data folder, opened beside whoever serves it.
pub fn database(folder: &Path) -> Connection {
    let connection = Connection::open(folder.join("cartwright.db")).expect("a database");
    connection.busy_timeout(std::time::Duration::from_secs(5)).expect("a setting");
    connection
}

/// How many rows a table has.
pub fn rows(folder: &Path, table: &str) -> usize {
    let count = database(folder).query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0));
    usize::try_from(count.expect("a count")).expect("a number of rows")
}
