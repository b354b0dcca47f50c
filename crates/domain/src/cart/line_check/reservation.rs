//! Reservations: are they for an Azure subscription that may have them? (digest 7.3, surroundings 3.4 no. 15)

use super::{Buyer, provisioning::Variable};
use crate::{
    azure::AzureItem,
    catalog::Product,
    fault::{Fault, FaultKind},
    subscription::{Subscription, SubscriptionStatus},
};

/// What an Azure subscription is named as.
pub(super) const AZURE_SUBSCRIPTION: &str = "an active Azure subscription of the customer";

/// Holds the subscription that a reservation names against what Azure knows of it. An Azure plan is none.
pub(in crate::cart) fn check_subscription(
    named: &Variable<'_>,
    product: &Product,
    buyer: Buyer<'_>,
) -> Result<(), Fault> {
    let refuse = |kind, accepted: &str| Err(Fault::new(kind).seen(named.at.clone(), named.value, accepted));
    let owned = buyer.azure(named.value, AzureItem::Subscription);
    let Some(owned) = owned.filter(|owned| owned.status == SubscriptionStatus::Active) else {
        return refuse(FaultKind::LineSubscriptionIsNotValid, AZURE_SUBSCRIPTION);
    };
    let facts = owned.azure.as_ref();
    if !facts.is_some_and(|facts| facts.registered) {
        return refuse(FaultKind::LineSubscriptionNotRegistered, "one that is registered for reservations");
    }
    if !facts.is_some_and(|facts| facts.enabled_for_reservations) {
        return refuse(FaultKind::LineSubscriptionIsNotEnabledForRI, "one that is enabled for reservations");
    }
    check_product(named, product, owned)
}

/// Refuses a product that cannot be bought with the Azure subscription that is named.
pub(super) fn check_product(named: &Variable<'_>, product: &Product, owned: &Subscription) -> Result<(), Fault> {
    if owned.azure.as_ref().is_none_or(|facts| facts.can_buy(&product.id)) {
        return Ok(());
    }
    let accepted = format!("one that product {} can be bought with", product.id);
    let fault = Fault::new(FaultKind::ProductNotEligibleForAzureSubscription);
    Err(fault.seen(named.at.clone(), named.value, accepted))
}
