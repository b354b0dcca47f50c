//! Money and counts as JSON numbers (ruling 22).

use rust_decimal::Decimal;
use serde::{Serializer, ser::Error as _};

/// Writes a decimal as the shortest double that means it: what the seeds print, and what every client reads.
pub(crate) fn decimal<S: Serializer>(amount: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    // By way of its text, which rounds to the nearest double: `Decimal::to_f64` misses it by a bit where there are many
    // digits, and what a client is shown would change when it sends it back.
    let number: f64 = amount.to_string().parse().map_err(S::Error::custom)?;
    serializer.serialize_f64(number)
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
    fn many_digits_are_rounded_to_the_nearest_double() {
        for (amount, written) in [
            ("0.1234567890123456789012345678", "0.12345678901234568"),
            ("-0.1234567890123456789012345678", "-0.12345678901234568"),
        ] {
            let price = Price(amount.parse().expect("an amount"));
            assert_eq!(serde_json::to_string(&price).expect("a number"), written);
        }
    }

    #[test]
    fn amounts_are_written_as_the_seeds_print_them() {
        for (amount, written) in [("36.48", "36.48"), ("438", "438.0"), ("0.05", "0.05"), ("0", "0.0")] {
            let price = Price(amount.parse().expect("an amount"));
            assert_eq!(serde_json::to_string(&price).expect("a number"), written);
        }
    }
}
