//! Where an import stages its products: in the file, by its writer.

use super::{
    product,
    readers::Readers,
    writer::{Failure, Writer},
};
use crate::{
    CatalogVersion, StoreError,
    import::{Staged, Staging},
};
use async_trait::async_trait;
use domain::catalog::Product;
use rusqlite::{Connection, params};
use std::sync::Arc;

pub(super) struct SqliteStaging {
    pub(super) readers: Arc<Readers>,
    pub(super) writer: Arc<Writer>,
}

#[async_trait]
impl Staging for SqliteStaging {
    async fn version(&self) -> Result<CatalogVersion, StoreError> {
        self.readers.with(product::version)
    }

    async fn last_place(&self) -> Result<i64, StoreError> {
        self.readers.with(product::last_place)
    }

    async fn find(&self, id: &str) -> Result<Option<(i64, Product)>, StoreError> {
        self.readers.with(|connection| product::find(connection, id))
    }

    async fn begin(&self) -> Result<i64, StoreError> {
        self.writer.change(begin).await
    }

    async fn put(&self, import: i64, products: Vec<Staged>) -> Result<(), StoreError> {
        self.writer
            .change(move |connection| products.iter().try_for_each(|staged| product::put(connection, import, staged)))
            .await
    }

    async fn switch(&self, import: i64) -> Result<bool, StoreError> {
        self.writer.change(move |connection| switch(connection, import)).await
    }

    async fn forget_abandoned(&self, before: i64, most: usize) -> Result<usize, StoreError> {
        self.writer.change(move |connection| product::forget_abandoned(connection, before, most)).await
    }

    async fn forget_before(&self, import: i64, after: &str, most: usize) -> Result<Option<String>, StoreError> {
        let after = after.to_owned();
        self.writer.change(move |connection| product::forget_before(connection, import, &after, most)).await
    }
}

fn begin(connection: &Connection) -> Result<i64, Failure> {
    let begin = "INSERT INTO catalog_imports (number, switched)
                 SELECT max(number) + 1, 0 FROM catalog_imports RETURNING number";
    Ok(connection.query_row(begin, [], |row| row.get(0))?)
}

/// `false` when another import has begun since.
fn switch(connection: &Connection, number: i64) -> Result<bool, Failure> {
    let switch = "UPDATE catalog_imports SET switched = 1
                  WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM catalog_imports WHERE number > ?1)";
    Ok(connection.execute(switch, params![number])? == 1)
}
