//! Applying one `Changes` inside the writer's transaction. The receipt goes first: a twin of an answered command must
//! learn of the answer, not of the version that the answer has moved.

use super::{cart, counter, job, order, receipt, subscription, writer::Failure};
use crate::Changes;
use rusqlite::Connection;

pub(super) fn changes(connection: &Connection, changes: Changes) -> Result<(), Failure> {
    let Changes { owner, carts, orders, subscriptions, jobs, uses, receipt } = changes;
    if let Some(receipt) = &receipt {
        receipt::keep(connection, owner, receipt)?;
    }
    for put in &carts {
        cart::write(connection, owner, put)?;
    }
    for put in &orders {
        order::write(connection, owner, put)?;
    }
    for subscription in &subscriptions {
        subscription::insert(connection, owner, subscription)?;
    }
    for change in &jobs {
        job::change(connection, owner, change)?;
    }
    for wanted in &uses {
        counter::take(connection, wanted)?;
    }
    Ok(())
}
