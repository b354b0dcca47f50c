//! Products: each row is one as an import left it, and the latest import that was switched to counts.

use super::{row, writer::Failure};
use crate::{CatalogVersion, StoreError, body, import::Staged};
use domain::catalog::Product;
use rusqlite::{Connection, OptionalExtension as _, params};

/// Products that were there from the start, or came with a world.
const SEEDED: i64 = 0;

/// The latest import that was switched to.
pub(super) fn version(connection: &Connection) -> Result<CatalogVersion, StoreError> {
    let newest = "SELECT coalesce(max(number), 0) FROM catalog_imports WHERE switched = 1";
    Ok(CatalogVersion(connection.prepare_cached(newest)?.query_row([], |row| row.get(0))?))
}

/// Every product, in the order of the catalogue.
pub(super) fn read_all(connection: &Connection) -> Result<Vec<Product>, StoreError> {
    let mut products = Vec::new();
    read(connection, i64::MIN, i64::MAX, |_, product| products.push(product))?;
    Ok(products)
}

/// The products behind a place, with theirs.
pub(super) fn page(connection: &Connection, after: i64, most: usize) -> Result<Vec<(i64, Product)>, StoreError> {
    let mut products = Vec::new();
    read(connection, after, limit(most), |place, product| products.push((place, product)))?;
    Ok(products)
}

fn read(connection: &Connection, after: i64, most: i64, mut take: impl FnMut(i64, Product)) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT place, format, body FROM products AS this WHERE place > ?1 AND import = (
            SELECT max(import) FROM products AS any JOIN catalog_imports ON number = import
            WHERE any.id = this.id AND switched = 1
        ) ORDER BY place LIMIT ?2",
    )?;
    let mut rows = statement.query(params![after, most])?;
    while let Some(found) = rows.next()? {
        take(found.get(0)?, row::body(found, 1)?);
    }
    Ok(())
}

/// A product as it counts, by its id in upper case, with its place.
pub(super) fn find(connection: &Connection, id: &str) -> Result<Option<(i64, Product)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT place, format, body FROM products JOIN catalog_imports ON number = import
         WHERE id = ?1 AND switched = 1 ORDER BY import DESC LIMIT 1",
    )?;
    let mut rows = statement.query(params![id])?;
    let found = |row: &rusqlite::Row<'_>| Ok::<_, StoreError>((row.get(0)?, row::body(row, 1)?));
    rows.next()?.map(found).transpose()
}

/// The last place that is taken; those of an unfinished import count as well.
pub(super) fn last_place(connection: &Connection) -> Result<i64, StoreError> {
    let last = connection.query_row("SELECT max(place) FROM products", [], |row| row.get::<_, Option<i64>>(0))?;
    Ok(last.unwrap_or_default())
}

/// A product of a world, behind those that are there.
pub(super) fn insert(connection: &Connection, product: &Product) -> Result<(), Failure> {
    let place = last_place(connection)? + 1;
    let staged = Staged { id: product.id.to_ascii_uppercase(), place, body: body::write(product)? };
    put(connection, SEEDED, &staged)
}

/// A product as an import has it.
pub(super) fn put(connection: &Connection, import: i64, staged: &Staged) -> Result<(), Failure> {
    let mut insert = connection
        .prepare_cached("INSERT INTO products (id, import, place, format, body) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    insert.execute(params![staged.id, import, staged.place, body::FORMAT, staged.body])?;
    Ok(())
}

/// Drops what an import left of those products that were there before it; returns the last of them. Ids are gone through in
/// their order, so that nothing is looked at twice.
pub(super) fn forget_before(
    connection: &Connection,
    import: i64,
    after: &str,
    most: usize,
) -> Result<Option<String>, Failure> {
    let mut last = connection.prepare_cached(
        "SELECT max(id) FROM (SELECT id FROM products WHERE import = ?1 AND id > ?2 ORDER BY id LIMIT ?3)",
    )?;
    let last: Option<String> = last.query_row(params![import, after, limit(most)], |row| row.get(0))?;
    if let Some(last) = &last {
        let mut delete = connection.prepare_cached(
            "DELETE FROM products WHERE import < ?1 AND id IN (
                SELECT id FROM products WHERE import = ?1 AND id > ?2 AND id <= ?3
            )",
        )?;
        delete.execute(params![import, after, last])?;
    }
    Ok(last)
}

/// Drops what imports that never came to their end left before this one began; returns how many rows.
pub(super) fn forget_abandoned(connection: &Connection, before: i64, most: usize) -> Result<usize, Failure> {
    let abandoned = connection
        .prepare_cached(
            "SELECT number FROM catalog_imports WHERE switched = 0 AND number < ?1
             AND EXISTS (SELECT 1 FROM products WHERE import = number) LIMIT 1",
        )?
        .query_row(params![before], |row| row.get::<_, i64>(0))
        .optional()?;
    let Some(abandoned) = abandoned else { return Ok(0) };
    let mut delete = connection.prepare_cached(
        "DELETE FROM products WHERE rowid IN (SELECT rowid FROM products WHERE import = ?1 LIMIT ?2)",
    )?;
    Ok(delete.execute(params![abandoned, limit(most)])?)
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}
