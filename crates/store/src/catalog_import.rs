//! Changing the catalogue: an import keeps the rows of a sheet, stages the products that they make, and switches to them.

use crate::StoreError;
use async_trait::async_trait;
use domain::{catalog::Product, price_sheet::SheetRow};

/// Which catalogue it is: each import that was switched to makes a later one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CatalogVersion(pub i64);

/// A product that rows of the sheet name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedProduct {
    /// The product's id.
    pub id: String,
    /// Its rows, as they came.
    pub rows: Vec<SheetRow>,
    /// What it is in the catalogue, if it is there.
    pub there: Option<Product>,
}

/// An import that has begun. Nobody sees anything of it until it is switched to; dropped before, it never was. A later one
/// takes its place.
#[async_trait]
pub trait CatalogImport: Send {
    /// Keeps rows of the sheet aside. They need not fit into memory together.
    async fn keep(&mut self, rows: Vec<SheetRow>) -> Result<(), StoreError>;

    /// The next `most` products that were named, behind an id in the order of ids (the empty one for the first), with
    /// `most_rows` of their rows each. Asked for when all rows are kept.
    async fn named(&mut self, after: &str, most: usize, most_rows: usize) -> Result<Vec<NamedProduct>, StoreError>;

    /// Stages products, each once: one that was named last keeps its place in the catalogue, others come behind all.
    async fn stage(&mut self, products: Vec<Product>) -> Result<(), StoreError>;

    /// Makes the staged products count, all at once; `None` when a later import has begun, and nothing was done.
    async fn switch(self: Box<Self>) -> Result<Option<CatalogVersion>, StoreError>;
}
