//! Money and counts as JSON numbers (ruling 22).

use rust_decimal::{Decimal, prelude::ToPrimitive as _};
use serde::Serializer;

/// Writes a decimal as the shortest double that means it: what the seeds print, and what every client reads.
pub(crate) fn decimal<S: Serializer>(amount: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    match amount.to_f64() {
        Some(number) => serializer.serialize_f64(number),
        None => Err(serde::ser::Error::custom(format!("{amount} is no double"))),
    }
}

/// Writes a decimal that is there.
pub(crate) fn some_decimal<S: Serializer>(amount: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    match amount {
        Some(amount) => decimal(amount, serializer),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use serde::Serialize;

    #[derive(Serialize)]
    struct Price(#[serde(serialize_with = "super::decimal")] Decimal);

    #[test]
    fn amounts_are_written_as_the_seeds_print_them() {
        for (amount, written) in [("36.48", "36.48"), ("438", "438.0"), ("0.05", "0.05"), ("0", "0.0")] {
            let price = Price(amount.parse().expect("an amount"));
            assert_eq!(serde_json::to_string(&price).expect("a number"), written);
        }
    }
}
