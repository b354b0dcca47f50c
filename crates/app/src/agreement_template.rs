//! The agreements that customers can be asked to accept: reference data, which every partner may read.

use crate::{App, PartnerScope, Refusal};
use domain::{
    agreement_template::{AgreementSelection, AgreementTemplate},
    fault::{Fault, FaultKind},
    member::Parameter,
};

impl App {
    /// The agreements that are selected.
    #[must_use]
    pub fn list_agreement_templates(&self, _: &PartnerScope, selection: AgreementSelection) -> Vec<&AgreementTemplate> {
        let templates = self.reference.agreement_templates.iter();
        templates.filter(|template| selection.admits(template.kind)).collect()
    }

    /// An agreement, by the id of its version.
    ///
    /// # Errors
    /// 404/1000 for one that there is not.
    pub fn read_agreement_template(&self, _: &PartnerScope, id: &str) -> Result<&AgreementTemplate, Refusal> {
        let templates = &self.reference.agreement_templates;
        let found = templates.iter().find(|template| template.id.to_string().eq_ignore_ascii_case(id));
        let unknown = || {
            let ids: Vec<_> = templates.iter().map(|template| template.id.to_string()).collect();
            let accepted = format!("one of {}", ids.join(", "));
            Fault::new(FaultKind::AgreementTemplateNotFound).seen(Parameter::AgreementTemplate, id, accepted)
        };
        Ok(found.ok_or_else(unknown)?)
    }
}
