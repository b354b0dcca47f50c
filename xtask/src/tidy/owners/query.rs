//! What a statement says of owners: which of their tables each part of it touches, and by what condition.
//!
//! A part is one SELECT, INSERT, UPDATE or DELETE, wherever it stands in the statement.

use std::collections::BTreeSet;

use super::OWNER;
use super::sql::{self, Token};

/// A place at which a statement does not name the owner.
#[derive(Debug)]
pub(super) struct Problem {
    /// The line in the statement, from 0.
    pub(super) line: usize,
    /// What was found.
    pub(super) what: String,
    /// What the part does that it stands in, in lower case.
    pub(super) verb: String,
}

/// What stands before the name of a table.
const BEFORE_TABLES: [&str; 9] = ["from", "join", "into", "update", "using", "only", "table", "truncate", "lock"];

/// What opens another part of a statement than the list of its tables.
const BEHIND_TABLES: [&str; 8] = ["where", "set", "order", "group", "having", "limit", "returning", "values"];

/// What the conjuncts of a condition stand behind.
const BEFORE_CONJUNCTS: [&str; 3] = ["where", "on", "and"];

/// What is to be put right in the text of a statement, or of the beginning of one.
pub(super) fn problems(text: &str, tables: &BTreeSet<String>) -> Vec<Problem> {
    if !is_sql(text) {
        return Vec::new();
    }
    let tokens = sql::tokens(text);
    let parts = parts(&tokens);
    let mut problems: Vec<Problem> = parts.iter().flat_map(|part| problems_of(part, tables)).collect();
    problems.extend(second_owner(&parts));
    problems
}

/// Prose selects and updates too: it is SQL when it begins like that, or has the words of SQL in capitals.
fn is_sql(text: &str) -> bool {
    let mut words = text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.clone().next().unwrap_or_default().to_lowercase();
    begins_part("", &first)
        || words.any(|word| word == word.to_uppercase() && BEFORE_TABLES.contains(&word.to_lowercase().as_str()))
}

/// A word of one part, with how many parentheses of that part stand around it.
struct Word<'a> {
    token: &'a Token,
    depth: usize,
}

impl Word<'_> {
    fn text(&self) -> &str {
        &self.token.text
    }
}

type Part<'a> = Vec<Word<'a>>;

fn parts(tokens: &[Token]) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = vec![Part::new()];
    // For each open parenthesis, and for the whole: the part that goes on there, and the depth in it.
    let mut around: Vec<(usize, usize)> = Vec::new();
    let (mut part, mut depth, mut before) = (0, 0, "");
    for token in tokens {
        if begins_part(before, &token.text) {
            parts.push(Part::new());
            (part, depth) = (parts.len() - 1, 0);
        }
        if token.text == ")" {
            (part, depth) = around.pop().unwrap_or((part, depth));
        }
        parts[part].push(Word { token, depth });
        if token.text == "(" {
            around.push((part, depth));
            depth += 1;
        }
        before = &token.text;
    }
    parts
}

/// Not every UPDATE is a statement of its own: there are FOR UPDATE, FOR NO KEY UPDATE and DO UPDATE.
fn begins_part(before: &str, word: &str) -> bool {
    match word {
        "update" => !["for", "key", "do"].contains(&before),
        _ => ["select", "insert", "delete", "merge", "truncate", "lock", ";"].contains(&word),
    }
}

fn problems_of(part: &Part<'_>, tables: &BTreeSet<String>) -> Vec<Problem> {
    let conditions = conditions(part);
    let touched = tables_in(part);
    let of_owners: Vec<&Table<'_>> = touched.iter().filter(|table| tables.contains(table.name)).collect();
    let mut problems = Vec::new();
    let mut found = |at: usize, what: String| {
        let verb = part[0].text().to_owned();
        problems.push(Problem { line: part[at].token.line, what, verb });
    };
    for table in touched.iter().filter(|table| table.name == "{") {
        found(table.at, "a table whose name is put in".to_owned());
    }
    for table in &of_owners {
        if part[table.at - 1].text() == "into" {
            if !columns(part, table).contains(&OWNER) {
                found(table.at, format!("a row of `{}` without an owner", table.name));
            }
        } else if !conditions.iter().any(|condition| condition.is_of(table, of_owners.len() == 1)) {
            found(table.at, format!("`{}` without its owner", table.name));
        }
    }
    if let (Some(target), false) = (conflict_target(part), of_owners.is_empty())
        && part[target].text() != OWNER
    {
        found(target, format!("a conflict on `{}` and not on the owner first", part[target].text()));
    }
    problems
}

