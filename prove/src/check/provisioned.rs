//! Every order came to its end, and left one subscription a line.

use super::{Found, Violations, items, text};
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) fn check(found: &Found) -> Violations {
    let mut violations = Violations::new();
    let mut left: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for subscription in &found.subscriptions {
        left.entry(text(subscription, "friendlyName")).or_default().push(subscription);
    }
    for order in &found.orders {
        if order["status"] != "completed" {
            violations.push(format!("order {} is {}", order["id"], order["status"]));
            continue;
        }
        for line in items(order, "lineItems") {
            let name = text(line, "friendlyName");
            match left.get(name).map(Vec::as_slice) {
                Some([subscription]) => {
                    let same = subscription["id"] == line["subscriptionId"]
                        && subscription["quantity"] == line["quantity"]
                        && subscription["orderId"] == order["id"];
                    if !same {
                        violations.push(format!("{name} left {subscription}, which is not what was ordered: {line}"));
                    }
                }
                several => {
                    let number = several.map_or(0, <[_]>::len);
                    violations.push(format!("{name} was provisioned {number} times"));
                }
            }
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::check::sample::purchase;

    #[test]
    fn a_line_leaves_one_subscription() {
        let found = purchase().1;
        assert!(check(&found).is_empty());
        let mut pending = purchase().1;
        pending.orders[0]["status"] = "pending".into();
        assert_eq!(check(&pending).len(), 1);
        let mut twice = purchase().1;
        twice.subscriptions.push(twice.subscriptions[0].clone());
        assert!(check(&twice).concat().contains("2 times"));
        let mut none = purchase().1;
        none.subscriptions.clear();
        assert!(check(&none).concat().contains("0 times"));
        let mut other = purchase().1;
        other.subscriptions[0]["quantity"] = 99.into();
        assert!(check(&other).concat().contains("not what was ordered"));
    }
}
