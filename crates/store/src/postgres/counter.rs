//! Counters, read, and moved within their limits.

use super::{
    batch::{Batch, values},
    failure::Guard,
    pool::{Database, Value},
    row,
};
use crate::StoreError;
use domain::counter::{Counter, Usage, Use};

pub(super) async fn read(database: &Database, counters: &[Counter]) -> Result<Usage, StoreError> {
    let keys: Vec<_> = counters.iter().map(|counter| (counter.owner(), row::text(counter.name()))).collect();
    let each: Vec<[Value<'_>; 2]> = keys.iter().map(|(owner, name)| -> [Value<'_>; 2] { [owner, name] }).collect();
    let read = "SELECT used FROM counters WHERE owner = $1 AND name = $2";
    let found = database.rows_of_each(read, &each).await?;
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
