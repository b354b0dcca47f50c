//! Imports of the catalogue: rows of a sheet are kept in a file of their own until their products are known, products are
//! staged in small commits beside those that count, and one row switches to them (decision 0009).

use super::{
    product::{self, Staged},
    readers::Readers,
    writer::{Failure, Writer},
};
use crate::{CatalogImport, CatalogVersion, NamedProduct, StoreError, body, places::Places, scratch::Scratch};
use async_trait::async_trait;
use domain::{catalog::Product, price_sheet::SheetRow};
use rusqlite::{Connection, params};
use std::sync::Arc;

/// Products that are dropped in one commit: few enough that no request waits long behind it.
const AT_A_TIME: usize = 500;

/// An import that has begun.
pub(super) struct Import {
    readers: Arc<Readers>,
    writer: Arc<Writer>,
    scratch: Scratch,
    number: i64,
    places: Places,
}

impl Import {
    /// Begins one. What earlier ones left that never came to their end is dropped: they can no longer be switched to.
    pub(super) async fn begin(readers: Arc<Readers>, writer: Arc<Writer>) -> Result<Self, StoreError> {
        let number = write(&writer, begin).await?;
        while write(&writer, move |connection| product::forget_abandoned(connection, number, AT_A_TIME)).await? > 0 {}
        forget_what_was(&writer, readers.with(product::version)?).await?;
        let places = Places::behind(readers.with(product::last_place)?);
        Ok(Self { readers, writer, scratch: Scratch::new()?, number, places })
    }

    fn stage_one(&mut self, product: &Product) -> Result<Staged, StoreError> {
        let id = product.id.to_ascii_uppercase();
        let place = self.places.take(&id);
        Ok(Staged { id, place, body: body::write(product)? })
    }
}

#[async_trait]
impl CatalogImport for Import {
    async fn keep(&mut self, rows: Vec<SheetRow>) -> Result<(), StoreError> {
        self.scratch.keep(&rows)
    }

    async fn named(&mut self, after: &str, most: usize, most_rows: usize) -> Result<Vec<NamedProduct>, StoreError> {
        let mut named = Vec::new();
        self.places.name_others();
        for id in self.scratch.products(after, most)? {
            let rows = self.scratch.rows(&id, most_rows)?;
            let there = self.readers.with(|connection| product::find(connection, &id))?;
            let there = there.map(|(place, product)| {
                self.places.keep(&id, place);
                product
            });
            named.push(NamedProduct { id, rows, there });
        }
        Ok(named)
    }

    async fn stage(&mut self, products: Vec<Product>) -> Result<(), StoreError> {
        // Written before the writer's turn comes, so that others wait for nothing but the rows.
        let staged: Vec<_> = products.iter().map(|product| self.stage_one(product)).collect::<Result<_, _>>()?;
        let number = self.number;
        write(&self.writer, move |connection| {
            staged.iter().try_for_each(|staged| product::put(connection, number, staged))
        })
        .await
    }

    async fn switch(self: Box<Self>) -> Result<Option<CatalogVersion>, StoreError> {
        let number = self.number;
        if !write(&self.writer, move |connection| switch(connection, number)).await? {
            return Ok(None);
        }
        // The new catalogue counts, whatever becomes of the old rows: the next import drops what is left of them.
        let writer = Arc::clone(&self.writer);
        drop(self);
        if let Err(error) = forget_what_was(&writer, CatalogVersion(number)).await {
            tracing::warn!(%error, "what the catalogue was before could not be dropped");
        }
        Ok(Some(CatalogVersion(number)))
    }
}

/// Drops what the products of an import were before it.
async fn forget_what_was(writer: &Writer, since: CatalogVersion) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let behind = after.clone();
        let forget = move |connection: &Connection| product::forget_before(connection, since.0, &behind, AT_A_TIME);
        match write(writer, forget).await? {
            Some(last) => after = last,
            None => return Ok(()),
        }
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

async fn write<T, F>(writer: &Writer, work: F) -> Result<T, StoreError>
where
    T: Send + 'static,
    F: FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
{
    writer.write(work).await.map_err(|error| StoreError::Unavailable(error.to_string()))
}
