//! The attestation that some items ask for: without it the line cannot be bought (digest 7.3).

use crate::{
    cart::CartLineItem,
    catalog::Sku,
    fault::{Fault, FaultKind},
    member::{Member, Place},
};

/// Refuses a line that does not accept the attestation of an item that enforces one (10012).
pub(super) fn check(line: &CartLineItem, sku: &Sku, at: &Place) -> Result<(), Fault> {
    if !sku.enforces_attestation || line.attestation_accepted == Some(true) {
        return Ok(());
    }
    let at = at.member(Member::AttestationAccepted);
    let fault = Fault::new(FaultKind::AttestationNotAccepted);
    Err(match line.attestation_accepted {
        Some(refused) => fault.seen(at, refused, "true"),
        None => fault.missing(at, "true"),
    })
}
