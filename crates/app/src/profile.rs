//! What is known of Partner IDs (surroundings 2.7).

use crate::{App, PartnerScope, Refusal};
use domain::{
    fault::{Fault, FaultKind},
    id::MpnId,
    partner::MpnProfile,
    reseller,
};

impl App {
    /// What a Partner ID stands for, whoever has it; the caller's own where none is named.
    ///
    /// # Errors
    /// 404/3000 for one that nobody has.
    pub async fn read_mpn_profile(&self, scope: &PartnerScope, mpn_id: Option<&str>) -> Result<MpnProfile, Refusal> {
        let Some(text) = mpn_id else { return Ok(scope.partner().into()) };
        let found = match MpnId::parse(text) {
            Some(mpn_id) => self.find_mpn_profile(&mpn_id).await?,
            None => None,
        };
        found.ok_or_else(|| Fault::about(FaultKind::PartnerOrganizationNotFound, text).into())
    }

    async fn find_mpn_profile(&self, mpn_id: &MpnId) -> Result<Option<MpnProfile>, Refusal> {
        if let Some(partner) = self.store.partner_by_mpn_id(mpn_id).await? {
            return Ok(Some(MpnProfile::from(&partner)));
        }
        Ok(reseller::find(mpn_id, &self.reference.resellers).map(MpnProfile::from))
    }
}
