//! `cartwright store verify`: whether a store holds together. Servers may run meanwhile.

use super::print;
use crate::{exit::StartError, store_url::StoreUrl};
use store::{Verified, Violation};

/// Violations of one sort that are shown.
const MOST_OF_EACH: usize = 20;

const HEADER: [&str; 4] = ["CHECK", "OWNER", "ROW", "WHAT"];

/// Prints each violation, or what was looked at where there is none; fails when there is one.
#[expect(clippy::print_stdout, reason = "what was found is what the command answers")]
pub(crate) async fn run(url: &StoreUrl) -> Result<(), StartError> {
    let store = url.inspect()?;
    store.schema().await?.check_newest()?;
    let verified = store.verify(MOST_OF_EACH).await?;
    if verified.violations.is_empty() {
        println!("{url} holds together: {}", looked_at(&verified));
        return Ok(());
    }
    print(&HEADER, &verified.violations.iter().map(line).collect::<Vec<_>>())?;
    Err(StartError::Failed(format!("{url} does not hold together: {}", counted(&verified))))
}

fn line(violation: &Violation) -> [String; 4] {
    let Violation { check, owner, row, what } = violation;
    [check.name().to_owned(), owner.to_string(), row.clone(), what.clone()]
}

fn looked_at(verified: &Verified) -> String {
    let Verified { customers, carts, orders, subscriptions, entitlements, .. } = verified;
    format!(
        "{customers} customers, {carts} carts, {orders} orders, {subscriptions} subscriptions, {entitlements} entitlements"
    )
}

/// How many of each sort there are, shown or not.
fn counted(verified: &Verified) -> String {
    let counted = verified.found.iter().map(|(check, found)| format!("{found} of {}", check.name()));
    counted.collect::<Vec<_>>().join(", ")
}
