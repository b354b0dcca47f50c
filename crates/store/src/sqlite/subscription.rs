//! Subscriptions, read and written. One for each order line: the unique key says so (P6).

use super::{row, writer::Failure};
use crate::{StoreError, body};
use domain::{
    id::{CustomerId, SubscriptionId},
    subscription::Subscription,
};
use rusqlite::{Connection, params};

pub(super) fn read_some(
    connection: &Connection,
    owner: CustomerId,
    ids: &[SubscriptionId],
) -> Result<Vec<Subscription>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT format, body FROM subscriptions WHERE owner = ?1 AND id = ?2")?;
    let mut subscriptions = Vec::new();
    for id in ids {
        let mut rows = statement.query(params![row::key(owner.0), row::key(id.0)])?;
        if let Some(found) = rows.next()? {
            subscriptions.push(row::body(found, 0)?);
        }
    }
    Ok(subscriptions)
}

pub(super) fn read_all(connection: &Connection, owner: CustomerId) -> Result<Vec<Subscription>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT format, body FROM subscriptions WHERE owner = ?1 ORDER BY rowid")?;
    let mut rows = statement.query(params![row::key(owner.0)])?;
    let mut subscriptions = Vec::new();
    while let Some(found) = rows.next()? {
        subscriptions.push(row::body(found, 0)?);
    }
    Ok(subscriptions)
}

pub(super) fn insert(connection: &Connection, owner: CustomerId, subscription: &Subscription) -> Result<(), Failure> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO subscriptions (owner, id, order_id, order_line, format, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let order_line = subscription.order_line.as_ref();
    insert.execute(params![
        row::key(owner.0),
        row::key(subscription.id.0),
        order_line.map(|line| line.order.as_str()),
        order_line.map(|line| line.line),
        body::FORMAT,
        body::write(subscription)?
    ])?;
    Ok(())
}
