//! Whether a partner has signed the Microsoft Partner Agreement, which its provider asks before it sells through it
//! (surroundings 2.6).
//!
//! Nothing here knows regions: who has signed has signed for each.

use crate::{
    fault::{Fault, FaultKind},
    id::{MpnId, PartnerId},
    member::Parameter,
    reseller::Reseller,
};

const A_PARTNER_ID: &str = "digits alone, such as 5357564";
const A_TENANT: &str = "a GUID in the form 8-4-4-4-12";

/// Who is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signatory {
    /// Whoever has this Partner ID.
    Mpn(MpnId),
    /// Whoever has this tenant.
    Tenant(PartnerId),
}

impl Signatory {
    /// Reads who is asked about: one of both is named.
    ///
    /// # Errors
    /// 400/2001 for neither, 400/2000 for both, and for what is no id.
    pub fn read(mpn_id: Option<&str>, tenant: Option<&str>) -> Result<Self, Fault> {
        let malformed = || Fault::new(FaultKind::AgreementStatusQueryNotValid);
        match (mpn_id, tenant) {
            (None, None) => {
                let fault = Fault::new(FaultKind::AgreementStatusQueryEmpty);
                Err(fault.missing(Parameter::MpnId, A_PARTNER_ID).missing(Parameter::TenantId, A_TENANT))
            }
            (Some(_), Some(tenant)) => {
                Err(malformed().seen(Parameter::TenantId, tenant, "nothing, where mpnId is given"))
            }
            (Some(mpn_id), None) => {
                let refuse = || malformed().seen(Parameter::MpnId, mpn_id, A_PARTNER_ID);
                MpnId::parse(mpn_id).map(Self::Mpn).ok_or_else(refuse)
            }
            (None, Some(tenant)) => {
                let refuse = || malformed().seen(Parameter::TenantId, tenant, A_TENANT);
                PartnerId::parse(tenant).map(Self::Tenant).ok_or_else(refuse)
            }
        }
    }

    /// Whether it has signed; `is_partner` says whether it is one that sells here itself, and every one of those has.
    ///
    /// # Errors
    /// Of a Partner ID: 400/2200 for an unknown one, 400/2204 for one that is no indirect reseller's, 400/2203 for one that
    /// has not signed. Of a tenant: 400/2205 for an unknown one, 400/2206 for one that has not signed.
    pub fn check(&self, resellers: &[Reseller], is_partner: bool) -> Result<(), Fault> {
        match self {
            Self::Mpn(mpn_id) => {
                let found = resellers.iter().find(|reseller| reseller.mpn_id == *mpn_id);
                let refused = match found {
                    Some(Reseller { is_indirect_reseller: true, agreement_accepted: true, .. }) => return Ok(()),
                    Some(Reseller { is_indirect_reseller: true, .. }) => FaultKind::AgreementNotSignedInRegion,
                    Some(_) => FaultKind::AgreementNoResellerAccount,
                    None if is_partner => FaultKind::AgreementNoResellerAccount,
                    None => FaultKind::AgreementMpnIdNotValid,
                };
                Err(Fault::about(refused, mpn_id.as_str()))
            }
            Self::Tenant(tenant) => {
                let found = resellers.iter().find(|reseller| reseller.id == Some(*tenant));
                match found {
                    Some(Reseller { agreement_accepted: true, .. }) => Ok(()),
                    Some(_) => Err(Fault::about(FaultKind::AgreementNotSignedByTenant, tenant)),
                    None if is_partner => Ok(()),
                    None => Err(Fault::about(FaultKind::AgreementTenantNotFound, tenant)),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Signatory;
    use crate::{
        fault::FaultKind,
        id::{MpnId, PartnerId},
        relationship::RelationshipState,
        reseller::Reseller,
    };

    fn tenant(last: u8) -> String {
        format!("40000000-0000-4000-8000-00000000000{last}")
    }

    fn reseller(id: u8, is_indirect_reseller: bool, agreement_accepted: bool) -> Reseller {
        Reseller {
            mpn_id: MpnId::parse(&id.to_string()).expect("an id"),
            id: PartnerId::parse(&tenant(id)),
            name: None,
            location: None,
            is_indirect_reseller,
            providers: Vec::new(),
            state: RelationshipState::Active,
            agreement_accepted,
        }
    }

    fn code(mpn_id: Option<&str>, tenant: Option<&str>) -> u32 {
        Signatory::read(mpn_id, tenant).map_or_else(|fault| fault.kind().code(), |_| 0)
    }

    #[test]
    fn one_of_both_is_asked_about() {
        let tenant = tenant(1);
        assert_eq!(code(Some("5357564"), None), 0);
        assert_eq!(code(None, Some(&tenant)), 0);
        assert_eq!(code(None, None), 2001);
        for (mpn_id, tenant) in [(Some("5357564"), Some(&*tenant)), (Some("x"), None), (None, Some("x"))] {
            assert_eq!(code(mpn_id, tenant), 2000, "{mpn_id:?} {tenant:?}");
        }
    }

    #[test]
    fn whoever_has_not_signed_is_told_apart() {
        let known = [reseller(1, true, true), reseller(2, true, false), reseller(3, false, true)];
        let asked = |mpn_id: Option<&str>, id: Option<u8>, is_partner| {
            let tenant = id.map(tenant);
            let asked = Signatory::read(mpn_id, tenant.as_deref()).expect("somebody");
            asked.check(&known, is_partner).map_err(|fault| fault.kind())
        };
        for (mpn_id, is_partner, expected) in [
            ("1", false, Ok(())),
            ("2", false, Err(FaultKind::AgreementNotSignedInRegion)),
            ("3", false, Err(FaultKind::AgreementNoResellerAccount)),
            ("4", true, Err(FaultKind::AgreementNoResellerAccount)),
            ("4", false, Err(FaultKind::AgreementMpnIdNotValid)),
        ] {
            assert_eq!(asked(Some(mpn_id), None, is_partner), expected, "{mpn_id}");
        }
        for (id, is_partner, expected) in [
            (1, false, Ok(())),
            (2, true, Err(FaultKind::AgreementNotSignedByTenant)),
            (3, false, Ok(())),
            (4, true, Ok(())),
            (4, false, Err(FaultKind::AgreementTenantNotFound)),
        ] {
            assert_eq!(asked(None, Some(id), is_partner), expected, "{id}");
        }
    }
}
