//! Pairs that share the beginning of their keys, put together. Which of them mean something is not known here.

use super::{key::Step, refuse};
use domain::fault::Fault;
use std::collections::HashMap;

/// What lies under a key.
#[derive(Debug, Default)]
pub(super) struct Branch {
    /// The values of the key itself, as they came.
    pub(super) values: Vec<String>,
    /// What lies under a name, compared without ASCII case.
    pub(super) members: Vec<(String, Branch)>,
    /// What lies under an index, in the order they came.
    pub(super) items: Vec<(String, Branch)>,
    /// Where each name and each index is: a form may have a thousand long ones.
    places: [HashMap<String, usize>; 2],
}

impl Branch {
    /// Puts a value where its key leads.
    pub(super) fn grow(&mut self, steps: Vec<Step>, value: String) {
        let mut branch = self;
        for step in steps {
            let [names, indexes] = &mut branch.places;
            branch = match step {
                Step::Name(name) => under(&mut branch.members, names, name),
                Step::Index(index) => under(&mut branch.items, indexes, index),
            };
        }
        branch.values.push(value);
    }

    /// The value, which is the last one (digest 5.4).
    pub(super) fn value(&self) -> Option<&str> {
        self.values.last().map(String::as_str)
    }

    /// The items in order: that of the names under `index`, or else from 0 without a gap (digest 5.4).
    pub(super) fn ordered(&self, path: &str) -> Result<Vec<&Branch>, Fault> {
        let index = self.members.iter().find(|(name, _)| is_index(name));
        let names: Vec<String> = match index {
            Some((_, index)) => index.values.clone(),
            None => (0..self.items.len()).map(|index| index.to_string()).collect(),
        };
        let found: Option<Vec<&Branch>> = names.iter().map(|name| self.item(name)).collect();
        let distinct = names.len() == self.items.len();
        found.filter(|_| distinct).ok_or_else(|| {
            let seen: Vec<_> = self.items.iter().map(|(index, _)| format!("[{index}]")).collect();
            let accepted = "[0], [1] and so on, each once and without a gap, or the indexes that .index names";
            refuse(format!("{path} with {}", seen.concat()), accepted)
        })
    }

    fn item(&self, name: &str) -> Option<&Branch> {
        self.items.iter().find(|(index, _)| index == name).map(|(_, item)| item)
    }
}

/// Whether a name under a list is the one that lists the indexes.
pub(super) fn is_index(name: &str) -> bool {
    name.eq_ignore_ascii_case("index")
}

fn under<'a>(
    branches: &'a mut Vec<(String, Branch)>,
    places: &mut HashMap<String, usize>,
    name: String,
) -> &'a mut Branch {
    let at = *places.entry(name.to_ascii_lowercase()).or_insert(branches.len());
    if at == branches.len() {
        branches.push((name, Branch::default()));
    }
    &mut branches[at].1
}
