//! Whether a store holds together: what the promises say of its rows, looked at from outside while servers run.
//!
//! Owner after owner, what an owner has is read at one instant, and checked by pure functions, a file for each thing that is
//! checked; both databases go through the same ones. What is held in memory is what one owner has. Counters can be
//! worked out again only where they are never given back, which is the purchases of a product: seats, stock, credit and the
//! rest move by prices and by what the catalogue had at the time, so they are not looked at.

mod carts;
mod columns;
mod counters;
mod customers;
mod findings;
mod holdings;
mod jobs;
mod order_lines;
mod orders;
mod partners;
mod reference;
#[cfg(test)]
mod sample;

pub use findings::{Check, Verified, Violation};

use crate::{
    Inspector, StoreError,
    inspect::{Cell, Columns},
};
use findings::Findings;
use holdings::Holdings;
use uuid::Uuid;

/// Owners that are asked for at once.
const PAGE: i64 = 256;

/// Every owner behind one, a page of them. Each table gives its next few, so that none of them is gone through from its start.
const OWNERS: &str = "
    SELECT owner FROM (SELECT DISTINCT owner FROM customers WHERE owner > $1 ORDER BY owner LIMIT $2) AS a
    UNION SELECT owner FROM (SELECT DISTINCT owner FROM carts WHERE owner > $1 ORDER BY owner LIMIT $2) AS b
    UNION SELECT owner FROM (SELECT DISTINCT owner FROM orders WHERE owner > $1 ORDER BY owner LIMIT $2) AS c
    UNION SELECT owner FROM (SELECT DISTINCT owner FROM subscriptions WHERE owner > $1 ORDER BY owner LIMIT $2) AS d
    UNION SELECT owner FROM (SELECT DISTINCT owner FROM entitlements WHERE owner > $1 ORDER BY owner LIMIT $2) AS e
    UNION SELECT owner FROM (SELECT DISTINCT owner FROM jobs WHERE owner > $1 ORDER BY owner LIMIT $2) AS f
    UNION SELECT owner FROM (SELECT DISTINCT owner FROM receipts WHERE owner > $1 ORDER BY owner LIMIT $2) AS g
    ORDER BY owner LIMIT $2";

impl Inspector {
    /// Looks at everything, and reports at most so many violations of each check; all of them are counted. The schema must be
    /// the newest.
    ///
    /// # Errors
    /// When the store cannot be read. A row that cannot be understood is a violation, not an error.
    pub async fn verify(&self, most_of_each: usize) -> Result<Verified, StoreError> {
        let mut findings = Findings::new(most_of_each);
        partners::check(self, &mut findings).await?;
        reference::check(self, &mut findings).await?;
        customers::check_list(self, &mut findings).await?;
        // The nil owner is nobody: it has counters alone.
        let mut after = Uuid::nil();
        loop {
            let page = self.rows(OWNERS, vec![after.into(), Cell::from(PAGE)]).await?;
            let owners = page.into_iter().map(|row| Columns::of(row).id()).collect::<Result<Vec<_>, _>>()?;
            for owner in &owners {
                self.verify_owner(*owner, &mut findings).await?;
            }
            match owners.last() {
                Some(last) => after = *last,
                None => return Ok(findings.into()),
            }
        }
    }

    async fn verify_owner(&self, owner: Uuid, findings: &mut Findings) -> Result<(), StoreError> {
        findings.begin(owner);
        let holdings = Holdings::read(self, owner, findings).await?;
        check(&holdings, findings);
        match holdings.customer.as_ref() {
            Some(customer) => customers::check_listed(self, &customer.value, findings).await,
            None => Ok(()),
        }
    }
}

/// Everything that can be said of what one owner has.
fn check(holdings: &Holdings, findings: &mut Findings) {
    columns::check(holdings, findings);
    customers::check_owner(holdings, findings);
    orders::check(holdings, findings);
    order_lines::check(holdings, findings);
    jobs::check(holdings, findings);
    carts::check(holdings, findings);
    counters::check(holdings, findings);
    findings.count(holdings);
}
