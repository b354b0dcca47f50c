//! What a decision on a cart looks at besides its lines: found before it is taken, so that it is pure.

use super::{Buyer, Cart, CartDraft, CartLineItem, LineDraft, line_check};
use crate::{
    catalog_item::{CatalogItem, CatalogItemId},
    counter::Counter,
    id::SubscriptionId,
    line::ProvisioningContext,
    provisioning_variable::VariableName,
};

/// What a decision needs to know of the customer, and of what is used up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// What it looks at of what the customer owns.
    pub subscriptions: NeededSubscriptions,
    /// The counters that it looks at.
    pub counters: Vec<Counter>,
}

/// What a decision looks at of what a customer owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NeededSubscriptions {
    /// All of it: a line is to end when a subscription of the customer ends.
    All,
    /// The subscriptions that lines name, if any.
    Named(Vec<SubscriptionId>),
}

impl Cart {
    /// What a decision on this cart needs.
    #[must_use]
    pub fn needs(&self, buyer: Buyer<'_>) -> Needs {
        Needs::of(self.line_items.iter().map(Asking::from), buyer)
    }
}

impl CartDraft {
    /// What a decision on this draft needs.
    #[must_use]
    pub fn needs(&self, buyer: Buyer<'_>) -> Needs {
        Needs::of(self.line_items.iter().map(Asking::from), buyer)
    }
}

/// What a line asks, as far as something must be looked up for it.
struct Asking<'a> {
    item: Option<CatalogItem>,
    context: Option<&'a ProvisioningContext>,
    has_custom_term_end: bool,
}

impl<'a> From<&'a CartLineItem> for Asking<'a> {
    fn from(line: &'a CartLineItem) -> Self {
        let next_end = line.scheduled_next_term_instructions.as_ref().and_then(|next| next.custom_term_end_date);
        Self {
            item: line.catalog_item_id.shape(),
            context: line.provisioning_context.as_ref(),
            has_custom_term_end: line.custom_term_end_date.or(next_end).is_some(),
        }
    }
}

impl<'a> From<&'a LineDraft> for Asking<'a> {
    fn from(line: &'a LineDraft) -> Self {
        let next_end = line.next_term.as_ref().and_then(|next| next.custom_term_end_date);
        Self {
            item: line.catalog_item_id.as_deref().and_then(|item| CatalogItemId::new(item).shape()),
            context: line.provisioning_context.as_ref(),
            has_custom_term_end: line.custom_term_end_date.or(next_end).is_some(),
        }
    }
}

impl Needs {
    fn of<'a>(lines: impl Iterator<Item = Asking<'a>>, buyer: Buyer<'_>) -> Self {
        let lines: Vec<_> = lines.collect();
        let subscriptions = if lines.iter().any(|line| line.has_custom_term_end) {
            NeededSubscriptions::All
        } else {
            NeededSubscriptions::Named(named(lines.iter().filter_map(|line| line.context)))
        };
        Self { subscriptions, counters: line_check::counters(lines.into_iter().map(|line| line.item), buyer) }
    }
}

fn named<'a>(contexts: impl Iterator<Item = &'a ProvisioningContext>) -> Vec<SubscriptionId> {
    let named = contexts.flat_map(|context| {
        let azure = [VariableName::SubscriptionId, VariableName::EntitlementId];
        azure.map(|variable| context.value_of(variable)).into_iter().chain([context.parent_subscription()]).flatten()
    });
    let mut ids: Vec<_> = named.filter_map(SubscriptionId::parse).collect();
    ids.sort();
    ids.dedup();
    ids
}
