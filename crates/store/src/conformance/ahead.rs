//! Reads that belong together find what each finds alone.

use super::fixture::{at, cart, customer, owner, partner, subscription};
use crate::{Changes, Put, Store, Wanted};
use domain::{
    cart::{NeededSubscriptions, Needs},
    counter::{Counter, Use},
    fault::{Fault, FaultKind},
    id::{CartId, CustomerId, SubscriptionId},
    receipt::{Answer, Receipt, ReceiptKey},
};
use std::sync::Arc;
use uuid::Uuid;

fn key(owner: CustomerId, request_id: &str) -> ReceiptKey {
    ReceiptKey {
        owner: owner.into(),
        partner: partner(),
        request_id: request_id.to_owned(),
        command: "POST /carts".to_owned(),
    }
}

/// What is there is found, what is not is not, whoever asks for it.
pub async fn what_is_read_together_is_what_is_read_alone(store: Arc<impl Store>) {
    let seats = Counter::seats(owner(1), "P", "S");
    let answer = Answer::Refused(Fault::new(FaultKind::CartIdNotFound));
    let receipt = Receipt { key: key(owner(1), "r"), fingerprint: "f".to_owned(), answered: at(1), answer };
    let changes = Changes {
        customer: Some(Put::new(customer(1, "Fabrikam"))),
        carts: vec![Put::new(cart(owner(1), 1))],
        subscriptions: vec![Put::new(subscription(0, 2)), Put::new(subscription(1, 1))],
        uses: vec![Use { counter: seats.clone(), by: 7, most: None }],
        receipt: Some(receipt),
        ..Changes::of(owner(1))
    };
    store.commit(changes).await.expect("a commit");
    for customer in [owner(1), owner(2)] {
        look_ahead(&*store, customer).await;
        know(&*store, customer, &seats).await;
    }
}

async fn look_ahead(store: &impl Store, customer: CustomerId) {
    let there = cart(owner(1), 1).id;
    for (request_id, id) in
        [(Some("r"), Some(there)), (None, Some(there)), (Some("s"), Some(CartId(Uuid::nil()))), (Some("r"), None)]
    {
        let receipt = request_id.map(|request_id| key(customer, request_id));
        let wanted = Wanted { partner: partner(), customer, receipt: receipt.clone(), cart: id };
        let ahead = store.look_ahead(&wanted).await.expect("a read");
        assert_eq!(ahead.partner, None);
        assert_eq!(ahead.customer, store.customer(customer).await.expect("a read"));
        let kept = match &receipt {
            Some(key) => store.receipt(key).await.expect("a read"),
            None => None,
        };
        assert_eq!(ahead.receipt, kept, "{wanted:?}");
        let found = match id {
            Some(id) => store.cart(customer, id).await.expect("a read"),
            None => None,
        };
        assert_eq!(ahead.cart, found, "{wanted:?}");
        let (is_there, is_kept) = (found.is_some(), kept.is_some());
        assert_eq!(is_there, customer == owner(1) && id == Some(there));
        assert_eq!(is_kept, customer == owner(1) && request_id == Some("r"));
    }
}

async fn know(store: &impl Store, customer: CustomerId, seats: &Counter) {
    let others = Counter::credit(partner());
    let named = |ids: &[SubscriptionId]| NeededSubscriptions::Named(ids.to_vec());
    let (first, second) = (subscription(1, 1), subscription(0, 2));
    let nobody = SubscriptionId(Uuid::nil());
    for (subscriptions, expected) in [
        (named(&[]), vec![]),
        (named(&[nobody]), vec![]),
        (named(&[first.id, nobody, second.id]), vec![first.clone(), second.clone()]),
        (NeededSubscriptions::All, vec![second, first]),
    ] {
        for counters in [vec![], vec![others.clone(), seats.clone()]] {
            let needs = Needs { subscriptions: subscriptions.clone(), counters };
            let known = store.known(customer, &needs).await.expect("a read");
            let owned = if customer == owner(1) { expected.clone() } else { Vec::new() };
            assert_eq!(known.subscriptions, owned, "{needs:?}");
            assert_eq!(known.used, store.usage(&needs.counters).await.expect("a read"));
            assert_eq!(known.used.of(seats), if needs.counters.is_empty() { 0 } else { 7 });
        }
    }
}
