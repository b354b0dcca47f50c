//! Applying one `Changes` inside the writer's transaction. The receipt goes first: a twin of an answered command must
//! learn of the answer, not of the version that the answer has moved.

use super::{cart, counter, customer, entitlement, job, order, receipt, subscription, writer::Failure};
use crate::Changes;
use rusqlite::Connection;

pub(super) fn changes(connection: &Connection, changes: Changes) -> Result<(), Failure> {
    let Changes {
        owner,
        customer_at,
        writes_seen,
        customer,
        carts,
        orders,
        subscriptions,
        entitlements,
        revoked,
        jobs,
        uses,
        receipt,
    } = changes;
    if let Some(receipt) = &receipt {
        receipt::keep(connection, receipt)?;
    }
    customer::check(connection, owner, customer_at, writes_seen)?;
    if let Some(put) = &customer {
        customer::write(connection, put)?;
    }
    for put in &carts {
        cart::write(connection, owner, put)?;
    }
    for put in &orders {
        order::write(connection, owner, put)?;
    }
    for put in &subscriptions {
        subscription::write(connection, owner, put)?;
    }
    for entitlement in &entitlements {
        entitlement::insert(connection, owner, entitlement)?;
    }
    for order_line in &revoked {
        entitlement::revoke(connection, owner, order_line)?;
    }
    for change in &jobs {
        job::change(connection, owner, change)?;
    }
    for wanted in &uses {
        counter::take(connection, wanted)?;
    }
    Ok(())
}
