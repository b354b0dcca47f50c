//! The outbox: jobs that a commit leaves for a worker, taken under a lease with a fencing epoch (P6).

use super::{
    batch::{Batch, values},
    failure::Guard,
    pool::Database,
    row,
};
use crate::{DueJob, JobChange, StoreError};
use domain::{
    Timestamp,
    id::{CustomerId, OrderId, Owner},
};
use tokio_postgres::Row;

pub(super) async fn due(database: &Database, now: Timestamp, most: usize) -> Result<Vec<DueJob>, StoreError> {
    // Of every owner: these are candidates, and each is taken with its owner.
    let due = "SELECT owner, order_id, epoch FROM jobs WHERE ready_at <= $1 ORDER BY ready_at LIMIT $2";
    database.rows(due, &[&now.milliseconds(), &row::limit(most)]).await?.iter().map(job).collect()
}

fn job(found: &Row) -> Result<DueJob, StoreError> {
    Ok(DueJob {
        owner: CustomerId(row::column(found, 0)?),
        order: OrderId::new(row::column(found, 1)?),
        epoch: row::version(row::column(found, 2)?).0,
    })
}

pub(super) fn change(batch: &mut Batch, owner: Owner, change: &JobChange) {
    match change {
        JobChange::Add(job) => batch.run(
            "INSERT INTO jobs (owner, order_id, ready_at, epoch) VALUES ($1, $2, $3, 0)",
            values![owner.0, row::text(job.order.as_str()), job.due.milliseconds()],
        ),
        JobChange::Claim { order, epoch, lease } => batch.guarded(
            Guard::Row,
            "WITH claimed AS (
                UPDATE jobs SET epoch = epoch + 1, ready_at = $4
                WHERE owner = $1 AND order_id = $2 AND epoch = $3 RETURNING 1
             ) SELECT 1 / count(*) FROM claimed",
            values![owner.0, row::text(order.as_str()), column(*epoch), lease.milliseconds()],
        ),
        JobChange::Finish { order, epoch } => batch.guarded(
            Guard::Row,
            "WITH finished AS (
                DELETE FROM jobs WHERE owner = $1 AND order_id = $2 AND epoch = $3 RETURNING 1
             ) SELECT 1 / count(*) FROM finished",
            values![owner.0, row::text(order.as_str()), column(*epoch)],
        ),
    }
}

fn column(epoch: u64) -> i64 {
    i64::try_from(epoch).unwrap_or(i64::MAX)
}
