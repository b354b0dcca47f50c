//! Why a commit did not go through, as the database says it.

use domain::{counter::Counter, receipt::ReceiptKey};
use std::error::Error as _;
use thiserror::Error;
use tokio_postgres::error::SqlState;

/// What it means when a guard does not hold.
#[derive(Clone, Debug)]
pub(super) enum Guard {
    /// A row is not as it was read.
    Row,
    /// A counter would pass its limit.
    Limit(Counter),
    /// The command was answered already.
    Receipt(ReceiptKey),
}

/// Why a batch left nothing behind, or why nobody knows.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// A guard did not hold.
    #[error("{0:?} is not as it should be")]
    Guard(Guard),
    /// The database refused or was not there: nothing was written.
    #[error("{0}")]
    Refused(String),
    /// The answer to COMMIT did not come.
    #[error("nobody knows whether it was written: {0}")]
    Unknown(String),
}

impl Failure {
    /// What the failure of a statement before COMMIT means. A guard that does not hold divides by zero.
    pub(super) fn of_step(error: &tokio_postgres::Error, guard: Option<&Guard>) -> Self {
        match (error.code(), guard) {
            (Some(code), Some(guard)) if *code == SqlState::DIVISION_BY_ZERO => Self::Guard(guard.clone()),
            (Some(code), _) if is_lost_race(code) => Self::Guard(Guard::Row),
            _ => Self::Refused(describe(error)),
        }
    }

    /// What the failure of COMMIT means. Where the database says that it undid everything, it has; anything else may have
    /// come too late.
    pub(super) fn of_commit(error: &tokio_postgres::Error) -> Self {
        match error.code() {
            Some(code) if is_lost_race(code) => Self::Guard(Guard::Row),
            _ => Self::Unknown(describe(error)),
        }
    }

    /// Whether the connection is as good as before.
    pub(super) fn leaves_the_connection_whole(&self) -> bool {
        matches!(self, Self::Guard(_))
    }
}

/// A key is taken, or the database chose one of two to go first: someone was faster.
fn is_lost_race(code: &SqlState) -> bool {
    [SqlState::UNIQUE_VIOLATION, SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED].contains(code)
}

/// Says what the database said, or what went wrong on the way to it.
pub(super) fn describe(error: &tokio_postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(said), _) => format!("{}: {} ({})", said.severity(), said.message(), said.code().code()),
        (None, Some(cause)) => format!("{error}: {cause}"),
        (None, None) => error.to_string(),
    }
}
