//! The agreements that customers have accepted by their partner's word, and whether partners have signed theirs
//! (surroundings 2.6).

use crate::{
    App, CustomerScope, Failure, PartnerScope, Refusal, RequestName,
    command::{Command, Decision, fingerprint, unexpected},
};
use async_trait::async_trait;
use domain::{
    Timestamp,
    agreement_template::AgreementSelection,
    compliance::Signatory,
    customer::{AgreementDraft, Customer, CustomerAgreement},
    fault::{Fault, FaultKind},
    receipt::Answer,
};
use store::{Changes, Put};

impl App {
    /// The agreements that the customer has accepted, of those that are selected, in the order in which they were confirmed.
    #[must_use]
    pub fn list_customer_agreements<'a>(
        &self,
        scope: &'a CustomerScope,
        selection: AgreementSelection,
    ) -> Vec<&'a CustomerAgreement> {
        let agreements = scope.customer().agreements.iter();
        agreements.filter(|agreement| selection.admits(agreement.kind)).collect()
    }

    /// Confirms that the customer has accepted an agreement.
    ///
    /// # Errors
    /// What [`confirm`](Customer::confirm) refuses; 409/800064 when others were faster five times.
    pub async fn confirm_agreement(
        &self,
        scope: &CustomerScope,
        name: Option<RequestName>,
        draft: AgreementDraft,
    ) -> Result<CustomerAgreement, Refusal> {
        match self.carry_out(scope, name, &Confirm { draft }).await? {
            Answer::AgreementConfirmed(agreement) => Ok(*agreement),
            other => Err(unexpected(&other)),
        }
    }

    /// Whether somebody has signed the Microsoft Partner Agreement: there is no other answer than that it has.
    ///
    /// # Errors
    /// What [`check`](Signatory::check) refuses.
    pub async fn check_partner_agreement(&self, _: &PartnerScope, asked: &Signatory) -> Result<(), Refusal> {
        let partner = match asked {
            Signatory::Mpn(mpn_id) => self.store.partner_by_mpn_id(mpn_id).await?,
            Signatory::Tenant(tenant) => self.store.partner(*tenant).await?,
        };
        Ok(asked.check(&self.reference.resellers, partner.is_some())?)
    }
}

struct Confirm {
    draft: AgreementDraft,
}

#[async_trait]
impl Command for Confirm {
    type Scope = CustomerScope;

    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&self.draft)
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, now: Timestamp) -> Result<Decision, Refusal> {
        let customer = scope.customer();
        let templates = &app.reference.agreement_templates;
        let agreement = customer.confirm(&self.draft, templates, scope.caller(), now)?;
        let mut agreements = customer.agreements.clone();
        agreements.push(agreement.clone());
        let changes = Changes {
            customer: Some(Put::replacing(Customer { agreements, ..customer.clone() }, scope.customer_version())),
            ..Changes::of(scope.customer().id)
        };
        Ok(Decision { changes: Some(changes), answer: Answer::AgreementConfirmed(Box::new(agreement)) })
    }

    fn lost(&self) -> Fault {
        Fault::new(FaultKind::CustomerProcessedByAnotherRequest)
    }
}
