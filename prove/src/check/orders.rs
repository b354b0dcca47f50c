//! Acknowledged is stored, stored was attempted, and nothing is ordered twice or in part.

use super::{Found, Violations, cart_of, items, text};
use crate::{
    journal::Attempt,
    shop::{Deed, ITEMS, Wish},
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(attempts: &[Attempt], found: &Found) -> Violations {
    let mut violations = Violations::new();
    violations.extend(acknowledged(attempts, found));
    violations.extend(attempted(attempts, found));
    violations
}

/// What was answered 201 is there, as it was answered.
fn acknowledged(attempts: &[Attempt], found: &Found) -> Violations {
    let mut violations = Violations::new();
    let stored: BTreeMap<&str, Value> =
        found.orders.iter().map(|order| (text(order, "id"), as_first_made(order))).collect();
    for attempt in attempts {
        let Some((_, answer)) = attempt.outcome().filter(|(_, answer)| answer.status == 201) else { continue };
        let answer = answer.json();
        let orders = match attempt.deed {
            Deed::CheckOut(_) => items(&answer, "orders").to_vec(),
            Deed::Order(_) => vec![answer.clone()],
            Deed::Create(_) => {
                if found.carts.get(text(&answer, "id")).is_none_or(Value::is_null) {
                    violations.push(format!("lost: the cart of {}", attempt.name));
                }
                continue;
            }
            Deed::Replace(..) | Deed::Read(_) => continue,
        };
        for order in orders {
            let id = text(&order, "id");
            match stored.get(id) {
                None => violations.push(format!("lost: order {id} of {}", attempt.name)),
                Some(kept) if *kept != as_first_made(&order) => {
                    violations.push(format!("order {id} of {} is not as it was answered: {kept}", attempt.name));
                }
                Some(_) => {}
            }
        }
    }
    violations
}

/// Each line that is ordered is of a wish, once, with all others of the wish, and somebody asked for it to be ordered.
fn attempted(attempts: &[Attempt], found: &Found) -> Violations {
    let mut violations = Violations::new();
    let wishes: BTreeMap<&str, (&Attempt, &Wish)> =
        attempts.iter().filter_map(|attempt| Some((attempt.name.as_str(), (attempt, wish_of(attempt)?)))).collect();
    let asked: BTreeSet<&str> = attempts.iter().filter_map(|attempt| checked_out(attempt)).collect();
    let mut ordered: BTreeMap<String, usize> = BTreeMap::new();
    let mut carts: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for order in &found.orders {
        for line in items(order, "lineItems") {
            let name = text(line, "friendlyName");
            *ordered.entry(name.to_owned()).or_default() += 1;
            let (wish, place) = name.rsplit_once('/').unwrap_or((name, ""));
            let Some((attempt, wish)) = wishes.get(wish) else {
                violations.push(format!("nobody wished for {name}: {order}"));
                continue;
            };
            let wished = place.parse::<usize>().ok().and_then(|place| wish.lines.get(place));
            if wished.is_none_or(|&(item, quantity)| line["offerId"] != ITEMS[item].id || line["quantity"] != quantity)
            {
                violations.push(format!("{name} was wished for as {wished:?}, ordered is {line}"));
            }
            if matches!(attempt.deed, Deed::Order(_)) {
                continue;
            }
            match cart_of(attempt) {
                Some(cart) if asked.contains(cart.as_str()) => {
                    carts.entry(cart).or_default().insert(&attempt.name);
                }
                _ => violations.push(format!("nobody checked out the cart of {name}")),
            }
        }
    }
    violations
        .extend(ordered.iter().filter(|(_, times)| **times > 1).map(|(name, n)| format!("{name} ordered {n} times")));
    let in_part = |name: &str| {
        let names = wishes.get(name).map(|(_, wish)| wish.line_names().collect::<Vec<_>>()).unwrap_or_default();
        names.iter().any(|line| ordered.contains_key(line)) && !names.iter().all(|line| ordered.contains_key(line))
    };
    violations.extend(wishes.keys().filter(|name| in_part(name)).map(|name| format!("{name} was ordered in part")));
    let several = carts.iter().filter(|(_, wishes)| wishes.len() > 1);
    violations.extend(several.map(|(cart, wishes)| format!("cart {cart} was ordered with the lines of {wishes:?}")));
    violations
}

fn wish_of(attempt: &Attempt) -> Option<&Wish> {
    match &attempt.deed {
        Deed::Create(wish) | Deed::Replace(_, wish) | Deed::Order(wish) => Some(wish),
        Deed::CheckOut(_) | Deed::Read(_) => None,
    }
}

fn checked_out(attempt: &Attempt) -> Option<&str> {
    match &attempt.deed {
        Deed::CheckOut(cart) => Some(cart),
        _ => None,
    }
}

/// An order without what provisioning adds to it.
fn as_first_made(order: &Value) -> Value {
    let mut order = order.clone();
    if !order["lineItems"][0]["pricing"].is_object() {
        return order;
    }
    order["status"] = json!("pending");
    for line in order["lineItems"].as_array_mut().into_iter().flatten() {
        if let Some(line) = line.as_object_mut() {
            line.remove("subscriptionId");
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::{
        check::{Found, sample::*},
        shop::Deed,
    };
    use serde_json::Value;

    #[test]
    fn what_was_acknowledged_is_there_as_it_was() {
        let (attempts, found) = purchase();
        assert_eq!(check(&attempts, &found), Vec::<String>::new());
        let lost = Found { orders: Vec::new(), ..purchase().1 };
        assert!(check(&attempts, &lost).concat().contains("lost: order"));
        let mut changed = purchase().1;
        changed.orders[0]["currencyCode"] = "EUR".into();
        assert!(check(&attempts, &changed).concat().contains("not as it was answered"));
        let mut gone = purchase().1;
        gone.carts.values_mut().for_each(|cart| *cart = Value::Null);
        assert!(check(&attempts, &gone).concat().contains("lost: the cart"));
    }

    #[test]
    fn nothing_is_there_twice_or_in_part() {
        let (attempts, mut twice) = purchase();
        let mut again = twice.orders[0].clone();
        again["id"] = "another".into();
        twice.orders.push(again);
        assert!(check(&attempts, &twice).concat().contains("ordered 2 times"));
        let mut part = purchase().1;
        part.orders[0]["lineItems"].as_array_mut().expect("lines").pop();
        assert!(check(&attempts, &part).concat().contains("in part"));
    }

    #[test]
    fn nothing_is_there_that_nobody_asked_for() {
        let (attempts, found) = purchase();
        let unasked: Vec<_> =
            attempts.into_iter().filter(|attempt| !matches!(attempt.deed, Deed::CheckOut(_))).collect();
        assert!(check(&unasked, &found).concat().contains("nobody checked out"));
        assert!(check(&[], &found).concat().contains("nobody wished for"));
    }
}
