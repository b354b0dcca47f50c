//! Carts: dropped when their time is over, unless they were ordered.

use super::fixture::{at, cart, owner};
use crate::{Changes, Put, Store, Version};
use domain::cart::{Cart, CartStatus};
use std::sync::Arc;

fn writing(put: Put<Cart>) -> Changes {
    Changes { carts: vec![put], ..Changes::of(owner(1)) }
}

/// At the instant and not before, some at a time, and never one that is ordered.
pub async fn expired_carts_are_forgotten_and_ordered_ones_stay(store: Arc<impl Store>) {
    let expiring = |n: u128, seconds: u64| Cart { expires: at(seconds), ..cart(owner(1), n) };
    let carts = [expiring(1, 10), expiring(2, 20), expiring(3, 30), expiring(4, 10)];
    for cart in &carts {
        store.commit(writing(Put::new(cart.clone()))).await.expect("a cart");
    }
    let ordered = Cart { status: CartStatus::Ordered, ..carts[3].clone() };
    store.commit(writing(Put::replacing(ordered, Version::FIRST))).await.expect("a checkout");

    assert_eq!(store.forget_carts(at(10), 10).await.expect("housekeeping"), 0, "not before its instant is over");
    assert_eq!(store.forget_carts(at(21), 1).await.expect("housekeeping"), 1, "one at a time");
    assert_eq!(store.forget_carts(at(21), 10).await.expect("housekeeping"), 1);
    let mut left = Vec::new();
    for cart in &carts {
        left.push(store.cart(owner(1), cart.id).await.expect("a read").is_some());
    }
    assert_eq!(left, [false, false, true, true], "the third has time, the fourth is ordered");
}
