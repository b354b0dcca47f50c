//! Receipts: kept with the effect, and in its place when the command comes again.

use super::fixture::{at, cart, owner, partner};
use crate::{Changes, CommitError, Put, Store};
use domain::{
    Timestamp,
    fault::{Fault, FaultKind},
    receipt::{Answer, KEPT_FOR, Receipt, ReceiptKey},
};
use std::sync::Arc;

fn key() -> ReceiptKey {
    ReceiptKey {
        owner: owner(1).into(),
        partner: partner(),
        request_id: "r".to_owned(),
        command: "POST /carts".to_owned(),
    }
}

fn receipt(answered: Timestamp, fault: FaultKind) -> Receipt {
    Receipt { key: key(), fingerprint: "f".to_owned(), answered, answer: Answer::Refused(Fault::new(fault)) }
}

fn keeping(receipt: Receipt) -> Changes {
    Changes { receipt: Some(receipt), ..Changes::of(owner(1)) }
}

/// A receipt is there exactly when its effect is.
pub async fn a_receipt_is_kept_with_its_effect(store: Arc<impl Store>) {
    let cart = cart(owner(1), 1);
    let kept =
        Receipt { answer: Answer::CartCreated(Box::new(cart.clone())), ..receipt(at(0), FaultKind::InvalidInput) };
    let changes = Changes { carts: vec![Put::new(cart.clone())], ..keeping(kept.clone()) };
    store.commit(changes).await.expect("a commit");
    assert_eq!(store.receipt(&key()).await.expect("a read"), Some(kept));

    let other = ReceiptKey { request_id: "s".to_owned(), ..key() };
    let failing = Receipt { key: other.clone(), ..receipt(at(0), FaultKind::InvalidInput) };
    let changes = Changes { carts: vec![Put::new(cart)], ..keeping(failing) };
    assert!(matches!(store.commit(changes).await, Err(CommitError::Conflict)));
    assert_eq!(store.receipt(&other).await.expect("a read"), None, "the effect failed");
}

/// The second of two twins learns what the first was answered, and writes nothing.
pub async fn the_second_receipt_learns_of_the_first(store: Arc<impl Store>) {
    let first = receipt(at(0), FaultKind::InvalidInput);
    store.commit(keeping(first.clone())).await.expect("the first");
    let cart = cart(owner(1), 1);
    let second = receipt(at(1), FaultKind::CartIdNotFound);
    let changes = Changes { carts: vec![Put::new(cart.clone())], ..keeping(second) };
    match store.commit(changes).await {
        Err(CommitError::Duplicate(kept)) => assert_eq!(*kept, first),
        other => panic!("expected the first receipt, got {other:?}"),
    }
    assert_eq!(store.cart(owner(1), cart.id).await.expect("a read"), None);
}

/// A receipt whose time is over makes way for a new one.
pub async fn an_old_receipt_gives_way(store: Arc<impl Store>) {
    store.commit(keeping(receipt(at(0), FaultKind::InvalidInput))).await.expect("the first");
    let later = receipt(at(0).plus(KEPT_FOR), FaultKind::CartIdNotFound);
    store.commit(keeping(later.clone())).await.expect("the second");
    assert_eq!(store.receipt(&key()).await.expect("a read"), Some(later));
}

/// Housekeeping drops what is too old, and nothing else.
pub async fn old_receipts_are_forgotten(store: Arc<impl Store>) {
    for (n, seconds) in [(1, 0), (2, 10), (3, 20)] {
        let key = ReceiptKey { request_id: format!("r{n}"), ..key() };
        let receipt = Receipt { key, ..receipt(at(seconds), FaultKind::InvalidInput) };
        store.commit(keeping(receipt)).await.expect("a receipt");
    }
    assert_eq!(store.forget_receipts(at(15), 10).await.expect("housekeeping"), 2);
    let kept = ReceiptKey { request_id: "r3".to_owned(), ..key() };
    assert!(store.receipt(&kept).await.expect("a read").is_some());
}
