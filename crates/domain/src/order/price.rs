//! Prices of an order line and their sum, in decimal throughout (rulings 22 and 28).

use crate::{
    billing_cycle::BillingCycle,
    money::{Amount, Currency},
    order::OrderLineItem,
    term::Term,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The prices of a line. All but the last are for one licence and one billing period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pricing {
    /// The catalogue's price.
    pub list_price: Amount,
    /// After the promotion.
    pub discounted_price: Amount,
    /// After proration.
    pub prorated_price: Amount,
    /// What is charged.
    pub price: Amount,
    /// What is charged times quantity times billing periods in the term.
    pub extended_price: Amount,
}

/// Prices a line of a whole term.
#[must_use]
pub fn line_pricing(
    list_price: Amount,
    percent_off: Option<Amount>,
    quantity: i32,
    cycle: BillingCycle,
    term: Option<&Term>,
    currency: Currency,
) -> Pricing {
    let list_price = currency.round(list_price);
    let kept = Decimal::ONE_HUNDRED - percent_off.unwrap_or_default();
    let price = currency.round(list_price * kept / Decimal::ONE_HUNDRED);
    let periods = cycle.periods_in(term.map(Term::months));
    Pricing {
        list_price,
        discounted_price: price,
        prorated_price: price,
        price,
        extended_price: currency.round(price * Decimal::from(quantity) * Decimal::from(periods)),
    }
}

/// The sum of the lines' extended prices; `None` where no line has prices.
#[must_use]
pub fn total(lines: &[OrderLineItem]) -> Option<Amount> {
    let mut extended = lines.iter().filter_map(|line| line.pricing.as_ref()).map(|pricing| pricing.extended_price);
    extended.next().map(|first| extended.fold(first, |sum, price| sum + price))
}

#[cfg(test)]
mod tests {
    use super::line_pricing;
    use crate::{billing_cycle::BillingCycle, money::Currency, term::Term};
    use rust_decimal::Decimal;

    #[test]
    fn a_monthly_price_extends_over_the_term() {
        // The figures of the documentation's sample: 30.40 a month, one licence, one year.
        let usd = Currency::parse("USD").expect("a currency");
        let year = Term::parse("P1Y");
        let pricing = line_pricing(Decimal::new(3040, 2), None, 1, BillingCycle::Monthly, year.as_ref(), usd);
        assert_eq!(pricing.extended_price, Decimal::new(36480, 2));
    }

    #[test]
    fn a_promotion_takes_its_percentage_off_the_unit_price() {
        let usd = Currency::parse("USD").expect("a currency");
        let month = Term::parse("P1M");
        let percent = Some(Decimal::from(15));
        let pricing = line_pricing(Decimal::new(825, 2), percent, 20, BillingCycle::Monthly, month.as_ref(), usd);
        assert_eq!(pricing.discounted_price, Decimal::new(701, 2));
        assert_eq!(pricing.extended_price, Decimal::new(14020, 2));
    }
}
