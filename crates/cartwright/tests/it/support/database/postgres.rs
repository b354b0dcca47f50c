//! The schema, over a connection of the test's own.

use super::Rows;
use serde_json::Value;
use std::{collections::BTreeMap, sync::Mutex};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{Client, NoTls, Row, SimpleQueryMessage};

pub struct PostgresDatabase(Mutex<Option<(Runtime, Client)>>);

impl PostgresDatabase {
    pub fn connect(url: &str) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let client = aside(|| {
            runtime.block_on(async {
                let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("a connection");
                tokio::spawn(connection);
                client
            })
        });
        Self(Mutex::new(Some((runtime, client))))
    }

    pub fn everything(&self) -> BTreeMap<String, Rows> {
        let tables = "SELECT tablename::TEXT FROM pg_tables WHERE schemaname = current_schema()";
        let tables: Vec<String> = self.query(tables).iter().map(|row| row.get(0)).collect();
        let rows = |table: &String| format!("SELECT '{table}' AS place, that::TEXT FROM {table} AS that");
        let all: Vec<_> = tables.iter().map(rows).collect();
        let mut everything: BTreeMap<String, Rows> = tables.into_iter().map(|table| (table, Rows::new())).collect();
        for row in self.query(&all.join(" UNION ALL ")) {
            everything.entry(row.get(0)).or_default().push(row.get(1));
        }
        everything
    }

    pub fn number(&self, query: &str) -> i64 {
        self.query(query).first().expect("a row").get(0)
    }

    /// What of some statements the last one changed.
    pub fn execute(&self, sql: &str) -> usize {
        let messages = self.with(async |client| client.simple_query(sql).await);
        let complete = messages.into_iter().rev().find_map(|message| match message {
            SimpleQueryMessage::CommandComplete(rows) => usize::try_from(rows).ok(),
            _ => None,
        });
        complete.unwrap_or_default()
    }

    pub fn bodies(&self, query: &str) -> Vec<Value> {
        let query = query.replacen("SELECT body", "SELECT body::TEXT", 1);
        let body = |row: &Row| serde_json::from_str(row.get(0)).expect("JSON");
        self.query(&query).iter().map(body).collect()
    }

    pub fn signing_key(&self) -> (String, Vec<u8>) {
        let rows = self.query("SELECT id, pkcs8 FROM signing_keys");
        let row = rows.first().expect("a key");
        (row.get(0), row.get(1))
    }

    fn query(&self, sql: &str) -> Vec<Row> {
        self.with(async |client| client.query(sql, &[]).await)
    }

    fn with<T: Send>(&self, work: impl AsyncFnOnce(&Client) -> Result<T, tokio_postgres::Error> + Send) -> T {
        let held = self.0.lock().expect("the connection");
        let (runtime, client) = held.as_ref().expect("it is open");
        aside(|| runtime.block_on(work(client))).unwrap_or_else(|error| panic!("{error:?}"))
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        if let Some((runtime, _)) = self.0.lock().expect("the connection").take() {
            runtime.shutdown_background();
        }
    }
}

/// A test runs inside a runtime, which another one cannot be waited for in.
fn aside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join().expect("no panic"))
}
