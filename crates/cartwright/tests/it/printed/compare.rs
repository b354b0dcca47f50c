//! Comparing an answer with a print, both ways: what is missing fails, and so does what is added. The only exceptions are
//! those that `printed-differences.toml` names, and each of them must be needed.

use super::shape::{Shape, Surroundings, header};
use crate::support::{Answer, Message, read_file};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The member that stands for the three dots of a print.
const DOTS: &str = "...";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    difference: Vec<Difference>,
    elided: Vec<Elided>,
}

/// A place where an answer is not the printed one, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    exchange: Vec<String>,
    at: Vec<String>,
    shape: Option<Shape>,
    is: Option<Value>,
    because: String,
    source: String,
}

/// The members that stand where three dots are printed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Elided {
    exchange: Vec<String>,
    at: Vec<String>,
    members: BTreeSet<String>,
}

/// Asserts that an answer is the printed one: status, headers and body.
#[track_caller]
pub(super) fn assert_printed(exchange: &str, printed: &Message, answer: &Answer, customer: &str) {
    let status = printed.start.split(' ').nth(1).expect("a status");
    assert_eq!(answer.status.as_str(), status, "{}", answer.text);
    let body = read_print(&printed.body);
    let around = Surroundings { printed: &body, answered: &answer.json(), customer, length: answer.text.len() };
    let mut comparison = Comparison::new(exchange, around);
    for (name, value) in &printed.headers {
        let value = Value::from(value.as_str());
        comparison.compare(&format!("header {name}"), Some(&value), header(answer, name).as_ref());
    }
    comparison.compare("", Some(&body), Some(around.answered));
    comparison.finish();
}

/// Asserts that a body is the printed one.
#[track_caller]
pub(super) fn assert_body_printed(exchange: &str, printed: &Message, answered: &Value, customer: &str) {
    let body = read_print(&printed.body);
    let around = Surroundings { printed: &body, answered, customer, length: 0 };
    let mut comparison = Comparison::new(exchange, around);
    comparison.compare("", Some(&body), Some(answered));
    comparison.finish();
}

/// A print as a value: `...` becomes a member of that name.
fn read_print(text: &str) -> Value {
    let text = text.replace(DOTS, &format!("\"{DOTS}\": null"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

struct Comparison<'a> {
    exchange: &'a str,
    around: Surroundings<'a>,
    table: Table,
    used: BTreeSet<String>,
    problems: Vec<String>,
}

impl<'a> Comparison<'a> {
    fn new(exchange: &'a str, around: Surroundings<'a>) -> Self {
        let table: Table = toml::from_str(&read_file("printed-differences.toml")).expect("the table of differences");
        let explained = |difference: &Difference| !difference.because.is_empty() && !difference.source.is_empty();
        assert!(table.difference.iter().all(explained), "a difference without a reason");
        Self { exchange, around, table, used: BTreeSet::new(), problems: Vec::new() }
    }

    fn compare(&mut self, at: &str, printed: Option<&Value>, answered: Option<&Value>) {
        if let Some(fits) = self.excepted(at, printed, answered) {
            if !fits {
                self.problem(at, "the difference is not the one that is explained", printed, answered);
            }
            return;
        }
        match (printed, answered) {
            (None, None) => {}
            (None, Some(_)) => self.problem(at, "added", printed, answered),
            (Some(_), None) => self.problem(at, "missing", printed, answered),
            (Some(Value::Object(printed)), Some(Value::Object(answered))) => self.objects(at, printed, answered),
            (Some(Value::Array(printed)), Some(Value::Array(answered))) => self.lists(at, printed, answered),
            (Some(one), Some(other)) if one == other => {}
            _ => self.problem(at, "different", printed, answered),
        }
    }

    fn objects(&mut self, at: &str, printed: &Map<String, Value>, answered: &Map<String, Value>) {
        let mut names: BTreeSet<&String> = printed.keys().chain(answered.keys()).collect();
        if printed.contains_key(DOTS) {
            let elided = self.elided(at);
            for name in &elided {
                if !answered.contains_key(name) {
                    self.problem(&member(at, name), "missing behind the dots", None, None);
                }
            }
            names.retain(|name| *name != DOTS && !elided.contains(*name));
        }
        for name in names {
            self.compare(&member(at, name), printed.get(name), answered.get(name));
        }
    }

    fn lists(&mut self, at: &str, printed: &[Value], answered: &[Value]) {
        for index in 0..printed.len().max(answered.len()) {
            self.compare(&format!("{at}[{index}]"), printed.get(index), answered.get(index));
        }
    }

    /// Whether the table has this place, and if so, whether the answer is what it says.
    fn excepted(&mut self, at: &str, printed: Option<&Value>, answered: Option<&Value>) -> Option<bool> {
        let here = |entry: &&Difference| entry.exchange.iter().any(|name| name == self.exchange);
        let entries = self.table.difference.iter().filter(here);
        let mut places = entries.flat_map(|entry| entry.at.iter().map(move |place| (place, entry)));
        let (place, entry) = places.find(|(place, _)| stands_for(place, at))?;
        self.used.insert(place.clone());
        Some(match (entry.shape, &entry.is) {
            (Some(shape), None) => shape.fits(printed, answered, self.around),
            (None, Some(value)) => printed.is_some() && printed != answered && answered == Some(value),
            _ => panic!("{place} has neither a shape nor a value, or both"),
        })
    }

    fn elided(&mut self, at: &str) -> BTreeSet<String> {
        let here = |entry: &&Elided| entry.exchange.iter().any(|name| name == self.exchange);
        for entry in self.table.elided.iter().filter(here) {
            if let Some(place) = entry.at.iter().find(|place| stands_for(place, at)) {
                self.used.insert(format!("{place} ..."));
                return entry.members.clone();
            }
        }
        BTreeSet::new()
    }

    fn problem(&mut self, at: &str, what: &str, printed: Option<&Value>, answered: Option<&Value>) {
        let shown = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), Value::to_string);
        let problem = format!("{at}: {what}: printed {}, answered {}", shown(printed), shown(answered));
        self.problems.push(problem);
    }

    #[track_caller]
    fn finish(mut self) {
        let ours = |names: &[String]| names.iter().any(|name| name == self.exchange);
        let differences = self.table.difference.iter().filter(|entry| ours(&entry.exchange));
        let elisions = self.table.elided.iter().filter(|entry| ours(&entry.exchange));
        let places = differences.flat_map(|entry| entry.at.iter().cloned());
        let places = places.chain(elisions.flat_map(|entry| entry.at.iter().map(|place| format!("{place} ..."))));
        let unused = places.filter(|place| !self.used.contains(place));
        let unused: Vec<String> =
            unused.map(|place| format!("{place}: the table has this place, and nothing is there")).collect();
        self.problems.extend(unused);
        assert!(self.problems.is_empty(), "{}:\n{}", self.exchange, self.problems.join("\n"));
    }
}

