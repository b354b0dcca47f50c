//! The outbox: leases and fencing epochs.

use super::fixture::{at, cart, order, owner};
use crate::{Changes, CommitError, DueJob, JobChange, Store};
use domain::{id::OrderId, provisioning::ProvisioningJob};
use std::sync::Arc;

async fn with_a_job(store: &impl Store) -> OrderId {
    let order = order(&cart(owner(1), 1), "0").id;
    let job = ProvisioningJob { order: order.clone(), due: at(10) };
    let changes = Changes { jobs: vec![JobChange::Add(job)], ..Changes::of(owner(1)) };
    store.commit(changes).await.expect("a job");
    order
}

fn change(change: JobChange) -> Changes {
    Changes { jobs: vec![change], ..Changes::of(owner(1)) }
}

/// A job is offered when it is due, and of many who take it at one epoch, one gets it.
pub async fn a_job_is_taken_by_one(store: Arc<impl Store>) {
    let order = with_a_job(&*store).await;
    assert_eq!(store.due_jobs(at(9), 5).await.expect("a read"), Vec::new());
    let offered = store.due_jobs(at(10), 5).await.expect("a read");
    assert_eq!(offered, vec![DueJob { owner: owner(1), order: order.clone(), epoch: 0 }]);
    let mut taken = 0;
    for _ in 0..8 {
        let claim = JobChange::Claim { order: order.clone(), epoch: 0, lease: at(40) };
        taken += u32::from(store.commit(change(claim)).await.is_ok());
    }
    assert_eq!(taken, 1, "of 8 who took it at epoch 0");
    assert_eq!(store.due_jobs(at(39), 5).await.expect("a read"), Vec::new(), "nobody is offered a leased job");
}

/// When the lease is over the job is offered again, at the next epoch.
pub async fn a_lease_that_ran_out_frees_the_job(store: Arc<impl Store>) {
    let order = with_a_job(&*store).await;
    let claim = |epoch, lease| change(JobChange::Claim { order: order.clone(), epoch, lease });
    store.commit(claim(0, at(40))).await.expect("the first");
    let offered = store.due_jobs(at(40), 5).await.expect("a read");
    assert_eq!(offered, vec![DueJob { owner: owner(1), order: order.clone(), epoch: 1 }]);
    store.commit(claim(1, at(80))).await.expect("the second");
}

/// Whoever lost the lease can no longer finish: the epoch fences it off.
pub async fn only_the_holder_finishes_a_job(store: Arc<impl Store>) {
    let order = with_a_job(&*store).await;
    let claim = |epoch, lease| change(JobChange::Claim { order: order.clone(), epoch, lease });
    let finish = |epoch| change(JobChange::Finish { order: order.clone(), epoch });
    store.commit(claim(0, at(40))).await.expect("the first");
    store.commit(claim(1, at(80))).await.expect("the second, after the lease ran out");
    assert!(matches!(store.commit(finish(1)).await, Err(CommitError::Conflict)), "the first one is fenced off");
    store.commit(finish(2)).await.expect("the second one finishes");
    assert!(matches!(store.commit(finish(2)).await, Err(CommitError::Conflict)), "it is done only once");
    assert_eq!(store.due_jobs(at(1_000), 5).await.expect("a read"), Vec::new());
}
