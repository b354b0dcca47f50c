//! Guards: versions, unique keys, and commits that happen whole.

use super::fixture::{at, cart, order, owner};
use crate::{Changes, CommitError, Put, Store, Version};
use domain::id::OrderId;
use std::sync::Arc;

/// A row that is new must not be there yet.
pub async fn a_new_row_must_not_be_there_yet(store: Arc<impl Store>) {
    let (owner, cart) = (owner(1), cart(owner(1), 1));
    let changes = Changes { carts: vec![Put::new(cart.clone())], ..Changes::of(owner) };
    store.commit(changes.clone()).await.expect("the first");
    assert!(matches!(store.commit(changes).await, Err(CommitError::Conflict)));
    let read = store.cart(owner, cart.id).await.expect("a read").expect("the cart");
    assert_eq!((read.value, read.version), (cart, Version::FIRST));
}

/// A row is replaced only at the version that was read.
pub async fn a_replaced_row_must_be_at_its_version(store: Arc<impl Store>) {
    let (owner, mut cart) = (owner(1), cart(owner(1), 1));
    let put = |put| Changes { carts: vec![put], ..Changes::of(owner) };
    assert!(matches!(
        store.commit(put(Put::replacing(cart.clone(), Version::FIRST))).await,
        Err(CommitError::Conflict)
    ));
    store.commit(put(Put::new(cart.clone()))).await.expect("the first");
    cart.last_modified = at(5);
    store.commit(put(Put::replacing(cart.clone(), Version::FIRST))).await.expect("the second");
    let stale = store.commit(put(Put::replacing(cart.clone(), Version::FIRST))).await;
    assert!(matches!(stale, Err(CommitError::Conflict)));
    let read = store.cart(owner, cart.id).await.expect("a read").expect("the cart");
    assert_eq!((read.value.last_modified, read.version), (at(5), Version::FIRST.next()));
}

/// When one guard fails, nothing of the commit stays.
pub async fn a_commit_is_all_or_nothing(store: Arc<impl Store>) {
    let (owner, first, second) = (owner(1), cart(owner(1), 1), cart(owner(1), 2));
    let changes = Changes {
        carts: vec![Put::new(first.clone()), Put::replacing(second, Version::FIRST)],
        orders: vec![Put::new(order(&first, "0"))],
        ..Changes::of(owner)
    };
    assert!(matches!(store.commit(changes).await, Err(CommitError::Conflict)));
    assert_eq!(store.cart(owner, first.id).await.expect("a read"), None);
    assert_eq!(store.orders(owner).await.expect("a read"), Vec::new());
}

/// A cart's order group has one order, whatever id a second one comes with.
pub async fn one_order_for_a_cart_and_group(store: Arc<impl Store>) {
    let (owner, cart) = (owner(1), cart(owner(1), 1));
    let put = |order| Changes { orders: vec![Put::new(order)], ..Changes::of(owner) };
    store.commit(put(order(&cart, "0"))).await.expect("the first");
    let mut twin = order(&cart, "0");
    twin.id = OrderId::new("another");
    twin.alternate_id = OrderId::new("another");
    assert!(matches!(store.commit(put(twin)).await, Err(CommitError::Conflict)));
    store.commit(put(order(&cart, "1"))).await.expect("another group");
    assert_eq!(store.orders(owner).await.expect("a read").len(), 2);
}

/// An order is found by its id and by its alternate id, in any case.
pub async fn orders_are_found_by_both_ids(store: Arc<impl Store>) {
    let (owner, cart) = (owner(1), cart(owner(1), 1));
    let mut order = order(&cart, "0");
    order.alternate_id = OrderId::new("0a3624c6e47d");
    let changes = Changes { orders: vec![Put::new(order.clone())], ..Changes::of(owner) };
    store.commit(changes).await.expect("a commit");
    for id in [order.id.as_str(), "0a3624c6e47d", "0A3624C6E47D"] {
        let read = store.order(owner, &OrderId::new(id)).await.expect("a read");
        assert_eq!(read.map(|read| read.value).as_ref(), Some(&order), "{id}");
    }
    assert_eq!(store.order(owner, &OrderId::new("nothing")).await.expect("a read"), None);
}

/// What one customer owns, another does not see.
pub async fn rows_are_found_by_their_owner_only(store: Arc<impl Store>) {
    let (mine, theirs) = (owner(1), owner(2));
    let cart = cart(mine, 1);
    let changes =
        Changes { carts: vec![Put::new(cart.clone())], orders: vec![Put::new(order(&cart, "0"))], ..Changes::of(mine) };
    store.commit(changes).await.expect("a commit");
    assert_eq!(store.cart(theirs, cart.id).await.expect("a read"), None);
    assert_eq!(store.order(theirs, &order(&cart, "0").id).await.expect("a read"), None);
    assert_eq!(store.orders(theirs).await.expect("a read"), Vec::new());
}

/// Many writers on one row: as many succeed as the version says, and none is lost.
pub async fn concurrent_writers_lose_nothing(store: Arc<impl Store>) {
    let (owner, cart) = (owner(1), cart(owner(1), 1));
    store.commit(Changes { carts: vec![Put::new(cart.clone())], ..Changes::of(owner) }).await.expect("the first");
    let writers: Vec<_> = (0..32)
        .map(|_| {
            let (store, cart) = (Arc::clone(&store), cart.clone());
            tokio::spawn(async move {
                let put = Put::replacing(cart, Version::FIRST);
                store.commit(Changes { carts: vec![put], ..Changes::of(owner) }).await.is_ok()
            })
        })
        .collect();
    let mut won = 0;
    for writer in writers {
        won += u32::from(writer.await.expect("no panic"));
    }
    assert_eq!(won, 1, "of 32 writers on one version");
}
