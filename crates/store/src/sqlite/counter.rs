//! Counters, read, and moved within their limits.

use super::{row, writer::Failure};
use crate::{CommitError, StoreError};
use domain::counter::{Counter, Usage, Use};
use rusqlite::{Connection, params};

pub(super) fn read(connection: &Connection, counters: &[Counter]) -> Result<Usage, StoreError> {
    let mut statement = connection.prepare_cached("SELECT used FROM counters WHERE owner = ?1 AND name = ?2")?;
    let mut usage = Usage::default();
    for counter in counters {
        let mut rows = statement.query(params![row::key(counter.owner()), counter.name()])?;
        if let Some(found) = rows.next()? {
            usage.add(counter.clone(), found.get(0)?);
        }
    }
    Ok(usage)
}

/// Moves a counter, unless its limit would be passed. What is given back never brings it below nothing.
pub(super) fn take(connection: &Connection, wanted: &Use) -> Result<(), Failure> {
    let Use { counter, by, most } = wanted;
    let reached = || Failure::Guard(CommitError::LimitReached(Box::new(counter.clone())));
    if wanted.passes(0) {
        return Err(reached());
    }
    let mut upsert = connection.prepare_cached(
        "INSERT INTO counters (owner, name, used) VALUES (?1, ?2, max(?3, 0))
         ON CONFLICT (owner, name) DO UPDATE SET used = max(used + ?3, 0)
         WHERE used + ?3 <= ?4",
    )?;
    let most = most.unwrap_or(i64::MAX);
    match upsert.execute(params![row::key(counter.owner()), counter.name(), by, most])? {
        1 => Ok(()),
        _ => Err(reached()),
    }
}
