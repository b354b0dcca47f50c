//! What was true when the cart was made and is no longer at its checkout: line errors in the codes of orders (ruling 26,
//! digest 4.9).

use crate::{
    cart::Buyer,
    fault::{Fault, FaultKind, Shortage},
    member::{Member, Step},
    subscription::SubscriptionStatus,
};

/// The fault of the order group that the line stands in; `None` where the line itself is at fault.
pub(super) fn in_order(error: &Fault, buyer: Buyer<'_>) -> Option<Fault> {
    let kind = match error.kind() {
        FaultKind::LineInventoryNotAvailable => FaultKind::InventoryNotAvailable,
        FaultKind::QuotaNotAvailable => FaultKind::InvalidQuantity,
        FaultKind::LineSandboxLimitExceeded => FaultKind::SandboxLimitExceeded,
        FaultKind::MaxAllowedSeatsPerSubscriptionExceeded => FaultKind::RequestedSeatsExceedLimit,
        FaultKind::UnableToProcessCartLineItem => error.order_twin()?,
        FaultKind::LegacyOfferNotEligibleForPurchase => FaultKind::CatalogItemNotEligibleForPurchase,
        FaultKind::BaseProductMissing | FaultKind::BaseOfferSeatQuantityNotMet | FaultKind::MinimumAddOnSeatsNotMet => {
            FaultKind::CatalogItemNotEligibleForPurchase
        }
        FaultKind::LineSubscriptionIsNotValid => unusable(error, buyer),
        FaultKind::LineSubscriptionNotRegistered => FaultKind::SubscriptionNotRegistered,
        FaultKind::LineSubscriptionIsNotEnabledForRI => FaultKind::SubscriptionIsNotEnabledForRI,
        FaultKind::AzureSubscriptionNotActive => FaultKind::SubscriptionIsNotActive,
        // These are codes of orders themselves.
        kind @ (FaultKind::AzureEntitlementNotFound | FaultKind::ProductNotEligibleForAzureSubscription) => kind,
        _ => return None,
    };
    let arguments =
        error.shortage().map(|Shortage { available, wanted }| vec![wanted.to_string(), available.to_string()]);
    Some(Fault::with(kind, arguments.unwrap_or_default()).finding_what(error))
}

/// What became of the subscription that a line names: 10007 does not say, the codes of orders do.
fn unusable(error: &Fault, buyer: Buyer<'_>) -> FaultKind {
    let Some(finding) = error.findings().first() else { return FaultKind::SubscriptionIsNotValid };
    let of_azure = finding.place.steps().last() == Some(&Step::Member(Member::SubscriptionId));
    match finding.seen.as_deref().and_then(|named| buyer.subscription(named)) {
        Some(owned) if owned.status != SubscriptionStatus::Active => FaultKind::SubscriptionIsNotActive,
        Some(_) if of_azure => FaultKind::AzureSubscriptionNotValid,
        _ => FaultKind::SubscriptionIsNotValid,
    }
}
