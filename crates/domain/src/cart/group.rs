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
        if line.error.is_some() {
            continue;
        }
        let key = key_of(line);
        let known = groups.iter().find(|(known, _)| *known == key).map(|(_, name)| name.clone());
        let name = known.unwrap_or_else(|| {
            let name = free_name(key.0, &groups, taken);
            groups.push((key, name.clone()));
            name
        });
        for addon in line.addon_items.iter_mut().filter(|addon| addon.error.is_none()) {
            addon.order_group = Some(name.clone());
        }
        line.order_group = Some(name);
    }
}

/// The commerce system that a line is ordered in.
pub(super) fn system_of(line: &CartLineItem) -> CommerceSystem {
    if line.catalog_item_id.is_legacy() { CommerceSystem::Legacy } else { CommerceSystem::Modern }
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

#[cfg(test)]
mod tests {
    use super::assign;
    use crate::{
        billing_cycle::BillingCycle::{self, Annual, Monthly, OneTime},
        cart::CartLineItem,
        catalog_item::CatalogItemId,
        fault::{Fault, FaultKind},
    };
    use proptest::prelude::*;

    const LEGACY: &str = "MS-AZR-0145P";
    const MODERN: &str = "A:B:C";

    fn line(item: &str, billing_cycle: BillingCycle, currency: &str) -> CartLineItem {
        CartLineItem {
            id: 0,
            catalog_item_id: CatalogItemId::new(item),
            friendly_name: None,
            quantity: 1,
            currency_code: Some(currency.to_owned()),
            billing_cycle,
            term: None,
            custom_term_end_date: None,
            renews_to: None,
            promotion_id: None,
            participants: Vec::new(),
            provisioning_context: None,
            order_group: None,
            addon_items: Vec::new(),
            pricing: None,
            purchase_commitment: None,
            attestation_accepted: None,
            scheduled_next_term_instructions: None,
            error: None,
        }
    }

    fn groups(lines: &mut [CartLineItem], taken: &[&str]) -> Vec<String> {
        assign(lines, taken);
        lines.iter().map(|line| line.order_group.clone().unwrap_or_else(|| "-".to_owned())).collect()
    }

    #[test]
    fn the_printed_cart_has_the_printed_groups() {
        let mut lines = [
            line(LEGACY, Monthly, "USD"),
            line(MODERN, OneTime, "USD"),
            line(MODERN, OneTime, "USD"),
            line(MODERN, Monthly, "USD"),
        ];
        assert_eq!(groups(&mut lines, &[]), ["OMS-0", "0", "0", "1"]);
    }

    #[test]
    fn a_currency_has_a_group_of_its_own_and_a_faulty_line_has_none() {
        let mut lines = [line(MODERN, Monthly, "USD"), line(MODERN, Monthly, "EUR"), line(MODERN, Monthly, "USD")];
        lines[2].error = Some(Fault::new(FaultKind::ProductNotFound));
        assert_eq!(groups(&mut lines, &[]), ["0", "1", "-"]);
    }

    #[test]
    fn an_add_on_has_its_bases_group_unless_it_is_faulty() {
        let mut base = line(LEGACY, Annual, "USD");
        let mut faulty = line(LEGACY, Annual, "USD");
        faulty.error = Some(Fault::new(FaultKind::LegacyOfferNotEligibleForPurchase));
        base.addon_items = vec![line(LEGACY, Annual, "USD"), faulty];
        let mut lines = [base];
        assert_eq!(groups(&mut lines, &[]), ["OMS-0"]);
        let addons: Vec<_> = lines[0].addon_items.iter().map(|addon| addon.order_group.as_deref()).collect();
        assert_eq!(addons, [Some("OMS-0"), None]);
    }

    #[test]
    fn ordered_groups_take_no_further_line() {
        let mut lines = [line(MODERN, Monthly, "USD"), line(MODERN, Monthly, "USD")];
        lines[0].order_group = Some("0".to_owned());
        assert_eq!(groups(&mut lines, &["0"]), ["0", "1"]);
    }

    proptest! {
        /// Lines share a group exactly when they can share an order.
        #[test]
        fn a_group_is_what_can_be_ordered_together(kinds in prop::collection::vec((any::<bool>(), 0..3_usize), 1..20)) {
            let cycles = [Monthly, Annual, OneTime];
            let mut lines: Vec<_> = kinds
                .iter()
                .map(|(legacy, cycle)| line(if *legacy { LEGACY } else { MODERN }, cycles[*cycle], "USD"))
                .collect();
            let groups = groups(&mut lines, &[]);
            for (kind, group) in kinds.iter().zip(&groups) {
                for (other_kind, other_group) in kinds.iter().zip(&groups) {
                    prop_assert_eq!(kind == other_kind, group == other_group);
                }
            }
        }
    }
}
