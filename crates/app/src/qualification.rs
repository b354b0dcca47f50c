//! Qualifications of customers, and the validation codes of partners (surroundings 2.5).

use crate::{
    App, CustomerScope, Failure, PartnerScope, Refusal, RequestName,
    command::{Command, Decision, fingerprint, unexpected},
};
use async_trait::async_trait;
use domain::{
    Timestamp,
    customer::Customer,
    fault::{Fault, FaultKind},
    qualification::{
        Qualification, QualificationDraft, QualificationKind, QualificationName, Qualified, Qualifying,
        RemainingCreates, SentCode,
    },
    receipt::Answer,
};
use serde::Serialize;
use store::{Changes, Put};

impl App {
    /// The partner's validation codes, with what is left of each.
    ///
    /// # Errors
    /// None but the machine's.
    pub async fn list_validation_codes<'a>(
        &self,
        scope: &'a PartnerScope,
    ) -> Result<Vec<RemainingCreates<'a>>, Refusal> {
        let used = self.store.usage(&scope.partner().validation_counters()).await?;
        Ok(scope.partner().remaining_creates(&used))
    }

    /// Asks for the vetting of a customer.
    ///
    /// # Errors
    /// What [`request_qualification`](Customer::request_qualification) refuses; 409/800064 when others were faster five
    /// times.
    pub async fn request_qualification(
        &self,
        scope: &CustomerScope,
        name: Option<RequestName>,
        draft: QualificationDraft,
    ) -> Result<Qualification, Refusal> {
        let wish = Wish::Vetting(draft);
        match self.carry_out(scope, name, &Qualify { wish }).await? {
            Answer::QualificationRequested(qualification) => Ok(qualification),
            other => Err(unexpected(&other)),
        }
    }

    /// Qualifies a customer at once.
    ///
    /// # Errors
    /// What [`qualify`](Customer::qualify) refuses; 409/800064 when others were faster five times.
    pub async fn qualify(
        &self,
        scope: &CustomerScope,
        name: Option<RequestName>,
        qualification: QualificationName,
        code: SentCode,
    ) -> Result<QualificationKind, Refusal> {
        let wish = Wish::AtOnce(qualification, code);
        match self.carry_out(scope, name, &Qualify { wish }).await? {
            Answer::Qualified(kind) => Ok(kind),
            other => Err(unexpected(&other)),
        }
    }
}

struct Qualify {
    wish: Wish,
}

/// In which of the two ways a customer is to be qualified.
#[derive(Serialize)]
enum Wish {
    Vetting(QualificationDraft),
    AtOnce(QualificationName, SentCode),
}

impl Wish {
    fn decide(&self, customer: &Customer, by: Qualifying<'_>) -> Result<Qualified, Fault> {
        match self {
            Self::Vetting(draft) => customer.request_qualification(draft, by),
            Self::AtOnce(name, code) => customer.qualify(*name, code, by),
        }
    }

    fn answer(&self, qualification: Qualification) -> Answer {
        match self {
            Self::Vetting(_) => Answer::QualificationRequested(qualification),
            Self::AtOnce(..) => Answer::Qualified(qualification.qualification),
        }
    }
}

#[async_trait]
impl Command for Qualify {
    type Scope = CustomerScope;

    fn fingerprint(&self) -> Result<String, Failure> {
        fingerprint(&self.wish)
    }

    async fn decide(&self, app: &App, scope: &CustomerScope, now: Timestamp) -> Result<Decision, Refusal> {
        let customer = scope.customer();
        let partner = scope.partner();
        let used = app.store.usage(&partner.validation_counters()).await?;
        let qualified = self.wish.decide(customer, Qualifying { partner, used: &used, now })?;
        let Qualified { customer: after, qualification, uses } = qualified;
        let changes = (after != *customer).then(|| Changes {
            customer: Some(Put::replacing(after, scope.customer_version())),
            uses,
            ..Changes::of(scope.customer().id)
        });
        Ok(Decision { changes, answer: self.wish.answer(qualification) })
    }

    fn lost(&self) -> Fault {
        Fault::new(FaultKind::CustomerProcessedByAnotherRequest)
    }
}
