//! The agreements that customers can be asked to accept: reference data, which every partner may read.

use crate::{App, PartnerScope};
use domain::agreement_template::{AgreementSelection, AgreementTemplate};

impl App {
    /// The agreements that are selected.
    #[must_use]
    pub fn list_agreement_templates(&self, _: &PartnerScope, selection: AgreementSelection) -> Vec<&AgreementTemplate> {
        let templates = self.reference.agreement_templates.iter();
        templates.filter(|template| selection.admits(template)).collect()
    }
}
