//! Money: decimal amounts, their currency, and the one rounding rule (ruling 22).

use iso_currency::Currency as Iso;
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// An amount of money in the currency that its surroundings name.
pub type Amount = Decimal;

/// An ISO 4217 currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(Iso);

impl Currency {
    /// Reads the three-letter code in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Iso::from_code(&text.trim().to_ascii_uppercase()).map(Self)
    }

    /// The three-letter code, in upper case.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// The symbol that orders print: `US$` for the dollar (seed 002, second sample), the usual sign otherwise.
    #[must_use]
    pub fn symbol(self) -> String {
        match self.0 {
            Iso::USD => "US$".to_owned(),
            other => other.symbol().symbol,
        }
    }

    /// The usual sign, which the catalogue prints: `$` for the dollar (surroundings 2.1).
    #[must_use]
    pub fn sign(self) -> String {
        self.0.symbol().symbol
    }

    /// Rounds half away from zero to the currency's exponent: two digits for most, none for the yen (ruling 22).
    #[must_use]
    pub fn round(self, amount: Amount) -> Amount {
        amount.round_dp_with_strategy(self.digits(), RoundingStrategy::MidpointAwayFromZero)
    }

    /// The amount in the currency's smallest unit, such as cents; the largest number there is where it does not fit.
    #[must_use]
    pub fn in_smallest_units(self, amount: Amount) -> i64 {
        let units = self.round(amount).checked_mul(Decimal::from(10_u64.pow(self.digits())));
        units.and_then(|units| units.to_i64()).unwrap_or(i64::MAX)
    }

    /// The amount that so many of the currency's smallest unit are.
    #[must_use]
    pub fn of_smallest_units(self, units: i64) -> Amount {
        Decimal::new(units, self.digits())
    }

    fn digits(self) -> u32 {
        self.0.exponent().unwrap_or(2).into()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("not a currency: {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, Currency};
    use std::str::FromStr as _;

    fn rounded(currency: &str, amount: &str) -> String {
        let amount = Amount::from_str(amount).expect("an amount");
        Currency::parse(currency).expect("a currency").round(amount).to_string()
    }

    #[test]
    fn rounds_half_away_from_zero_to_the_exponent() {
        assert_eq!(rounded("USD", "1.005"), "1.01");
        assert_eq!(rounded("USD", "-1.005"), "-1.01");
        assert_eq!(rounded("USD", "2.675"), "2.68");
        assert_eq!(rounded("jpy", "100.5"), "101");
        assert_eq!(rounded("KWD", "1.0005"), "1.001");
    }

    #[test]
    fn smallest_units_are_cents_for_most_and_whole_yen() {
        for (currency, amount, units) in [("USD", "100.005", 10_001), ("JPY", "100", 100), ("KWD", "1.5", 1_500)] {
            let (currency, amount) = (Currency::parse(currency).expect("a currency"), Amount::from_str(amount));
            let amount = amount.expect("an amount");
            assert_eq!(currency.in_smallest_units(amount), units);
            assert_eq!(currency.of_smallest_units(units), currency.round(amount));
        }
        let usd = Currency::parse("USD").expect("a currency");
        assert_eq!(usd.in_smallest_units(Amount::MAX), i64::MAX);
    }

    #[test]
    fn the_dollar_is_written_as_the_seed_prints_it() {
        assert_eq!(Currency::parse("usd").expect("a currency").symbol(), "US$");
        assert_eq!(Currency::parse("EUR").expect("a currency").symbol(), "€");
    }
}
