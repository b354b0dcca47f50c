//! Customers: their versions, and the list of a partner's, page by page.

use super::fixture::{cart, customer, order, owner, partner, subscription};
use crate::{Changes, CommitError, Put, Store, Version};
use domain::{
    customer::{Customer, CustomerEntry, CustomerFilter, CustomerPage, Relationship, Seek},
    id::{MpnId, PartnerId},
    subscription::{Subscription, SubscriptionStatus},
};
use std::sync::Arc;
use uuid::Uuid;

async fn put(store: &impl Store, put: Put<Customer>) -> Result<(), CommitError> {
    let owner = put.value.id;
    store.commit(Changes { customer: Some(put), ..Changes::of(owner) }).await
}

async fn listed(store: &impl Store, filter: Option<CustomerFilter>, seek: Seek, most: usize) -> Vec<CustomerEntry> {
    store.customers(partner(), &CustomerPage { filter, seek, most }).await.expect("a page")
}

fn names(entries: &[CustomerEntry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.company_name.as_str()).collect()
}

/// A customer is replaced only at the version that was read, and what is decided on a version holds only there.
pub async fn a_customer_is_replaced_at_its_version(store: Arc<impl Store>) {
    let first = customer(1, "Fabrikam");
    put(&*store, Put::new(first.clone())).await.expect("the first");
    assert!(matches!(put(&*store, Put::new(first.clone())).await, Err(CommitError::Conflict)));
    let renamed = Customer { name: "Northwind".to_owned(), ..first.clone() };
    put(&*store, Put::replacing(renamed.clone(), Version::FIRST)).await.expect("the second");
    assert!(matches!(put(&*store, Put::replacing(first, Version::FIRST)).await, Err(CommitError::Conflict)));
    let read = store.customer(owner(1)).await.expect("a read").expect("the customer");
    assert_eq!((read.value, read.version), (renamed, Version::FIRST.next()));
    let decided = |at| Changes { customer_at: Some(at), ..Changes::of(owner(1)) };
    assert!(matches!(store.commit(decided(Version::FIRST)).await, Err(CommitError::Conflict)));
    store.commit(decided(Version::FIRST.next())).await.expect("the version that is there");
}

/// What is decided on everything that a customer has holds only as long as nothing of it is written.
pub async fn what_is_decided_on_all_of_a_customer_holds_for_that(store: Arc<impl Store>) {
    put(&*store, Put::new(customer(1, "Fabrikam"))).await.expect("a customer");
    let decided = |seen| Changes { writes_seen: Some(seen), ..Changes::of(owner(1)) };
    let mut seen = store.writes(owner(1)).await.expect("a read");
    store.commit(decided(seen)).await.expect("nothing yet");
    let ordered = order(&cart(owner(1), 1), "0");
    let owned = subscription(0, 1);
    let suspended = Subscription { status: SubscriptionStatus::Suspended, ..owned.clone() };
    for changes in [
        Changes { orders: vec![Put::new(ordered.clone())], ..Changes::of(owner(1)) },
        Changes { subscriptions: vec![Put::new(owned)], ..Changes::of(owner(1)) },
        Changes { orders: vec![Put::replacing(ordered, Version::FIRST)], ..Changes::of(owner(1)) },
        Changes { subscriptions: vec![Put::replacing(suspended, Version::FIRST)], ..Changes::of(owner(1)) },
    ] {
        store.commit(changes).await.expect("a change");
        assert!(matches!(store.commit(decided(seen)).await, Err(CommitError::Conflict)));
        seen = store.writes(owner(1)).await.expect("a read");
        store.commit(decided(seen)).await.expect("what is there now");
    }
    let of_another = Changes { orders: vec![Put::new(order(&cart(owner(2), 1), "0"))], ..Changes::of(owner(2)) };
    store.commit(of_another).await.expect("another customer's");
    store.commit(decided(seen)).await.expect("what others do says nothing");
}

/// The list is in the order of the names, without case; pages meet without a gap, in both directions.
pub async fn the_list_is_paged_in_both_directions(store: Arc<impl Store>) {
    for (n, name) in ["delta", "Alpha", "charlie", "Bravo", "bravo"].into_iter().enumerate() {
        put(&*store, Put::new(customer(n as u128, name))).await.expect("a customer");
    }
    let all = listed(&*store, None, Seek::First, 10).await;
    assert_eq!(names(&all), ["Alpha", "Bravo", "bravo", "charlie", "delta"]);
    let first = listed(&*store, None, Seek::First, 2).await;
    let second = listed(&*store, None, Seek::After(first[1].position()), 2).await;
    let third = listed(&*store, None, Seek::After(second[1].position()), 2).await;
    assert_eq!([first.clone(), second.clone(), third.clone()].concat(), all);
    assert_eq!(listed(&*store, None, Seek::Before(second[0].position()), 2).await, first);
    assert_eq!(listed(&*store, None, Seek::Last, 2).await, all[3..]);
    assert_eq!(listed(&*store, None, Seek::After(third[0].position()), 2).await, []);
    let of_nobody = CustomerPage { filter: None, seek: Seek::First, most: 10 };
    let others = store.customers(PartnerId(Uuid::from_u128(8)), &of_nobody).await.expect("a page");
    assert_eq!(others, [], "another partner's list");
}

/// The list shows what a customer is now, and nobody whose relationship is over.
pub async fn the_list_is_narrowed_and_follows_its_customers(store: Arc<impl Store>) {
    for (n, name, reseller) in [(1, "Contoso", "1"), (2, "CONTINENTAL", "2"), (3, "Fabrikam", "1")] {
        let reseller = MpnId::parse(reseller);
        put(&*store, Put::new(Customer { indirect_reseller: reseller, ..customer(n, name) })).await.expect("one");
    }
    let reseller = |id| CustomerFilter::IndirectReseller(MpnId::parse(id).into_iter().collect());
    for (filter, found) in [
        (CustomerFilter::CompanyName("cont".to_owned()), vec!["CONTINENTAL", "Contoso"]),
        (CustomerFilter::CompanyName("CONTO".to_owned()), vec!["Contoso"]),
        (CustomerFilter::CompanyName("toso".to_owned()), vec![]),
        (CustomerFilter::CompanyName("%".to_owned()), vec![]),
        (CustomerFilter::Domain("fabrikam3.ON".to_owned()), vec!["Fabrikam"]),
        (reseller("1"), vec!["Contoso", "Fabrikam"]),
        (CustomerFilter::IndirectReseller(Vec::new()), vec![]),
    ] {
        assert_eq!(names(&listed(&*store, Some(filter.clone()), Seek::First, 9).await), found, "{filter:?}");
        assert_eq!(names(&listed(&*store, Some(filter.clone()), Seek::Last, 9).await), found, "{filter:?}");
    }
    let renamed = Customer { name: "Zava".to_owned(), ..customer(1, "Contoso") };
    put(&*store, Put::replacing(renamed.clone(), Version::FIRST)).await.expect("a change");
    assert_eq!(names(&listed(&*store, None, Seek::First, 9).await), ["CONTINENTAL", "Fabrikam", "Zava"]);
    let gone = Customer { relationship: Relationship::None, ..renamed };
    put(&*store, Put::replacing(gone, Version(2))).await.expect("the end");
    assert_eq!(names(&listed(&*store, None, Seek::First, 9).await), ["CONTINENTAL", "Fabrikam"]);
    assert!(store.customer(owner(1)).await.expect("a read").is_some(), "it is kept");
}
