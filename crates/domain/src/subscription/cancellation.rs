//! Until when a purchase can be given back, and what is refunded then (surroundings 3.6, digest 7.8).

use crate::{
    catalog::ProductKind,
    fault::{Fault, FaultKind},
    member::Member,
    term::Term,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

const DAY_SECONDS: i64 = 24 * 60 * 60;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What a cancellation gives back, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefundOption {
    /// How much.
    pub kind: RefundKind,
    /// Until when.
    pub expires_at: Timestamp,
}

/// How much a cancellation gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundKind {
    /// Everything.
    Full,
    /// What was not used yet, by day.
    Partial,
}

impl RefundKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Full, Self::Partial];
}

/// The window in which a purchase can be cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// Its end.
    pub(crate) until: Timestamp,
    kind: RefundKind,
}

impl Window {
    /// What a cancellation within it gives back.
    pub(crate) fn refund(self) -> RefundOption {
        RefundOption { kind: self.kind, expires_at: self.until }
    }
}

/// The window of a purchase; `None` where it cannot be cancelled: legacy subscriptions are suspended instead, and Azure
/// reservations, savings plans and plans are not cancelled by partners.
///
/// Licences: 7 days, by day. Software: subscriptions 7 days, perpetual 30. Marketplace SaaS: 24 hours by the month, else
/// 14 days.
pub(crate) fn window(kind: Option<ProductKind>, term: Option<&Term>, bought: Timestamp) -> Option<Window> {
    let (kind, days) = refund(kind?, term)?;
    Some(Window { until: bought.plus(days * DAY), kind })
}

/// What a cancellation gives back, and for how many days, by the same rule.
#[must_use]
pub fn refund(kind: ProductKind, term: Option<&Term>) -> Option<(RefundKind, u32)> {
    match (kind, term) {
        (ProductKind::OnlineServicesNce, _) => Some((RefundKind::Partial, 7)),
        (ProductKind::Software, Some(_)) => Some((RefundKind::Full, 7)),
        (ProductKind::Software, None) => Some((RefundKind::Full, 30)),
        (ProductKind::Saas, Some(term)) if term.months() == 1 => Some((RefundKind::Full, 1)),
        (ProductKind::Saas, _) => Some((RefundKind::Full, 14)),
        (ProductKind::Reservation | ProductKind::AzurePlan | ProductKind::SavingsPlan, _) => None,
    }
}

/// The refusal of a cancellation after its window, in days or, for the shortest, in hours.
pub(crate) fn passed(until: Timestamp, bought: Timestamp) -> Fault {
    let days = until.seconds().saturating_sub(bought.seconds()) / DAY_SECONDS;
    let (fault, window) = match days {
        ..=1 => (Fault::about(FaultKind::CancellationWindowOfHoursPassed, days * 24), format!("{} hours", days * 24)),
        _ => (Fault::about(FaultKind::CancellationWindowOfDaysPassed, days), format!("{days} days")),
    };
    fault.seen(Member::Status, format!("a purchase of {bought}"), format!("one made within the last {window}"))
}

#[cfg(test)]
mod tests {
    use super::{RefundKind, window};
    use crate::{catalog::ProductKind, term::Term, time::Timestamp};

    #[test]
    fn each_kind_has_its_window() {
        use {ProductKind as P, RefundKind as R};
        let bought = Timestamp::parse("2026-03-02T10:00:00.5Z").expect("an instant");
        for (kind, term, expected) in [
            (Some(P::OnlineServicesNce), "P1M", Some(("2026-03-09T10:00:00.5Z", R::Partial))),
            (Some(P::OnlineServicesNce), "P3Y", Some(("2026-03-09T10:00:00.5Z", R::Partial))),
            (Some(P::Software), "", Some(("2026-04-01T10:00:00.5Z", R::Full))),
            (Some(P::Software), "P1Y", Some(("2026-03-09T10:00:00.5Z", R::Full))),
            (Some(P::Saas), "P1M", Some(("2026-03-03T10:00:00.5Z", R::Full))),
            (Some(P::Saas), "P1Y", Some(("2026-03-16T10:00:00.5Z", R::Full))),
            (Some(P::Reservation), "P1Y", None),
            (Some(P::SavingsPlan), "P1Y", None),
            (Some(P::AzurePlan), "", None),
            (None, "P1Y", None),
        ] {
            let found = window(kind, Term::parse(term).as_ref(), bought).map(super::Window::refund);
            let found = found.map(|refund| (refund.expires_at.to_string(), refund.kind));
            assert_eq!(found, expected.map(|(until, refund)| (until.to_owned(), refund)), "{kind:?} {term}");
        }
    }
}
