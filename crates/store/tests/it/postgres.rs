//! PostgreSQL: the suite, and what is its own.

use store::{PostgresOptions, PostgresStore};
use testbed::postgres::Schema;

async fn open(schema: &Schema) -> PostgresStore {
    let options = PostgresOptions { url: schema.url(), connections: PostgresOptions::CONNECTIONS };
    PostgresStore::open(options).await.expect("a store")
}

async fn fresh() -> Option<(Schema, PostgresStore)> {
    let schema = testbed::postgres::schema().await?;
    let store = open(&schema).await;
    Some((schema, store))
}

mod suite {
    store::conformance_tests!(super::fresh);
}
