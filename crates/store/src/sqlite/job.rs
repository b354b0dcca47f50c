//! The outbox: jobs that a commit leaves for a worker, taken under a lease with a fencing epoch (P6).

use super::{row, writer::Failure};
use crate::{DueJob, JobChange, StoreError};
use domain::{
    Timestamp,
    id::{CustomerId, OrderId, Owner},
};
use rusqlite::{Connection, params};
use uuid::Uuid;

pub(super) fn due(connection: &Connection, now: Timestamp, most: usize) -> Result<Vec<DueJob>, StoreError> {
    // Of every owner: these are candidates, and each is taken with its owner.
    let mut statement = connection
        .prepare_cached("SELECT owner, order_id, epoch FROM jobs WHERE ready_at <= ?1 ORDER BY ready_at LIMIT ?2")?;
    let mut rows = statement.query(params![now.milliseconds(), i64::try_from(most).unwrap_or(i64::MAX)])?;
    let mut jobs = Vec::new();
    while let Some(found) = rows.next()? {
        let owner: [u8; 16] = found.get(0)?;
        let order: String = found.get(1)?;
        jobs.push(DueJob {
            owner: CustomerId(Uuid::from_bytes(owner)),
            order: OrderId::new(&order),
            epoch: row::version(found.get(2)?).0,
        });
    }
    Ok(jobs)
}

pub(super) fn change(connection: &Connection, owner: Owner, change: &JobChange) -> Result<(), Failure> {
    let owner = row::key(owner.0);
    match change {
        JobChange::Add(job) => {
            let mut insert = connection
                .prepare_cached("INSERT INTO jobs (owner, order_id, ready_at, epoch) VALUES (?1, ?2, ?3, 0)")?;
            insert.execute(params![owner, job.order.as_str(), job.due.milliseconds()])?;
            Ok(())
        }
        JobChange::Claim { order, epoch, lease } => {
            let mut update = connection.prepare_cached(
                "UPDATE jobs SET epoch = epoch + 1, ready_at = ?4 WHERE owner = ?1 AND order_id = ?2 AND epoch = ?3",
            )?;
            let claimed = update.execute(params![owner, order.as_str(), column(*epoch), lease.milliseconds()])?;
            Failure::unless_one(claimed)
        }
        JobChange::Finish { order, epoch } => {
            let mut delete =
                connection.prepare_cached("DELETE FROM jobs WHERE owner = ?1 AND order_id = ?2 AND epoch = ?3")?;
            Failure::unless_one(delete.execute(params![owner, order.as_str(), column(*epoch)])?)
        }
    }
}

fn column(epoch: u64) -> i64 {
    i64::try_from(epoch).unwrap_or(i64::MAX)
}
