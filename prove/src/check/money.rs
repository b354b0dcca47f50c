//! Prices add up to the last decimal.

use super::{Found, Violations, items};
use rust_decimal::Decimal;
use serde_json::Value;

pub(super) fn check(found: &Found) -> Violations {
    let mut violations = Violations::new();
    for order in &found.orders {
        let mut sum = Decimal::ZERO;
        for line in items(order, "lineItems").iter().filter(|line| line["pricing"].is_object()) {
            let (price, extended) = (decimal(&line["pricing"]["price"]), decimal(&line["pricing"]["extendedPrice"]));
            let quantity = Decimal::from(line["quantity"].as_i64().unwrap_or_default());
            // What these clients buy is charged once in its term.
            if price.zip(extended).is_none_or(|(price, extended)| price * quantity != extended) {
                violations.push(format!("the prices of a line do not multiply: {line}"));
            }
            sum += extended.unwrap_or_default();
        }
        let total = &order["totalPrice"];
        if !total.is_null() && decimal(total) != Some(sum) {
            violations.push(format!("the lines add up to {sum}, not to {total}: {order}"));
        }
    }
    violations
}

/// A number as it stands in the text: the shortest one that is read as the same.
fn decimal(number: &Value) -> Option<Decimal> {
    number.as_number()?.to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::sample::purchase;

    #[test]
    fn a_sum_is_exact() {
        let found = purchase().1;
        assert!(check(&found).is_empty());
        let mut float = purchase().1;
        float.orders[0]["totalPrice"] = serde_json::from_str("19.200000000000003").expect("a number");
        assert!(check(&float).concat().contains("add up"));
        let mut line = purchase().1;
        line.orders[0]["lineItems"][0]["pricing"]["extendedPrice"] = 11.53.into();
        assert!(check(&line).concat().contains("multiply"));
    }
}
