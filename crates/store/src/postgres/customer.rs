//! Customers, read and written, each with its row in the partner's list.

mod list;

pub(super) use list::page;

use super::{
    batch::{Batch, values},
    domain_name,
    failure::Guard,
    pool::Database,
    row::{self, Json},
};
use crate::{Changes, Put, StoreError, Version, Versioned, body};
use domain::{
    customer::{Customer, fold},
    id::CustomerId,
};

pub(super) const READ: &str = "SELECT version, format, body FROM customers WHERE owner = $1";

pub(super) async fn read(database: &Database, id: CustomerId) -> Result<Option<Versioned<Customer>>, StoreError> {
    database.row(READ, &[&id.0]).await?.map(|found| row::versioned(&found)).transpose()
}

fn write(batch: &mut Batch, put: &Put<Customer>) -> Result<(), StoreError> {
    let customer = &put.value;
    match put.replaces {
        None => insert(batch, customer),
        Some(version) => {
            let (now, next) = (row::version_column(version), row::version_column(version.next()));
            batch.guarded(
                Guard::Row,
                "WITH written AS (
                    UPDATE customers SET version = $3, format = $4, body = $5 WHERE owner = $1 AND version = $2 RETURNING 1
                 ) SELECT 1 / count(*) FROM written",
                values![customer.id.0, now, next, body::FORMAT, Json::of(customer)?],
            );
            list::replace(batch, customer);
            Ok(())
        }
    }
}

pub(super) fn insert(batch: &mut Batch, customer: &Customer) -> Result<(), StoreError> {
    batch.run(
        "INSERT INTO customers (owner, version, format, body) VALUES ($1, $2, $3, $4)",
        values![customer.id.0, row::version_column(Version::FIRST), body::FORMAT, Json::of(customer)?],
    );
    if let Some(domain) = &customer.domain {
        domain_name::insert(batch, &fold(domain), customer.id.0);
    }
    list::insert(batch, customer);
    Ok(())
}

/// How often the customer's orders and subscriptions were written: the sum of their versions, which only grows.
pub(super) async fn writes(database: &Database, owner: CustomerId) -> Result<u64, StoreError> {
    let sum = "SELECT (SELECT coalesce(sum(version), 0) FROM orders WHERE owner = $1)::BIGINT
                   + (SELECT coalesce(sum(version), 0) FROM subscriptions WHERE owner = $1)::BIGINT";
    let writes = database.row(sum, &[&owner.0]).await?.map(|found| row::column::<i64>(&found, 0)).transpose()?;
    Ok(u64::try_from(writes.unwrap_or_default()).unwrap_or_default())
}

/// Writes the customer, and fails unless it is at the version that was seen and nothing of it was written since.
///
/// Until the commit is over nobody else changes the customer: its row is held, by a write or by a lock that those share who
/// write other things of the same customer. What was written is counted once nobody can come in between.
pub(super) fn check(batch: &mut Batch, changes: &Changes) -> Result<(), StoreError> {
    let Changes { owner, customer_at, writes_seen, customer, .. } = changes;
    let written_at = customer.as_ref().and_then(|put| put.replaces);
    if let Some(version) = customer_at.filter(|version| Some(*version) != written_at) {
        batch.guarded(
            Guard::Row,
            "WITH held AS MATERIALIZED (
                SELECT 1 FROM customers WHERE owner = $1 AND version = $2 FOR SHARE
             ) SELECT 1 / count(*) FROM held",
            values![owner.0, row::version_column(version)],
        );
    }
    if let Some(put) = customer {
        write(batch, put)?;
    }
    let Some(seen) = writes_seen else { return Ok(()) };
    if customer.is_none() {
        batch.run("SELECT 1 FROM customers WHERE owner = $1 FOR UPDATE", values![owner.0]);
    }
    batch.guarded(
        Guard::Row,
        "SELECT 1 / (CASE WHEN (
            (SELECT coalesce(sum(version), 0) FROM orders WHERE owner = $1)
            + (SELECT coalesce(sum(version), 0) FROM subscriptions WHERE owner = $1)
         )::BIGINT = $2 THEN 1 ELSE 0 END)",
        values![owner.0, i64::try_from(*seen).unwrap_or(i64::MAX)],
    );
    Ok(())
}
