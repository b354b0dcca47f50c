//! Reference rows: what of the catalogue is no product, the Partner IDs that lines may name, countries and agreements.

pub(super) use crate::reference_kind::{
    AGREEMENT_TEMPLATE, COUNTRY, LEGACY_OFFER, OFFER_CATEGORY, PROMOTION, RESELLER,
};

use super::{
    batch::{Batch, values},
    pool::{Database, Session},
    product,
    row::{self, Json},
};
use crate::{Reference, StoreError, body};
use domain::catalog::Catalog;
use serde::{Serialize, de::DeserializeOwned};

/// All of it, as it is at one instant.
pub(super) async fn read(database: &Database) -> Result<Reference, StoreError> {
    let session = database.session().await?;
    session.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    let reference = Reference {
        version: product::version_in(&session).await?,
        catalog: Catalog::new(
            product::read_all(&session).await?,
            read_kind(&session, LEGACY_OFFER).await?,
            read_kind(&session, PROMOTION).await?,
        )
        .with_offer_categories(read_kind(&session, OFFER_CATEGORY).await?),
        resellers: read_kind(&session, RESELLER).await?,
        countries: read_kind(&session, COUNTRY).await?,
        agreement_templates: read_kind(&session, AGREEMENT_TEMPLATE).await?,
    };
    session.run("COMMIT").await?;
    session.hand_back();
    Ok(reference)
}

async fn read_kind<T: DeserializeOwned>(session: &Session, kind: &str) -> Result<Vec<T>, StoreError> {
    row::bodies(&session.rows("SELECT format, body FROM reference WHERE kind = $1 ORDER BY place", &[&kind]).await?)
}

/// `place` is the value's among those of its kind.
pub(super) fn insert<T: Serialize>(
    batch: &mut Batch,
    kind: &'static str,
    place: usize,
    id: &str,
    value: &T,
) -> Result<(), StoreError> {
    batch.run(
        "INSERT INTO reference (kind, place, id, format, body) VALUES ($1, $2, $3, $4, $5)",
        values![kind, row::limit(place), row::text(id), body::FORMAT, Json::of(value)?],
    );
    Ok(())
}
