//! Order groups: lines that can share an order (digest 7.5, ruling 29).
//!
//! Lines share a group when they live in the same commerce system and have the same billing cycle and currency.
//! Groups are numbered in order of appearance, each system for itself; legacy ones are called `OMS-…`.

use crate::{billing_cycle::BillingCycle, cart::CartLineItem, order::CommerceSystem};

type GroupKey = (CommerceSystem, BillingCycle, Option<String>);

/// Gives every line that has no group and no error its group. Groups in `taken` have their order already: no further
/// line joins them, and no new group takes their name (ruling 30).
pub(super) fn assign(lines: &mut [CartLineItem], taken: &[&str]) {
    let mut groups: Vec<(GroupKey, String)> = Vec::new();
    for line in lines.iter_mut().filter(|line| line.order_group.is_none()) {
        if line.is_faulty() {
            continue;
        }
        let key = key_of(line);
        let known = groups
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, name)| name.clone());
        let name = known.unwrap_or_else(|| {
            let name = free_name(key.0, &groups, taken);
            groups.push((key, name.clone()));
            name
        });
        for addon in &mut line.addon_items {
            addon.order_group = Some(name.clone());
        }
        line.order_group = Some(name);
    }
}

/// The commerce system that a line is ordered in.
pub(super) fn system_of(line: &CartLineItem) -> CommerceSystem {
    if line.catalog_item_id.is_legacy() {
        CommerceSystem::Legacy
    } else {
        CommerceSystem::Modern
    }
}

fn key_of(line: &CartLineItem) -> GroupKey {
    (system_of(line), line.billing_cycle, line.currency_code.clone())
}

fn free_name(system: CommerceSystem, groups: &[(GroupKey, String)], taken: &[&str]) -> String {
    let prefix = match system {
        CommerceSystem::Legacy => "OMS-",
        CommerceSystem::Modern => "",
    };
    let mut number = 0_u32;
    loop {
        let name = format!("{prefix}{number}");
        let used = groups.iter().any(|(_, used)| *used == name) || taken.contains(&name.as_str());
        if !used {
            return name;
        }
        number += 1;
    }
}
