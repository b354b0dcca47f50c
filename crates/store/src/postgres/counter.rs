//! Counters, read, and moved within their limits.

use super::{
    batch::{Batch, values},
    failure::Guard,
    pool::Query,
    row,
};
use crate::StoreError;
use domain::counter::{Counter, Usage, Use};
use tokio_postgres::Row;
use uuid::Uuid;

/// Counters as keys of their rows.
pub(super) fn keys(counters: &[Counter]) -> Vec<(Uuid, String)> {
    counters.iter().map(|counter| (counter.owner(), row::text(counter.name()))).collect()
}

/// A query for each: their owners may be on different shards.
pub(super) fn queries(keys: &[(Uuid, String)]) -> impl Iterator<Item = Query<'_>> {
    let read = "SELECT used FROM counters WHERE owner = $1 AND name = $2";
    keys.iter().map(move |(owner, name)| Query { sql: read, values: vec![owner, name] })
}

/// What the queries of these counters found.
pub(super) fn found(counters: &[Counter], found: &[Vec<Row>]) -> Result<Usage, StoreError> {
    let mut usage = Usage::default();
    for (counter, rows) in counters.iter().zip(found) {
        if let Some(found) = rows.first() {
            usage.add(counter.clone(), row::column(found, 0)?);
        }
    }
    Ok(usage)
}

/// Moves a counter, unless its limit would be passed. What is given back never brings it below nothing. Whoever asks for more
/// than the whole limit was refused before.
pub(super) fn take(batch: &mut Batch, wanted: &Use) {
    let Use { counter, by, most } = wanted;
    batch.guarded(
        Guard::Limit(counter.clone()),
        "WITH moved AS (
            INSERT INTO counters (owner, name, used) VALUES ($1, $2, greatest($3, 0::BIGINT))
            ON CONFLICT (owner, name) DO UPDATE SET used = greatest(counters.used + $3, 0)
            WHERE counters.used + $3 <= $4 RETURNING 1
         ) SELECT 1 / count(*) FROM moved",
        values![counter.owner(), row::text(counter.name()), *by, most.unwrap_or(i64::MAX)],
    );
}
