//! What was there when the cart was made and is gone at its checkout: line errors in the codes of orders (ruling 26).

use crate::fault::{Fault, FaultKind, Shortage};

/// The fault of the order group that the line stands in; `None` where the line itself is at fault.
pub(super) fn in_order(error: &Fault) -> Option<Fault> {
    let kind = match error.kind() {
        FaultKind::LineInventoryNotAvailable => FaultKind::InventoryNotAvailable,
        FaultKind::QuotaNotAvailable => FaultKind::InvalidQuantity,
        FaultKind::LineSandboxLimitExceeded => FaultKind::SandboxLimitExceeded,
        FaultKind::MaxAllowedSeatsPerSubscriptionExceeded => FaultKind::RequestedSeatsExceedLimit,
        FaultKind::UnableToProcessCartLineItem => error.order_twin()?,
        FaultKind::LegacyOfferNotEligibleForPurchase => FaultKind::CatalogItemNotEligibleForPurchase,
        _ => return None,
    };
    let arguments =
        error.shortage().map(|Shortage { available, wanted }| vec![wanted.to_string(), available.to_string()]);
    Some(Fault::with(kind, arguments.unwrap_or_default()).finding_what(error))
}
