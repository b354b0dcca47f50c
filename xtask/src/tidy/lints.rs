//! Checks that every crate takes the lints of the workspace, and that these forbid `unsafe` code.
//!
//! A crate that forgets `[lints]` is held to nothing, and neither cargo nor clippy says so.

use super::finding::Finding;
use super::repository::File;

/// Looks at every manifest.
pub(crate) fn check(files: &[File]) -> Vec<Finding> {
    let manifests = files.iter().filter(|file| file.path == "Cargo.toml" || file.path.ends_with("/Cargo.toml"));
    manifests.flat_map(|manifest| [without_lints(manifest), allowing_unsafe(manifest)]).flatten().collect()
}

fn without_lints(manifest: &File) -> Option<Finding> {
    let is_crate = section(&manifest.text, "package").is_some();
    let takes = section(&manifest.text, "lints").is_some_and(|lints| has(lints, "workspace", "true"));
    let why = "write `workspace = true` there: `unsafe` is forbidden in every crate";
    (is_crate && !takes).then(|| Finding::new(&manifest.path, 1, "no `[lints]` of the workspace", why))
}

fn allowing_unsafe(manifest: &File) -> Option<Finding> {
    section(&manifest.text, "workspace")?;
    let lints = section(&manifest.text, "workspace.lints.rust").unwrap_or_default();
    let why = "write `unsafe_code = \"forbid\"` there, which no crate can take back";
    let what = "`[workspace.lints.rust]` does not forbid `unsafe`";
    (!has(lints, "unsafe_code", "\"forbid\"")).then(|| Finding::new(&manifest.path, 1, what, why))
}

/// The lines of a section.
fn section<'a>(manifest: &'a str, name: &str) -> Option<&'a str> {
    let header = format!("[{name}]\n");
    let start = match manifest.starts_with(&header) {
        true => header.len(),
        false => manifest.find(&format!("\n{header}"))? + 1 + header.len(),
    };
    let rest = &manifest[start..];
    Some(rest.split_once("\n[").map_or(rest, |(section, _)| section))
}

fn has(section: &str, name: &str, value: &str) -> bool {
    let pairs = section.lines().filter_map(|line| line.split_once('='));
    pairs.map(|(name, value)| (name.trim(), value.trim())).any(|pair| pair == (name, value))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::repository::File;

    fn found(path: &str, text: &str) -> Vec<String> {
        check(&[File::sample(path, text)]).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn a_crate_without_the_lints_of_the_workspace_is_found() {
        let good = "[package]\nname = \"a\"\n\n[lints]\nworkspace = true\n\n[dependencies]\n";
        assert!(found("crates/a/Cargo.toml", good).is_empty());
        for bad in [
            "[package]\nname = \"a\"\n",
            "[package]\nname = \"a\"\n[lints]\n",
            "[package]\n[lints]\nworkspace = false\n",
            "[package]\n[lints.rust]\nunsafe_code = \"allow\"\n[x]\nworkspace = true\n",
        ] {
            assert_eq!(found("crates/a/Cargo.toml", bad), ["no `[lints]` of the workspace"], "{bad}");
        }
        assert!(found("docs/Cargo.md", "[package]\n").is_empty());
    }

    #[test]
    fn a_workspace_that_does_not_forbid_unsafe_is_found() {
        let good = "[workspace]\nmembers = []\n[workspace.lints.rust]\nunsafe_code = \"forbid\"\n";
        assert!(found("Cargo.toml", good).is_empty());
        for bad in ["[workspace]\nmembers = []\n", "[workspace]\n[workspace.lints.rust]\nunsafe_code = \"deny\"\n"] {
            assert_eq!(found("Cargo.toml", bad).len(), 1, "{bad}");
        }
    }
}
