//! The domains that tenants have: who has one keeps it for itself.

use super::{
    batch::{Batch, values},
    pool::Database,
    row,
};
use crate::StoreError;
use uuid::Uuid;

/// Whether a tenant has the domain; `name` in lower case.
pub(super) async fn is_taken(database: &Database, name: &str) -> Result<bool, StoreError> {
    Ok(database.row("SELECT 1 FROM domains WHERE name = $1", &[&row::text(name)]).await?.is_some())
}

/// Gives a tenant a domain, which nobody may have yet; `name` in lower case.
pub(super) fn insert(batch: &mut Batch, name: &str, tenant: Uuid) {
    batch.run("INSERT INTO domains (name, tenant) VALUES ($1, $2)", values![row::text(name), tenant]);
}
