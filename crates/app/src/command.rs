//! How a command is carried out: replay, decide, commit; and again when another one was faster (rulings 5 to 7).

use crate::{
    App, CustomerScope, Failure, PartnerScope, Refusal,
    outcome::{self, Outcome},
};
use async_trait::async_trait;
use domain::{
    Timestamp,
    fault::Fault,
    id::{Owner, PartnerId},
    receipt::{self, Answer, Receipt, ReceiptKey},
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use store::{Changes, CommitError, StoreError, Version};

/// How often a command is decided before it gives up (ruling 5).
const ROUNDS: usize = 5;

/// The name that a client gave its request. One that the server made up takes part in nothing (ruling 6).
#[derive(Clone, Debug)]
pub struct RequestName {
    /// The client's `MS-RequestId`.
    pub request_id: String,
    /// Method and normalised path.
    pub command: String,
}

impl RequestName {
    /// What its answer is kept under.
    pub(crate) fn key(self, owner: Owner, partner: PartnerId) -> ReceiptKey {
        let Self { request_id, command } = self;
        ReceiptKey { owner, partner, request_id: request_id.to_ascii_lowercase(), command }
    }
}

/// Who may do what a command asks for, and for whom.
#[async_trait]
pub(crate) trait Scope: Clone + Send + Sync {
    /// The partner that acts.
    fn partner(&self) -> PartnerId;

    /// Whom the command is about.
    fn owner(&self) -> Owner;

    /// The version of the customer that was let in: what is decided for it holds as long as it is that one.
    fn customer_at(&self) -> Option<Version>;

    /// The kept answer under that key, if it was looked at with the scope.
    fn receipt_ahead(&self, key: &ReceiptKey) -> Option<Option<Receipt>>;

    /// The same, looked up again: what it was may be no longer.
    async fn again(&self, app: &App) -> Result<Self, Refusal>;
}

#[async_trait]
impl Scope for PartnerScope {
    fn partner(&self) -> PartnerId {
        self.partner().id
    }

    fn owner(&self) -> Owner {
        self.partner().id.into()
    }

    fn customer_at(&self) -> Option<Version> {
        None
    }

    fn receipt_ahead(&self, _key: &ReceiptKey) -> Option<Option<Receipt>> {
        None
    }

    async fn again(&self, _app: &App) -> Result<Self, Refusal> {
        Ok(self.clone())
    }
}

#[async_trait]
impl Scope for CustomerScope {
    fn partner(&self) -> PartnerId {
        self.partner().id
    }

    fn owner(&self) -> Owner {
        self.customer().id.into()
    }

    fn customer_at(&self) -> Option<Version> {
        Some(self.customer_version())
    }

    fn receipt_ahead(&self, key: &ReceiptKey) -> Option<Option<Receipt>> {
        self.receipt_ahead(key)
    }

    async fn again(&self, app: &App) -> Result<Self, Refusal> {
        app.authorize(self.within().clone(), self.customer().id).await
    }
}

/// A command: what it asks for, and how it is decided.
#[async_trait]
pub(crate) trait Command: Sync {
    /// Who may ask for it.
    type Scope: Scope;

    /// What it asks for, the same for the same wish in whatever spelling.
    fn fingerprint(&self) -> Result<String, Failure>;

    /// Reads what the decision needs and takes it. Called again when the commit finds that something moved.
    async fn decide(&self, app: &App, scope: &Self::Scope, now: Timestamp) -> Result<Decision, Refusal>;

    /// What to say when the last round is lost too.
    fn lost(&self) -> Fault;
}

/// An answer, and what must be committed before it is given.
pub(crate) struct Decision {
    pub(crate) changes: Option<Changes>,
    pub(crate) answer: Answer,
}

impl App {
    /// Carries out a command at most once for its name.
    pub(crate) async fn carry_out<C: Command>(
        &self,
        scope: &C::Scope,
        name: Option<RequestName>,
        command: &C,
    ) -> Result<Answer, Refusal> {
        let key = name.map(|name| name.key(scope.owner(), scope.partner()));
        let fingerprint = command.fingerprint()?;
        let mut scope = scope.clone();
        for round in 0..ROUNDS {
            let now = self.clock.now();
            if round > 0 {
                scope = scope.again(self).await?;
            }
            if let Some(answer) = self.replay(&scope, key.as_ref(), &fingerprint, now).await? {
                return spoken(answer);
            }
            let decision = decided(command.decide(self, &scope, now).await)?;
            let receipt = key.clone().map(|key| Receipt {
                key,
                fingerprint: fingerprint.clone(),
                answered: now,
                answer: decision.answer.clone(),
            });
            // Whoever gave no name is told by the rows themselves what became of a commit that nobody answered.
            let unnamed = if key.is_none() { decision.changes.clone() } else { None };
            match self.commit(&scope, decision.changes, receipt).await {
                Ok(()) => return spoken(decision.answer),
                // The same command was answered meanwhile, a row moved, or the last one is gone: another round finds out.
                Err(CommitError::Conflict | CommitError::Duplicate(_) | CommitError::LimitReached(_)) => {}
                Err(CommitError::Unavailable(text)) => return Err(Failure::Unavailable(text).into()),
                Err(CommitError::Unknown(text)) => match self.find_out(unnamed.as_ref()).await {
                    Ok(Outcome::Happened) => return spoken(decision.answer),
                    // Its receipt is there when it happened, and another round finds it.
                    Ok(Outcome::DidNot) => {}
                    Ok(Outcome::Unclear) | Err(_) => return Err(Failure::Unknown(text).into()),
                },
            }
        }
        Err(command.lost().into())
    }

    async fn commit(
        &self,
        scope: &impl Scope,
        changes: Option<Changes>,
        receipt: Option<Receipt>,
    ) -> Result<(), CommitError> {
        if changes.is_none() && receipt.is_none() {
            return Ok(());
        }
        let changes = match changes {
            Some(changes) => Changes { customer_at: scope.customer_at(), ..changes },
            None => Changes::of(scope.owner()),
        };
        self.store.commit(Changes { receipt, ..changes }).await
    }

    /// What became of a commit without a name, once the store answers again. With one, another round finds out: the receipt is
    /// there, or the guards of the next commit see to it that it cannot come to be any more.
    async fn find_out(&self, unnamed: Option<&Changes>) -> Result<Outcome, StoreError> {
        self.store.recovered().await?;
        match unnamed {
            Some(changes) => outcome::of(&*self.store, changes).await,
            None => Ok(Outcome::DidNot),
        }
    }

    /// The kept answer of the same command. The same name for another command is refused.
    async fn replay(
        &self,
        scope: &impl Scope,
        key: Option<&ReceiptKey>,
        fingerprint: &str,
        now: Timestamp,
    ) -> Result<Option<Answer>, Refusal> {
        let Some(key) = key else { return Ok(None) };
        let kept = match scope.receipt_ahead(key) {
            Some(seen) => seen,
            None => self.store.receipt(key).await?,
        };
        let Some(kept) = kept.filter(|kept| kept.is_kept_at(now)) else {
            return Ok(None);
        };
        if kept.fingerprint == fingerprint { Ok(Some(kept.answer)) } else { Err(receipt::reused(key).into()) }
    }
}

/// A refusal that a rule decided is an answer like any other: it is kept.
fn decided(decision: Result<Decision, Refusal>) -> Result<Decision, Refusal> {
    match decision {
        Err(Refusal::Fault(fault)) if receipt::keeps(&fault) => {
            Ok(Decision { changes: None, answer: Answer::Refused(fault) })
        }
        other => other,
    }
}

fn spoken(answer: Answer) -> Result<Answer, Refusal> {
    match answer {
        Answer::Refused(fault) => Err(fault.into()),
        answer => Ok(answer),
    }
}

/// Digests a wish.
pub(crate) fn fingerprint(wish: &impl Serialize) -> Result<String, Failure> {
    let wish = serde_json::to_vec(wish).map_err(|error| Failure::Broken(error.to_string()))?;
    Ok(Sha256::digest(wish).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A receipt is found by method and path, so it can only hold that operation's sort of answer.
pub(crate) fn unexpected(answer: &Answer) -> Refusal {
    Failure::Broken(format!("the receipt holds another operation's answer: {answer:?}")).into()
}
