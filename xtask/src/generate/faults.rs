//! Reads the fault table of the contract and refuses one that could not be served.
//!
//! It knows what a valid table is; it does not know what is made of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

/// The longest text of a fault, in characters: it goes out in each refusal and must fit in one line of a log.
const TEXT_LIMIT: usize = 1_024;

/// The statuses a fault can carry, with the variant of `domain::fault::Status` that stands for each.
const STATUSES: [(u16, &str); 11] = [
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (409, "Conflict"),
    (412, "PreconditionFailed"),
    (415, "UnsupportedMediaType"),
    (417, "ExpectationFailed"),
    (500, "InternalServerError"),
    (503, "ServiceUnavailable"),
];

/// The envelopes that can carry a code, with the variant of `domain::fault::Envelope` that stands for each.
const ENVELOPES: [(&str, &str); 3] = [("line", "Line"), ("order", "Order"), ("answer", "Answer")];

/// One `[[fault]]` of the contract.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    pub(crate) name: String,
    pub(crate) status: u16,
    pub(crate) code: u32,
    pub(crate) text: String,
    pub(crate) source: String,
    /// The envelopes in which the sources know the code.
    pub(crate) carried: Vec<String>,
    /// Why the code is known but not raised; absent where it is raised.
    #[serde(default)]
    pub(crate) never: Option<String>,
    /// The fault to which the code belongs, where another situation of ours has to carry it too.
    #[serde(default)]
    pub(crate) same_code_as: Option<String>,
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

    /// The variants of `Envelope` for the words of `carried`.
    pub(crate) fn envelope_variants(&self) -> Result<Vec<&'static str>> {
        let variant = |word: &String| {
            let known = ENVELOPES.iter().find(|(known, _)| known == word);
            known.map(|(_, variant)| *variant).with_context(|| {
                let words: Vec<&str> = ENVELOPES.iter().map(|(word, _)| *word).collect();
                format!("{}: `carried` has `{word}`, which is not one of {}", self.name, words.join(", "))
            })
        };
        self.carried.iter().map(variant).collect()
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
        ensure!(!self.carried.is_empty(), "{name}: `carried` must say which envelope knows the code");
        let distinct: BTreeSet<&str> = self.envelope_variants()?.into_iter().collect();
        ensure!(distinct.len() == self.carried.len(), "{name}: `carried` says one envelope twice");
        if let Some(reason) = &self.never {
            ensure!(is_one_line(reason), "{name}: `never` must be one non-empty line that says why");
        }
        self.status_variant().map(|_| ())
    }
}

/// Reads the table of the repository.
pub(crate) fn read(root: &Path) -> Result<Vec<Fault>> {
    let text = std::fs::read_to_string(root.join("contract/faults.toml")).context("reading contract/faults.toml")?;
    parse(&text)
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
    check_codes(&table.fault)?;
    Ok(table.fault)
}

/// A code has one owner. Whoever else carries it says so, is raised like its owner, and rides in no line: there the
/// code is all that a client can tell faults apart by.
fn check_codes(faults: &[Fault]) -> Result<()> {
    let mut owners: BTreeMap<u32, &Fault> = BTreeMap::new();
    for fault in faults.iter().filter(|fault| fault.same_code_as.is_none()) {
        if let Some(owner) = owners.insert(fault.code, fault) {
            let (name, owner, code) = (&fault.name, &owner.name, fault.code);
            bail!("{name}: code {code} belongs to `{owner}`; if it is meant, say `same_code_as = \"{owner}\"`");
        }
    }
    for fault in faults {
        let (name, code) = (&fault.name, fault.code);
        let Some(named) = &fault.same_code_as else { continue };
        let Some(owner) = owners.get(&code).filter(|owner| owner.name == *named) else {
            bail!("{name}: `same_code_as` names `{named}`, to which code {code} does not belong");
        };
        ensure!(fault.never.is_none() && owner.never.is_none(), "{name}: code {code} is raised or it is not, not both");
        ensure!(
            !fault.carried.iter().any(|word| word == "line"),
            "{name}: a line code has one entry, and {code} has two"
        );
    }
    Ok(())
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
mod tests;
