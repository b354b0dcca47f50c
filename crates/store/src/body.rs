//! Bodies: the part of a row that nobody searches, as JSON with a format number beside it.
//!
//! The format grows when a body of an earlier release could no longer be read; `tests/bodies` holds one body of each.

use crate::error::StoreError;
use serde::{Serialize, de::DeserializeOwned};

/// The format that is written.
pub(crate) const FORMAT: i64 = 1;

/// Writes a body in the format of today.
pub(crate) fn write<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|error| StoreError::Damaged(format!("a body cannot be written: {error}")))
}

/// Reads a body of any format that was ever released.
pub(crate) fn read<T: DeserializeOwned>(format: i64, body: &[u8]) -> Result<T, StoreError> {
    if format != FORMAT {
        return Err(StoreError::Damaged(format!("body format {format}, this program knows {FORMAT}")));
    }
    serde_json::from_slice(body).map_err(|error| StoreError::Damaged(format!("a body of format {format}: {error}")))
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use domain::{
        cart::Cart, customer::Customer, entitlement::Entitlement, order::Order, partner::Partner, receipt::Answer,
        subscription::Subscription,
    };
    use serde::{Serialize, de::DeserializeOwned};
    use serde_json::Value;

    /// A body of an earlier release means the same today: what it said is still there when it is written again.
    #[track_caller]
    fn check<T: DeserializeOwned + Serialize>(format: i64, bodies: &str) {
        let kept: Vec<Value> = serde_json::from_str(bodies).expect("bodies");
        assert!(!kept.is_empty());
        for body in kept {
            let value: T = read(format, body.to_string().as_bytes()).expect("a body that can be read");
            let written: Value = serde_json::from_slice(&write(&value).expect("a body")).expect("JSON");
            assert_eq!(written, body);
        }
    }

    #[test]
    fn bodies_of_format_1_can_be_read() {
        check::<Cart>(1, include_str!("../tests/bodies/1/carts.json"));
        check::<Order>(1, include_str!("../tests/bodies/1/orders.json"));
        check::<Subscription>(1, include_str!("../tests/bodies/1/subscriptions.json"));
        check::<Entitlement>(1, include_str!("../tests/bodies/1/entitlements.json"));
        check::<Answer>(1, include_str!("../tests/bodies/1/answers.json"));
        check::<Customer>(1, include_str!("../tests/bodies/1/customers.json"));
        check::<Partner>(1, include_str!("../tests/bodies/1/partners.json"));
    }

    #[test]
    fn a_format_that_is_not_known_is_damage() {
        assert!(read::<Value>(2, b"{}").is_err());
    }
}
