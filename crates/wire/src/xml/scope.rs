//! Which namespaces have which prefixes where the writer stands (XML rules 11 and 12).

/// The declarations around the place, from the outside in. The default namespace is the empty prefix.
#[derive(Default)]
pub(super) struct Scope(Vec<(String, &'static str)>);

impl Scope {
    /// Declares a prefix from here on inwards.
    pub(super) fn declare(&mut self, prefix: impl Into<String>, namespace: &'static str) {
        self.0.push((prefix.into(), namespace));
    }

    /// How many declarations there are, to [`Self::leave`] to.
    pub(super) fn depth(&self) -> usize {
        self.0.len()
    }

    /// Forgets every declaration but the outermost.
    pub(super) fn leave(&mut self, depth: usize) {
        self.0.truncate(depth);
    }

    /// The innermost prefix of a namespace that still means it here.
    pub(super) fn prefix(&self, namespace: &str) -> Option<&str> {
        let found = self.0.iter().enumerate().rev().find(|(index, (prefix, known))| {
            let hidden = self.0[index + 1..].iter().any(|(inner, _)| inner == prefix);
            *known == namespace && !hidden
        });
        found.map(|(_, (prefix, _))| prefix.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn the_innermost_prefix_counts_unless_it_is_hidden() {
        let mut scope = Scope::default();
        scope.declare("", "urn:a");
        scope.declare("d2p1", "urn:b");
        assert_eq!((scope.prefix("urn:a"), scope.prefix("urn:b")), (Some(""), Some("d2p1")));
        let depth = scope.depth();
        scope.declare("", "urn:b");
        assert_eq!((scope.prefix("urn:a"), scope.prefix("urn:b")), (None, Some("")));
        scope.leave(depth);
        assert_eq!(scope.prefix("urn:a"), Some(""));
        assert_eq!(scope.prefix("urn:c"), None);
    }
}
