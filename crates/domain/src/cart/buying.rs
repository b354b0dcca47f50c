//! Who may buy at all, and whose purchases go through (rulings 25 and 26): asked when a cart is checked out, never when it
//! is made.

use crate::{
    cart::Buyer,
    counter::{Counter, Use},
    customer::{Customer, PurchaseReview, ValidationStatus},
    fault::{Fault, FaultKind},
    member::{Member, Place},
    money::{Amount, Currency},
    partner::{CreditLine, Partner, ProgramStatus},
};

/// What bars the partner or the customer from buying at all: the checkout is refused as a whole, before its lines are
/// looked at.
///
/// # Errors
/// The first of these: the partner's program status is not active (800039), the customer has not accepted the Microsoft
/// Customer Agreement (13605), its account is under review (800073) or not approved (800075).
pub(super) fn check_buyer(buyer: Buyer<'_>) -> Result<(), Fault> {
    check_program(buyer.partner)?;
    check_agreement(buyer.customer)?;
    check_account(buyer.customer)
}

/// What keeps a purchase from going through, whatever is bought: it concerns every order group alike.
///
/// # Errors
/// The first of these: the outcome of the customer's review (800022, 800024, 800026, 800062), a line of credit that is not
/// defined (800025).
pub(super) fn check_purchase(buyer: Buyer<'_>) -> Result<(), Fault> {
    check_review(buyer.customer)?;
    check_credit_line(buyer.partner)
}

/// What a purchase uses up of the partner's line of credit: its total price, below nothing for what is refunded. Purchases without prices, and those in another
/// currency than the partner's, use nothing: no source says at what rate they would.
///
/// # Errors
/// The line of credit does not reach that far (800023).
pub(crate) fn use_credit(total: Option<Amount>, currency: Currency, buyer: Buyer<'_>) -> Result<Option<Use>, Fault> {
    let CreditLine::Amount(line) = buyer.partner.credit_line else { return Ok(None) };
    let Some(total) = total.filter(|_| currency == buyer.partner.currency) else { return Ok(None) };
    let wanted = Use {
        counter: Counter::credit(buyer.partner.id),
        by: currency.in_smallest_units(total),
        most: Some(currency.in_smallest_units(line)).filter(|_| total > Amount::ZERO),
    };
    let Some(left) = buyer.used.too_little_for(&wanted) else { return Ok(Some(wanted)) };
    let left = currency.of_smallest_units(left);
    let accepted = format!("at most {left} {currency}, which is left of the partner's line of credit");
    let seen = format!("{total} {currency}");
    Err(Fault::new(FaultKind::InsufficientFunds).seen(Place::from(Member::TotalPrice), seen, accepted))
}

fn check_program(partner: &Partner) -> Result<(), Fault> {
    match partner.program_status {
        ProgramStatus::Active => Ok(()),
        ProgramStatus::NotActive => Err(Fault::new(FaultKind::ResellerProgramStatusNotActive)),
    }
}

fn check_agreement(customer: &Customer) -> Result<(), Fault> {
    if customer.has_accepted_customer_agreement() {
        return Ok(());
    }
    Err(Fault::new(FaultKind::CustomerAgreementNotAccepted))
}

/// An account whose status is not known was not approved either (surroundings 2.5: it cannot transact); one of which nothing
/// is recorded is in nobody's way.
fn check_account(customer: &Customer) -> Result<(), Fault> {
    let kind = match customer.validation_status {
        ValidationStatus::Allowed | ValidationStatus::NotRecorded => return Ok(()),
        ValidationStatus::UnderReview => FaultKind::CustomerUnderReview,
        ValidationStatus::NotAllowed | ValidationStatus::Unknown => FaultKind::CustomerNotApproved,
    };
    Err(Fault::about(kind, format!("the validation status of customer {}", customer.id)))
}

fn check_review(customer: &Customer) -> Result<(), Fault> {
    Err(Fault::new(match customer.purchase_review {
        PurchaseReview::Passed => return Ok(()),
        PurchaseReview::ManualReviewRequired => FaultKind::ManualReviewRequired,
        PurchaseReview::Cancelled => FaultKind::ReviewCancelled,
        PurchaseReview::RiskError => FaultKind::RiskError,
        PurchaseReview::Rejected => FaultKind::ReviewRejected,
    }))
}

fn check_credit_line(partner: &Partner) -> Result<(), Fault> {
    match partner.credit_line {
        CreditLine::Unlimited | CreditLine::Amount(_) => Ok(()),
        CreditLine::NotDefined => Err(Fault::new(FaultKind::LineOfCreditNotDefined)),
    }
}
