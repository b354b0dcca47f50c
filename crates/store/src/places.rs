//! Where the products that an import stages stand in the catalogue.

use std::collections::HashMap;

/// Places: one that was there keeps its own, others come behind all.
pub(crate) struct Places {
    last: i64,
    kept: HashMap<String, i64>,
}

impl Places {
    /// Behind the last place that is taken.
    pub(crate) fn behind(last: i64) -> Self {
        Self { last, kept: HashMap::new() }
    }

    /// Forgets the places of the products that were named before.
    pub(crate) fn name_others(&mut self) {
        self.kept.clear();
    }

    /// A product that is named is there, at that place.
    pub(crate) fn keep(&mut self, id: &str, place: i64) {
        self.kept.insert(id.to_owned(), place);
    }

    /// The place of a product that is staged, once.
    pub(crate) fn take(&mut self, id: &str) -> i64 {
        self.kept.remove(id).unwrap_or_else(|| {
            self.last += 1;
            self.last
        })
    }
}
