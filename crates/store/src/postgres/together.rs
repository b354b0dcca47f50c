//! Reads that belong together, sent together: one round trip instead of one for each.

use super::{
    cart, counter, customer, partner,
    pool::{Database, Query},
    receipt, row, subscription,
};
use crate::{Ahead, StoreError, Wanted};
use domain::{
    cart::{Known, NeededSubscriptions, Needs},
    counter::{Counter, Usage},
    id::CustomerId,
};
use tokio_postgres::Row;
use uuid::Uuid;

/// What a request is about. A cart that it is not about is one that nobody has.
pub(super) async fn look_ahead(database: &Database, wanted: &Wanted) -> Result<Ahead, StoreError> {
    let Wanted { partner, customer, receipt, cart } = wanted;
    let digest = receipt.as_ref().map(receipt::digest);
    let cart = cart.map_or(Uuid::nil(), |id| id.0);
    let mut queries = vec![
        Query { sql: partner::READ, values: vec![&partner.0] },
        Query { sql: customer::READ, values: vec![&customer.0] },
        Query { sql: cart::READ, values: vec![&customer.0, &cart] },
    ];
    if let (Some(key), Some(digest)) = (receipt, &digest) {
        queries.push(Query { sql: receipt::READ, values: vec![&key.owner.0, &key.partner.0, digest] });
    }
    let found = database.rows_of(&queries).await?;
    let first = |at: usize| found.get(at).and_then(|rows: &Vec<Row>| rows.first());
    Ok(Ahead {
        partner: first(0).map(|row| row::body(row, 0)).transpose()?,
        customer: first(1).map(row::versioned).transpose()?,
        cart: first(2).map(row::versioned).transpose()?,
        receipt: first(3).zip(receipt.as_ref()).map(|(row, key)| receipt::kept(row, key)).transpose()?,
    })
}

/// What a decision needs to know.
pub(super) async fn known(database: &Database, customer: CustomerId, needs: &Needs) -> Result<Known, StoreError> {
    let named = named(needs);
    let keys = counter::keys(&needs.counters);
    let mut queries: Vec<_> = counter::queries(&keys).collect();
    match &needs.subscriptions {
        NeededSubscriptions::Named(none) if none.is_empty() => {}
        NeededSubscriptions::Named(_) => {
            queries.push(Query { sql: subscription::READ_SOME, values: vec![&customer.0, &named] });
        }
        NeededSubscriptions::All => queries.push(Query { sql: subscription::READ_ALL, values: vec![&customer.0] }),
    }
    let found = database.rows_of(&queries).await?;
    let subscriptions = found.get(keys.len()).map_or(&[][..], Vec::as_slice);
    let subscriptions = match &needs.subscriptions {
        NeededSubscriptions::Named(ids) => subscription::in_order(ids, subscriptions)?,
        NeededSubscriptions::All => subscription::values(subscriptions)?,
    };
    Ok(Known { subscriptions, used: counter::found(&needs.counters, &found)? })
}

fn named(needs: &Needs) -> Vec<Uuid> {
    match &needs.subscriptions {
        NeededSubscriptions::Named(ids) => ids.iter().map(|id| id.0).collect(),
        NeededSubscriptions::All => Vec::new(),
    }
}

/// What is used up of these counters.
pub(super) async fn usage(database: &Database, counters: &[Counter]) -> Result<Usage, StoreError> {
    let keys = counter::keys(counters);
    let queries: Vec<_> = counter::queries(&keys).collect();
    counter::found(counters, &database.rows_of(&queries).await?)
}
