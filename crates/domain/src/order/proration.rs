//! Billing periods of a term, and how many of them are paid for when it ends early (surroundings 3.2, ruling 28).

use crate::{billing_cycle::BillingCycle, money::Amount, subscription::commitment, term::Term, time::Timestamp};

/// The billing periods that are paid for: whole ones, and some days of the one that is cut short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Periods {
    /// How many are paid in full.
    whole: u32,
    /// How many days of the next one are paid.
    days: u32,
    /// How many days that one has; at least 1.
    of: u32,
}

impl Periods {
    /// Those of a whole term.
    pub(super) fn of_term(cycle: BillingCycle, term: Option<&Term>) -> Self {
        Self { whole: cycle.periods_in(term.map(Term::months)), days: 0, of: 1 }
    }

    /// Those of a term that begins on the day of `start` and is made to end with the day of `end`. A period lasts from
    /// its day of the month to the day before the next one's. An end outside the term is that of the term.
    pub(super) fn until(end: Timestamp, start: Timestamp, cycle: BillingCycle, term: &Term) -> Self {
        let start = start.midnight();
        let end = end.midnight().min(commitment::last_day(start, term)).max(start).plus_days(1);
        let months = cycle.months().unwrap_or_else(|| term.months()).min(term.months());
        let all = cycle.periods_in(Some(term.months()));
        let begins = |period: u32| start.plus_months(period.saturating_mul(months));
        let whole = (1..=all).take_while(|period| begins(*period) <= end).count();
        let whole = u32::try_from(whole).unwrap_or(all);
        let count = |from: Timestamp, to| u32::try_from(from.days_until(to)).unwrap_or_default();
        let days = if whole == all { 0 } else { count(begins(whole), end) };
        Self { whole, days, of: count(begins(whole), begins(whole + 1)).max(1) }
    }

    /// How many begin: the whole ones, and the one that is cut short.
    pub(super) fn begun(self) -> u32 {
        self.whole + u32::from(self.days > 0)
    }

    /// An amount for one period, for all that are paid for. Not rounded.
    pub(super) fn times(self, amount: Amount) -> Amount {
        let paid = Amount::from(u64::from(self.whole) * u64::from(self.of) + u64::from(self.days));
        let sum = amount.saturating_mul(paid);
        sum.checked_div(Amount::from(self.of)).unwrap_or(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::Periods;
    use crate::{billing_cycle::BillingCycle, term::Term, time::Timestamp};

    fn at(day: &str) -> Timestamp {
        Timestamp::parse(&format!("{day}T10:00:00Z")).expect("an instant")
    }

    #[test]
    fn a_term_that_ends_early_has_fewer_periods_and_one_that_is_cut() {
        use BillingCycle::{Annual, Monthly, Triennial};
        for (start, end, cycle, term, (whole, days, of)) in [
            ("2026-03-02", "2026-03-31", Monthly, "P1M", (0, 30, 31)),
            ("2026-03-02", "2026-04-01", Monthly, "P1M", (1, 0, 30)),
            ("2026-03-02", "2026-12-31", Annual, "P1Y", (0, 305, 365)),
            ("2027-03-02", "2027-12-31", Annual, "P1Y", (0, 305, 366)),
            ("2026-03-02", "2026-06-30", Monthly, "P1Y", (3, 29, 30)),
            ("2026-03-02", "2026-04-01", Monthly, "P1Y", (1, 0, 30)),
            ("2026-03-02", "2027-03-01", Monthly, "P1Y", (12, 0, 31)),
            ("2026-01-31", "2026-02-28", Monthly, "P1Y", (1, 1, 31)),
            ("2026-03-02", "2028-12-31", Annual, "P3Y", (2, 305, 365)),
            ("2026-03-02", "2028-12-31", Triennial, "P3Y", (0, 1036, 1096)),
            ("2026-03-02", "2026-03-02", Annual, "P1Y", (0, 1, 365)),
            // No end of the term: the line check has refused them.
            ("2026-03-02", "2020-01-01", Annual, "P1Y", (0, 1, 365)),
            ("2026-03-02", "9999-12-30", Annual, "P1Y", (1, 0, 366)),
        ] {
            let term = Term::parse(term).expect("a term");
            let found = Periods::until(at(end), at(start), cycle, &term);
            assert_eq!((found.whole, found.days, found.of), (whole, days, of), "{start} to {end}, {cycle:?} {term}");
        }
    }
}
