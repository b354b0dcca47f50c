//! A piece of work on its way through the writer, and how it can fail.

use crate::{CommitError, StoreError};
use rusqlite::{Connection, ErrorCode};
use tokio::sync::oneshot;

/// Why a piece of work takes nothing with it.
#[derive(Debug)]
pub(in crate::sqlite) enum Failure {
    /// A guard did not hold.
    Guard(CommitError),
    /// The database refused.
    Database(String),
}

impl Failure {
    /// A guarded statement must have found exactly one row.
    pub(in crate::sqlite) fn unless_one(rows: usize) -> Result<(), Self> {
        if rows == 1 { Ok(()) } else { Err(Self::Guard(CommitError::Conflict)) }
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            // A key is taken: someone was faster.
            Some(ErrorCode::ConstraintViolation) => Self::Guard(CommitError::Conflict),
            _ => Self::Database(error.to_string()),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Database(error.to_string())
    }
}

/// Something that the writer can run and answer later.
pub(super) trait Task: Send {
    /// Does the work. `false` when nothing of it may stay.
    fn run(&mut self, connection: &Connection) -> bool;

    /// Tells whoever waits that nothing was done.
    fn refuse(self: Box<Self>, why: &str);

    /// Tells whoever waits, now that the transaction is on the disk.
    fn answer(self: Box<Self>);
}

pub(super) struct Pending<T, F> {
    work: Option<F>,
    outcome: Option<Result<T, CommitError>>,
    reply: oneshot::Sender<Result<T, CommitError>>,
}

impl<T, F> Pending<T, F> {
    pub(super) fn new(work: F, reply: oneshot::Sender<Result<T, CommitError>>) -> Self {
        Self { work: Some(work), outcome: None, reply }
    }
}

impl<T, F> Task for Pending<T, F>
where
    T: Send,
    F: FnOnce(&Connection) -> Result<T, Failure> + Send,
{
    fn run(&mut self, connection: &Connection) -> bool {
        let Some(work) = self.work.take() else { return false };
        let outcome = work(connection).map_err(|failure| match failure {
            Failure::Guard(error) => error,
            Failure::Database(text) => CommitError::Unavailable(text),
        });
        let stays = outcome.is_ok();
        self.outcome = Some(outcome);
        stays
    }

    fn refuse(self: Box<Self>, why: &str) {
        self.reply.send(Err(CommitError::Unavailable(why.to_owned()))).ok();
    }

    fn answer(self: Box<Self>) {
        if let Some(outcome) = self.outcome {
            // Whoever waited may be gone; the write stands.
            self.reply.send(outcome).ok();
        }
    }
}