fn member(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

/// Whether a place of the table is this one; `[*]` stands for every index.
fn stands_for(place: &str, at: &str) -> bool {
    let mut rest = at;
    for (number, part) in place.split("[*]").enumerate() {
        if number > 0 {
            let Some((index, behind)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
                return false;
            };
            if index.parse::<usize>().is_err() {
                return false;
            }
            rest = behind;
        }
        let Some(behind) = rest.strip_prefix(part) else {
            return false;
        };
        rest = behind;
    }
    rest.is_empty()
}

/// What the comparison finds between a print and a body.
fn found(printed: &str, answered: Value) -> Vec<String> {
    let printed = read_print(printed);
    let around = Surroundings { printed: &printed, answered: &answered, customer: "", length: 0 };
    let mut comparison = Comparison::new("", around);
    comparison.compare("", Some(&printed), Some(&answered));
    let places = comparison.problems.iter().filter_map(|problem| problem.split_once(": printed"));
    places.map(|(place, _)| place.to_owned()).collect()
}

#[test]
fn a_comparison_finds_what_is_missing_added_and_different() {
    use serde_json::json;
    let printed = r#"{"a": 1, "b": [{"c": "x"}], "d": {}}"#;
    assert!(found(printed, json!({"a": 1, "b": [{"c": "x"}], "d": {}})).is_empty());
    assert_eq!(found(printed, json!({"a": 1, "b": [{"c": "x"}]})), ["d: missing"]);
    assert_eq!(
        found(printed, json!({"a": "1", "b": [{"c": "x", "e": 0}, 7], "d": {}})),
        ["a: different", "b[0].e: added", "b[1]: added"]
    );
}

#[test]
fn dots_hide_only_what_is_listed_for_them() {
    use serde_json::json;
    assert!(found(r#"{"a": 1, ...}"#, json!({"a": 1})).is_empty());
    assert_eq!(found(r#"{"a": {...}}"#, json!({"a": {"b": 2}})), ["a.b: added"]);
    assert!(stands_for("orders[*].lineItems[*].links", "orders[0].lineItems[12].links"));
    assert!(!stands_for("orders[*].links", "orders[0].lineItems[12].links"));
}
