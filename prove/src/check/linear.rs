//! What was seen of each cart is what one could see who does one thing after the other (linearizability, per cart).
//!
//! Whoever asks between two moments has it done at some moment between them; what nobody answered was done at any later moment,
//! or never. The search tries the orders that time allows, and remembers where it has been.

use super::{Found, Violations, cart_of, items, text};
use crate::{journal::Attempt, shop::Deed};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The names of a cart's lines, and whether it is ordered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct State {
    lines: BTreeSet<String>,
    ordered: bool,
}

/// Something that was done to a cart between two moments, and what was seen of it.
#[derive(Debug)]
struct Step {
    name: String,
    began: u64,
    ended: u64,
    seen: Seen,
}

#[derive(Debug)]
enum Seen {
    Replaced(BTreeSet<String>),
    RefusedAsOrdered,
    Ordered(BTreeSet<String>),
    Read(State),
    /// Nobody knows whether it was done.
    PerhapsReplaced(BTreeSet<String>),
    PerhapsOrdered,
}

pub(super) fn check(attempts: &[Attempt], found: &Found) -> Violations {
    let mut carts: BTreeMap<String, (Option<State>, Vec<Step>)> = BTreeMap::new();
    for attempt in attempts {
        let Some(cart) = cart_of(attempt) else { continue };
        let (first, steps) = carts.entry(cart).or_default();
        match &attempt.deed {
            Deed::Create(wish) => *first = Some(State { lines: wish.line_names().collect(), ordered: false }),
            _ => steps.extend(step(attempt)),
        }
    }
    let mut violations = Violations::new();
    for (cart, (first, mut steps)) in carts {
        let Some(first) = first else { continue };
        if let Some(last) = found.carts.get(&cart).filter(|cart| !cart.is_null()) {
            steps.push(Step { name: "at the end".into(), began: u64::MAX - 1, ended: u64::MAX, seen: read(last) });
        }
        if !can_be_in_order(&first, &steps) {
            let told: Vec<_> = steps.iter().map(Step::told).collect();
            violations
                .push(format!("cart {cart}, begun as {first:?}, was seen as nobody can see it: {}", told.join("; ")));
        }
    }
    violations
}

fn step(attempt: &Attempt) -> Option<Step> {
    let outcome = attempt.outcome();
    let seen = match (&attempt.deed, outcome.map(|(_, answer)| (answer.status, answer.json()))) {
        (Deed::Replace(_, wish), None) => Seen::PerhapsReplaced(wish.line_names().collect()),
        (Deed::Replace(_, wish), Some((201, _))) => Seen::Replaced(wish.line_names().collect()),
        (Deed::Replace(..), Some(_)) => Seen::RefusedAsOrdered,
        (Deed::CheckOut(_), None) => Seen::PerhapsOrdered,
        (Deed::CheckOut(_), Some((_, result))) => {
            let orders = items(&result, "orders").iter();
            Seen::Ordered(orders.flat_map(names).collect())
        }
        (Deed::Read(_), Some((200, cart))) => read(&cart),
        (Deed::Read(_) | Deed::Create(_) | Deed::Order(_), _) => return None,
    };
    let ended = outcome.map_or(u64::MAX, |(moment, _)| moment);
    Some(Step { name: attempt.name.clone(), began: attempt.began(), ended, seen })
}

fn names(of: &Value) -> Vec<String> {
    items(of, "lineItems").iter().map(|line| text(line, "friendlyName").to_owned()).collect()
}

fn read(cart: &Value) -> Seen {
    Seen::Read(State { lines: names(cart).into_iter().collect(), ordered: cart["status"] == "Ordered" })
}

/// Whether there is an order of the steps that explains all of them.
fn can_be_in_order(first: &State, steps: &[Step]) -> bool {
    let mut been = HashSet::new();
    let mut open = vec![(0_u64, first.clone())];
    while let Some((done, state)) = open.pop() {
        if !been.insert((done, state.clone())) {
            continue;
        }
        let left = || steps.iter().enumerate().filter(|(place, _)| done & (1 << place) == 0);
        if left().all(|(_, step)| step.ended == u64::MAX && step.began < u64::MAX - 1) {
            return true;
        }
        let soonest = left().map(|(_, step)| step.ended).min().unwrap_or(u64::MAX);
        for (place, step) in left().filter(|(_, step)| step.began < soonest) {
            open.extend(step.seen.after(&state).map(|state| (done | (1 << place), state)));
        }
    }
    false
}

