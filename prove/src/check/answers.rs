//! The same request id gets the same answer, a cart's checkout the same result, and no answer is one that nobody should get.

use super::Violations;
use crate::{
    exchange::Answer,
    journal::{Attempt, is_final},
    shop::{CONFLICTS, Deed},
};
use std::collections::BTreeMap;

pub(super) fn check(attempts: &[Attempt]) -> Violations {
    let mut violations = Violations::new();
    let mut results: BTreeMap<&str, &Answer> = BTreeMap::new();
    for attempt in attempts {
        let heard: Vec<&Answer> =
            attempt.sendings.iter().filter_map(|sending| sending.heard.as_ref()).map(|(_, answer)| answer).collect();
        for answer in &heard {
            if !is_allowed(&attempt.deed, answer) {
                violations.push(format!("{} was answered {} {}", attempt.name, answer.status, answer.text));
            }
        }
        if heard.iter().filter(|answer| answer.status == 409).count() >= CONFLICTS {
            violations.push(format!("{} never came to its turn", attempt.name));
        }
        let Some((_, first)) = attempt.outcome() else { continue };
        let named = !matches!(attempt.deed, Deed::Read(_));
        if named && heard.iter().any(|answer| is_final(answer) && *answer != first) {
            violations.push(format!("{} was answered in two ways: {heard:?}", attempt.name));
        }
        if let Deed::CheckOut(cart) = &attempt.deed
            && results.entry(cart).or_insert(first).text != first.text
        {
            violations.push(format!("cart {cart} was checked out with two results, {} has the second", attempt.name));
        }
    }
    violations
}

/// What a deed of these clients can be answered, whatever others do and whatever fails.
fn is_allowed(deed: &Deed, answer: &Answer) -> bool {
    match (deed, answer.status) {
        (_, 503 | 429) => answer.retry_after,
        (Deed::Read(_), 200) | (Deed::Create(_) | Deed::Replace(..) | Deed::CheckOut(_) | Deed::Order(_), 201) => true,
        (Deed::Replace(..), 400) => answer.json()["code"] == 800_065,
        (Deed::Replace(..) | Deed::CheckOut(_), 409) => answer.json()["code"] == 800_064,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::{check::sample::*, shop::Deed};

    #[test]
    fn the_same_name_gets_the_same_answer() {
        let mut twice = create("a", "1");
        twice.sendings.extend(create("a", "1").sendings);
        assert!(check(&[twice.clone()]).is_empty());
        twice.sendings.extend(create("a", "2").sendings);
        assert_eq!(check(&[twice]).len(), 1);
    }

    #[test]
    fn a_cart_has_one_result() {
        let first = attempt("b", Deed::CheckOut("1".into()), Some((201, "{\"orders\":[1]}")));
        let second = attempt("c", Deed::CheckOut("1".into()), Some((201, "{\"orders\":[2]}")));
        assert!(check(&[first.clone(), first.clone()]).is_empty());
        assert_eq!(check(&[first, second]).len(), 1);
    }

    #[test]
    fn nobody_is_answered_500_or_sent_away_without_a_time_to_come_back() {
        for status in [500, 503, 404, 401] {
            assert_eq!(check(&[attempt("a", Deed::CheckOut("1".into()), Some((status, "{}")))]).len(), 1, "{status}");
        }
    }
}
