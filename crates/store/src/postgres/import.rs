//! Where an import stages its products: in the database, a batch at a time.

use super::{
    batch::{Batch, values},
    pool::Database,
    product, row,
};
use crate::{
    CatalogVersion, StoreError,
    import::{Staged, Staging},
};
use async_trait::async_trait;
use domain::catalog::Product;

/// How often a number is tried to be had: others may begin an import at the same moment.
const TRIES: usize = 5;

pub(super) struct PostgresStaging(pub(super) Database);

#[async_trait]
impl Staging for PostgresStaging {
    async fn version(&self) -> Result<CatalogVersion, StoreError> {
        product::version(&self.0).await
    }

    async fn last_place(&self) -> Result<i64, StoreError> {
        product::last_place(&self.0).await
    }

    async fn find(&self, id: &str) -> Result<Option<(i64, Product)>, StoreError> {
        product::find(&self.0, id).await
    }

    /// The key lets one of some have a number, and the others try again.
    async fn begin(&self) -> Result<i64, StoreError> {
        let mut taken = None;
        for _ in 0..TRIES {
            let next = self.0.row("SELECT max(number) + 1 FROM catalog_imports", &[]).await?;
            let number: i64 = next.map_or(Ok(1), |found| row::column(&found, 0))?;
            let mut batch = Batch::default();
            batch.run("INSERT INTO catalog_imports (number, switched) VALUES ($1, FALSE)", values![number]);
            match batch.finish(&self.0).await {
                Ok(_) => return Ok(number),
                Err(error) => taken = Some(error),
            }
        }
        Err(taken.unwrap_or_else(|| StoreError::Unavailable("no number for an import".to_owned())))
    }

    async fn put(&self, import: i64, products: Vec<Staged>) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        for staged in products {
            product::put(&mut batch, import, staged);
        }
        batch.finish(&self.0).await.map(drop)
    }

    async fn switch(&self, import: i64) -> Result<bool, StoreError> {
        let mut batch = Batch::default();
        // Nobody begins one while it is looked whether anybody did.
        batch.run("LOCK TABLE catalog_imports IN SHARE ROW EXCLUSIVE MODE", values![]);
        batch.run(
            "UPDATE catalog_imports SET switched = TRUE
             WHERE number = $1 AND NOT EXISTS (SELECT 1 FROM catalog_imports WHERE number > $1)",
            values![import],
        );
        Ok(batch.finish(&self.0).await? == 1)
    }

    async fn forget_abandoned(&self, before: i64, most: usize) -> Result<usize, StoreError> {
        product::forget_abandoned(&self.0, before, most).await
    }

    async fn forget_before(&self, import: i64, after: &str, most: usize) -> Result<Option<String>, StoreError> {
        product::forget_before(&self.0, import, after, most).await
    }
}
