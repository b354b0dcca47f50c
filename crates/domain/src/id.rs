//! The registry of identifiers: one newtype each, so that no id is ever taken for another.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! guid {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Reads the 8-4-4-4-12 form in any case; every other GUID form (braces, bare hex, URN) is `None`.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                parse_guid(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }
    };
}

guid!(
    /// A partner's tenant.
    PartnerId
);
guid!(
    /// A customer's tenant.
    CustomerId
);
guid!(
    /// A cart. New ones are ordered in time, so that a customer's carts lie together in the store.
    CartId
);
guid!(
    /// A subscription. The ones made here are derived from the order line they fulfil.
    SubscriptionId
);
guid!(
    /// The object id of a user, or of an application that acts for itself.
    UserId
);

/// Whose a row of the store is: a customer's, or a partner's. Whatever is decided together lies with one owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Owner(pub Uuid);

impl From<CustomerId> for Owner {
    fn from(id: CustomerId) -> Self {
        Self(id.0)
    }
}

impl From<PartnerId> for Owner {
    fn from(id: PartnerId) -> Self {
        Self(id.0)
    }
}

/// How long an 8-4-4-4-12 GUID is, in characters.
const GUID_LENGTH: usize = 36;

fn parse_guid(text: &str) -> Option<Uuid> {
    if text.len() != GUID_LENGTH {
        return None;
    }
    Uuid::try_parse(text).ok()
}

/// An order: 12 lower-case hex digits (modern) or a lower-case GUID (legacy). Never parse a meaning out of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderId(String);

impl OrderId {
    /// Takes an id as a path or a stored row holds it; ids are compared in lower case.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_ascii_lowercase())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrderId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A Partner ID of the Cloud Partner Program (formerly MPN id): digits, kept as text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MpnId(String);

impl MpnId {
    /// The longest id that is still believed to be one, in digits.
    const MAX_DIGITS: usize = 20;

    /// Reads 1 to 20 decimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim();
        let valid = (1..=Self::MAX_DIGITS).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        valid.then(|| Self(digits.to_owned()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{CustomerId, MpnId, OrderId};

    #[test]
    fn a_guid_is_read_in_any_case_and_written_in_lower_case() {
        let id = CustomerId::parse("D6BF25B7-E0A8-4F2D-A31B-97B55CFC774D").expect("a guid");
        assert_eq!(id.to_string(), "d6bf25b7-e0a8-4f2d-a31b-97b55cfc774d");
    }

    #[test]
    fn other_guid_forms_are_refused() {
        for text in [
            "{d6bf25b7-e0a8-4f2d-a31b-97b55cfc774d}",
            "d6bf25b7e0a84f2da31b97b55cfc774d",
            "urn:uuid:d6bf25b7-e0a8-4f2d-a31b-97b55cfc774d",
            "d6bf25b7-e0a8-4f2d-a31b-97b55cfc774",
            "",
        ] {
            assert_eq!(CustomerId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn order_ids_compare_in_lower_case() {
        assert_eq!(OrderId::new("A68736758D9C"), OrderId::new("a68736758d9c"));
    }

    #[test]
    fn an_mpn_id_is_digits() {
        assert!(MpnId::parse("5357564").is_some());
        for text in ["", "53a", "-1", "123456789012345678901"] {
            assert_eq!(MpnId::parse(text), None, "{text}");
        }
    }
}
