//! Participants are set by indirect providers: nobody else sells through resellers (digest 7.3).
//!
//! That additional resellers are meant for the EU and EFTA is told by the documentation and enforced by nobody.

use crate::{
    cart::CartLineItem,
    fault::{Fault, FaultKind},
    member::{Member, Place},
    partner::{Partner, PartnerKind},
};

/// Refuses the participants of a partner that is no indirect provider (10004).
pub(super) fn check(line: &CartLineItem, partner: &Partner, at: &Place) -> Result<(), Fault> {
    match (partner.kind, line.participants.first()) {
        (PartnerKind::IndirectProvider, _) | (_, None) => Ok(()),
        (PartnerKind::DirectBill, Some(first)) => {
            let at = at.member(Member::Participants).index(0);
            let accepted =
                "a line without participants; only an indirect provider sets them, this is a direct bill partner";
            let fault = Fault::new(FaultKind::ParticipantsIsNotSupportedForPartner);
            Err(fault.seen(at, first.mpn_id.as_str(), accepted))
        }
    }
}
