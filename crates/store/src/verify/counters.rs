//! Counters that can be worked out again: how often a customer bought a product, which is never given back.

use super::{
    findings::{Check, Findings},
    holdings::Holdings,
};
use domain::{
    catalog_item::{CatalogItem, CatalogItemId},
    counter::Counter,
    id::CustomerId,
};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) fn check(holdings: &Holdings, findings: &mut Findings) {
    let mut found = BTreeMap::new();
    let prefix = name(holdings.owner, "");
    for counter in &holdings.counters {
        // A product is named as the catalogue has it, or as the purchase spelled it.
        let name = counter.name.to_ascii_uppercase();
        if name.starts_with(&prefix) {
            *found.entry(name).or_default() += counter.used;
        }
    }
    let bought = bought(holdings);
    let names = bought.keys().chain(found.keys().filter(|name| !bought.contains_key(*name)));
    for name in names {
        let of = |counted: &BTreeMap<String, i64>| counted.get(name).copied().unwrap_or_default();
        let (used, times) = (of(&found), of(&bought));
        if used != times {
            let what = format!("it says {used}; there are {times} purchases");
            findings.note(Check::Counters, format!("counters {}", name.to_ascii_lowercase()), what);
        }
    }
}

/// Every line that was ordered, whatever became of it, and what the customer had before any order of this server.
fn bought(holdings: &Holdings) -> BTreeMap<String, i64> {
    let ordered = holdings.orders.iter().flat_map(|row| row.value.line_items.iter().map(|line| &line.offer_id));
    let before = holdings.subscriptions.iter().filter(|row| row.value.order_line.is_none());
    let mut bought = BTreeMap::new();
    for item in ordered.chain(before.map(|row| &row.value.offer_id)) {
        if let Some(product) = product(item) {
            *bought.entry(name(holdings.owner, &product)).or_default() += 1;
        }
    }
    bought
}

fn product(item: &CatalogItemId) -> Option<String> {
    match item.shape()? {
        CatalogItem::Modern { product, .. } => Some(product),
        CatalogItem::Legacy { .. } => None,
    }
}

fn name(owner: Uuid, product: &str) -> String {
    Counter::purchases(CustomerId(owner), product).name().to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use crate::verify::{
        Check,
        holdings::{CounterRow, Holdings},
        sample,
    };

    #[track_caller]
    fn check(damage: impl FnOnce(&mut Holdings), what: &str) {
        sample::assert_found(damage, Check::Counters, "counters purchases", what);
    }

    #[test]
    fn a_counter_that_was_not_moved_with_the_purchase_is_found() {
        check(|held| held.counters[0].used += 1, "it says 3; there are 2 purchases");
        check(|held| held.counters.clear(), "it says 0; there are 2 purchases");
        let further = CounterRow { name: "purchases X".to_owned(), used: 1 };
        check(|held| held.counters.push(further), "it says 1; there are 0 purchases");
    }

    #[test]
    fn other_counters_are_left_alone() {
        let mut held = sample::holdings();
        held.counters.push(CounterRow { name: "seats X:1".to_owned(), used: 7 });
        sample::assert_sound(&held);
    }
}