/// A table that a part touches.
struct Table<'a> {
    name: &'a str,
    /// What its columns can be qualified with, beside its name.
    alias: &'a str,
    /// Where its name stands in the part.
    at: usize,
}

fn tables_in<'a>(part: &'a Part<'_>) -> Vec<Table<'a>> {
    let mut tables = Vec::new();
    let mut in_list = false;
    for (at, pair) in part.windows(2).enumerate() {
        let (before, word) = (pair[0].text(), pair[1].text());
        in_list = ["from", "join", "using"].contains(&before) || (in_list && !BEHIND_TABLES.contains(&before));
        if (BEFORE_TABLES.contains(&before) && !BEFORE_TABLES.contains(&word)) || (before == "," && in_list) {
            let name = word.rsplit('.').next().unwrap_or_default();
            let mut behind = part[at + 2..].iter().map(Word::text).filter(|word| *word != "as");
            tables.push(Table { name, alias: behind.next().unwrap_or_default(), at: at + 1 });
        }
    }
    tables
}

/// A condition `owner = $1`, which must hold for the part to find anything.
struct Condition<'a> {
    /// What stands before the dot; empty without one.
    table: &'a str,
    place: &'a Token,
}

impl Condition<'_> {
    /// Whether it is about that table. Without a qualifier it is, when there is no other that it could be about.
    fn is_of(&self, table: &Table<'_>, alone: bool) -> bool {
        self.table == table.name || self.table == table.alias || (alone && self.table.is_empty())
    }
}

fn conditions<'a>(part: &'a Part<'_>) -> Vec<Condition<'a>> {
    // Where one of two things is enough, neither must hold.
    if part.iter().any(|word| word.depth == 0 && word.text() == "or") {
        return Vec::new();
    }
    let mut conditions = Vec::new();
    let mut in_condition = false;
    for words in part.windows(4) {
        let [before, name, sign, place] = words else { continue };
        in_condition = match before.text() {
            "where" | "on" => true,
            text => in_condition && !BEHIND_TABLES.contains(&text) && !["from", "join"].contains(&text),
        };
        let (table, column) = name.text().rsplit_once('.').unwrap_or(("", name.text()));
        let must_hold = in_condition && name.depth == 0 && BEFORE_CONJUNCTS.contains(&before.text());
        if must_hold && column == OWNER && sign.text() == "=" && is_place(place.text()) {
            conditions.push(Condition { table, place: place.token });
        }
    }
    conditions
}

/// `$1`, or `?1` as SQLite has it.
fn is_place(text: &str) -> bool {
    text.strip_prefix(['$', '?']).is_some_and(|number| number.parse::<u16>().is_ok())
}

/// The columns that an INSERT names.
fn columns<'a>(part: &'a Part<'_>, table: &Table<'_>) -> Vec<&'a str> {
    let behind = part[table.at..].iter().map(Word::text).take_while(|word| *word != "values");
    behind.skip_while(|word| *word != "(").take_while(|word| *word != ")").collect()
}

/// Where the first column of an ON CONFLICT stands.
fn conflict_target(part: &Part<'_>) -> Option<usize> {
    let conflict = part.iter().position(|word| word.text() == "conflict")?;
    let named = part.get(conflict + 1).is_some_and(|word| word.text() == "(");
    (named && conflict + 2 < part.len()).then_some(conflict + 2)
}

/// A statement is of one owner, however many parts it has.
fn second_owner(parts: &[Part<'_>]) -> Option<Problem> {
    let mut all = parts.iter().flat_map(|part| conditions(part).into_iter().map(|it| (it, part[0].text())));
    let (first, _) = all.next()?;
    let (second, verb) = all.find(|(other, _)| other.place.text != first.place.text)?;
    let what = format!("two owners, `{}` and `{}`", first.place.text, second.place.text);
    Some(Problem { line: second.place.line, what, verb: verb.to_owned() })
}
