//! What a billing period costs, of the price of a whole term.

use crate::{
    billing_cycle::BillingCycle,
    money::{Amount, Currency},
    term::Term,
};

/// The price of one licence for one billing period (ruling 28), of its price for the whole term (surroundings 3.2): a twelfth for a
/// year that is charged monthly, a third for three years that are charged yearly. Rounded as ruling 22 says, so that the periods
/// together differ from the term by half of the smallest unit each, at most.
#[must_use]
pub fn price_of_period(unit_price: Amount, currency: Currency, billing_cycle: BillingCycle, term: &Term) -> Amount {
    currency.round(unit_price / Amount::from(billing_cycle.periods_in(Some(term.months()))))
}

/// The price of one licence for the whole term, of its price for one billing period: what [`price_of_period`] gave comes back from it.
pub(super) fn unit_price(amount: Amount, billing_cycle: BillingCycle, term: Option<&Term>) -> Amount {
    let periods = Amount::from(billing_cycle.periods_in(term.map(Term::months)));
    amount.checked_mul(periods).unwrap_or(Amount::MAX).normalize()
}

/// Whether a term is a whole number of the cycle's periods.
pub(super) fn divides(billing_cycle: BillingCycle, term: &Term) -> bool {
    billing_cycle != BillingCycle::Unknown
        && billing_cycle.months().is_none_or(|months| term.months().is_multiple_of(months))
}

#[cfg(test)]
mod tests {
    use super::{divides, price_of_period, unit_price};
    use crate::{
        billing_cycle::BillingCycle::{self, Annual, Monthly, None, OneTime, Triennial},
        money::{Amount, Currency},
        term::Term,
    };
    use proptest::prelude::*;

    fn usd() -> Currency {
        Currency::parse("USD").expect("a currency")
    }

    fn term(text: &str) -> Term {
        Term::parse(text).expect("a term")
    }

    #[track_caller]
    fn check(text: &str, billing_cycle: BillingCycle, unit_price: &str, period: &str) {
        let unit_price = unit_price.parse().expect("an amount");
        assert_eq!(price_of_period(unit_price, usd(), billing_cycle, &term(text)), period.parse().expect("an amount"));
    }

    #[test]
    fn a_term_is_shared_among_its_periods() {
        check("P1M", Monthly, "36.48", "36.48");
        check("P1Y", Monthly, "115.2", "9.6");
        check("P1Y", Annual, "115.2", "115.2");
        check("P3Y", Monthly, "345.6", "9.6");
        check("P3Y", Annual, "345.6", "115.2");
        check("P3Y", Triennial, "345.6", "345.6");
        check("P1Y", OneTime, "99", "99");
        check("P1M", None, "0", "0");
        check("P1Y", Monthly, "100", "8.33");
        check("P1Y", Monthly, "0.06", "0.01");
    }

    #[test]
    fn a_cycle_must_divide_its_term() {
        assert!(divides(Monthly, &term("P1M")) && divides(Annual, &term("P3Y")) && divides(None, &term("P1M")));
        assert!(!divides(Annual, &term("P1M")) && !divides(Triennial, &term("P1Y")) && !divides(Annual, &term("P18M")));
        assert!(!divides(BillingCycle::Unknown, &term("P1Y")));
    }

    #[test]
    fn a_price_of_the_term_is_written_without_needless_digits() {
        let written = |amount: &str, cycle, text| {
            let term = Term::parse(text);
            unit_price(amount.parse().expect("an amount"), cycle, term.as_ref()).to_string()
        };
        assert_eq!(written("9.60", Monthly, "P1Y"), "115.2");
        assert_eq!(written("115.20", Annual, "P3Y"), "345.6");
        assert_eq!(written("1240.00", OneTime, ""), "1240");
        assert_eq!(written("0.00", None, "P1M"), "0");
    }

    proptest! {
        /// What is given out and imported again is what it was.
        #[test]
        fn a_price_comes_back(cents in 0_i64..1_000_000_000_000, years in 1_u32..9, monthly: bool, yen: bool) {
            let currency = Currency::parse(if yen { "JPY" } else { "USD" }).expect("a currency");
            let (amount, cycle) = (currency.of_smallest_units(cents), if monthly { Monthly } else { Annual });
            let term = term(&format!("P{years}Y"));
            let whole = unit_price(amount, cycle, Some(&term));
            prop_assert_eq!(price_of_period(whole, currency, cycle, &term), amount);
        }

        /// Half of the smallest unit for each period is what rounding may cost.
        #[test]
        fn the_periods_together_are_the_term(
            price in 0_i64..1_000_000_000_000, digits in 0_u32..5, years in 1_u32..9, monthly: bool, yen: bool,
        ) {
            let currency = Currency::parse(if yen { "JPY" } else { "USD" }).expect("a currency");
            let (unit_price, cycle) = (Amount::new(price, digits), if monthly { Monthly } else { Annual });
            let term = term(&format!("P{years}Y"));
            let periods = Amount::from(cycle.periods_in(Some(term.months())));
            let period = price_of_period(unit_price, currency, cycle, &term);
            prop_assert_eq!(period, currency.round(period));
            let half = currency.of_smallest_units(1) / Amount::from(2);
            prop_assert!((period * periods - unit_price).abs() <= half * periods);
        }
    }
}
