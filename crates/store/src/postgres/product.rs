//! Products: each row is one as an import left it, and the latest import that was switched to counts.

use super::{
    batch::{Batch, values},
    pool::{Database, Session},
    row::{self, Json},
};
use crate::{CatalogVersion, StoreError, body, import::Staged};
use domain::catalog::Product;
use tokio_postgres::Row;

/// Products that were there from the start, or came with a world.
const SEEDED: i64 = 0;

/// Products that are read in one statement, where all of them are: few enough that none takes long.
const AT_A_TIME: usize = 2_000;

const PAGE: &str = "SELECT place, format, body FROM products AS this WHERE place > $1 AND import = (
        SELECT max(other.import) FROM products AS other JOIN catalog_imports ON number = other.import
        WHERE other.id = this.id AND switched
    ) ORDER BY place LIMIT $2";

const VERSION: &str = "SELECT coalesce(max(number), 0) FROM catalog_imports WHERE switched";

/// The latest import that was switched to.
pub(super) async fn version(database: &Database) -> Result<CatalogVersion, StoreError> {
    number(&database.rows(VERSION, &[]).await?).map(CatalogVersion)
}

/// The same, as a transaction sees it.
pub(super) async fn version_in(session: &Session) -> Result<CatalogVersion, StoreError> {
    number(&session.rows(VERSION, &[]).await?).map(CatalogVersion)
}

/// Every product, in the order of the catalogue, as a transaction sees it.
pub(super) async fn read_all(session: &Session) -> Result<Vec<Product>, StoreError> {
    let (mut products, mut after) = (Vec::new(), i64::MIN);
    loop {
        let rows = session.rows(PAGE, &[&after, &row::limit(AT_A_TIME)]).await?;
        let Some(last) = rows.last() else { return Ok(products) };
        after = row::column(last, 0)?;
        for found in &rows {
            products.push(row::body(found, 1)?);
        }
    }
}

/// The products behind a place, with theirs.
pub(super) async fn page(database: &Database, after: i64, most: usize) -> Result<Vec<(i64, Product)>, StoreError> {
    database.rows(PAGE, &[&after, &row::limit(most)]).await?.iter().map(placed).collect()
}

/// A product as it counts, by its id in upper case, with its place.
pub(super) async fn find(database: &Database, id: &str) -> Result<Option<(i64, Product)>, StoreError> {
    let find = "SELECT place, format, body FROM products JOIN catalog_imports ON number = import
                WHERE id = $1 AND switched ORDER BY import DESC LIMIT 1";
    database.row(find, &[&row::text(id)]).await?.map(|found| placed(&found)).transpose()
}

fn placed(found: &Row) -> Result<(i64, Product), StoreError> {
    Ok((row::column(found, 0)?, row::body(found, 1)?))
}

/// The last place that is taken; those of an unfinished import count as well.
pub(super) async fn last_place(database: &Database) -> Result<i64, StoreError> {
    number(&database.rows("SELECT coalesce(max(place), 0) FROM products", &[]).await?)
}

fn number(rows: &[Row]) -> Result<i64, StoreError> {
    rows.first().map_or(Ok(0), |found| row::column(found, 0))
}

/// A product of a world.
pub(super) fn insert(batch: &mut Batch, place: usize, product: &Product) -> Result<(), StoreError> {
    let staged = Staged { id: product.id.to_ascii_uppercase(), place: row::limit(place), body: body::write(product)? };
    put(batch, SEEDED, staged);
    Ok(())
}

/// A product as an import has it.
pub(super) fn put(batch: &mut Batch, import: i64, Staged { id, place, body }: Staged) {
    batch.run(
        "INSERT INTO products (id, import, place, format, body) VALUES ($1, $2, $3, $4, $5)",
        values![row::text(&id), import, place, body::FORMAT, Json(body)],
    );
}

/// Drops what an import left of those products that were there before it; returns the last of them. Ids are gone through in
/// their order, so that nothing is looked at twice.
pub(super) async fn forget_before(
    database: &Database,
    import: i64,
    after: &str,
    most: usize,
) -> Result<Option<String>, StoreError> {
    let last = "SELECT max(id) FROM (
            SELECT id FROM products WHERE import = $1 AND id > $2 ORDER BY id LIMIT $3
        ) AS next";
    let found = database.row(last, &[&import, &after, &row::limit(most)]).await?;
    let last: Option<String> = found.map(|found| row::column(&found, 0)).transpose()?.flatten();
    if let Some(last) = &last {
        let mut batch = Batch::default();
        batch.run(
            "DELETE FROM products WHERE import < $1 AND id IN (
                SELECT id FROM products WHERE import = $1 AND id > $2 AND id <= $3
            )",
            values![import, after.to_owned(), last.clone()],
        );
        batch.finish(database).await?;
    }
    Ok(last)
}

/// Drops what imports that never came to their end left before this one began; returns how many rows.
pub(super) async fn forget_abandoned(database: &Database, before: i64, most: usize) -> Result<usize, StoreError> {
    let abandoned = "SELECT number FROM catalog_imports WHERE NOT switched AND number < $1
                     AND EXISTS (SELECT 1 FROM products WHERE import = number) LIMIT 1";
    let Some(found) = database.row(abandoned, &[&before]).await? else { return Ok(0) };
    let abandoned: i64 = row::column(&found, 0)?;
    let mut batch = Batch::default();
    batch.run(
        "DELETE FROM products WHERE import = $1 AND id IN (
            SELECT id FROM products WHERE import = $1 ORDER BY id LIMIT $2
        )",
        values![abandoned, row::limit(most)],
    );
    batch.finish(database).await
}
