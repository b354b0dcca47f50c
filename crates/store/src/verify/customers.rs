//! Customers: whoever has rows is one, its partner's list shows it as it is, and its domain is its own.

use super::{
    columns::{same, same_text},
    findings::{Check, Findings},
    holdings::{self, Holdings},
};
use crate::{
    Inspector, StoreError,
    inspect::{Cell, Columns, Record, Select},
};
use domain::{
    customer::{Customer, fold},
    id::MpnId,
};
use uuid::Uuid;

/// Rows of the list that are read at once.
const PAGE: i64 = 500;

/// The rows of every partner's list behind one, each with its customer where that is there.
const LIST: &str = "
    SELECT customer_list.owner, name, customer, company_name, domain, reseller, format, body
    FROM customer_list LEFT JOIN customers ON customers.owner = customer
    WHERE (customer_list.owner, name, customer) > ($1, $2, $3)
    ORDER BY customer_list.owner, name, customer LIMIT $4";

/// Nobody has rows who is no customer. Receipts are also a partner's.
pub(super) fn check_owner(holdings: &Holdings, findings: &mut Findings) {
    let Holdings { customer, carts, orders, subscriptions, entitlements, jobs, .. } = holdings;
    if customer.is_some() {
        return;
    }
    for (table, rows) in [
        ("carts", carts.len()),
        ("orders", orders.len()),
        ("subscriptions", subscriptions.len()),
        ("entitlements", entitlements.len()),
        ("jobs", jobs.len()),
    ] {
        if rows > 0 {
            findings.note(Check::Customers, table, format!("{rows} rows of an owner that is no customer"));
        }
    }
}

/// The list has a customer as long as its relationship lasts, and its domain is given to nobody else. All of it is read again
/// together, since it may have changed.
pub(super) async fn check_listed(
    inspector: &Inspector,
    seen: &Customer,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let domain = fold(seen.domain.as_deref().unwrap_or_default());
    let selects = [
        ("SELECT format, body FROM customers WHERE owner = $1", vec![seen.id.0.into()]),
        (
            "SELECT customer FROM customer_list WHERE owner = $1 AND customer = $2",
            vec![seen.partner.0.into(), seen.id.0.into()],
        ),
        ("SELECT tenant FROM domains WHERE name = $1", vec![Cell::from(domain.as_str())]),
    ];
    let selects = selects.map(|(sql, values)| Select { sql, values });
    let mut found = inspector.0.read(&selects).await?.into_iter();
    let mut next = || found.next().unwrap_or_default();
    let customer: Option<Customer> = next().into_iter().next().and_then(|row| body(row).ok());
    let listed = next().len();
    let tenant = next().into_iter().next().map(|row| Columns::of(row).id()).transpose()?;
    if let Some(customer) = customer {
        check_now(&customer, listed, tenant, findings);
    }
    Ok(())
}

fn check_now(customer: &Customer, listed: usize, tenant: Option<Uuid>, findings: &mut Findings) {
    let expected = usize::from(customer.is_related_to(customer.partner));
    if listed != expected {
        let what = format!("partner {} lists it {listed} times; it should be {expected}", customer.partner);
        findings.note(Check::Customers, "customers", what);
    }
    if let Some(domain) = customer.domain.as_deref().filter(|_| tenant != Some(customer.id.0)) {
        let whose = tenant.map_or_else(|| "nobody's".to_owned(), |tenant| format!("that of {tenant}"));
        findings.note(Check::Customers, "customers", format!("its domain {domain} is {whose}"));
    }
}

fn body(row: Record) -> Result<Customer, StoreError> {
    holdings::value(&mut Columns::of(row))
}

/// A row of a partner's list.
struct Listed {
    owner: Uuid,
    name: String,
    customer: Uuid,
    company_name: String,
    domain: String,
    reseller: String,
    /// The customer, where there is one.
    value: Option<Customer>,
}

/// Every row of every list is of a customer and says what the customer says.
pub(super) async fn check_list(inspector: &Inspector, findings: &mut Findings) -> Result<(), StoreError> {
    let mut after = vec![Uuid::nil().into(), Cell::from(""), Uuid::nil().into()];
    loop {
        let values = after.into_iter().chain([PAGE.into()]).collect();
        let rows = inspector.rows(LIST, values).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.iter().take(3).cloned().collect();
        for row in holdings::rows("customer_list", rows, listed, findings) {
            findings.begin(row.owner);
            check_entry(&row, findings);
        }
    }
}

