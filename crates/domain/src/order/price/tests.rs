//! Worked examples, and what holds for every price.

use super::{Pricing, Purchase, line_pricing};
use crate::{
    billing_cycle::BillingCycle::{self, Annual, Monthly, OneTime, Triennial},
    money::{Amount, Currency},
    term::Term,
    time::Timestamp,
};

fn amount(text: &str) -> Amount {
    text.parse().expect("an amount")
}

fn day(text: &str) -> Timestamp {
    Timestamp::parse(&format!("{text}T00:00:00Z")).expect("a day")
}

fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("a currency")
}

/// A purchase on 2 March 2026.
fn priced(list: &str, off: u32, quantity: i32, (cycle, term): (BillingCycle, &str), end: &str, code: &str) -> Pricing {
    line_pricing(Purchase {
        list_price: amount(list),
        percent_off: (off > 0).then(|| Amount::from(off)),
        quantity,
        billing_cycle: cycle,
        term: Term::parse(term).as_ref(),
        start: day("2026-03-02"),
        custom_end: (!end.is_empty()).then(|| day(end)),
        currency: currency(code),
    })
}

#[test]
fn a_whole_term_costs_its_price_in_every_period() {
    for (list, off, quantity, plan, prices) in [
        // The figures of the documentation's sample: 30.40 a month, one licence, one year.
        ("30.40", 0, 1, (Monthly, "P1Y"), ["30.40", "364.80"]),
        ("8.25", 15, 20, (Monthly, "P1M"), ["7.01", "140.20"]),
        ("115.20", 0, 2, (Triennial, "P3Y"), ["115.20", "230.40"]),
        ("36.60", 0, 2, (Annual, "P3Y"), ["36.60", "219.60"]),
        ("1240", 0, 7, (OneTime, ""), ["1240", "8680"]),
        ("99.99", 0, 25, (BillingCycle::None, "P1M"), ["0", "0"]),
    ] {
        let Pricing { discounted_price, prorated_price, price, extended_price, .. } =
            priced(list, off, quantity, plan, "", "USD");
        let [expected, extended] = prices.map(amount);
        assert_eq!([discounted_price, prorated_price, price], [expected; 3], "{list} {plan:?}");
        assert_eq!(extended_price, extended, "{list} {plan:?}");
    }
}

#[test]
fn a_term_that_ends_early_costs_its_days() {
    for (list, off, quantity, plan, end, [discounted, price, extended]) in [
        // 305 of 365 days: 364.80 * 305 / 365 = 304.8328…; three of them 914.4986….
        ("364.80", 0, 1, (Annual, "P1Y"), "2026-12-31", ["364.80", "304.83", "304.83"]),
        ("364.80", 0, 3, (Annual, "P1Y"), "2026-12-31", ["364.80", "304.83", "914.50"]),
        // 30 of 31 days, from 2 March to 1 April: 36.48 * 30 / 31 = 35.3032….
        ("36.48", 0, 1, (Monthly, "P1M"), "2026-03-31", ["36.48", "35.30", "35.30"]),
        ("36.48", 0, 1000, (Monthly, "P1M"), "2026-03-31", ["36.48", "35.30", "35303.23"]),
        // Three months and 29 of 30 days: 30.40 * (3 + 29 / 30) = 120.5866…, a quarter of it in each period.
        ("30.40", 0, 1, (Monthly, "P1Y"), "2026-06-30", ["30.40", "30.15", "120.59"]),
        ("30.40", 0, 10, (Monthly, "P1Y"), "2026-06-30", ["30.40", "30.15", "1205.87"]),
        // A promotion comes off first: 38.40 less 10 % is 34.56; 34.56 * 305 / 365 = 28.8789….
        ("38.40", 10, 100, (Annual, "P1Y"), "2026-12-31", ["34.56", "28.88", "2887.89"]),
        // The end of the whole term cuts nothing.
        ("30.40", 0, 10, (Monthly, "P1Y"), "2027-03-01", ["30.40", "30.40", "3648"]),
        ("0", 0, 10, (Monthly, "P1Y"), "2026-06-30", ["0", "0", "0"]),
    ] {
        let found = priced(list, off, quantity, plan, end, "USD");
        let what = format!("{list} {plan:?} {quantity} until {end}");
        assert_eq!(found.discounted_price, amount(discounted), "{what}");
        assert_eq!([found.prorated_price, found.price], [amount(price); 2], "{what}");
        assert_eq!(found.extended_price, amount(extended), "{what}");
    }
}

#[test]
fn a_yen_has_no_smaller_part() {
    let whole = priced("4350.5", 15, 3, (Monthly, "P1M"), "", "JPY");
    assert_eq!(
        (whole.list_price, whole.price, whole.extended_price),
        (amount("4351"), amount("3698"), amount("11094"))
    );
    let cut = priced("4350", 0, 7, (Monthly, "P1Y"), "2026-06-30", "JPY");
    assert_eq!((cut.price, cut.extended_price), (amount("4314"), amount("120785")));
}

/// A generator of numbers that are always the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

#[test]
fn every_price_is_in_order_and_within_its_currency() {
    let plans =
        [(Monthly, "P1M"), (Monthly, "P1Y"), (Monthly, "P3Y"), (Annual, "P1Y"), (Annual, "P3Y"), (Triennial, "P3Y")];
    let mut numbers = Numbers(7);
    for _ in 0..20_000 {
        let (cycle, term) = plans[usize::try_from(numbers.below(6)).expect("a place")];
        let term = Term::parse(term).expect("a term");
        let (code, decimals) =
            [("USD", 2), ("JPY", 0), ("KWD", 3)][usize::try_from(numbers.below(3)).expect("a place")];
        let start = day("2026-01-01").plus_days(i64::try_from(numbers.below(1_500)).expect("days"));
        let length = u64::from(term.months()) * 28;
        let end = start.plus_days(i64::try_from(numbers.below(length)).expect("days"));
        let quantity = i32::try_from(1 + numbers.below(10_000_000)).expect("a quantity");
        let prices = |custom_end| {
            line_pricing(Purchase {
                list_price: Amount::new(i64::try_from(numbers.0 % 1_000_000_000_000).expect("a price"), 3),
                percent_off: Some(Amount::from(numbers.0 % 101)),
                quantity,
                billing_cycle: cycle,
                term: Some(&term),
                start,
                custom_end,
                currency: currency(code),
            })
        };
        let (cut, whole) = (prices(Some(end)), prices(None));
        let what = format!("{cut:?} of {whole:?}: {quantity} {cycle:?} {term} from {start} to {end} in {code}");
        assert!(cut.discounted_price <= cut.list_price && cut.prorated_price <= cut.discounted_price, "{what}");
        assert!(cut.extended_price <= whole.extended_price, "{what}");
        assert_eq!(cut.discounted_price, whole.discounted_price, "{what}");
        for price in [cut.list_price, cut.discounted_price, cut.prorated_price, cut.price, cut.extended_price] {
            assert!(price.normalize().scale() <= decimals && price >= Amount::ZERO, "{what}");
        }
    }
}

#[test]
fn no_price_is_too_large() {
    for (list, quantity) in [("1000000000", 10_000_000), ("79228162514264337593543950335", i32::MAX)] {
        for end in ["", "2026-12-31"] {
            let found = priced(list, 15, quantity, (Monthly, "P1Y"), end, "USD");
            assert!(found.extended_price >= found.price, "{found:?}");
        }
    }
    let exact = priced("1000000000.99", 0, 10_000_000, (Monthly, "P1Y"), "", "USD");
    assert_eq!(exact.extended_price, amount("120000000118800000"));
}