impl Step {
    fn told(&self) -> String {
        let Self { name, began, ended, seen } = self;
        let ended = if *ended == u64::MAX { "?".to_owned() } else { ended.to_string() };
        format!("{name} ({began} to {ended}) {seen:?}")
    }
}

impl Seen {
    /// What a cart is after the step, if the step can be seen at such a cart.
    fn after(&self, state: &State) -> Option<State> {
        match self {
            Self::Replaced(lines) | Self::PerhapsReplaced(lines) => {
                (!state.ordered).then(|| State { lines: lines.clone(), ordered: false })
            }
            Self::RefusedAsOrdered => state.ordered.then(|| state.clone()),
            Self::Ordered(lines) => (state.lines == *lines).then(|| State { ordered: true, ..state.clone() }),
            Self::PerhapsOrdered => Some(State { ordered: true, ..state.clone() }),
            Self::Read(seen) => (seen == state).then(|| state.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::{
        check::{Found, sample::*},
        journal::Attempt,
        shop::Deed,
    };
    use serde_json::json;

    fn replace(name: &str, when: (u64, u64), answered: Option<(u16, &str)>) -> Attempt {
        timed(name, Deed::Replace("1".into(), wish(name)), when, answered)
    }

    fn check_out(name: &str, when: (u64, u64), ordered: &str) -> Attempt {
        let result = json!({ "orders": [order(ordered)] }).to_string();
        timed(name, Deed::CheckOut("1".into()), when, Some((201, &result)))
    }

    fn found(last: &str, status: &str) -> Found {
        let mut found = Found::default();
        found.carts.insert("1".into(), cart(last, status));
        found
    }

    #[test]
    fn what_overlaps_may_have_been_in_any_order() {
        let overlapping = [create("a", "1"), replace("b", (2, 9), Some((201, ""))), check_out("c", (3, 8), "b")];
        assert!(check(&overlapping, &found("b", "Ordered")).is_empty());
        let refused = [create("a", "1"), replace("b", (2, 9), Some((400, ""))), check_out("c", (3, 8), "a")];
        assert!(check(&refused, &found("a", "Ordered")).is_empty());
    }

    #[test]
    fn nobody_replaces_what_is_ordered_and_nobody_orders_what_was_replaced() {
        let late = [create("a", "1"), check_out("b", (2, 3), "a"), replace("c", (4, 5), Some((201, "")))];
        assert_eq!(check(&late, &found("a", "Ordered")).len(), 1);
        let stale = [create("a", "1"), replace("b", (2, 3), Some((201, ""))), check_out("c", (4, 5), "a")];
        assert_eq!(check(&stale, &found("a", "Ordered")).len(), 1);
    }

    #[test]
    fn what_nobody_answered_was_done_later_or_never() {
        let unheard = [create("a", "1"), replace("b", (2, 3), None)];
        for (last, fits) in [("a", true), ("b", true), ("c", false)] {
            assert_eq!(check(&unheard, &found(last, "Active")).is_empty(), fits, "{last}");
        }
        let before_it_was_asked = [
            create("a", "1"),
            timed("r", Deed::Read("1".into()), (2, 3), Some((200, &cart("b", "Active").to_string()))),
            replace("b", (4, 5), None),
        ];
        assert_eq!(check(&before_it_was_asked, &found("b", "Active")).len(), 1);
    }

    #[test]
    fn an_acknowledged_change_is_not_forgotten() {
        let acknowledged = [create("a", "1"), replace("b", (2, 3), Some((201, "")))];
        assert!(check(&acknowledged, &found("b", "Active")).is_empty());
        assert_eq!(check(&acknowledged, &found("a", "Active")).len(), 1);
    }
}
