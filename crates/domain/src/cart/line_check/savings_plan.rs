//! Savings plans: is their scope one that the customer has, and does the commitment fit? (digest sections 6 and 7.3)

use super::{
    Buyer, commitment,
    provisioning::{self, Variable},
    reservation::{AZURE_SUBSCRIPTION, check_product},
};
use crate::{
    azure::AzureItem,
    cart::CartLineItem,
    catalog::{Plan, Product, ProductKind, Sku},
    fault::{Fault, FaultKind},
    member::Place,
    money::{Amount, Currency},
    provisioning_variable::VariableName,
    subscription::SubscriptionStatus,
};

/// What an Azure plan is named as.
pub(super) const AZURE_PLAN: &str = "an active Azure plan of the customer";

/// Checks a savings plan; on everything else there is nothing to check. Returns what one billing period of its commitment
/// costs.
pub(super) fn check(
    line: &CartLineItem,
    (product, sku): (&Product, &Sku),
    (plan, currency): (&Plan, Currency),
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<Option<Amount>, Fault> {
    if product.kind != ProductKind::SavingsPlan {
        return Ok(None);
    }
    for variable in provisioning::read(line, (product, sku), at)? {
        match variable.name {
            VariableName::Scope => {}
            VariableName::SubscriptionId => check_plan(&variable, buyer)?,
            VariableName::EntitlementId => check_entitlement(&variable, product, buyer)?,
        }
    }
    commitment::price(line, sku, plan, currency, at).map(Some)
}

/// With shared scope: an Azure plan. No line code is made for one that is not there, so 10007 says it (900318 is an API
/// fault).
fn check_plan(named: &Variable<'_>, buyer: Buyer<'_>) -> Result<(), Fault> {
    let owned = buyer.azure(named.value, AzureItem::Plan);
    if owned.is_some_and(|owned| owned.status == SubscriptionStatus::Active) {
        return Ok(());
    }
    Err(Fault::new(FaultKind::LineSubscriptionIsNotValid).seen(named.at.clone(), named.value, AZURE_PLAN))
}

/// With single scope: an Azure subscription. Whether it is registered for reservations does not matter.
fn check_entitlement(named: &Variable<'_>, product: &Product, buyer: Buyer<'_>) -> Result<(), Fault> {
    let refuse = |kind, accepted: &str| Err(Fault::new(kind).seen(named.at.clone(), named.value, accepted));
    let Some(owned) = buyer.azure(named.value, AzureItem::Subscription) else {
        return refuse(FaultKind::AzureEntitlementNotFound, AZURE_SUBSCRIPTION);
    };
    if owned.status != SubscriptionStatus::Active {
        return refuse(FaultKind::AzureSubscriptionNotActive, AZURE_SUBSCRIPTION);
    }
    check_product(named, product, owned)
}
