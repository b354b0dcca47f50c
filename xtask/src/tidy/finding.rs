//! What a check answers: one line for each thing to put right.

use std::fmt;

/// One thing to put right, and the reason for the rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Path from the repository's top.
    pub(crate) path: String,
    /// Line in that file, from 1; 1 where the finding is about the file as a whole.
    pub(crate) line: usize,
    /// What was found.
    pub(crate) what: String,
    /// Why it may not stay, and what to do instead.
    pub(crate) why: String,
}

impl Finding {
    /// A finding in words of its own.
    pub(crate) fn new(path: &str, line: usize, what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into(), why: why.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, what, why } = self;
        write!(f, "{path}:{line}: {what}: {why}")
    }
}

#[cfg(test)]
mod tests {
    use super::Finding;

    #[test]
    fn a_finding_reads_as_one_line_that_an_editor_can_follow() {
        let finding = Finding::new("crates/app/src/cart.rs", 7, "`axum`", "use cases know no HTTP");
        assert_eq!(finding.to_string(), "crates/app/src/cart.rs:7: `axum`: use cases know no HTTP");
    }
}
