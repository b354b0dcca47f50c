//! Counters: moved within their limits, together with what uses them.

use super::fixture::{cart, owner};
use crate::{Changes, CommitError, Put, Store};
use domain::counter::{Counter, Use};
use std::sync::Arc;

fn seats(by: i64, most: i64) -> Use {
    Use { counter: Counter::seats(owner(1), "P", "S"), by, most: Some(most) }
}

fn using(uses: Vec<Use>) -> Changes {
    Changes { uses, ..Changes::of(owner(1)) }
}

async fn used(store: &impl Store) -> i64 {
    let counter = seats(0, 0).counter;
    store.usage(std::slice::from_ref(&counter)).await.expect("a read").of(&counter)
}

/// A counter moves up to its limit, and not beyond.
pub async fn a_counter_moves_within_its_limit(store: Arc<impl Store>) {
    assert_eq!(used(&*store).await, 0);
    let reached = store.commit(using(vec![seats(11, 10)])).await;
    assert!(matches!(reached, Err(CommitError::LimitReached(_))), "more than all of it at once");
    store.commit(using(vec![seats(4, 10), seats(6, 10)])).await.expect("all of it");
    let Err(CommitError::LimitReached(counter)) = store.commit(using(vec![seats(1, 10)])).await else {
        panic!("one too many must be refused");
    };
    assert_eq!((*counter, used(&*store).await), (seats(0, 0).counter, 10));
    store.commit(using(vec![seats(1, 11)])).await.expect("a limit that was raised");
    store.commit(using(vec![Use { most: None, ..seats(5, 0) }])).await.expect("no limit");
    assert_eq!(used(&*store).await, 16);
}

/// What is used stays unused when another part of the commit fails, and the other way round.
pub async fn a_counter_moves_with_its_commit_or_not_at_all(store: Arc<impl Store>) {
    let cart = cart(owner(1), 1);
    let both = |by| Changes { carts: vec![Put::new(cart.clone())], ..using(vec![seats(by, 10)]) };
    assert!(matches!(store.commit(both(11)).await, Err(CommitError::LimitReached(_))));
    assert_eq!(store.cart(owner(1), cart.id).await.expect("a read"), None);
    store.commit(both(1)).await.expect("within the limit");
    assert!(matches!(store.commit(both(1)).await, Err(CommitError::Conflict)), "the cart is there already");
    assert_eq!(used(&*store).await, 1);
}

/// Of many that want the last ones at the same moment, exactly as many get them as there are.
pub async fn many_takers_never_pass_a_limit(store: Arc<impl Store>) {
    let takers = (0..64).map(|_| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.commit(using(vec![seats(1, 10)])).await })
    });
    let mut served = 0;
    for taker in takers.collect::<Vec<_>>() {
        match taker.await.expect("an outcome") {
            Ok(()) => served += 1,
            Err(CommitError::LimitReached(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((served, used(&*store).await), (10, 10));
}
