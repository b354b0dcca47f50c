//! The commitment of a savings plan: does the SKU accept it, and what does it cost? (digest 4.4 and 7.3)

use crate::{
    cart::CartLineItem,
    catalog::{Plan, Sku},
    fault::{Fault, FaultKind},
    member::{Member, Place},
    money::{Amount, Currency},
};

/// What one billing period of the line's commitment costs: monthly that of a twelfth of a year, one_time that of the term.
///
/// # Errors
/// 10010 on the first member that is missing or not accepted: amount, currency, grain, then the size of the amount.
pub(super) fn price(
    line: &CartLineItem,
    sku: &Sku,
    plan: &Plan,
    currency: Currency,
    at: &Place,
) -> Result<Amount, Fault> {
    let at = at.member(Member::PurchaseCommitment);
    let range = sku.commitments.iter().find(|range| range.currency == currency);
    let range = range
        .ok_or_else(|| missing(at.clone(), "no commitment: the savings plan takes none in the currency of the line"))?;
    let accepted = format!("{} to {} {currency}, {}", range.minimum, range.maximum, range.grain.name());
    let commitment = line.purchase_commitment.as_ref().ok_or_else(|| missing(at.clone(), &accepted))?;
    let amount = commitment.amount.ok_or_else(|| missing(at.member(Member::Amount), &accepted))?;
    let same_currency = |said: &str| Currency::parse(said) == Some(currency);
    check_text(commitment.currency.as_deref(), same_currency, at.member(Member::Currency), currency.code())?;
    let same_grain = |said: &str| said.trim().eq_ignore_ascii_case(range.grain.name());
    check_text(commitment.grain.as_deref(), same_grain, at.member(Member::Grain), range.grain.name())?;
    let months = plan.billing_cycle.months().or(plan.term.as_ref().map(|term| term.months()));
    let price = months.and_then(|months| range.grain.price(amount, months));
    let fits = (range.minimum..=range.maximum).contains(&amount);
    price
        .filter(|_| fits)
        .ok_or_else(|| Fault::new(FaultKind::LineInputIsNotValid).seen(at.member(Member::Amount), amount, accepted))
}

fn missing(at: Place, accepted: &str) -> Fault {
    Fault::new(FaultKind::LineInputIsNotValid).missing(at, accepted)
}

fn check_text(said: Option<&str>, fits: impl Fn(&str) -> bool, at: Place, accepted: &str) -> Result<(), Fault> {
    match said {
        Some(said) if fits(said) => Ok(()),
        Some(said) => Err(Fault::new(FaultKind::LineInputIsNotValid).seen(at, said, accepted)),
        None => Err(missing(at, accepted)),
    }
}
