//! Deliberately broken servers, for the proof alone: a harness that does not catch them proves nothing.
//!
//! Only in builds with the feature `sabotage`, which no release has. `CARTWRIGHT_SABOTAGE` names the promise that is broken, and
//! `CARTWRIGHT_CLOCK` a file that holds how many seconds the clock is off, looked at whenever somebody asks for the time.

mod clock;
mod commit;
mod store;

pub(crate) use clock::clock;

use crate::exit::StartError;
use std::sync::Arc;
use store::Sabotaged;

/// What is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sabotage {
    /// Commands are acknowledged before their commit has begun.
    EarlyAnswer,
    /// Rows are written at whatever version they are.
    NoVersionGuard,
    /// The same, and orders have no key by cart and order group any more.
    NoUniqueKey,
    /// The receipt is committed after the effect, by itself.
    ReceiptApart,
    /// A kept answer is given before it is looked at who asks.
    ReplayBeforeAuthorization,
    /// Prices pass through floating point on their way to the store.
    FloatMoney,
    /// What the disk says is not heard.
    WriteErrorIgnored,
    /// Jobs are done without lease and epoch.
    JobWithoutEpoch,
}

impl Sabotage {
    const ALL: [(&str, Self); 8] = [
        ("early-answer", Self::EarlyAnswer),
        ("no-version-guard", Self::NoVersionGuard),
        ("no-unique-key", Self::NoUniqueKey),
        ("receipt-apart", Self::ReceiptApart),
        ("replay-before-authorization", Self::ReplayBeforeAuthorization),
        ("float-money", Self::FloatMoney),
        ("write-error-ignored", Self::WriteErrorIgnored),
        ("job-without-epoch", Self::JobWithoutEpoch),
    ];

    #[expect(clippy::disallowed_methods, reason = "a build for the proof is told by its environment what to break")]
    fn of_environment() -> Result<Option<Self>, StartError> {
        let Ok(wanted) = std::env::var("CARTWRIGHT_SABOTAGE") else { return Ok(None) };
        let found = Self::ALL.iter().find(|(name, _)| *name == wanted);
        let names = || Self::ALL.map(|(name, _)| name).join(", ");
        let unknown = || StartError::Configuration(format!("CARTWRIGHT_SABOTAGE is {wanted}; accepted is {}", names()));
        Ok(Some(found.ok_or_else(unknown)?.1))
    }
}

/// The store, broken as the environment asks.
pub(crate) fn broken(store: Arc<dyn ::store::Store>) -> Result<Arc<dyn ::store::Store>, StartError> {
    let Some(sabotage) = Sabotage::of_environment()? else { return Ok(store) };
    tracing::warn!(?sabotage, "THIS SERVER IS BROKEN ON PURPOSE");
    Ok(Arc::new(Sabotaged { inner: store, sabotage }))
}

/// Whether a disk that fails does not end the process.
pub(crate) fn ignores_write_errors() -> bool {
    matches!(Sabotage::of_environment(), Ok(Some(Sabotage::WriteErrorIgnored)))
}
