//! Checks names: of files, which say what is inside, and of places, which must mean something to every reader.

use super::finding::Finding;
use super::repository::File;

/// Names that say nothing, so that everything ends up there.
const EMPTY_NAMES: [&str; 5] = ["util", "utils", "helper", "helpers", "common"];

/// Places that exist on one machine only. In two halves each, so that this file does not find itself.
const PRIVATE_PLACES: [&str; 3] = [concat!("/wo", "rk/"), concat!("../sh", "ared"), concat!(".lib", "rary")];

/// Looks at every file.
pub(crate) fn check(files: &[File]) -> Vec<Finding> {
    let rust = files.iter().filter(|file| file.is_rust());
    let mut findings: Vec<Finding> =
        rust.flat_map(|file| empty_name(file).into_iter().chain(no_opening(file))).collect();
    findings.extend(files.iter().flat_map(private_places));
    findings
}

fn empty_name(file: &File) -> Option<Finding> {
    let parts = file.path.strip_suffix(".rs")?.split('/');
    let empty = parts.rev().find(|part| EMPTY_NAMES.contains(part))?;
    let why = "name the module after what it knows";
    Some(Finding::new(&file.path, 1, format!("a module called `{empty}`"), why))
}

fn no_opening(file: &File) -> Option<Finding> {
    let ours = ["crates/", "fuzz/", "xtask/"].iter().any(|folder| file.path.starts_with(folder));
    let applies = ours && file.path.contains("/src/") && !file.is_generated();
    let why = "a module opens with what it is for and what it does not do";
    (applies && !file.text.starts_with("//!")).then(|| Finding::new(&file.path, 1, "no `//!` on the first line", why))
}

fn private_places(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        for place in PRIVATE_PLACES.iter().filter(|place| mentions(line, place)) {
            let why = "a place on one machine means nothing to a reader elsewhere";
            findings.push(Finding::new(&file.path, index + 1, format!("`{place}`"), why));
        }
    }
    findings
}

/// Whether the place stands in the line as the start of a path, not inside a longer one.
fn mentions(line: &str, place: &str) -> bool {
    let in_path = |char: char| char.is_alphanumeric() || "_-.".contains(char);
    // A climb out of the repository is one at any depth.
    let climbs = place.starts_with("..");
    line.match_indices(place).any(|(at, _)| climbs || !line[..at].ends_with(in_path))
}

#[cfg(test)]
mod tests {
    use super::{PRIVATE_PLACES, check};
    use crate::tidy::repository::File;

    fn found(path: &str, text: &str) -> Vec<String> {
        check(&[File::sample(path, text)]).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn a_module_that_could_hold_anything_is_found() {
        assert_eq!(found("crates/app/src/utils.rs", "//! A."), ["a module called `utils`"]);
        assert_eq!(found("crates/app/tests/common/mod.rs", "//! A."), ["a module called `common`"]);
        assert!(found("crates/app/src/commons.rs", "//! A.").is_empty());
    }

    #[test]
    fn a_module_without_an_opening_is_found() {
        assert_eq!(found("crates/app/src/cart.rs", "use a;"), ["no `//!` on the first line"]);
        assert!(found("crates/app/src/cart.rs", "// @generated\n").is_empty());
        assert!(found("crates/app/tests/cart.rs", "use a;").is_empty());
    }

    #[test]
    fn a_place_on_one_machine_is_found_in_any_text_file() {
        for place in PRIVATE_PLACES {
            assert_eq!(found("docs/a.md", &format!("b\nsee `{place}x`")), [format!("`{place}`")]);
        }
        for longer in PRIVATE_PLACES.iter().filter(|place| !place.starts_with("..")) {
            assert!(found("docs/a.md", &format!("src{longer}")).is_empty());
        }
    }
}
