//! Reads the fault table of the contract and refuses one that could not be served.
//!
//! It knows what a valid table is; it does not know what is made of it.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail, ensure};

/// The longest text of a fault, in characters: it goes out in each refusal and must fit in one line of a log.
const TEXT_LIMIT: usize = 1_024;

/// The statuses a fault can carry, with the variant of `domain::fault::Status` that stands for each.
const STATUSES: [(u16, &str); 10] = [
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (409, "Conflict"),
    (415, "UnsupportedMediaType"),
    (417, "ExpectationFailed"),
    (500, "InternalServerError"),
    (503, "ServiceUnavailable"),
];

/// One `[[fault]]` of the contract.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    pub(crate) name: String,
    pub(crate) status: u16,
    pub(crate) code: u32,
    pub(crate) text: String,
    pub(crate) source: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    fault: Vec<Fault>,
}

impl Fault {
    /// The variant of `Status` for this fault's number.
    pub(crate) fn status_variant(&self) -> Result<&'static str> {
        let known = STATUSES.iter().find(|(number, _)| *number == self.status);
        let (_, variant) = known.with_context(|| {
            let numbers: Vec<String> = STATUSES.iter().map(|(number, _)| number.to_string()).collect();
            format!("{}: status {} is not one of {}", self.name, self.status, numbers.join(", "))
        })?;
        Ok(variant)
    }

    fn check(&self) -> Result<()> {
        let name = &self.name;
        ensure!(is_pascal_case(name), "`{name}` is not PascalCase: a fault's name becomes an enum variant");
        ensure!(is_one_line(&self.text), "{name}: `text` must be one non-empty line");
        ensure!(
            is_one_line(&self.source),
            "{name}: `source` must be one non-empty line that says where the code is from"
        );
        let length = self.text.chars().count();
        ensure!(length <= TEXT_LIMIT, "{name}: `text` has {length} characters, the limit is {TEXT_LIMIT}");
        self.status_variant().map(|_| ())
    }
}

/// Parses and checks the whole table, in the order in which it was written.
pub(crate) fn parse(text: &str) -> Result<Vec<Fault>> {
    let table: Table = toml::from_str(text).context("the fault table cannot be read")?;
    let mut names = BTreeSet::new();
    for fault in &table.fault {
        fault.check()?;
        if !names.insert(fault.name.as_str()) {
            bail!("`{}` is there twice: the name is a fault's identity", fault.name);
        }
    }
    Ok(table.fault)
}

fn is_pascal_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
        && name.chars().any(|letter| letter.is_ascii_lowercase())
}

fn is_one_line(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::{TEXT_LIMIT, parse};

    fn entry(name: &str, status: u16, text: &str, source: &str) -> String {
        format!("[[fault]]\nname = {name:?}\nstatus = {status}\ncode = 1\ntext = {text:?}\nsource = {source:?}\n")
    }

    fn refusal(table: &str) -> String {
        format!("{:#}", parse(table).expect_err("the table must be refused"))
    }

    #[test]
    fn a_valid_table_keeps_its_order() {
        let table = entry("Zeta", 400, "Z.", "R1") + &entry("Alpha", 503, "A.", "R2");
        let names: Vec<String> = parse(&table).expect("valid").into_iter().map(|fault| fault.name).collect();
        assert_eq!(names, ["Zeta", "Alpha"]);
    }

    #[test]
    fn a_name_is_pascal_case_and_unique() {
        assert!(refusal(&entry("notPascal", 400, "T.", "R1")).contains("PascalCase"));
        assert!(refusal(&entry("Not_Pascal", 400, "T.", "R1")).contains("PascalCase"));
        assert!(refusal(&entry("SHOUTED", 400, "T.", "R1")).contains("PascalCase"));
        let twice = entry("Same", 400, "T.", "R1") + &entry("Same", 404, "U.", "R2");
        assert!(refusal(&twice).contains("twice"));
    }

    #[test]
    fn a_status_without_a_variant_is_refused_with_those_that_have_one() {
        let refusal = refusal(&entry("Teapot", 418, "T.", "R1"));
        assert!(refusal.contains("status 418 is not one of 400, 401"), "{refusal}");
    }

    #[test]
    fn text_and_source_are_present_and_bounded() {
        assert!(refusal(&entry("Empty", 400, " ", "R1")).contains("`text`"));
        assert!(refusal(&entry("Lines", 400, "a\nb", "R1")).contains("`text`"));
        assert!(refusal(&entry("Unsourced", 400, "T.", "")).contains("`source`"));
        assert!(refusal(&entry("Long", 400, &"é".repeat(TEXT_LIMIT + 1), "R1")).contains("1025 characters"));
        assert!(parse(&entry("Fits", 400, &"é".repeat(TEXT_LIMIT), "R1")).is_ok());
    }

    #[test]
    fn an_unknown_member_is_refused() {
        let table = entry("Extra", 400, "T.", "R1") + "colour = 1\n";
        assert!(refusal(&table).contains("cannot be read"));
    }
}
