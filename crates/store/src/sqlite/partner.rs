//! Partners and their applications, read and written.

use super::{row, writer::Failure};
use crate::{StoreError, body};
use domain::{
    id::{MpnId, PartnerId},
    partner::{Application, Partner},
};
use rusqlite::{Connection, params};
use uuid::Uuid;

pub(super) fn read(connection: &Connection, id: PartnerId) -> Result<Option<Partner>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT format, body FROM partners WHERE id = ?1")?;
    let mut rows = statement.query(params![row::key(id.0)])?;
    rows.next()?.map(|found| row::body(found, 0)).transpose()
}

pub(super) fn read_by_mpn_id(connection: &Connection, mpn_id: &MpnId) -> Result<Option<Partner>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT format, body FROM partners WHERE mpn_id = ?1")?;
    let mut rows = statement.query(params![mpn_id.as_str()])?;
    rows.next()?.map(|found| row::body(found, 0)).transpose()
}

pub(super) fn read_application(connection: &Connection, client_id: Uuid) -> Result<Option<Application>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT format, body FROM applications WHERE client_id = ?1")?;
    let mut rows = statement.query(params![row::key(client_id)])?;
    rows.next()?.map(|found| row::body(found, 0)).transpose()
}

pub(super) fn insert(connection: &Connection, partner: &Partner) -> Result<(), Failure> {
    let mut insert =
        connection.prepare_cached("INSERT INTO partners (id, mpn_id, format, body) VALUES (?1, ?2, ?3, ?4)")?;
    insert.execute(params![row::key(partner.id.0), partner.mpn_id.as_str(), body::FORMAT, body::write(partner)?])?;
    Ok(())
}

pub(super) fn insert_application(connection: &Connection, application: &Application) -> Result<(), Failure> {
    let mut insert =
        connection.prepare_cached("INSERT INTO applications (client_id, format, body) VALUES (?1, ?2, ?3)")?;
    insert.execute(params![row::key(application.client_id), body::FORMAT, body::write(application)?])?;
    Ok(())
}
