//! What the floor works with: the use cases, tokens, and what the program lends it.

use crate::{admission::Admission, pace::Pace, token::Tokens};
use app::{App, Clock, LiveApp};
use axum::extract::FromRef;
use http::uri::Scheme;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use uuid::Uuid;

/// Everything that handlers share, as one request works with it: the use cases on the reference snapshot of the moment at which
/// its handler began.
#[derive(Clone)]
pub struct Floor {
    /// The use cases.
    pub app: Arc<App>,
    /// Tokens, issued and verified.
    pub tokens: Arc<Tokens>,
    /// Who is let to work.
    pub admission: Arc<Admission>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness for ids of exchanges.
    pub entropy: Arc<dyn Entropy>,
    /// What this server calls itself.
    pub identity: Identity,
    /// Whether it takes work.
    pub readiness: Readiness,
    /// How fast bodies must come.
    pub pace: Pace,
}

/// The floor as it stands there: a request takes from it the use cases of its moment.
#[derive(Clone)]
pub(crate) struct Standing {
    floor: Floor,
    live: Arc<LiveApp>,
}

impl Standing {
    pub(crate) fn new(floor: Floor, live: Arc<LiveApp>) -> Self {
        Self { floor, live }
    }
}

impl FromRef<Standing> for Floor {
    fn from_ref(standing: &Standing) -> Self {
        Self { app: standing.live.now(), ..standing.floor.clone() }
    }
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
    /// The scheme of its addresses where nobody in front of it says another one.
    pub scheme: Scheme,
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
