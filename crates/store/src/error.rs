//! What can go wrong in a store. None of it is the caller's doing: that would be a fault.

use domain::{counter::Counter, receipt::Receipt};
use thiserror::Error;

/// Why a read or a housekeeping write failed.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database does not answer.
    #[error("the store is not available: {0}")]
    Unavailable(String),
    /// A row cannot be understood.
    #[error("the store holds a row that cannot be read: {0}")]
    Damaged(String),
}

/// Why a commit did not go through.
#[derive(Debug, Error)]
pub enum CommitError {
    /// A row is not at the version that the decision was taken on. Decide again.
    #[error("a row changed in between")]
    Conflict,
    /// A counter would pass its limit. Decide again: there is not enough left any more.
    #[error("the limit of {} is reached", .0.name())]
    LimitReached(Box<Counter>),
    /// The same command was answered already.
    #[error("the command was answered already")]
    Duplicate(Box<Receipt>),
    /// The database went away during COMMIT: nobody knows whether it took effect.
    #[error("the outcome of the commit is not known: {0}")]
    Unknown(String),
    /// Nothing was written.
    #[error("the store is not available: {0}")]
    Unavailable(String),
}

/// Why a store cannot be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The database cannot be reached or created.
    #[error("cannot open the store: {0}")]
    Unreachable(String),
    /// A newer program has written it.
    #[error("the store has schema {found}, this program knows {known} at most: use the newer program")]
    NewerSchema {
        /// The schema of the store.
        found: u32,
        /// The newest schema that this program knows.
        known: u32,
    },
    /// An older program has written it, and it was not brought up to date yet.
    #[error(
        "the store has schema {found}, this program needs {known}: `cartwright store migrate` brings it up to date"
    )]
    OlderSchema {
        /// The schema of the store.
        found: u32,
        /// The schema that this program needs.
        known: u32,
    },
    /// There is nothing of Cartwright's in it.
    #[error("this is no store of Cartwright's: it has no schema; `cartwright store migrate` makes one")]
    NoSchema,
    /// A migration that was applied is not the one this program has under that number.
    #[error("migration {0} of the store is not the one this program knows")]
    OtherMigration(u32),
    /// The database would not keep what it acknowledged.
    #[error("the store is not durable: {0}")]
    NotDurable(String),
}
