//! Provisioning: one round of the worker, which a test can run by hand.

use crate::{App, Failure};
use domain::provisioning::{self, Fulfilled};
use futures::future::join_all;
use std::time::Duration;
use store::{Changes, CommitError, DueJob, JobChange, Put};

/// How long a worker holds a job. One that is slower is fenced off by the epoch of the next.
const LEASE: Duration = Duration::from_secs(30);

/// Jobs that one round looks at.
const ROUND: usize = 64;

impl App {
    /// Takes every job that is due and does it. Returns how many were done, so that a caller who had a full round can go
    /// on at once.
    ///
    /// # Errors
    /// When the store does not answer. What was taken and not finished is offered again when its lease is over.
    pub async fn provision_due(&self) -> Result<usize, Failure> {
        let jobs = self.store.due_jobs(self.clock.now(), ROUND).await?;
        // Side by side, so that their commits share the disk's work.
        let outcomes = join_all(jobs.iter().map(|job| self.provision(job))).await;
        let done: Vec<bool> = outcomes.into_iter().collect::<Result<_, _>>()?;
        Ok(done.into_iter().filter(|done| *done).count())
    }

    async fn provision(&self, job: &DueJob) -> Result<bool, Failure> {
        Ok(self.claim(job).await? && self.fulfil(job).await?)
    }

    async fn claim(&self, job: &DueJob) -> Result<bool, Failure> {
        let DueJob { owner, order, epoch } = job.clone();
        let lease = self.clock.now().plus(LEASE);
        self.commit_job(Changes { jobs: vec![JobChange::Claim { order, epoch, lease }], ..Changes::of(owner) }).await
    }

    /// Effect and completion in one commit, under the epoch that was claimed.
    async fn fulfil(&self, job: &DueJob) -> Result<bool, Failure> {
        let DueJob { owner, order: id, epoch } = job.clone();
        let finish = JobChange::Finish { order: id.clone(), epoch: epoch + 1 };
        let changes = Changes { jobs: vec![finish], ..Changes::of(owner) };
        let Some(found) = self.store.order(owner, &id).await? else {
            return self.commit_job(changes).await;
        };
        match provisioning::fulfil(&found.value, self.clock.now()) {
            None => self.commit_job(changes).await,
            Some(Fulfilled { order, subscriptions, entitlements }) => {
                let orders = vec![Put::replacing(order, found.version)];
                let subscriptions = subscriptions.into_iter().map(Put::new).collect();
                self.commit_job(Changes { orders, subscriptions, entitlements, ..changes }).await
            }
        }
    }

    /// `false` when somebody else was faster: the job is theirs, or is offered again.
    async fn commit_job(&self, changes: Changes) -> Result<bool, Failure> {
        match self.store.commit(changes).await {
            Ok(()) => Ok(true),
            Err(CommitError::Conflict | CommitError::Duplicate(_) | CommitError::LimitReached(_)) => Ok(false),
            Err(CommitError::Unavailable(text)) => Err(Failure::Unavailable(text)),
            Err(CommitError::Unknown(text)) => Err(Failure::Unknown(text)),
        }
    }
}
