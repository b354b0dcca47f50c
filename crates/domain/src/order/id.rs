//! Order ids: derived from the cart and the order group, so that the same group can never be ordered twice (ruling 8).

use crate::id::{CartId, OrderId};
use uuid::Uuid;

/// Bytes of the derived GUID that a modern order id shows, as 12 hex digits.
const MODERN_BYTES: usize = 6;

/// The GUID that everything about one order group of one cart is derived from.
#[must_use]
pub fn derived_guid(cart: CartId, order_group: &str) -> Uuid {
    Uuid::new_v5(&cart.0, order_group.as_bytes())
}

/// A legacy order id: a GUID.
#[must_use]
pub fn legacy_id(cart: CartId, order_group: &str) -> OrderId {
    OrderId::new(&derived_guid(cart, order_group).to_string())
}

/// A modern order id: 12 lower-case hex digits.
#[must_use]
pub fn modern_id(cart: CartId, order_group: &str) -> OrderId {
    let guid = derived_guid(cart, order_group);
    let digits: String = guid.as_bytes().iter().take(MODERN_BYTES).map(|byte| format!("{byte:02x}")).collect();
    OrderId::new(&digits)
}

#[cfg(test)]
mod tests {
    use super::{legacy_id, modern_id};
    use crate::id::CartId;

    #[test]
    fn the_same_group_always_gets_the_same_id() {
        let cart = CartId::parse("b4c8fdea-cbe4-4d17-9576-13fcacbf9605").expect("a guid");
        assert_eq!(modern_id(cart, "0"), modern_id(cart, "0"));
        assert_ne!(modern_id(cart, "0"), modern_id(cart, "1"));
        assert_eq!(modern_id(cart, "0").as_str().len(), 12);
        assert_eq!(legacy_id(cart, "OMS-0").as_str().len(), 36);
    }
}
