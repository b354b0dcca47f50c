//! Partners and their applications: they can be read, and are found by what they say.

use super::{
    columns::{same, same_text},
    findings::Findings,
    holdings,
};
use crate::{Inspector, StoreError, inspect::Columns};
use domain::partner::{Application, Partner};
use uuid::Uuid;

/// All of them at once: there are as many as a distributor has resellers, not as many as these have customers.
pub(super) async fn check(inspector: &Inspector, findings: &mut Findings) -> Result<(), StoreError> {
    let partners = inspector.rows("SELECT id, mpn_id, format, body FROM partners", Vec::new()).await?;
    for (id, mpn_id, value) in holdings::rows("partners", partners, partner, findings) {
        let row = format!("partners {id}");
        same(&row, "id", &id, &value.id.0, findings);
        same_text(&row, "mpn_id", &mpn_id, value.mpn_id.as_str(), findings);
    }
    let applications = inspector.rows("SELECT client_id, format, body FROM applications", Vec::new()).await?;
    for (id, value) in holdings::rows("applications", applications, application, findings) {
        same(&format!("applications {id}"), "client_id", &id, &value.client_id, findings);
    }
    Ok(())
}

fn partner(columns: &mut Columns) -> Result<(Uuid, String, Partner), StoreError> {
    Ok((columns.id()?, columns.text()?, holdings::value(columns)?))
}

fn application(columns: &mut Columns) -> Result<(Uuid, Application), StoreError> {
    Ok((columns.id()?, holdings::value(columns)?))
}
