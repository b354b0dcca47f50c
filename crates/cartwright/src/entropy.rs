//! The only entropy.

use app::Ids;
use domain::{
    Timestamp,
    id::{CartId, CustomerId},
};
use http_floor::Entropy;
use uuid::Uuid;

/// The system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl SystemEntropy {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that may ask")]
    fn random() -> Uuid {
        Uuid::new_v4()
    }
}

impl Ids for SystemEntropy {
    /// Ids that begin with the time: carts of one moment lie together in the store.
    fn cart(&self, now: Timestamp) -> CartId {
        let milliseconds = u64::try_from(now.milliseconds()).unwrap_or_default();
        let random = Self::random();
        let mut tail = [0; 10];
        tail.copy_from_slice(&random.as_bytes()[6..]);
        CartId(uuid::Builder::from_unix_timestamp_millis(milliseconds, &tail).into_uuid())
    }

    fn customer(&self) -> CustomerId {
        CustomerId(Self::random())
    }

    fn password(&self) -> String {
        format!("Aa1!{}", Self::random().simple())
    }
}

impl Entropy for SystemEntropy {
    fn guid(&self) -> Uuid {
        Self::random()
    }

    fn vector(&self) -> [u8; 12] {
        let (first, second) = (Self::random(), Self::random());
        let mut vector = [0; 12];
        vector[..6].copy_from_slice(&first.as_bytes()[..6]);
        vector[6..].copy_from_slice(&second.as_bytes()[..6]);
        vector
    }
}
