//! The list of a partner's customers, found by seeking: a page costs as much wherever it lies.

use super::super::{
    batch::{Batch, values},
    pool::{Database, Value},
    row,
};
use crate::StoreError;
use domain::{
    customer::{Customer, CustomerEntry, CustomerFilter, CustomerPage, Position, Seek, fold},
    id::{CustomerId, MpnId, PartnerId},
};
use tokio_postgres::Row;
use uuid::Uuid;

/// A page, in the order of the list.
pub(in crate::postgres) async fn page(
    database: &Database,
    partner: PartnerId,
    page: &CustomerPage,
) -> Result<Vec<CustomerEntry>, StoreError> {
    let mut query = Query {
        sql: "SELECT customer, company_name, domain FROM customer_list WHERE owner = $1".to_owned(),
        values: vec![Box::new(partner.0)],
    };
    if let Some(filter) = &page.filter {
        query.narrow(filter);
    }
    query.seek(&page.seek, page.most);
    let values: Vec<Value<'_>> = query.values.iter().map(|value| -> Value<'_> { &**value }).collect();
    let rows = database.rows(&query.sql, &values).await?;
    let mut entries: Vec<_> = rows.iter().map(entry).collect::<Result<_, _>>()?;
    if page.seek.is_backwards() {
        entries.reverse();
    }
    Ok(entries)
}

struct Query {
    sql: String,
    values: Vec<super::super::batch::Owned>,
}

impl Query {
    /// The place of a further value.
    fn place(&mut self, value: impl tokio_postgres::types::ToSql + Send + Sync + 'static) -> String {
        self.values.push(Box::new(value));
        format!("${}", self.values.len())
    }

    fn narrow(&mut self, filter: &CustomerFilter) {
        match filter {
            CustomerFilter::CompanyName(prefix) => self.begins_with("name", prefix),
            CustomerFilter::Domain(prefix) => self.begins_with("domain", prefix),
            CustomerFilter::IndirectReseller(resellers) => {
                let resellers: Vec<String> = resellers.iter().map(|reseller| reseller.as_str().to_owned()).collect();
                let place = self.place(resellers);
                self.sql += &format!(" AND reseller = ANY({place})");
            }
        }
    }

    /// A range, so that an index finds it: from the prefix to the last text that begins with it.
    fn begins_with(&mut self, column: &str, prefix: &str) {
        let prefix = row::text(&fold(prefix));
        let end = format!("{prefix}{}", char::MAX);
        let (first, last) = (self.place(prefix), self.place(end));
        self.sql += &format!(" AND {column} >= {first} AND {column} < {last}");
    }

    fn seek(&mut self, seek: &Seek, most: usize) {
        if let Seek::After(place) | Seek::Before(place) = seek {
            let side = if seek.is_backwards() { '<' } else { '>' };
            let Position { name, customer } = place;
            let (name, customer) = (self.place(row::text(name)), self.place(customer.0));
            self.sql += &format!(" AND (name, customer) {side} ({name}, {customer})");
        }
        let order = if seek.is_backwards() { "DESC" } else { "ASC" };
        let most = self.place(row::limit(most));
        self.sql += &format!(" ORDER BY name {order}, customer {order} LIMIT {most}");
    }
}

fn entry(found: &Row) -> Result<CustomerEntry, StoreError> {
    let domain: String = row::column(found, 2)?;
    Ok(CustomerEntry {
        id: CustomerId(row::column::<Uuid>(found, 0)?),
        company_name: row::column(found, 1)?,
        domain: Some(domain).filter(|domain| !domain.is_empty()),
    })
}

/// The row of a customer, as it is now; none once the relationship is over.
pub(super) fn replace(batch: &mut Batch, customer: &Customer) {
    let delete = "DELETE FROM customer_list WHERE owner = $1 AND customer = $2";
    batch.run(delete, values![customer.partner.0, customer.id.0]);
    insert(batch, customer);
}

pub(super) fn insert(batch: &mut Batch, customer: &Customer) {
    if !customer.is_related_to(customer.partner) {
        return;
    }
    batch.run(
        "INSERT INTO customer_list (owner, name, customer, company_name, domain, reseller)
         VALUES ($1, $2, $3, $4, $5, $6)",
        values![
            customer.partner.0,
            row::text(&fold(&customer.name)),
            customer.id.0,
            row::text(&customer.name),
            customer.domain.as_deref().map(|domain| row::text(&fold(domain))).unwrap_or_default(),
            customer.indirect_reseller.as_ref().map_or("", MpnId::as_str).to_owned(),
        ],
    );
}
