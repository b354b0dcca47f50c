//! Partner IDs of the program: whose resellers they are, and whether a line may name them as participants (digest 7.3,
//! ruling 26, surroundings 2.7).

use crate::{
    absent::is_default,
    fault::{Fault, FaultKind},
    id::{MpnId, PartnerId},
    member::Place,
    relationship::RelationshipState,
};
use serde::{Deserialize, Serialize};

/// A Partner ID of the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reseller {
    /// The Partner ID.
    pub mpn_id: MpnId,
    /// Its tenant, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<PartnerId>,
    /// The name that people know it by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Two-letter country or region of its account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Whether it is an indirect reseller.
    #[serde(default)]
    pub is_indirect_reseller: bool,
    /// The indirect providers that it has a partnership with; of any, where nobody has said of which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub providers: Vec<PartnerId>,
    /// Whether the partnership still stands.
    #[serde(default, skip_serializing_if = "is_default")]
    pub state: RelationshipState,
    /// Whether it has accepted the Microsoft Partner Agreement.
    #[serde(default)]
    pub agreement_accepted: bool,
}

impl Reseller {
    /// Whether it is an indirect reseller of this provider, or was.
    #[must_use]
    pub fn is_reseller_of(&self, provider: PartnerId) -> bool {
        self.is_indirect_reseller && (self.providers.is_empty() || self.providers.contains(&provider))
    }
}

/// The Partner ID, if it is one that lines may name.
#[must_use]
pub fn find<'a>(mpn_id: &MpnId, known: &'a [Reseller]) -> Option<&'a Reseller> {
    known.iter().find(|reseller| reseller.mpn_id == *mpn_id)
}

/// Refuses a participant that is unknown (800015), no active indirect reseller of the provider (800016) or without an
/// agreement (900123).
///
/// # Errors
/// The first of these, in that order.
pub fn check(mpn_id: &MpnId, provider: PartnerId, known: &[Reseller], place: &Place) -> Result<(), Fault> {
    let refuse = |kind, accepted: &str| Err(Fault::new(kind).seen(place.clone(), mpn_id.as_str(), accepted));
    match find(mpn_id, known) {
        None => refuse(FaultKind::MpnIdNotFound, "the Partner ID of an active indirect reseller"),
        Some(found) if !(found.is_reseller_of(provider) && found.state == RelationshipState::Active) => {
            refuse(FaultKind::NotValidIndirectResellerMpnId, "the Partner ID of an active indirect reseller")
        }
        Some(found) if !found.agreement_accepted => refuse(
            FaultKind::ResellerAgreementNotAccepted,
            "a reseller that has accepted the Microsoft Partner Agreement",
        ),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Reseller, check};
    use crate::{
        fault::FaultKind,
        id::{MpnId, PartnerId},
        member::{Member, Place},
        relationship::RelationshipState,
    };
    use uuid::Uuid;

    const PROVIDER: PartnerId = PartnerId(Uuid::from_u128(1));
    const OTHER: PartnerId = PartnerId(Uuid::from_u128(2));

    fn reseller() -> Reseller {
        Reseller {
            mpn_id: MpnId::parse("5357564").expect("an id"),
            id: None,
            name: None,
            location: None,
            is_indirect_reseller: true,
            providers: vec![PROVIDER],
            state: RelationshipState::Active,
            agreement_accepted: true,
        }
    }

    fn refused(provider: PartnerId, known: Reseller) -> Option<FaultKind> {
        let mpn_id = known.mpn_id.clone();
        check(&mpn_id, provider, &[known], &Place::from(Member::Value)).err().map(|fault| fault.kind())
    }

    #[test]
    fn a_reseller_is_one_of_its_providers() {
        assert_eq!(refused(PROVIDER, reseller()), None);
        assert_eq!(refused(OTHER, reseller()), Some(FaultKind::NotValidIndirectResellerMpnId));
        assert_eq!(refused(OTHER, Reseller { providers: Vec::new(), ..reseller() }), None);
    }

    #[test]
    fn a_reseller_of_former_times_cannot_be_named() {
        let former = Reseller { state: RelationshipState::Inactive, ..reseller() };
        assert!(former.is_reseller_of(PROVIDER));
        assert_eq!(refused(PROVIDER, former), Some(FaultKind::NotValidIndirectResellerMpnId));
    }
}
