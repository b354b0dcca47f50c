//! What the floor works with: the use cases, tokens, and what the program lends it.

use crate::token::Tokens;
use app::{App, Clock};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use uuid::Uuid;

/// Everything that handlers share.
#[derive(Clone)]
pub struct Floor {
    /// The use cases.
    pub app: Arc<App>,
    /// Tokens, issued and verified.
    pub tokens: Arc<Tokens>,
    /// Whether the built-in issuer gives out tokens.
    pub issues_tokens: bool,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness for ids of exchanges.
    pub entropy: Arc<dyn Entropy>,
    /// What this server calls itself.
    pub identity: Identity,
    /// Whether it takes work.
    pub readiness: Readiness,
}

/// Randomness, for the ids that answers carry.
pub trait Entropy: Send + Sync + 'static {
    /// A random GUID.
    fn guid(&self) -> Uuid;

    /// The random part of a correlation vector: it is written as 16 characters.
    fn vector(&self) -> [u8; 12];
}

/// What a server calls itself.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The `MS-ServerId` of its answers.
    pub server_id: Arc<str>,
}

/// Whether the server takes work: not before it can, and no longer once it drains.
#[derive(Clone, Debug, Default)]
pub struct Readiness(Arc<AtomicBool>);

impl Readiness {
    /// Says whether it does from now on.
    pub fn set(&self, ready: bool) {
        self.0.store(ready, Ordering::Release);
    }

    /// Whether it does.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}
