//! What provisioning leaves behind: one subscription or entitlement for each order line, found by its owner.

use super::fixture::{at, entitlement, order_line, owner, subscription};
use crate::{Changes, CommitError, Put, Store, Version, Versioned};
use domain::subscription::Subscription;
use std::sync::Arc;

/// An order line has one subscription and one entitlement at most, whatever a second one says of itself.
pub async fn an_order_line_leaves_one_of_each(store: Arc<impl Store>) {
    let subscribed =
        |line, id| Changes { subscriptions: vec![Put::new(subscription(line, id))], ..Changes::of(owner(1)) };
    let entitled = |line| Changes { entitlements: vec![entitlement(line)], ..Changes::of(owner(1)) };
    store.commit(subscribed(0, 1)).await.expect("the first");
    store.commit(entitled(1)).await.expect("the first");
    for twin in [subscribed(0, 2), entitled(1)] {
        assert!(matches!(store.commit(twin).await, Err(CommitError::Conflict)));
    }
    store.commit(subscribed(2, 2)).await.expect("another line");
    store.commit(entitled(3)).await.expect("another line");
    let left = store.entitlements(owner(1)).await.expect("a read");
    assert_eq!(left, [entitlement(1), entitlement(3)], "oldest first");
}

/// When an entitlement is in the way, nothing of the commit stays.
pub async fn an_entitlement_is_left_with_its_commit_or_not_at_all(store: Arc<impl Store>) {
    store.commit(Changes { entitlements: vec![entitlement(0)], ..Changes::of(owner(1)) }).await.expect("the first");
    let half = Changes {
        subscriptions: vec![Put::new(subscription(1, 1))],
        entitlements: vec![entitlement(2), entitlement(0)],
        ..Changes::of(owner(1))
    };
    assert!(matches!(store.commit(half).await, Err(CommitError::Conflict)));
    assert_eq!(store.entitlements(owner(1)).await.expect("a read"), [entitlement(0)]);
    assert_eq!(store.all_subscriptions(owner(1)).await.expect("a read"), []);
}

/// All subscriptions of a customer, oldest first, with those that no order of this store has made; nobody else's.
pub async fn a_customer_has_its_own_subscriptions_only(store: Arc<impl Store>) {
    let unordered = Subscription { order_line: None, created: at(9), ..subscription(0, 7) };
    let mine = vec![subscription(0, 3), subscription(1, 1), unordered];
    let theirs = vec![Subscription { order_line: Some(order_line(0)), ..subscription(0, 2) }];
    for (owner, subscriptions) in [(owner(1), &mine), (owner(2), &theirs)] {
        let changes =
            Changes { subscriptions: subscriptions.iter().cloned().map(Put::new).collect(), ..Changes::of(owner) };
        store.commit(changes).await.expect("a commit");
    }
    let new = |made: &[Subscription]| -> Vec<_> {
        made.iter().cloned().map(|value| Versioned { value, version: Version::FIRST }).collect()
    };
    assert_eq!(store.all_subscriptions(owner(1)).await.expect("a read"), new(&mine));
    assert_eq!(store.all_subscriptions(owner(2)).await.expect("a read"), new(&theirs));
    assert_eq!(store.all_subscriptions(owner(3)).await.expect("a read"), []);
    let named = store.subscriptions(owner(1), &[theirs[0].id, mine[1].id]).await.expect("a read");
    assert_eq!(named, [mine[1].clone()]);
    assert_eq!(store.entitlements(owner(2)).await.expect("a read"), []);
}

/// A subscription is replaced only at the version that was read, keeps its place among the others, and is found by its
/// owner only.
pub async fn a_subscription_is_replaced_at_its_version(store: Arc<impl Store>) {
    let made = [subscription(0, 2), subscription(1, 1)];
    let subscriptions = made.iter().cloned().map(Put::new).collect();
    store.commit(Changes { subscriptions, ..Changes::of(owner(1)) }).await.expect("the first");
    let renamed = Subscription { friendly_name: "Another name".to_owned(), ..made[0].clone() };
    let replace = |owner, version| Changes {
        subscriptions: vec![Put::replacing(renamed.clone(), version)],
        ..Changes::of(owner)
    };
    store.commit(replace(owner(1), Version::FIRST)).await.expect("the second");
    for stale in [replace(owner(1), Version::FIRST), replace(owner(2), Version::FIRST.next())] {
        assert!(matches!(store.commit(stale).await, Err(CommitError::Conflict)));
    }
    let found = store.subscription(owner(1), renamed.id).await.expect("a read").expect("the subscription");
    assert_eq!(found, Versioned { value: renamed.clone(), version: Version::FIRST.next() });
    let all = store.all_subscriptions(owner(1)).await.expect("a read");
    assert_eq!(all.into_iter().map(|found| found.value).collect::<Vec<_>>(), [renamed.clone(), made[1].clone()]);
    assert_eq!(store.subscription(owner(2), renamed.id).await.expect("a read"), None);
}
