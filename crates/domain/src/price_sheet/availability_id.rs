//! The ids of availabilities, which a sheet does not have: derived from what they are of, so that they are the same after every
//! import and in every store.

use crate::catalog::Segment;
use uuid::Uuid;

/// What ids are written with.
const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// How many of them an id has (surroundings 2.1).
const LENGTH: usize = 12;

/// The id of the availability of a SKU for a segment: 12 upper-case characters.
#[must_use]
pub fn availability_id(product: &str, sku: &str, segment: Segment) -> String {
    let name = format!("availability {product}:{sku} for {}", segment.name());
    let mut rest = Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()).as_u128();
    let base = DIGITS.len() as u128;
    let digits = (0..LENGTH).map(|_| {
        let digit = usize::try_from(rest % base).unwrap_or_default();
        rest /= base;
        char::from(DIGITS[digit])
    });
    digits.collect()
}

#[cfg(test)]
mod tests {
    use super::availability_id;
    use crate::catalog::Segment;

    /// Ids are in the carts of clients: what is derived today must be derived for ever.
    #[test]
    fn an_id_is_derived_and_stays() {
        assert_eq!(availability_id("CFQ7TTC0TEST", "0001", Segment::Commercial), "W6O91TU1ENU0");
        assert_ne!(
            availability_id("CFQ7TTC0TEST", "0001", Segment::Education),
            availability_id("CFQ7TTC0TEST", "0001", Segment::Commercial)
        );
    }
}
