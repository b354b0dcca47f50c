//! The two ways not to get what was asked for: the caller's doing, and the machine's.

use domain::Fault;
use store::StoreError;
use thiserror::Error;

/// Why a use case did not do what it was asked.
#[derive(Debug, Error)]
pub enum Refusal {
    /// The caller can mend it.
    #[error("{}", .0.text())]
    Fault(Fault),
    /// The caller can only try again.
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// What the machine could not do.
#[derive(Debug, Error)]
pub enum Failure {
    /// Nothing was done. Trying again may help.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Nobody knows whether it was done. The same request id finds out.
    #[error("outcome unknown: {0}")]
    Unknown(String),
    /// Something is broken that trying again will not mend.
    #[error("broken: {0}")]
    Broken(String),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(text) => Self::Unavailable(text),
            StoreError::Damaged(text) => Self::Broken(text),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}
