//! A schema of its own for each test: as good as a database, and made sooner.

use std::time::{Duration, Instant};
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

/// How long a database that has just started may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often it is asked.
const LOOK: Duration = Duration::from_millis(10);

/// An empty schema, gone when it is dropped.
#[derive(Debug)]
pub struct Schema {
    database: String,
    name: String,
}

impl Schema {
    /// Makes one in the database of a URL.
    ///
    /// # Panics
    /// When the database cannot be had.
    pub async fn make(database: &str) -> Self {
        let name = format!("test_{}", Uuid::new_v4().simple());
        execute(database, &format!("CREATE SCHEMA {name}")).await;
        Self { database: database.to_owned(), name }
    }

    /// The URL of the schema: whoever connects with it sees nothing else.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}?options=-c%20search_path%3D{}", self.database, self.name)
    }

    /// A connection to it, past whoever uses it: what no answer shows.
    ///
    /// # Panics
    /// When the database cannot be had.
    pub async fn client(&self) -> Client {
        connect(&self.url()).await
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let (database, drop) = (self.database.clone(), format!("DROP SCHEMA IF EXISTS {} CASCADE", self.name));
        // A runtime may be under way here, which cannot be waited in.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(execute(&database, &drop));
        });
        dropped.join().ok();
    }
}

async fn execute(database: &str, sql: &str) {
    connect(database).await.batch_execute(sql).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
}

pub(super) async fn connect(url: &str) -> Client {
    let start = Instant::now();
    loop {
        match tokio_postgres::connect(url, NoTls).await {
            Ok((client, connection)) => {
                tokio::spawn(connection);
                return client;
            }
            Err(error) if start.elapsed() > PATIENCE => panic!("{error:?}"),
            Err(_) => tokio::time::sleep(LOOK).await,
        }
    }
}
