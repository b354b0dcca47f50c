//! Custom term end dates: where a co-terminous term may end (digest 7.3, surroundings 2.10).

use super::Buyer;
use crate::{
    cart::CartLineItem,
    catalog::{Plan, Product, ProductKind},
    fault::{Fault, FaultKind},
    member::{Member, Place},
    subscription::{Subscription, SubscriptionStatus, commitment},
    term::Term,
    time::Timestamp,
};

/// The most ends of subscriptions that a refusal names.
const NAMED: usize = 5;

/// Checks a modern line's own date: for new-commerce licences that have a term and are no trial (10016), within the first
/// term and in line with a month or another subscription (10017).
pub(super) fn check(
    line: &CartLineItem,
    product: &Product,
    plan: &Plan,
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<(), Fault> {
    let Some(end) = line.custom_term_end_date else { return Ok(()) };
    let licence = product.kind == ProductKind::OnlineServicesNce && plan.is_paid();
    let Some(term) = plan.term.as_ref().filter(|_| licence) else {
        return refuse_product(line, at);
    };
    let today = buyer.now.midnight();
    let first = Span { after: today, last: commitment::last_day(today, term), term };
    first.check(end, buyer).map_err(|accepted| {
        let fault = Fault::new(FaultKind::InvalidCustomTermEndDate);
        fault.seen(at.member(Member::CustomTermEndDate), end, accepted)
    })
}

/// What is no new-commerce licence ends with its term, legacy offers among it (10016).
pub(super) fn refuse_product(line: &CartLineItem, at: &Place) -> Result<(), Fault> {
    let Some(end) = line.custom_term_end_date else { return Ok(()) };
    let accepted =
        "no custom term end date on this line; a new-commerce licence that has a term and is no trial may have one";
    let fault = Fault::new(FaultKind::InvalidCustomTermEndDateProduct);
    Err(fault.seen(at.member(Member::CustomTermEndDate), end, accepted))
}

/// The days on which a term may be made to end.
pub(super) struct Span<'a> {
    /// The day before the first that is accepted.
    pub(super) after: Timestamp,
    /// The last that is accepted: that of the whole term.
    pub(super) last: Timestamp,
    /// The term.
    pub(super) term: &'a Term,
}

impl Span<'_> {
    /// Whether the term may end on that day.
    ///
    /// # Errors
    /// What is accepted.
    pub(super) fn check(&self, end: Timestamp, buyer: Buyer<'_>) -> Result<(), String> {
        let day = end.midnight();
        let fits = day.is_month_end() || self.ends(buyer).contains(&day);
        if self.holds(end) && fits { Ok(()) } else { Err(self.accepted(buyer)) }
    }

    /// Whether a term may end on that day, if a month or another subscription does.
    pub(super) fn holds(&self, end: Timestamp) -> bool {
        let day = end.midnight();
        self.after < day && day <= self.last && !self.falls_short(day)
    }

    /// A monthly term ends on the 28th, 29th or 30th only where that is the end of the month: later months could not
    /// follow it.
    fn falls_short(&self, day: Timestamp) -> bool {
        self.is_monthly() && (28..=30).contains(&day.day_of_month()) && !day.is_month_end()
    }

    fn is_monthly(&self) -> bool {
        self.term.months() == 1
    }

    /// The ends of the customer's other licences, trials aside; a longer term does not follow a monthly one.
    fn ends(&self, buyer: Buyer<'_>) -> Vec<Timestamp> {
        let alike = |owned: &&Subscription| {
            let monthly = owned.term.as_ref().is_some_and(|term| term.months() == 1);
            owned.status == SubscriptionStatus::Active
                && owned.product_kind == Some(ProductKind::OnlineServicesNce)
                && !owned.is_trial
                && (self.is_monthly() || !monthly)
        };
        let alike = buyer.subscriptions.iter().filter(alike);
        let mut ends: Vec<_> = alike.filter_map(|owned| owned.commitment_end_at(buyer.now)).collect();
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    fn accepted(&self, buyer: Buyer<'_>) -> String {
        let Self { after, last, .. } = self;
        let month_end = after.plus_days(1).month_end();
        let next = if month_end <= *last { format!(", next {}", month_end.day()) } else { String::new() };
        let usable = |end: &Timestamp| after < end && end <= last && !self.falls_short(*end);
        let ends: Vec<_> = self.ends(buyer).into_iter().filter(usable).take(NAMED).map(Timestamp::day).collect();
        let ends = if ends.is_empty() { "none now".to_owned() } else { ends.join(", ") };
        let whose = if self.is_monthly() { "a" } else { "an annual or longer" };
        format!(
            "a day after {} and not after {} that is the last of a month{next}, or the end of {whose} new-commerce \
             subscription of the customer ({ends})",
            after.day(),
            last.day()
        )
    }
}