fn listed(columns: &mut Columns) -> Result<Listed, StoreError> {
    let (owner, name, customer) = (columns.id()?, columns.text()?, columns.id()?);
    let (company_name, domain, reseller) = (columns.text()?, columns.text()?, columns.text()?);
    // A customer that cannot be read is noted where its own row is.
    let value = body(vec![columns.any(), columns.any()]).ok();
    Ok(Listed { owner, name, customer, company_name, domain, reseller, value })
}

fn check_entry(row: &Listed, findings: &mut Findings) {
    let name = format!("customer_list {}", row.customer);
    let Some(customer) = &row.value else {
        findings.note(Check::Customers, name, "there is no such customer, or none that can be read");
        return;
    };
    same(&name, "owner", &row.owner, &customer.partner.0, findings);
    same_text(&name, "name", &row.name, &fold(&customer.name), findings);
    same_text(&name, "company_name", &row.company_name, &customer.name, findings);
    same_text(&name, "domain", &row.domain, &fold(customer.domain.as_deref().unwrap_or_default()), findings);
    let reseller = customer.indirect_reseller.as_ref().map_or("", MpnId::as_str);
    same_text(&name, "reseller", &row.reseller, reseller, findings);
    if !customer.is_related_to(customer.partner) {
        findings.note(Check::Customers, name, "its relationship is over");
    }
}

#[cfg(test)]
mod tests {
    use super::{Customer, Listed, check_entry, check_now};
    use crate::verify::{Check, Verified, findings::Findings, sample};
    use domain::customer::{Relationship, fold};
    use uuid::Uuid;

    fn customer() -> Customer {
        sample::holdings().customer.expect("a customer").value
    }

    fn entry(customer: &Customer) -> Listed {
        Listed {
            owner: customer.partner.0,
            name: fold(&customer.name),
            customer: customer.id.0,
            company_name: customer.name.clone(),
            domain: fold(customer.domain.as_deref().expect("a domain")),
            reseller: String::new(),
            value: Some(customer.clone()),
        }
    }

    #[track_caller]
    fn found(check: impl FnOnce(&mut Findings)) -> Vec<(Check, String)> {
        let mut findings = Findings::new(9);
        check(&mut findings);
        Verified::from(findings).violations.into_iter().map(|found| (found.check, found.what)).collect()
    }

    #[test]
    fn rows_of_nobody_are_found() {
        let damage = |held: &mut crate::verify::holdings::Holdings| held.customer = None;
        sample::assert_found(damage, Check::Customers, "orders", "2 rows of an owner that is no customer");
    }

    #[test]
    fn a_customer_is_listed_as_it_is_and_as_long_as_it_is_one() {
        let customer = customer();
        assert!(found(|findings| check_entry(&entry(&customer), findings)).is_empty());
        type Damage = fn(&mut Listed);
        let damages: [(&str, Damage); 7] = [
            ("owner is ", |row| row.owner = Uuid::from_u128(1)),
            ("name is x", |row| row.name = "x".to_owned()),
            ("company_name is x", |row| row.company_name = "x".to_owned()),
            ("domain is x", |row| row.domain = "x".to_owned()),
            ("reseller is 1", |row| row.reseller = "1".to_owned()),
            ("no such customer", |row| row.value = None),
            ("relationship is over", |row| {
                row.value.as_mut().expect("a customer").relationship = Relationship::None;
            }),
        ];
        for (what, damage) in damages {
            let mut row = entry(&customer);
            damage(&mut row);
            let found = found(|findings| check_entry(&row, findings));
            assert!(found.len() == 1 && found[0].1.contains(what), "{what}: {found:?}");
        }
    }

    #[test]
    fn a_customer_that_is_not_listed_or_has_lost_its_domain_is_found() {
        let customer = customer();
        let tenant = Some(customer.id.0);
        assert!(found(|findings| check_now(&customer, 1, tenant, findings)).is_empty());
        for (listed, tenant, what) in [
            (0, tenant, "lists it 0 times"),
            (1, None, "is nobody's"),
            (1, Some(Uuid::from_u128(8)), "is that of 00000000"),
        ] {
            let found = found(|findings| check_now(&customer, listed, tenant, findings));
            assert!(found.len() == 1 && found[0].1.contains(what), "{what}: {found:?}");
        }
        let gone = Customer { relationship: Relationship::None, ..customer };
        assert!(found(|findings| check_now(&gone, 0, tenant, findings)).is_empty());
    }
}
