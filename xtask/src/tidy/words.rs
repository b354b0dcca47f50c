//! Checks that no floor utters words that are the business of another one.
//!
//! It searches source text; what a crate can reach at all is checked by `floors`.

mod rules;

use rules::{BANS, Ban, Needle, Reach, WIRE_NAMES};

use super::finding::Finding;
use super::repository::File;
use super::source::{self, Line};

/// Searches every Rust file that a person wrote.
pub(crate) fn check(files: &[File]) -> Vec<Finding> {
    let written = files.iter().filter(|file| file.is_rust() && !file.is_generated());
    written.flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let lines = source::lines(&file.text);
    let mut findings = Vec::new();
    for ban in BANS.iter().filter(|ban| applies_to(ban, file)) {
        for (index, line) in lines.iter().enumerate() {
            if line.test && ban.reach == Reach::Product {
                continue;
            }
            for word in found(&ban.needle, line) {
                findings.push(Finding::new(&file.path, index + 1, format!("`{word}`"), ban.why));
            }
        }
    }
    findings
}

fn applies_to(ban: &Ban, file: &File) -> bool {
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| file.path.starts_with(prefix));
    let reached = match ban.reach {
        Reach::Product => !file.is_test(),
        Reach::Everything => true,
        Reach::TestFolders => file.is_in_tests_folder(),
    };
    reached && begins(ban.within) && !begins(ban.except)
}

fn found<'a>(needle: &Needle, line: &'a Line) -> Vec<&'a str> {
    match needle {
        Needle::Code(words) => words.iter().copied().filter(|word| has_word(&line.code, word)).collect(),
        Needle::WireName => line.text.lines().filter(|literal| is_wire_name(literal)).collect(),
        Needle::Sql => line.text.lines().filter(|literal| is_sql(literal)).collect(),
    }
}

/// Whether `word` stands in `code` by itself and not as a part of a longer name.
fn has_word(code: &str, word: &str) -> bool {
    let in_name = |char: char| char.is_alphanumeric() || char == '_';
    let clear = |inner: Option<char>, outer: Option<char>| !(inner.is_some_and(in_name) && outer.is_some_and(in_name));
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        clear(word.chars().next(), before) && clear(word.chars().next_back(), after)
    })
}

/// A literal that is one camelCase name, or that holds a name we know.
fn is_wire_name(literal: &str) -> bool {
    let camel = literal.starts_with(|first: char| first.is_ascii_lowercase())
        && literal.chars().all(|char| char.is_ascii_alphanumeric())
        && literal.chars().any(|char| char.is_ascii_uppercase());
    camel || WIRE_NAMES.iter().any(|name| has_word(literal, name))
}

/// Upper-case statements are found anywhere, lower-case ones at the start of a literal: prose selects and updates too.
fn is_sql(literal: &str) -> bool {
    let shouted = ["SELECT ", "INSERT ", "UPDATE ", "DELETE FROM"];
    let start = literal.trim_start().to_ascii_lowercase();
    shouted.iter().any(|word| has_word(literal, word))
        || (start.starts_with("select ") && start.contains(" from "))
        || (start.starts_with("update ") && start.contains(" set "))
        || start.starts_with("insert into ")
        || start.starts_with("delete from ")
}

#[cfg(test)]
mod tests;
