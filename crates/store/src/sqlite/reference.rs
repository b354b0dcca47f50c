//! Reference rows: what of the catalogue is no product, the Partner IDs that lines may name, countries and agreements.

pub(super) use crate::reference_kind::{
    AGREEMENT_TEMPLATE, COUNTRY, LEGACY_OFFER, OFFER_CATEGORY, PROMOTION, RESELLER,
};

use super::{product, row, writer::Failure};
use crate::{Reference, StoreError, body};
use domain::catalog::Catalog;
use rusqlite::{Connection, params};
use serde::{Serialize, de::DeserializeOwned};

/// All of it, as it is at one instant.
pub(super) fn read(connection: &Connection) -> Result<Reference, StoreError> {
    let connection = &connection.unchecked_transaction()?;
    Ok(Reference {
        version: product::version(connection)?,
        catalog: Catalog::new(
            product::read_all(connection)?,
            read_kind(connection, LEGACY_OFFER)?,
            read_kind(connection, PROMOTION)?,
        )
        .with_offer_categories(read_kind(connection, OFFER_CATEGORY)?),
        resellers: read_kind(connection, RESELLER)?,
        countries: read_kind(connection, COUNTRY)?,
        agreement_templates: read_kind(connection, AGREEMENT_TEMPLATE)?,
    })
}

fn read_kind<T: DeserializeOwned>(connection: &Connection, kind: &str) -> Result<Vec<T>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT format, body FROM reference WHERE kind = ?1 ORDER BY number")?;
    let mut rows = statement.query(params![kind])?;
    let mut values = Vec::new();
    while let Some(found) = rows.next()? {
        values.push(row::body(found, 0)?);
    }
    Ok(values)
}

pub(super) fn insert<T: Serialize>(connection: &Connection, kind: &str, id: &str, value: &T) -> Result<(), Failure> {
    let mut insert =
        connection.prepare_cached("INSERT INTO reference (kind, id, format, body) VALUES (?1, ?2, ?3, ?4)")?;
    insert.execute(params![kind, id, body::FORMAT, body::write(value)?])?;
    Ok(())
}
