//! Another reseller of record (surroundings 2.10).

use super::{SubscriptionPatch, Updating};
use crate::{
    fault::{Fault, FaultKind},
    id::MpnId,
    member::{Member, Place},
    partner::PartnerKind,
    reseller,
    subscription::Subscription,
};

/// Whether a patch with this Partner ID asks for another reseller than it has.
pub(super) fn differs(subscription: &Subscription, asked: &str) -> bool {
    subscription.partner_id_on_record.as_ref().map_or("", MpnId::as_str) != asked.trim()
}

/// Names the reseller, or none.
pub(super) fn change(
    subscription: &mut Subscription,
    patch: &SubscriptionPatch,
    with: Updating<'_>,
) -> Result<(), Fault> {
    let Some(asked) = patch.partner_id.as_ref().filter(|asked| differs(subscription, asked)) else { return Ok(()) };
    let partner = with.buyer.partner;
    if partner.kind == PartnerKind::DirectBill {
        let accepted = "no reseller; only an indirect provider names one, this is a direct bill partner";
        return Err(Fault::new(FaultKind::PartnerOnRecordChangeNotAllowed).seen(Member::PartnerId, asked, accepted));
    }
    if asked.trim().is_empty() {
        subscription.partner_id_on_record = None;
        return Ok(());
    }
    let mpn_id = MpnId::parse(asked.trim())
        .ok_or_else(|| Fault::new(FaultKind::InvalidInput).seen(Member::PartnerId, asked, "a Partner ID, in digits"))?;
    reseller::check(&mpn_id, partner.id, with.resellers, &Place::from(Member::PartnerId))?;
    partner.check_attestation(patch.partner_on_record_attestation_accepted, "true where a reseller is named")?;
    subscription.partner_id_on_record = Some(mpn_id);
    Ok(())
}
