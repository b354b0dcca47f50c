//! Partner IDs that a line may name as participants, and whether they may be named (digest 7.3, ruling 26).

use crate::{
    fault::{Fault, FaultKind},
    id::MpnId,
    member::Place,
};
use serde::{Deserialize, Serialize};

/// A Partner ID of the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reseller {
    /// The Partner ID.
    pub mpn_id: MpnId,
    /// Whether it is an active indirect reseller.
    #[serde(default)]
    pub is_indirect_reseller: bool,
    /// Whether it has accepted the Microsoft Partner Agreement.
    #[serde(default)]
    pub agreement_accepted: bool,
}

/// Refuses a participant that is unknown (800015), no indirect reseller (800016) or without an agreement (900123).
///
/// # Errors
/// The first of these, in that order.
pub fn check(mpn_id: &MpnId, known: &[Reseller], place: &Place) -> Result<(), Fault> {
    let refuse = |kind, accepted: &str| Err(Fault::new(kind).seen(place.clone(), mpn_id.as_str(), accepted));
    match known.iter().find(|reseller| reseller.mpn_id == *mpn_id) {
        None => refuse(FaultKind::MpnIdNotFound, "the Partner ID of an active indirect reseller"),
        Some(found) if !found.is_indirect_reseller => {
            refuse(FaultKind::NotValidIndirectResellerMpnId, "the Partner ID of an active indirect reseller")
        }
        Some(found) if !found.agreement_accepted => refuse(
            FaultKind::ResellerAgreementNotAccepted,
            "a reseller that has accepted the Microsoft Partner Agreement",
        ),
        Some(_) => Ok(()),
    }
}
