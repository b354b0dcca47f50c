//! The partner's attestation on a cart: some partners must give it when they name participants (ruling 23).

use crate::{cart::CartLineItem, fault::Fault, partner::Partner};

/// Refuses participants without the attestation of a partner that must give one.
///
/// # Errors
/// 900206; nothing is stored then, neither at the creation of a cart nor at its change.
pub(super) fn check(accepted: Option<bool>, lines: &[CartLineItem], partner: &Partner) -> Result<(), Fault> {
    let mut lines = lines.iter().flat_map(CartLineItem::with_addons);
    if lines.all(|line| line.participants.is_empty()) {
        return Ok(());
    }
    partner.check_attestation(accepted, "true where a line names participants")
}
