//! Line numbers: the client's, if they are all there and all different; else our own, depth first from 0 (digest 7.2).

use crate::cart::{CartLineItem, structure::NumberedLine};
use std::collections::HashSet;

/// Gives every line and add-on its number.
pub(super) fn assign(lines: Vec<NumberedLine>) -> Vec<CartLineItem> {
    let given: Vec<_> = lines.iter().flat_map(|line| &line.numbers).copied().collect();
    let kept = keepable(&given);
    let mut numbers = (0..).map(|place: i32| kept.as_ref().map_or(place, |kept| kept[place as usize]));
    let mut numbered: Vec<_> = lines.into_iter().map(|line| line.line).collect();
    for line in &mut numbered {
        line.id = numbers.next().unwrap_or_default();
        for addon in &mut line.addon_items {
            addon.id = numbers.next().unwrap_or_default();
        }
    }
    numbered
}

fn keepable(given: &[Option<i32>]) -> Option<Vec<i32>> {
    let numbers: Vec<i32> = given.iter().copied().collect::<Option<_>>()?;
    let distinct = numbers.iter().collect::<HashSet<_>>().len() == numbers.len();
    (distinct && numbers.iter().all(|number| *number >= 0)).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::keepable;

    #[test]
    fn complete_and_distinct_numbers_are_kept() {
        assert_eq!(keepable(&[Some(7), Some(0), Some(3)]), Some(vec![7, 0, 3]));
    }

    #[test]
    fn anything_else_is_numbered_anew() {
        assert_eq!(keepable(&[Some(0), Some(0)]), None);
        assert_eq!(keepable(&[Some(0), None]), None);
        assert_eq!(keepable(&[Some(-1)]), None);
    }
}
