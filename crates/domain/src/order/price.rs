//! Prices of an order line and their sum, in decimal throughout (rulings 22 and 28).

use super::{OrderLineItem, proration::Periods};
use crate::{
    billing_cycle::BillingCycle,
    money::{Amount, Currency},
    term::Term,
    time::Timestamp,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The prices of a line. All but the last are for one licence and one billing period (ruling 28).
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

/// What is bought, as far as it makes a price.
#[derive(Clone, Copy, Debug)]
pub struct Purchase<'a> {
    /// The catalogue's price of one licence for one billing period.
    pub list_price: Amount,
    /// What a promotion takes off, in percent from 0 to 100.
    pub percent_off: Option<Amount>,
    /// Licences or instances.
    pub quantity: i32,
    /// How often it is charged.
    pub billing_cycle: BillingCycle,
    /// The term; `None` where the item has none.
    pub term: Option<&'a Term>,
    /// When it is bought: the term begins on that day.
    pub start: Timestamp,
    /// The day that the term is made to end with; `None` for a whole term.
    pub custom_end: Option<Timestamp>,
    /// The currency.
    pub currency: Currency,
}

/// Prices a line.
///
/// A promotion comes off the list price, and the rest is rounded. A whole term costs that in each of its billing periods.
/// A term that ends early costs it in each period that it covers whole; of the one that it cuts short, it costs the part
/// that its days are of the days of that period. `extended_price` is all of that for the whole quantity, rounded once.
/// `prorated_price` and `price` are the mean of the periods that begin, rounded: times quantity and periods they make
/// `extended_price`, but for that rounding. Trials cost nothing.
///
/// No amount is too large to be priced: what no decimal can hold is the largest that it can.
#[must_use]
pub fn line_pricing(purchase: Purchase<'_>) -> Pricing {
    let Purchase { list_price, percent_off, quantity, billing_cycle: cycle, term, start, custom_end, currency } =
        purchase;
    let list_price = if cycle == BillingCycle::None { Amount::ZERO } else { currency.round(list_price) };
    let kept = Decimal::ONE_HUNDRED - percent_off.unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
    let discounted_price = currency.round(list_price.saturating_mul(kept / Decimal::ONE_HUNDRED));
    let periods = match (custom_end, term) {
        (Some(end), Some(term)) => Periods::until(end, start, cycle, term),
        _ => Periods::of_term(cycle, term),
    };
    let mean = periods.times(discounted_price) / Decimal::from(periods.begun().max(1));
    let price = currency.round(mean).min(discounted_price);
    Pricing {
        list_price,
        discounted_price,
        prorated_price: price,
        price,
        extended_price: currency.round(periods.times(discounted_price.saturating_mul(Decimal::from(quantity)))),
    }
}

/// The sum of the lines' extended prices; `None` where no line has prices.
#[must_use]
pub fn total(lines: &[OrderLineItem]) -> Option<Amount> {
    let mut extended = lines.iter().filter_map(|line| line.pricing.as_ref()).map(|pricing| pricing.extended_price);
    extended.next().map(|first| extended.fold(first, |sum, price| sum.saturating_add(price)))
}

#[cfg(test)]
mod tests;
