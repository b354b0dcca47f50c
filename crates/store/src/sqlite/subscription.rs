//! Subscriptions, read and written. One for each order line: the unique key says so (P6).

use super::{row, writer::Failure};
use crate::{Put, StoreError, Versioned, body};
use domain::{
    id::{CustomerId, Owner, SubscriptionId},
    subscription::Subscription,
};
use rusqlite::{Connection, Row, params};

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

pub(super) fn read(
    connection: &Connection,
    owner: CustomerId,
    id: SubscriptionId,
) -> Result<Option<Versioned<Subscription>>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT version, format, body FROM subscriptions WHERE owner = ?1 AND id = ?2")?;
    let mut rows = statement.query(params![row::key(owner.0), row::key(id.0)])?;
    rows.next()?.map(versioned).transpose()
}

pub(super) fn read_all(connection: &Connection, owner: CustomerId) -> Result<Vec<Versioned<Subscription>>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT version, format, body FROM subscriptions WHERE owner = ?1 ORDER BY rowid")?;
    let mut rows = statement.query(params![row::key(owner.0)])?;
    let mut subscriptions = Vec::new();
    while let Some(found) = rows.next()? {
        subscriptions.push(versioned(found)?);
    }
    Ok(subscriptions)
}

fn versioned(row: &Row<'_>) -> Result<Versioned<Subscription>, StoreError> {
    Ok(Versioned { version: row::version(row.get(0)?), value: row::body(row, 1)? })
}

pub(super) fn write(connection: &Connection, owner: Owner, put: &Put<Subscription>) -> Result<(), Failure> {
    match put.replaces {
        None => insert(connection, owner, &put.value),
        Some(version) => {
            let update = "UPDATE subscriptions SET version = ?4, format = ?5, body = ?6
                          WHERE owner = ?1 AND id = ?2 AND version = ?3";
            let (owner, id) = (row::key(owner.0), row::key(put.value.id.0));
            row::replace(connection, update, (&owner, &id), version, &body::write(&put.value)?)
        }
    }
}

pub(super) fn insert(connection: &Connection, owner: Owner, subscription: &Subscription) -> Result<(), Failure> {
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
