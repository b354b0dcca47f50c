//! Which tables belong to owners, as the migrations make them, and whether their keys begin with the owner.

use std::collections::BTreeSet;

use super::sql::{self, Token};
use super::{Finding, OWNER};
use crate::tidy::repository::File;

/// The tables that have an owner.
pub(super) fn owner_tables(migrations: &[&File]) -> BTreeSet<String> {
    let mut tables = BTreeSet::new();
    for migration in migrations {
        for statement in sql::tokens(&migration.text).split(is(";")) {
            let Some(Change { table, parts }) = Change::of(statement) else { continue };
            if parts.iter().any(|part| first_is(part, OWNER)) {
                tables.insert(table.to_owned());
            }
            let renamed = parts.iter().find(|part| first_is(part, "rename") && part.get(1).is_some_and(is("to")));
            if let Some([.., name]) = renamed.filter(|_| tables.contains(table)) {
                tables.insert(name.text.clone());
            }
        }
    }
    tables
}

/// Keys of owners' tables that begin with something else.
pub(super) fn check_keys(migration: &File, tables: &BTreeSet<String>) -> Vec<Finding> {
    let tokens = sql::tokens(&migration.text);
    let changes = tokens.split(is(";")).filter_map(Change::of);
    let of_owners = changes.filter(|change| tables.contains(change.table));
    let wrong = of_owners.flat_map(|change| {
        let keys = change.parts.into_iter().filter_map(first_of_key);
        keys.filter(|first| first.text != OWNER).map(move |first| (change.table, first)).collect::<Vec<_>>()
    });
    wrong
        .map(|(table, first)| {
            let what = format!("a key of `{table}` begins with `{}`", first.text);
            let why = "begin it with `owner`: a key across shards cannot be held";
            Finding::new(&migration.path, first.line + 1, what, why)
        })
        .collect()
}

/// What a statement says of a table: its columns and constraints, a unique index of it, or how it is altered.
struct Change<'a> {
    table: &'a str,
    parts: Vec<&'a [Token]>,
}

impl<'a> Change<'a> {
    fn of(statement: &'a [Token]) -> Option<Self> {
        let words: Vec<&str> = statement.iter().take(3).map(|token| token.text.as_str()).collect();
        let position = |text| statement.iter().position(is(text));
        match words.as_slice() {
            ["create", "table", ..] => {
                let open = position("(")?;
                Some(Self { table: &statement[open - 1].text, parts: parts(&statement[open + 1..]) })
            }
            ["create", "unique", "index"] => {
                // From its first word on it reads as a constraint does: `unique … (columns)`.
                let table = &statement.get(position("on")? + 1)?.text;
                Some(Self { table, parts: vec![&statement[1..]] })
            }
            ["alter", "table", ..] => {
                let optional = |token: &&Token| ["if", "exists", "only"].contains(&token.text.as_str());
                let name = 2 + statement.iter().skip(2).take_while(optional).count();
                let added = parts(&statement[name + 1..]).into_iter().map(without_add);
                Some(Self { table: &statement.get(name)?.text, parts: added.collect() })
            }
            _ => None,
        }
    }
}

/// What stands between commas, up to the parenthesis that closes them all.
fn parts(tokens: &[Token]) -> Vec<&[Token]> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "(" => depth += 1,
            ")" if depth == 0 => {
                parts.push(&tokens[start..at]);
                return parts;
            }
            ")" => depth -= 1,
            "," if depth == 0 => {
                parts.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tokens[start..]);
    parts
}

/// `add column a …` as `a …`.
fn without_add(part: &[Token]) -> &[Token] {
    let words = ["add", "column", "if", "not", "exists"];
    let behind = part.iter().position(|token| !words.contains(&token.text.as_str())).unwrap_or(part.len());
    &part[behind..]
}

/// The first column of a primary or unique key: in parentheses behind these words, or the column that they stand with.
fn first_of_key(part: &[Token]) -> Option<&Token> {
    let key = part.iter().position(|token| ["primary", "unique"].contains(&token.text.as_str()))?;
    let is_index = part.get(key + 1).is_some_and(is("index"));
    let behind = part[key..].iter().position(is("(")).map(|open| key + open);
    let lists = |open: usize| is_index || part[key + 1..open].iter().all(is("key"));
    match behind {
        Some(open) if lists(open) => part.get(open + 1),
        _ => part.first(),
    }
}

fn first_is(part: &[Token], text: &'static str) -> bool {
    part.first().is_some_and(is(text))
}

fn is(text: &'static str) -> impl Fn(&Token) -> bool {
    move |token| token.text == text
}
