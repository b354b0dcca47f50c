//! How the program ends: every reason has its exit code, and says what to do.

use store::OpenError;
use thiserror::Error;

/// Why the program could not do what it was started for.
#[derive(Debug, Error)]
pub enum StartError {
    /// Exit code 1.
    #[error("{0}")]
    Failed(String),
    /// Exit code 3.
    #[error("configuration: {0}")]
    Configuration(String),
    /// Exit code 4.
    #[error(
        "{0} is in use: stop what listens there, or choose another address with --listen (port 0 picks a free one)"
    )]
    AddressInUse(std::net::SocketAddr),
    /// Exit code 5.
    #[error(transparent)]
    Store(#[from] OpenError),
}

impl StartError {
    /// The exit code. Clap ends the program with 2 for a command line that it cannot read.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Configuration(_) => 3,
            Self::AddressInUse(_) => 4,
            Self::Store(_) => 5,
        }
    }
}

impl From<store::StoreError> for StartError {
    fn from(error: store::StoreError) -> Self {
        Self::Store(OpenError::Unreachable(error.to_string()))
    }
}

/// Tells a person why.
#[expect(clippy::print_stderr, reason = "the last words of the program, whatever the log is set to")]
pub(crate) fn explain(error: &StartError) {
    eprintln!("cartwright: {error}");
}
