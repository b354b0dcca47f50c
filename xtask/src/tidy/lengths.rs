//! Checks that files and functions stay short enough to be read in one go.

use super::finding::Finding;
use super::repository::File;
use super::source;

/// Lines of a Rust file: what a reviewer can hold in mind, and about eight screens.
const FILE_LIMIT: usize = 400;

/// Lines of a function: what fits on one screen, signature and closing brace included.
const FUNCTION_LIMIT: usize = 70;

/// Lines of a function in test code: a scenario may list its steps one after another.
const TEST_FUNCTION_LIMIT: usize = 100;

/// Measures every Rust file that a person wrote.
pub(crate) fn check(files: &[File]) -> Vec<Finding> {
    let written = files.iter().filter(|file| file.is_rust() && !file.is_generated());
    written.flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let length = file.text.lines().count();
    let mut findings = Vec::new();
    if length > FILE_LIMIT {
        let what = format!("the file has {length} lines");
        let why = format!("the limit is {FILE_LIMIT}: move a part with a name of its own into a module");
        findings.push(Finding::new(&file.path, 1, what, why));
    }
    let lines = source::lines(&file.text);
    for (start, end) in source::functions(&lines) {
        let test = file.is_test() || lines[start].test;
        let limit = if test { TEST_FUNCTION_LIMIT } else { FUNCTION_LIMIT };
        let length = end - start + 1;
        if length > limit {
            let what = format!("the function has {length} lines");
            let why = format!("the limit is {limit}: keep control flow here and move the leaves out");
            findings.push(Finding::new(&file.path, start + 1, what, why));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{FILE_LIMIT, FUNCTION_LIMIT, TEST_FUNCTION_LIMIT, check};
    use crate::tidy::repository::File;

    fn function(lines: usize) -> String {
        format!("fn a() {{\n{}}}\n", "    b();\n".repeat(lines - 2))
    }

    fn found(path: &str, text: &str) -> Vec<String> {
        check(&[File::sample(path, text)]).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn a_long_file_is_found_unless_it_is_generated() {
        let path = "crates/app/src/cart.rs";
        assert!(found(path, &"//\n".repeat(FILE_LIMIT)).is_empty());
        assert_eq!(found(path, &"//\n".repeat(FILE_LIMIT + 1)), ["the file has 401 lines"]);
        let generated = format!("// @generated\n{}", "//\n".repeat(FILE_LIMIT));
        assert!(found(path, &generated).is_empty());
        assert!(found("contract/carts.json", &"{}\n".repeat(FILE_LIMIT + 1)).is_empty());
    }

    #[test]
    fn a_long_function_is_found() {
        let path = "crates/app/src/cart.rs";
        assert!(found(path, &function(FUNCTION_LIMIT)).is_empty());
        assert_eq!(found(path, &function(FUNCTION_LIMIT + 1)), ["the function has 71 lines"]);
    }

    #[test]
    fn a_test_function_may_be_longer_but_not_endless() {
        let path = "crates/app/tests/cart.rs";
        assert!(found(path, &function(TEST_FUNCTION_LIMIT)).is_empty());
        assert_eq!(found(path, &function(TEST_FUNCTION_LIMIT + 1)), ["the function has 101 lines"]);
        let module = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", function(TEST_FUNCTION_LIMIT));
        assert!(found("crates/app/src/cart.rs", &module).is_empty());
    }
}
