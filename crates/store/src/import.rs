//! Imports of the catalogue: rows of a sheet are kept in a file of their own until their products are known, products are
//! staged in small commits beside those that count, and one row switches to them (decision 0009). So it is on every database;
//! what each does in its own way is [`Staging`].

use crate::{CatalogImport, CatalogVersion, NamedProduct, StoreError, body, places::Places, scratch::Scratch};
use async_trait::async_trait;
use domain::{catalog::Product, price_sheet::SheetRow};

/// Products that are dropped in one commit: few enough that no request waits long behind it.
const AT_A_TIME: usize = 500;

/// A product as it is staged: its id in upper case, its place in the catalogue, and its body.
pub(crate) struct Staged {
    pub(crate) id: String,
    pub(crate) place: i64,
    pub(crate) body: Vec<u8>,
}

/// Where products are staged.
#[async_trait]
pub(crate) trait Staging: Send + Sync + 'static {
    /// The latest import that was switched to.
    async fn version(&self) -> Result<CatalogVersion, StoreError>;

    /// The last place that is taken; those of an unfinished import count as well.
    async fn last_place(&self) -> Result<i64, StoreError>;

    /// A product as it counts, by its id in upper case, with its place.
    async fn find(&self, id: &str) -> Result<Option<(i64, Product)>, StoreError>;

    /// The number of an import that begins.
    async fn begin(&self) -> Result<i64, StoreError>;

    /// Products as an import has them.
    async fn put(&self, import: i64, products: Vec<Staged>) -> Result<(), StoreError>;

    /// Makes an import count; `false` when another one has begun since, and nothing was done.
    async fn switch(&self, import: i64) -> Result<bool, StoreError>;

    /// Drops what imports that never came to their end left before this one began; returns how many rows.
    async fn forget_abandoned(&self, before: i64, most: usize) -> Result<usize, StoreError>;

    /// Drops what an import left of those products that were there before it, behind an id; returns the last of them.
    async fn forget_before(&self, import: i64, after: &str, most: usize) -> Result<Option<String>, StoreError>;
}

/// An import that has begun.
pub(crate) struct Import<S> {
    staging: S,
    scratch: Scratch,
    number: i64,
    places: Places,
}

impl<S: Staging> Import<S> {
    /// Begins one. What earlier ones left that never came to their end is dropped: they can no longer be switched to.
    pub(crate) async fn begin(staging: S) -> Result<Self, StoreError> {
        let number = staging.begin().await?;
        while staging.forget_abandoned(number, AT_A_TIME).await? > 0 {}
        forget_what_was(&staging, staging.version().await?).await?;
        let places = Places::behind(staging.last_place().await?);
        Ok(Self { staging, scratch: Scratch::new()?, number, places })
    }

    fn stage_one(&mut self, product: &Product) -> Result<Staged, StoreError> {
        let id = product.id.to_ascii_uppercase();
        let place = self.places.take(&id);
        Ok(Staged { id, place, body: body::write(product)? })
    }
}

#[async_trait]
impl<S: Staging> CatalogImport for Import<S> {
    async fn keep(&mut self, rows: Vec<SheetRow>) -> Result<(), StoreError> {
        self.scratch.keep(&rows)
    }

    async fn named(&mut self, after: &str, most: usize, most_rows: usize) -> Result<Vec<NamedProduct>, StoreError> {
        let mut named = Vec::new();
        self.places.name_others();
        for id in self.scratch.products(after, most)? {
            let rows = self.scratch.rows(&id, most_rows)?;
            let there = self.staging.find(&id).await?;
            let there = there.map(|(place, product)| {
                self.places.keep(&id, place);
                product
            });
            named.push(NamedProduct { id, rows, there });
        }
        Ok(named)
    }

    async fn stage(&mut self, products: Vec<Product>) -> Result<(), StoreError> {
        let staged = products.iter().map(|product| self.stage_one(product)).collect::<Result<_, _>>()?;
        self.staging.put(self.number, staged).await
    }

    async fn switch(self: Box<Self>) -> Result<Option<CatalogVersion>, StoreError> {
        let Self { staging, scratch, number, .. } = *self;
        if !staging.switch(number).await? {
            return Ok(None);
        }
        drop(scratch);
        let version = CatalogVersion(number);
        // The new catalogue counts, whatever becomes of the old rows: the next import drops what is left of them.
        if let Err(error) = forget_what_was(&staging, version).await {
            tracing::warn!(%error, "what the catalogue was before could not be dropped");
        }
        Ok(Some(version))
    }
}

/// Drops what the products of an import were before it.
async fn forget_what_was(staging: &impl Staging, since: CatalogVersion) -> Result<(), StoreError> {
    let mut after = String::new();
    while let Some(last) = staging.forget_before(since.0, &after, AT_A_TIME).await? {
        after = last;
    }
    Ok(())
}
