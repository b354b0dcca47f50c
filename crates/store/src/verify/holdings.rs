//! What an owner has, as it lies in the rows: the columns as they are, the bodies as values.

use super::findings::{Check, Findings};
use crate::{
    Inspector, StoreError, body,
    inspect::{Cell, Columns, Record, Select},
};
use domain::{
    cart::Cart, customer::Customer, entitlement::Entitlement, order::Order, receipt::Answer, subscription::Subscription,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// Everything that is checked together.
#[derive(Default)]
pub(super) struct Holdings {
    pub(super) owner: Uuid,
    pub(super) customer: Option<CustomerRow>,
    pub(super) carts: Vec<CartRow>,
    pub(super) orders: Vec<OrderRow>,
    pub(super) subscriptions: Vec<SubscriptionRow>,
    pub(super) entitlements: Vec<EntitlementRow>,
    pub(super) jobs: Vec<JobRow>,
    pub(super) receipts: Vec<ReceiptRow>,
    pub(super) counters: Vec<CounterRow>,
}

pub(super) struct CustomerRow {
    pub(super) version: i64,
    pub(super) value: Customer,
}

pub(super) struct CartRow {
    pub(super) id: Uuid,
    pub(super) version: i64,
    pub(super) value: Cart,
    pub(super) gone_at: Option<i64>,
}

pub(super) struct OrderRow {
    pub(super) id: String,
    pub(super) alternate_id: String,
    pub(super) cart: Uuid,
    pub(super) order_group: String,
    pub(super) version: i64,
    pub(super) value: Order,
}

pub(super) struct SubscriptionRow {
    pub(super) id: Uuid,
    pub(super) order_id: Option<String>,
    pub(super) order_line: Option<i64>,
    pub(super) version: i64,
    pub(super) value: Subscription,
}

pub(super) struct EntitlementRow {
    pub(super) order_id: String,
    pub(super) order_line: i64,
    pub(super) value: Entitlement,
}

pub(super) struct JobRow {
    pub(super) order_id: String,
}

pub(super) struct ReceiptRow {
    pub(super) request_id: String,
    pub(super) command: String,
    /// What it is found by, where that is a column.
    pub(super) key: Option<Vec<u8>>,
}

pub(super) struct CounterRow {
    pub(super) name: String,
    pub(super) used: i64,
}

impl Holdings {
    /// Reads what an owner has at one instant. Rows that cannot be understood are noted and left out.
    pub(super) async fn read(inspector: &Inspector, owner: Uuid, findings: &mut Findings) -> Result<Self, StoreError> {
        let key = inspector.0.receipt_key();
        let receipts = format!("SELECT request_id, command, {key}, format, body FROM receipts WHERE owner = $1");
        let texts = [
            "SELECT version, format, body FROM customers WHERE owner = $1",
            "SELECT id, version, format, body, gone_at FROM carts WHERE owner = $1",
            "SELECT id, alternate_id, cart, order_group, version, format, body FROM orders WHERE owner = $1",
            "SELECT id, order_id, order_line, version, format, body FROM subscriptions WHERE owner = $1",
            "SELECT order_id, order_line, format, body FROM entitlements WHERE owner = $1",
            "SELECT order_id FROM jobs WHERE owner = $1",
            &receipts,
            "SELECT name, used FROM counters WHERE owner = $1",
        ];
        let selects = texts.map(|sql| Select { sql, values: vec![Cell::from(owner)] });
        let mut tables = inspector.0.read(&selects).await?.into_iter();
        let mut next = || tables.next().unwrap_or_default();
        Ok(Self {
            owner,
            customer: rows("customers", next(), customer, findings).into_iter().next(),
            carts: rows("carts", next(), cart, findings),
            orders: rows("orders", next(), order, findings),
            subscriptions: rows("subscriptions", next(), subscription, findings),
            entitlements: rows("entitlements", next(), entitlement, findings),
            jobs: rows("jobs", next(), job, findings),
            receipts: rows("receipts", next(), receipt, findings),
            counters: rows("counters", next(), counter, findings),
        })
    }
}

/// The rows of a table that can be understood; the others are noted.
pub(super) fn rows<T>(
    table: &str,
    records: Vec<Record>,
    read: impl Fn(&mut Columns) -> Result<T, StoreError>,
    findings: &mut Findings,
) -> Vec<T> {
    let mut values = Vec::new();
    for record in records {
        let row = named(table, record.first());
        match read(&mut Columns::of(record)) {
            Ok(value) => values.push(value),
            Err(error) => findings.note(Check::Bodies, row, error.to_string()),
        }
    }
    values
}

/// A row as it is told: by its first column, where that is an id.
fn named(table: &str, key: Option<&Cell>) -> String {
    let id = match key {
        Some(Cell::Bytes(bytes)) => Uuid::from_slice(bytes).ok().map(|id| id.to_string()),
        Some(Cell::Text(text)) => Some(text.clone()),
        _ => None,
    };
    id.map_or_else(|| table.to_owned(), |id| format!("{table} {id}"))
}

/// A body behind its format.
pub(super) fn value<T: DeserializeOwned>(columns: &mut Columns) -> Result<T, StoreError> {
    let format = columns.number()?;
    body::read(format, &columns.bytes()?)
}

fn customer(columns: &mut Columns) -> Result<CustomerRow, StoreError> {
    Ok(CustomerRow { version: columns.number()?, value: value(columns)? })
}

fn cart(columns: &mut Columns) -> Result<CartRow, StoreError> {
    Ok(CartRow {
        id: columns.id()?,
        version: columns.number()?,
        value: value(columns)?,
        gone_at: columns.optional_number()?,
    })
}

fn order(columns: &mut Columns) -> Result<OrderRow, StoreError> {
    Ok(OrderRow {
        id: columns.text()?,
        alternate_id: columns.text()?,
        cart: columns.id()?,
        order_group: columns.text()?,
        version: columns.number()?,
        value: value(columns)?,
    })
}

fn subscription(columns: &mut Columns) -> Result<SubscriptionRow, StoreError> {
    Ok(SubscriptionRow {
        id: columns.id()?,
        order_id: columns.optional_text()?,
        order_line: columns.optional_number()?,
        version: columns.number()?,
        value: value(columns)?,
    })
}

fn entitlement(columns: &mut Columns) -> Result<EntitlementRow, StoreError> {
    Ok(EntitlementRow { order_id: columns.text()?, order_line: columns.number()?, value: value(columns)? })
}

fn job(columns: &mut Columns) -> Result<JobRow, StoreError> {
    Ok(JobRow { order_id: columns.text()? })
}

fn receipt(columns: &mut Columns) -> Result<ReceiptRow, StoreError> {
    let row = ReceiptRow { request_id: columns.text()?, command: columns.text()?, key: columns.optional_bytes()? };
    value::<Answer>(columns)?;
    Ok(row)
}

fn counter(columns: &mut Columns) -> Result<CounterRow, StoreError> {
    Ok(CounterRow { name: columns.text()?, used: columns.number()? })
}

#[cfg(test)]
mod tests {
    use super::{Cell, Check, Findings, Uuid, cart, rows};
    use crate::verify::Verified;

    #[test]
    fn a_row_that_cannot_be_understood_is_noted_and_left_out() {
        let mut findings = Findings::new(9);
        let row = |format: i64, body: &str| {
            let body = Cell::Bytes(body.as_bytes().to_vec());
            vec![Uuid::from_u128(5).into(), 1.into(), format.into(), body, Cell::Nothing]
        };
        let short = vec![vec![Cell::from("x")]];
        for (records, seen) in [(vec![row(1, "{")], "EOF"), (vec![row(2, "{}")], "format 2"), (short, "\"x\"")] {
            assert!(rows("carts", records, cart, &mut findings).is_empty());
            let verified = &Verified::from(std::mem::replace(&mut findings, Findings::new(9)));
            let [found] = verified.violations.as_slice() else { panic!("{verified:?}") };
            assert!(found.check == Check::Bodies && found.what.contains(seen), "{found:?}");
            assert!(found.row.starts_with("carts "), "{found:?}");
        }
    }
}
