//! The file, opened beside whoever serves it.

use super::Rows;
use rusqlite::{Connection, types::Value as Column};
use serde_json::Value;
use std::{collections::BTreeMap, path::Path, time::Duration};

pub struct SqliteDatabase(Connection);

impl SqliteDatabase {
    pub fn open(path: &Path) -> Self {
        let connection = Connection::open(path).expect("a database");
        connection.busy_timeout(Duration::from_secs(5)).expect("a setting");
        Self(connection)
    }

    pub fn everything(&self) -> BTreeMap<String, Rows> {
        let tables = "SELECT name FROM sqlite_schema WHERE type = 'table'";
        let mut statement = self.0.prepare(tables).expect("a query");
        let names = statement.query_map([], |row| row.get::<_, String>(0)).expect("tables");
        let rows = |name: String| {
            let rows = self.table(&name);
            (name, rows)
        };
        names.map(|name| rows(name.expect("a name"))).collect()
    }

    fn table(&self, name: &str) -> Rows {
        let mut statement = self.0.prepare(&format!("SELECT * FROM {name}")).expect("a query");
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get(at)).collect::<Result<Vec<Column>, _>>();
        let rows = statement.query_map([], row).expect("rows");
        rows.map(|row| format!("{:?}", row.expect("a row"))).collect()
    }

    pub fn number(&self, query: &str) -> i64 {
        self.0.query_row(query, [], |row| row.get(0)).expect("a number")
    }

    pub fn execute(&self, sql: &str) -> usize {
        self.0.execute(sql, []).expect("a change")
    }

    pub fn bodies(&self, query: &str) -> Vec<Value> {
        let mut statement = self.0.prepare(query).expect("a query");
        let bodies = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).expect("rows");
        bodies.map(|body| serde_json::from_slice(&body.expect("a body")).expect("JSON")).collect()
    }

    pub fn signing_key(&self) -> (String, Vec<u8>) {
        let query = "SELECT id, pkcs8 FROM signing_keys";
        self.0.query_row(query, [], |row| Ok((row.get(0)?, row.get(1)?))).expect("a key")
    }
}
