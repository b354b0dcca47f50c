//! Receipts: what a command was answered, kept with its effect, so that a retry is answered the same (ruling 6).

use crate::{
    cart::Cart,
    customer::{Customer, CustomerAgreement, NewCustomer},
    fault::{Fault, FaultKind},
    id::{Owner, PartnerId, SubscriptionId},
    member::Parameter,
    order::{CheckoutResult, Order},
    qualification::{Qualification, QualificationKind},
    subscription::Subscription,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long a receipt is kept.
pub const KEPT_FOR: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Which command a receipt is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReceiptKey {
    /// Whom the command is about: it lies with the rows that it changed.
    pub owner: Owner,
    /// The partner that sent it.
    pub partner: PartnerId,
    /// The client's name for the request, in lower case.
    pub request_id: String,
    /// Method and normalised path.
    pub command: String,
}

/// The answer to a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Which command.
    pub key: ReceiptKey,
    /// What the command asked for, digested: the same id with another content is refused.
    pub fingerprint: String,
    /// When it was answered.
    pub answered: Timestamp,
    /// The answer.
    pub answer: Answer,
}

/// What was answered, before it was written in any media type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A cart was made.
    CartCreated(Box<Cart>),
    /// A cart was replaced.
    CartUpdated(Box<Cart>),
    /// A cart was checked out.
    CheckedOut(CheckoutResult),
    /// An order was made without a cart.
    OrderCreated(Box<Order>),
    /// An order was changed.
    OrderUpdated(Box<Order>),
    /// A subscription was changed.
    SubscriptionUpdated {
        /// What it was afterwards.
        subscription: Box<Subscription>,
        /// Its version.
        version: u64,
        /// When.
        at: Timestamp,
    },
    /// A customer was made.
    CustomerCreated(Box<NewCustomer>),
    /// A customer was changed, or let go.
    CustomerUpdated(Box<Customer>),
    /// A subscription to Azure was registered.
    SubscriptionRegistered(SubscriptionId),
    /// It was confirmed that a customer has accepted an agreement.
    AgreementConfirmed(Box<CustomerAgreement>),
    /// The vetting of a qualification was asked for.
    QualificationRequested(Qualification),
    /// A customer was qualified at once.
    Qualified(QualificationKind),
    /// A rule refused the command.
    Refused(Fault),
}

impl Receipt {
    /// Whether the receipt still speaks at this instant.
    #[must_use]
    pub fn is_kept_at(&self, now: Timestamp) -> bool {
        now < self.answered.plus(KEPT_FOR)
    }
}

/// Whether a refusal is kept: only those that a rule decided on what the store holds. What is decided on the request
/// alone is decided again, and what is about identity, absence or load may be otherwise next time (ruling 6).
#[must_use]
pub fn keeps(fault: &Fault) -> bool {
    matches!(
        fault.kind(),
        FaultKind::CartItemErrorInCreateOrder
            | FaultKind::CartCheckOutNotAllowedWhenStatusIsOrdered
            | FaultKind::OrderedLinesAreFrozen
            | FaultKind::ResellerProgramStatusNotActive
            | FaultKind::CustomerAgreementNotAccepted
            | FaultKind::CustomerUnderReview
            | FaultKind::CustomerNotApproved
            | FaultKind::OrderCannotBeCancelled
            | FaultKind::LineItemNumberOutOfRange
            | FaultKind::CancelLegacyOrder
            | FaultKind::SeatBasedCancellationNotSupported
            | FaultKind::SandboxTenantOnly
            | FaultKind::CancellationWindowOfDaysPassed
            | FaultKind::CancellationWindowOfHoursPassed
            | FaultKind::CycleOfInactiveSubscription
            | FaultKind::CycleNotOfOffer
            | FaultKind::BillingCycleDiffersFromOrder
            | FaultKind::PartnerConfirmedAgreementAlreadyExists
    ) || refuses_a_change(fault.kind())
        || refuses_a_purchase(fault.kind())
}

/// Why a subscription or a customer was not changed.
fn refuses_a_change(kind: FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::SubscriptionDeleted
            | FaultKind::SubscriptionSuspended
            | FaultKind::SubscriptionNotRenewable
            | FaultKind::SubscriptionBillingCycleOfOrder
            | FaultKind::ParentSubscriptionNotActive
            | FaultKind::AssetStatusChangeNotValid
            | FaultKind::QuantityReductionNotAllowed
            | FaultKind::QuantityChangeNotAllowed
            | FaultKind::PartnerOnRecordChangeNotAllowed
            | FaultKind::EtagMismatch
            | FaultKind::PreconditionFailed
            | FaultKind::CustomerStillInUse
            | FaultKind::DeleteOutsideSandbox
            | FaultKind::DomainTaken
    )
}

/// Why an order came to nothing, as a checkout tells it in an order error and a direct order in its answer. What is not found
/// may be there next time.
fn refuses_a_purchase(kind: FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::InvalidOfferId
            | FaultKind::InventoryNotAvailable
            | FaultKind::InvalidQuantity
            | FaultKind::QuantityOutsideOffer
            | FaultKind::SandboxLimitExceeded
            | FaultKind::RequestedSeatsExceedLimit
            | FaultKind::CatalogItemNotEligibleForPurchase
            | FaultKind::CustomerTenantLacksTags
            | FaultKind::OfferNotAvailableInCountry
            | FaultKind::OrderCurrencyNotSupported
            | FaultKind::OrderBillingCycleNotValid
            | FaultKind::BillingCycleLongerThanTerm
            | FaultKind::AttestationRequired
            | FaultKind::PromotionNotValid
            | FaultKind::CustomTermEndDateMatchesNothing
            | FaultKind::AddOnNotRelatedToParent
            | FaultKind::AzureSubscriptionNotValid
            | FaultKind::SubscriptionIsNotActive
            | FaultKind::SubscriptionIsNotEnabledForRI
            | FaultKind::SubscriptionIsNotValid
            | FaultKind::SubscriptionNotRegistered
            | FaultKind::ProductNotEligibleForAzureSubscription
            | FaultKind::ManualReviewRequired
            | FaultKind::ReviewCancelled
            | FaultKind::ReviewRejected
            | FaultKind::RiskError
            | FaultKind::InsufficientFunds
            | FaultKind::LineOfCreditNotDefined
            | FaultKind::NotValidIndirectResellerMpnId
            | FaultKind::ResellerAgreementNotAccepted
    )
}

/// The refusal of a request id that was already used for another command.
#[must_use]
pub fn reused(key: &ReceiptKey) -> Fault {
    let accepted = "a value that was not sent with another body on this path";
    Fault::new(FaultKind::RequestIdReused).seen(Parameter::RequestId, &key.request_id, accepted)
}

#[cfg(test)]
mod tests {
    use super::keeps;
    use crate::fault::{Fault, FaultKind};

    #[test]
    fn a_403_is_kept_when_a_rule_decided_it_and_not_when_identity_did() {
        use FaultKind::{
            CustomerAgreementNotAccepted, CustomerNotApproved, CustomerNotRelated, CustomerUnderReview,
            ResellerProgramStatusNotActive, UserTokenRequired,
        };
        let decided =
            [ResellerProgramStatusNotActive, CustomerAgreementNotAccepted, CustomerUnderReview, CustomerNotApproved];
        for (kinds, kept) in [(&decided[..], true), (&[CustomerNotRelated, UserTokenRequired][..], false)] {
            for kind in kinds {
                assert_eq!((kind.status().code(), keeps(&Fault::new(*kind))), (403, kept), "{kind:?}");
            }
        }
    }
}
