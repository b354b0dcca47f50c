//! How long a purchase binds: the last day of its term (surroundings 2.10 and 3.5).
//!
//! Ends are days, written as their midnight in UTC, and belong to the term.

use super::Subscription;
use crate::{term::Term, time::Timestamp};

/// The last day of a whole term that begins on the day of `start`.
#[must_use]
pub fn last_day(start: Timestamp, term: &Term) -> Timestamp {
    start.midnight().plus_months(term.months()).plus_days(-1)
}

impl Subscription {
    /// When its first term began.
    #[must_use]
    pub fn start(&self) -> Timestamp {
        self.effective_start.unwrap_or(self.created)
    }

    /// The last day of the term that it is in at `now`: of its first one, or, where it renews itself, of the one that
    /// covers that day. `None` where it has no term.
    #[must_use]
    pub fn commitment_end_at(&self, now: Timestamp) -> Option<Timestamp> {
        self.term_at(now).map(|(_, end)| end)
    }

    /// The last day of the billing period that covers `now`, or of its term where that has no later one; `None` where it
    /// has no term.
    #[must_use]
    pub fn billing_cycle_end_at(&self, now: Timestamp) -> Option<Timestamp> {
        let (start, end) = self.term_at(now)?;
        let Some(months) = self.billing_cycle_at(now).months() else { return Some(end) };
        let ends = (1..).map_while(|n| months.checked_mul(n)).map(|months| start.plus_months(months).plus_days(-1));
        ends.into_iter().find(|last| *last >= now.midnight() || *last >= end).map(|last| last.min(end))
    }

    /// The first and the last day of the term that it is in at `now`.
    fn term_at(&self, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
        let first = self.commitment_end.or_else(|| self.term.as_ref().map(|term| last_day(self.start(), term)))?;
        let of_first = (self.start().midnight(), first);
        let next = self.renewal_term.as_ref().or(self.term.as_ref()).filter(|_| self.auto_renew);
        let Some(months) = next.map(Term::months) else { return Some(of_first) };
        let second = first.plus_days(1);
        let later = (0..).map_while(|n| Some((months.checked_mul(n)?, months.checked_mul(n + 1)?)));
        let later = later.map(|(from, to)| (second.plus_months(from), second.plus_months(to).plus_days(-1)));
        std::iter::once(of_first).chain(later).find(|(_, end)| *end >= now.midnight())
    }
}

#[cfg(test)]
mod tests {
    use super::last_day;
    use crate::{
        billing_cycle::BillingCycle,
        catalog_item::CatalogItemId,
        id::SubscriptionId,
        subscription::{Subscription, SubscriptionStatus},
        term::Term,
        time::Timestamp,
    };

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).expect("an instant")
    }

    #[test]
    fn a_term_ends_the_day_before_it_would_begin_again() {
        for (start, term, end) in [
            // The sample of the documentation.
            ("2021-01-14T16:57:15.0000001Z", "P1Y", "2022-01-13"),
            ("2026-03-02T23:59:59Z", "P1M", "2026-04-01"),
            ("2024-02-29T00:00:00Z", "P1Y", "2025-02-27"),
            ("2026-01-31T10:00:00Z", "P1M", "2026-02-27"),
            ("2026-03-01T10:00:00Z", "P3Y", "2029-02-28"),
        ] {
            let term = Term::parse(term).expect("a term");
            assert_eq!(last_day(at(start), &term), at(&format!("{end}T00:00:00Z")), "{start} {term}");
        }
    }

    fn owned(term: &str, auto_renew: bool, commitment_end: Option<&str>, renewal_term: &str) -> Subscription {
        Subscription {
            id: SubscriptionId(uuid::Uuid::nil()),
            order_line: None,
            offer_id: CatalogItemId::new("A"),
            friendly_name: "A".to_owned(),
            quantity: 1,
            status: SubscriptionStatus::Active,
            parent: None,
            billing_cycle: BillingCycle::Monthly,
            next_charge: None,
            term: Term::parse(term),
            created: at("2026-01-15T09:30:00Z"),
            azure: None,
            product_kind: None,
            effective_start: None,
            commitment_end: commitment_end.map(at),
            cancellation_allowed_until: None,
            refund_options: Vec::new(),
            refundable_quantity: Vec::new(),
            auto_renew,
            renewal_term: Term::parse(renewal_term),
            is_trial: false,
            partner_id_on_record: None,
            additional_partner_ids_on_record: Vec::new(),
            promotion_id: None,
            scheduled_next_term_instructions: None,
        }
    }

    #[test]
    fn a_billing_period_ends_with_its_term_at_the_latest() {
        let mut yearly = owned("P1Y", true, None, "");
        yearly.billing_cycle = BillingCycle::Annual;
        let mut once = owned("P1Y", true, None, "");
        once.billing_cycle = BillingCycle::OneTime;
        for (owned, now, end) in [
            (&owned("", true, None, ""), "2026-03-02", None),
            (&owned("P1Y", true, None, ""), "2026-03-02", Some("2026-03-14")),
            (&owned("P1Y", true, None, ""), "2026-03-15", Some("2026-04-14")),
            (&owned("P1Y", true, None, ""), "2027-01-15", Some("2027-02-14")),
            (&owned("P1Y", false, None, ""), "2028-01-15", Some("2027-01-14")),
            (&owned("P1Y", false, Some("2026-03-31T00:00:00Z"), ""), "2026-03-20", Some("2026-03-31")),
            (&yearly, "2026-03-02", Some("2027-01-14")),
            (&once, "2027-03-02", Some("2028-01-14")),
        ] {
            let found = owned.billing_cycle_end_at(at(&format!("{now}T12:00:00Z")));
            assert_eq!(found.map(Timestamp::day).as_deref(), end, "{owned:?} at {now}");
        }
    }

    #[test]
    fn a_subscription_that_renews_itself_stands_in_a_later_term() {
        let renewing = owned("P1M", true, None, "");
        let cut = owned("P1Y", true, Some("2026-01-31T00:00:00Z"), "");
        let longer = owned("P1M", true, None, "P1Y");
        for (owned, now, end) in [
            (&owned("", true, None, ""), "2026-03-02", None),
            (&owned("P1Y", false, None, ""), "2026-03-02", Some("2027-01-14")),
            (&owned("P1Y", false, None, ""), "2028-03-02", Some("2027-01-14")),
            (&renewing, "2026-02-14", Some("2026-02-14")),
            (&renewing, "2026-02-15", Some("2026-03-14")),
            (&renewing, "2027-12-01", Some("2027-12-14")),
            (&cut, "2026-01-31", Some("2026-01-31")),
            (&cut, "2026-02-01", Some("2027-01-31")),
            (&longer, "2026-02-15", Some("2027-02-14")),
        ] {
            let found = owned.commitment_end_at(at(&format!("{now}T12:00:00Z")));
            assert_eq!(found.map(Timestamp::day).as_deref(), end, "{owned:?} at {now}");
        }
    }
}
