//! Where a test's server keeps everything: a file, or a schema of a PostgreSQL database when the whole suite runs on that.

use super::Database;
use cartwright::{StoreBounds, StoreUrl};
use std::sync::Arc;
use store::Store;
use tempfile::TempDir;
use testbed::postgres::{Proxy, Schema};

pub enum TestStore {
    File(TempDir),
    Schema(Schema),
    /// A schema that is reached over a way that a test watches.
    Proxied(Schema, Proxy),
}

impl TestStore {
    /// Says which: `sqlite` (the default) or `postgres`.
    pub const VARIABLE: &str = "CARTWRIGHT_TEST_STORE";

    /// An empty one.
    pub async fn fresh() -> Arc<Self> {
        Arc::new(if on_postgres() {
            Self::Schema(testbed::postgres::schema().await.expect("a PostgreSQL"))
        } else {
            Self::File(TempDir::new().expect("a folder"))
        })
    }

    /// A file, whatever the suite runs on.
    pub fn file() -> Arc<Self> {
        Arc::new(Self::File(TempDir::new().expect("a folder")))
    }

    /// An empty one of each kind that there is.
    pub async fn of_each_kind() -> Vec<Arc<Self>> {
        let schema = testbed::postgres::schema().await.map(|schema| Arc::new(Self::Schema(schema)));
        std::iter::once(Self::file()).chain(schema).collect()
    }

    /// An empty schema over a way that can be cut, where there is a PostgreSQL.
    pub async fn proxied() -> Option<Arc<Self>> {
        let schema = testbed::postgres::schema().await?;
        let proxy = Proxy::to(&schema.url()).await;
        Some(Arc::new(Self::Proxied(schema, proxy)))
    }

    /// The way to it.
    pub fn proxy(&self) -> &Proxy {
        let Self::Proxied(_, proxy) = self else { panic!("nobody watches the way to this store") };
        proxy
    }

    /// Where it is, as the command line takes it.
    pub fn url(&self) -> String {
        match self {
            Self::File(folder) => format!("sqlite:{}", folder.path().join("cartwright.db").to_str().expect("a path")),
            Self::Schema(schema) => schema.url(),
            Self::Proxied(_, proxy) => proxy.url(),
        }
    }

    /// Opens it, as one server does or another beside it.
    pub async fn open(&self) -> Arc<dyn Store> {
        StoreUrl::parse(&self.url()).expect("a URL").open(StoreBounds::of_connections(8)).await.expect("a store")
    }

    /// What is in it, past any server.
    pub fn database(&self) -> Database {
        match self {
            Self::File(folder) => Database::in_folder(folder.path()),
            Self::Schema(schema) | Self::Proxied(schema, _) => Database::at(&schema.url()),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "who runs the tests says so in the environment")]
fn on_postgres() -> bool {
    match std::env::var(TestStore::VARIABLE).as_deref() {
        Err(_) | Ok("" | "sqlite") => false,
        Ok("postgres") => true,
        Ok(other) => panic!("{} is {other}; accepted is sqlite or postgres", TestStore::VARIABLE),
    }
}
