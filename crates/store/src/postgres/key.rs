//! The issuer's signing key: the first one that is offered stays.

use super::{
    batch::{Batch, values},
    pool::Database,
    row,
};
use crate::{SigningKey, StoreError};

pub(super) async fn read(database: &Database) -> Result<Option<SigningKey>, StoreError> {
    let Some(found) = database.row("SELECT id, pkcs8 FROM signing_keys WHERE number = 1", &[]).await? else {
        return Ok(None);
    };
    Ok(Some(SigningKey { id: row::column(&found, 0)?, pkcs8: row::column(&found, 1)? }))
}

/// Of replicas that start together one is the first; the others learn of its key.
pub(super) async fn keep(database: &Database, key: SigningKey) -> Result<SigningKey, StoreError> {
    let mut batch = Batch::default();
    batch.run(
        "INSERT INTO signing_keys (number, id, pkcs8) VALUES (1, $1, $2) ON CONFLICT (number) DO NOTHING",
        values![row::text(&key.id), key.pkcs8],
    );
    batch.finish(database).await?;
    read(database).await?.ok_or_else(|| StoreError::Damaged("the signing key was kept and is not there".to_owned()))
}
