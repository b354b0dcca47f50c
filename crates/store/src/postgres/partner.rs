//! Partners and their applications, read and written.

use super::{
    batch::{Batch, values},
    pool::Database,
    row::{self, Json},
};
use crate::{StoreError, body};
use domain::{
    id::{MpnId, PartnerId},
    partner::{Application, Partner},
};
use uuid::Uuid;

pub(super) const READ: &str = "SELECT format, body FROM partners WHERE id = $1";

pub(super) async fn read(database: &Database, id: PartnerId) -> Result<Option<Partner>, StoreError> {
    let found = database.row(READ, &[&id.0]).await?;
    found.map(|found| row::body(&found, 0)).transpose()
}

pub(super) async fn read_by_mpn_id(database: &Database, mpn_id: &MpnId) -> Result<Option<Partner>, StoreError> {
    let read = "SELECT format, body FROM partners WHERE mpn_id = $1 ORDER BY id LIMIT 1";
    database.row(read, &[&mpn_id.as_str()]).await?.map(|found| row::body(&found, 0)).transpose()
}

pub(super) async fn read_application(database: &Database, client_id: Uuid) -> Result<Option<Application>, StoreError> {
    let found = database.row("SELECT format, body FROM applications WHERE client_id = $1", &[&client_id]).await?;
    found.map(|found| row::body(&found, 0)).transpose()
}

pub(super) fn insert(batch: &mut Batch, partner: &Partner) -> Result<(), StoreError> {
    batch.run(
        "INSERT INTO partners (id, mpn_id, format, body) VALUES ($1, $2, $3, $4)",
        values![partner.id.0, row::text(partner.mpn_id.as_str()), body::FORMAT, Json::of(partner)?],
    );
    Ok(())
}

pub(super) fn insert_application(batch: &mut Batch, application: &Application) -> Result<(), StoreError> {
    batch.run(
        "INSERT INTO applications (client_id, format, body) VALUES ($1, $2, $3)",
        values![application.client_id, body::FORMAT, Json::of(application)?],
    );
    Ok(())
}
