//! Checks that ARCHITECTURE.md is a true map: what it names exists, and every folder is on it.
//!
//! It compares paths only; whether the words beside them are right is for a reader to judge.

use std::collections::BTreeSet;

use super::finding::Finding;
use super::repository::File;

const MAP: &str = "ARCHITECTURE.md";

/// What a name in backticks ends with when it is meant as a path.
const PATH_ENDINGS: [&str; 6] = ["/", ".rs", ".toml", ".json", ".sql", ".md"];

/// Compares the map with the files.
pub(crate) fn check(files: &[File]) -> Vec<Finding> {
    let Some(map) = files.iter().find(|file| file.path == MAP) else {
        return vec![Finding::new(MAP, 1, "the file is missing", "a newcomer needs a map")];
    };
    let mut findings = missing_paths(&map.text, files);
    findings.extend(unnamed_folders(&map.text, files));
    findings
}

fn missing_paths(map: &str, files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut fenced = false;
    for (index, line) in map.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            let wrong = spans(line).filter(|span| is_path(span) && !exists(span, files));
            findings.extend(wrong.map(|span| {
                let what = format!("`{span}` does not exist");
                Finding::new(MAP, index + 1, what, "a map that lies is worse than none")
            }));
        }
    }
    findings
}

/// What stands between backticks.
fn spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// A path from the repository's top; not a pattern, and not the path of a resource, which starts with a slash.
fn is_path(span: &str) -> bool {
    let ends = PATH_ENDINGS.iter().any(|ending| span.ends_with(ending));
    let pattern = span.contains(|char: char| char.is_whitespace() || "*<>{}$:…".contains(char));
    ends && span.contains('/') && !span.starts_with('/') && !pattern
}

fn exists(path: &str, files: &[File]) -> bool {
    let folder = path.ends_with('/');
    let mut paths = files.iter().map(|file| file.path.as_str());
    paths.any(|known| if folder { known.starts_with(path) } else { known == path })
}

fn unnamed_folders(map: &str, files: &[File]) -> Vec<Finding> {
    let folders: BTreeSet<&str> = files.iter().flat_map(|file| mapped_folders(&file.path)).collect();
    let unnamed = folders.into_iter().filter(|folder| !names(map, folder));
    unnamed
        .map(|folder| {
            let what = format!("`{folder}` is not on the map");
            Finding::new(MAP, 1, what, "say there what it is for, or fold it into its parent")
        })
        .collect()
}

/// The folders around `path` that the map must name, each with its closing slash.
fn mapped_folders(path: &str) -> Vec<&str> {
    let folders = path.match_indices('/').map(|(at, _)| &path[..=at]);
    folders.enumerate().filter(|(depth, folder)| must_be_named(*depth, folder)).map(|(_, folder)| folder).collect()
}

fn must_be_named(depth: usize, folder: &str) -> bool {
    let parts: Vec<&str> = folder.split('/').collect();
    let top = depth == 0 && !folder.starts_with('.');
    let source = depth >= 3 && parts[0] == "crates" && parts[2] == "src";
    top || source
}

/// Whether the folder's whole path stands in the map, by itself or as the start of a longer path.
fn names(map: &str, folder: &str) -> bool {
    let in_path = |char: char| char.is_alphanumeric() || "/_-.".contains(char);
    map.match_indices(folder).any(|(at, _)| !map[..at].ends_with(in_path))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::repository::File;

    fn found(map: &str, paths: &[&str]) -> Vec<String> {
        let mut files: Vec<File> = paths.iter().map(|path| File::sample(path, "")).collect();
        files.push(File::sample("ARCHITECTURE.md", map));
        let findings = check(&files);
        findings.into_iter().map(|finding| format!("{}: {}", finding.line, finding.what)).collect()
    }

    #[test]
    fn a_missing_map_is_found() {
        assert_eq!(check(&[])[0].what, "the file is missing");
    }

    #[test]
    fn a_path_that_does_not_exist_is_found() {
        let map = "`crates/`\nSee `crates/app/src/card.rs` and `crates/apps/`.";
        let paths = ["crates/app/src/cart.rs"];
        assert_eq!(
            found(map, &paths),
            ["2: `crates/app/src/card.rs` does not exist", "2: `crates/apps/` does not exist"]
        );
        assert!(found("`crates/app/src/cart.rs`, `crates/app/`", &paths).is_empty());
    }

    #[test]
    fn what_is_no_path_is_left_alone() {
        let map = "`crates/` `/v1/carts/` `crates/*/src/` `cart.rs` `and/or`\n```\n`crates/none/`\n```\n";
        assert!(found(map, &["crates/app/src/cart.rs"]).is_empty());
    }

    #[test]
    fn a_folder_that_is_not_named_is_found() {
        let paths = ["docs/a.md", "crates/app/src/cart/split/by_term.rs", ".ci/run"];
        assert_eq!(
            found("`crates/app/src/cart/`, `old-docs/`", &paths),
            [
                "1: `old-docs/` does not exist",
                "1: `crates/app/src/cart/split/` is not on the map",
                "1: `docs/` is not on the map",
            ]
        );
        assert!(found("`docs/`\n`crates/app/src/cart/split/by_term.rs`", &paths).is_empty());
    }
}
