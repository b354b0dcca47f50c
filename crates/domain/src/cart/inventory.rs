//! The answer to an inventory check: what the line of a cart would be told, before there is one (surroundings 3.4).

use super::{Buyer, NeededSubscriptions, Needs, line_check};
use crate::{
    catalog::{Product, Sku},
    catalog_item::CatalogItem,
    fault::FaultKind,
    id::SubscriptionId,
    inventory::{InventoryItem, InventoryQuestion, InventoryVariable, Restriction},
    member::{Member, Place},
    provisioning_variable::VariableName,
};

/// What the answer looks at of the customer and of what is used up.
#[must_use]
pub fn needs(question: &InventoryQuestion, targets: &[(&Product, &Sku)], buyer: Buyer<'_>) -> Needs {
    let subscription = question.azure_subscription.as_deref().and_then(SubscriptionId::parse);
    let items = targets.iter().map(|(product, sku)| {
        let (product, sku) = (product.id.to_ascii_uppercase(), sku.id.to_ascii_uppercase());
        Some(CatalogItem::Modern { product, sku, availability: String::new() })
    });
    Needs {
        subscriptions: NeededSubscriptions::Named(subscription.into_iter().collect()),
        counters: line_check::counters(items, buyer),
    }
}

/// What is said of a SKU: whether as much of it as a line needs at least can be had.
#[must_use]
pub fn check(
    question: &InventoryQuestion,
    (product, sku): (&Product, &Sku),
    buyer: Option<Buyer<'_>>,
) -> InventoryItem {
    let variables = sku.inventory_variables(product.kind);
    let asked = buyer.filter(|_| sku.is_inventory_checked());
    let azure = asked.filter(|_| variables.contains(&InventoryVariable::AzureSubscriptionId)).and_then(|buyer| {
        let value = question.azure_subscription.as_deref()?;
        let at = Place::from(Member::InventoryContext).member(Member::AzureSubscriptionId);
        let named = line_check::Variable { name: VariableName::SubscriptionId, value, at };
        let fault = line_check::check_subscription(&named, product, buyer).err()?;
        Some(Restriction::AzureSubscription(value.to_owned(), fault))
    });
    let supply = asked.and_then(|buyer| {
        let at = Place::from(Member::TargetItems);
        let fault = line_check::check_supply(sku.minimum_quantity, (product, sku), buyer, &at).err()?;
        Some(match fault.kind() {
            FaultKind::QuotaNotAvailable => Restriction::Quota(fault),
            _ => Restriction::Stock(fault),
        })
    });
    InventoryItem {
        product_id: product.id.clone(),
        sku_id: sku.id.clone(),
        restrictions: azure.into_iter().chain(supply).collect(),
    }
}
