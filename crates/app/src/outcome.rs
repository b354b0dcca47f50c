//! What became of a commit whose outcome is not known: read off the rows that it would have written (ruling 7).

use domain::id::CustomerId;
use store::{Changes, Put, Store, StoreError, Versioned};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It took effect.
    Happened,
    /// It did not, and cannot any more without failing one of its guards.
    DidNot,
    /// Others have written since, so that it cannot be told.
    Unclear,
}

/// Looks for a row of the commit in the store.
pub(crate) async fn of(store: &dyn Store, changes: &Changes) -> Result<Outcome, StoreError> {
    let owner = CustomerId(changes.owner.0);
    if let Some(put) = changes.carts.first() {
        return Ok(compare(put, store.cart(owner, put.value.id).await?));
    }
    if let Some(put) = &changes.customer {
        return Ok(compare(put, store.customer(put.value.id).await?));
    }
    if let Some(put) = changes.orders.first() {
        return Ok(compare(put, store.order(owner, &put.value.id).await?));
    }
    if let Some(put) = changes.subscriptions.first() {
        return Ok(compare(put, store.subscription(owner, put.value.id).await?));
    }
    Ok(Outcome::Unclear)
}

/// A new row has an id that nobody else gives, so it is there exactly when the commit took effect.
fn compare<T: PartialEq>(put: &Put<T>, found: Option<Versioned<T>>) -> Outcome {
    match (put.replaces, found) {
        (None, Some(_)) => Outcome::Happened,
        (None, None) => Outcome::DidNot,
        (Some(seen), Some(found)) if found.version == seen => Outcome::DidNot,
        (Some(seen), Some(found)) if found.version == seen.next() && found.value == put.value => Outcome::Happened,
        (Some(_), _) => Outcome::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, compare};
    use store::{Put, Version, Versioned};

    fn found(value: u8, version: u64) -> Option<Versioned<u8>> {
        Some(Versioned { value, version: Version(version) })
    }

    #[test]
    fn a_new_row_is_there_when_it_happened() {
        assert_eq!(compare(&Put::new(1), None), Outcome::DidNot);
        assert_eq!(compare(&Put::new(1), found(1, 1)), Outcome::Happened);
        assert_eq!(compare(&Put::new(1), found(2, 2)), Outcome::Happened, "and was changed since");
    }

    #[test]
    fn a_replaced_row_tells_by_version_and_value() {
        let put = Put::replacing(1, Version(4));
        for (there, expected) in [
            (found(0, 4), Outcome::DidNot),
            (found(1, 5), Outcome::Happened),
            (found(2, 5), Outcome::Unclear),
            (found(1, 6), Outcome::Unclear),
            (None, Outcome::Unclear),
        ] {
            assert_eq!(compare(&put, there.clone()), expected, "{there:?}");
        }
    }
}
