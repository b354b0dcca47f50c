//! Checks the white space that no reader sees and every diff shows.

use super::finding::Finding;
use super::repository::File;

/// The files that people write here. Snapshots and recorded exchanges keep the bytes they have.
const WRITTEN: [&str; 8] = ["rs", "toml", "md", "sql", "json", "yml", "yaml", "sh"];

/// The files in which a tab is always a mistake.
const WITHOUT_TABS: [&str; 3] = ["rs", "toml", "md"];

/// Documents that are compared byte for byte.
const KEPT: &str = "contract/xml/";

/// Looks at every file that people write.
pub(crate) fn check(files: &[File]) -> Vec<Finding> {
    let written = files.iter().filter(|file| WRITTEN.contains(&file.extension()));
    let written = written.filter(|file| !file.path.starts_with(KEPT));
    written.flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |line, what: &str, why: &str| findings.push(Finding::new(&file.path, line, what, why));
    for (index, line) in file.text.split('\n').enumerate() {
        if line.ends_with(char::is_whitespace) {
            find(index + 1, "white space at the end of the line", "it shows in diffs only");
        }
        if line.contains('\t') && WITHOUT_TABS.contains(&file.extension()) {
            find(index + 1, "a tab", "its width differs from screen to screen: use spaces");
        }
    }
    if !file.text.is_empty() && !file.text.ends_with('\n') {
        let last = file.text.lines().count();
        find(last, "no line break at the end of the file", "tools join it with what follows");
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::repository::File;

    fn found(path: &str, text: &str) -> Vec<String> {
        let findings = check(&[File::sample(path, text)]);
        findings.into_iter().map(|finding| format!("{}: {}", finding.line, finding.what)).collect()
    }

    #[test]
    fn white_space_at_the_end_of_a_line_is_found() {
        assert_eq!(found("a.md", "a\nb \n"), ["2: white space at the end of the line"]);
        assert_eq!(found("a.sql", "a\r\n"), ["1: white space at the end of the line"]);
        assert!(found("a.snap", "a \n").is_empty());
    }

    #[test]
    fn a_tab_is_found() {
        assert_eq!(found("a.toml", "a\n\tb\n"), ["2: a tab"]);
        assert!(found("a.json", "\t1\n").is_empty());
    }

    #[test]
    fn a_file_without_a_last_line_break_is_found() {
        assert_eq!(found("a.rs", "//! A.\nb"), ["2: no line break at the end of the file"]);
        assert!(found("a.rs", "").is_empty());
        assert!(found("contract/xml/cart.json", "{}").is_empty());
    }
}
