//! The list of a partner's customers, found by seeking: a page costs as much wherever it lies.

use super::super::{row, writer::Failure};
use crate::StoreError;
use domain::{
    customer::{Customer, CustomerEntry, CustomerFilter, CustomerPage, Position, Seek, fold},
    id::{CustomerId, MpnId, PartnerId},
};
use rusqlite::{Connection, Row, params, params_from_iter, types::Value};
use uuid::Uuid;

/// A page, in the order of the list.
pub(in crate::sqlite) fn page(
    connection: &Connection,
    partner: PartnerId,
    page: &CustomerPage,
) -> Result<Vec<CustomerEntry>, StoreError> {
    let mut sql = "SELECT customer, company_name, domain FROM customer_list WHERE owner = ?1".to_owned();
    let mut values: Vec<Value> = vec![row::key(partner.0).to_vec().into()];
    if let Some(filter) = &page.filter {
        narrow(filter, &mut sql, &mut values);
    }
    if let Seek::After(place) | Seek::Before(place) = &page.seek {
        let side = if page.seek.is_backwards() { '<' } else { '>' };
        let Position { name, customer } = place;
        values.extend([name.clone().into(), row::key(customer.0).to_vec().into()]);
        sql += &format!(" AND (name, customer) {side} (?{}, ?{})", values.len() - 1, values.len());
    }
    let order = if page.seek.is_backwards() { "DESC" } else { "ASC" };
    values.push(i64::try_from(page.most).unwrap_or(i64::MAX).into());
    sql += &format!(" ORDER BY name {order}, customer {order} LIMIT ?{}", values.len());
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut entries = Vec::new();
    while let Some(found) = rows.next()? {
        entries.push(entry(found)?);
    }
    if page.seek.is_backwards() {
        entries.reverse();
    }
    Ok(entries)
}

fn narrow(filter: &CustomerFilter, sql: &mut String, values: &mut Vec<Value>) {
    match filter {
        CustomerFilter::CompanyName(prefix) => begins_with("name", prefix, sql, values),
        CustomerFilter::Domain(prefix) => begins_with("domain", prefix, sql, values),
        CustomerFilter::IndirectReseller(resellers) => {
            let first = values.len() + 1;
            values.extend(resellers.iter().map(|reseller| Value::from(reseller.as_str().to_owned())));
            let places: Vec<_> = (first..=values.len()).map(|place| format!("?{place}")).collect();
            *sql += &format!(" AND reseller IN ({})", places.join(", "));
        }
    }
}

/// A range, so that an index finds it: from the prefix to the last text that begins with it.
fn begins_with(column: &str, prefix: &str, sql: &mut String, values: &mut Vec<Value>) {
    let prefix = fold(prefix);
    let end = format!("{prefix}{}", char::MAX);
    values.extend([prefix.into(), end.into()]);
    *sql += &format!(" AND {column} >= ?{} AND {column} < ?{}", values.len() - 1, values.len());
}

fn entry(row: &Row<'_>) -> Result<CustomerEntry, StoreError> {
    let domain: String = row.get(2)?;
    Ok(CustomerEntry {
        id: CustomerId(Uuid::from_bytes(row.get(0)?)),
        company_name: row.get(1)?,
        domain: Some(domain).filter(|domain| !domain.is_empty()),
    })
}

/// The row of a customer, as it is now; none once the relationship is over.
pub(super) fn replace(connection: &Connection, customer: &Customer) -> Result<(), Failure> {
    let mut delete = connection.prepare_cached("DELETE FROM customer_list WHERE owner = ?1 AND customer = ?2")?;
    delete.execute(params![row::key(customer.partner.0), row::key(customer.id.0)])?;
    insert(connection, customer)
}

pub(super) fn insert(connection: &Connection, customer: &Customer) -> Result<(), Failure> {
    if !customer.is_related_to(customer.partner) {
        return Ok(());
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO customer_list (owner, name, customer, company_name, domain, reseller) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    insert.execute(params![
        row::key(customer.partner.0),
        fold(&customer.name),
        row::key(customer.id.0),
        customer.name,
        customer.domain.as_deref().map(fold).unwrap_or_default(),
        customer.indirect_reseller.as_ref().map_or("", MpnId::as_str),
    ])?;
    Ok(())
}
