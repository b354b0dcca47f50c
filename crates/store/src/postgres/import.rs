//! Imports of the catalogue: rows of a sheet are kept in a file of their own until their products are known, products are
//! staged in small commits beside those that count, and one row switches to them (decision 0009).

use super::{
    batch::{Batch, values},
    pool::Database,
    product::{self, Staged},
    row::Json,
};
use crate::{CatalogImport, CatalogVersion, NamedProduct, StoreError, places::Places, scratch::Scratch};
use async_trait::async_trait;
use domain::{catalog::Product, price_sheet::SheetRow};
use std::sync::{Mutex, PoisonError};

/// Products that are dropped in one commit: few enough that it takes no time to speak of.
const AT_A_TIME: usize = 500;

/// How often a number is tried to be had: others may begin an import at the same moment.
const TRIES: usize = 5;

/// An import that has begun.
pub(super) struct Import {
    database: Database,
    /// Never waited for: there is one import, and it is asked for one thing after the other.
    scratch: Mutex<Scratch>,
    number: i64,
    places: Places,
}

impl Import {
    /// Begins one. What earlier ones left that never came to their end is dropped: they can no longer be switched to.
    pub(super) async fn begin(database: Database) -> Result<Self, StoreError> {
        let number = begin(&database).await?;
        while product::forget_abandoned(&database, number, AT_A_TIME).await? > 0 {}
        forget_what_was(&database, product::version(&database).await?).await?;
        let places = Places::behind(product::last_place(&database).await?);
        let scratch = Mutex::new(Scratch::new()?);
        Ok(Self { database, scratch, number, places })
    }

    fn with<T>(&self, work: impl FnOnce(&Scratch) -> T) -> T {
        work(&self.scratch.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn stage_one(&mut self, product: &Product) -> Result<Staged, StoreError> {
        let id = product.id.to_ascii_uppercase();
        let place = self.places.take(&id);
        Ok(Staged { id, place, body: Json::of(product)? })
    }
}

#[async_trait]
impl CatalogImport for Import {
    async fn keep(&mut self, rows: Vec<SheetRow>) -> Result<(), StoreError> {
        self.with(|scratch| scratch.keep(&rows))
    }

    async fn named(&mut self, after: &str, most: usize, most_rows: usize) -> Result<Vec<NamedProduct>, StoreError> {
        let mut named = Vec::new();
        self.places.name_others();
        for id in self.with(|scratch| scratch.products(after, most))? {
            let rows = self.with(|scratch| scratch.rows(&id, most_rows))?;
            let there = product::find(&self.database, &id).await?;
            let there = there.map(|(place, product)| {
                self.places.keep(&id, place);
                product
            });
            named.push(NamedProduct { id, rows, there });
        }
        Ok(named)
    }

    async fn stage(&mut self, products: Vec<Product>) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        for product in &products {
            let staged = self.stage_one(product)?;
            product::put(&mut batch, self.number, staged);
        }
        batch.finish(&self.database).await.map(drop)
    }

    async fn switch(self: Box<Self>) -> Result<Option<CatalogVersion>, StoreError> {
        let Self { database, number, .. } = *self;
        if switch(&database, number).await? == 0 {
            return Ok(None);
        }
        // The new catalogue counts, whatever becomes of the old rows: the next import drops what is left of them.
        if let Err(error) = forget_what_was(&database, CatalogVersion(number)).await {
            tracing::warn!(%error, "what the catalogue was before could not be dropped");
        }
        Ok(Some(CatalogVersion(number)))
    }
}

/// Drops what the products of an import were before it.
async fn forget_what_was(database: &Database, since: CatalogVersion) -> Result<(), StoreError> {
    let mut after = String::new();
    while let Some(last) = product::forget_before(database, since.0, &after, AT_A_TIME).await? {
        after = last;
    }
    Ok(())
}

/// The number of an import that begins. The key lets one of some have it, and the others try again.
async fn begin(database: &Database) -> Result<i64, StoreError> {
    let mut taken = None;
    for _ in 0..TRIES {
        let next = database.row("SELECT max(number) + 1 FROM catalog_imports", &[]).await?;
        let number: i64 = next.map_or(Ok(1), |found| super::row::column(&found, 0))?;
        let mut batch = Batch::default();
        batch.run("INSERT INTO catalog_imports (number, switched) VALUES ($1, FALSE)", values![number]);
        match batch.finish(database).await {
            Ok(_) => return Ok(number),
            Err(error) => taken = Some(error),
        }
    }
    Err(taken.unwrap_or_else(|| StoreError::Unavailable("no number for an import".to_owned())))
}

/// Nothing is written when another import has begun since.
async fn switch(database: &Database, number: i64) -> Result<usize, StoreError> {
    let mut batch = Batch::default();
    // Nobody begins one while it is looked whether anybody did.
    batch.run("LOCK TABLE catalog_imports IN SHARE ROW EXCLUSIVE MODE", values![]);
    batch.run(
        "UPDATE catalog_imports SET switched = TRUE
         WHERE number = $1 AND NOT EXISTS (SELECT 1 FROM catalog_imports WHERE number > $1)",
        values![number],
    );
    batch.finish(database).await
}
