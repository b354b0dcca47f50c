//! What the use cases need from the program around them: the time, and ids that nobody has yet.

use domain::{
    Timestamp,
    id::{CartId, CustomerId},
};

/// The time. The program has one clock; tests have their own.
pub trait Clock: Send + Sync + 'static {
    /// The instant it is.
    fn now(&self) -> Timestamp;
}

/// Ids that nobody has yet.
pub trait Ids: Send + Sync + 'static {
    /// An id for a new cart. Ids of one moment lie together.
    fn cart(&self, now: Timestamp) -> CartId;

    /// An id for a new customer: its tenant.
    fn customer(&self) -> CustomerId;

    /// A first password that nobody can guess.
    fn password(&self) -> String;
}
