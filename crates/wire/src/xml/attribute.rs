//! Attributes: taken apart strictly, and looked at for one thing, whether the element is nil (XML's input rules).

use super::{
    SCHEMA_INSTANCE,
    character::{is_allowed, is_name, is_space, split},
};
use quick_xml::escape;
use std::collections::{HashMap, HashSet};

/// The name and the value of each attribute of a start tag, references resolved.
///
/// # Errors
/// What is not well-formed in them, or that there are more than `most`.
pub(super) fn all(raw: &str, most: usize) -> Result<Vec<(&str, String)>, String> {
    let mut names = HashSet::new();
    let mut attributes = Vec::new();
    let mut rest = raw;
    loop {
        let next = rest.trim_start_matches(is_space);
        if next.is_empty() {
            return Ok(attributes);
        }
        if next.len() == rest.len() {
            return Err("an attribute without white space in front of it".to_owned());
        }
        let (name, value, behind) = first(next)?;
        if !names.insert(name) {
            return Err(format!("the attribute {name} twice"));
        }
        if attributes.len() == most {
            return Err(format!("more than {most} attributes"));
        }
        attributes.push((name, value));
        rest = behind;
    }
}

/// The first attribute, and what is behind it.
fn first(raw: &str) -> Result<(&str, String, &str), String> {
    let (name, value) = raw.split_once('=').ok_or("an attribute without a value")?;
    let name = name.trim_end_matches(is_space);
    if !is_name(name) {
        return Err("an attribute whose name is no name".to_owned());
    }
    let value = value.trim_start_matches(is_space);
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
    let quote = quote.ok_or_else(|| format!("the attribute {name} without quotes"))?;
    let (value, behind) =
        value[1..].split_once(quote).ok_or_else(|| format!("the attribute {name} without its closing quote"))?;
    let wrong = |_| format!("the attribute {name} with a reference to nothing");
    let resolved = escape::unescape(value).map_err(wrong)?;
    if value.contains('<') || !resolved.chars().all(is_allowed) {
        return Err(format!("the attribute {name} with a character that may not stand there"));
    }
    Ok((name, resolved.into_owned(), behind))
}

/// The prefixes that are declared around the place, and whether each of them is that of schema instances.
#[derive(Default)]
pub(super) struct Prefixes {
    meanings: HashMap<String, Vec<bool>>,
    declared: Vec<Vec<String>>,
}

impl Prefixes {
    /// Enters an element: whether it is nil, seen by its attributes.
    ///
    /// # Errors
    /// When `nil` has a prefix that is not declared, or a value that is no boolean.
    pub(super) fn enter(&mut self, attributes: &[(&str, String)]) -> Result<bool, String> {
        let mut declared = Vec::new();
        for (name, value) in attributes {
            if let (Some("xmlns"), prefix) = split(name) {
                let meanings = self.meanings.entry(prefix.to_owned()).or_default();
                meanings.push(value == SCHEMA_INSTANCE);
                declared.push(prefix.to_owned());
            }
        }
        self.declared.push(declared);
        let mut nil = false;
        for (name, value) in attributes {
            if let (Some(prefix), "nil") = split(name)
                && self.is_schema_instance(prefix)?
            {
                nil = match value.trim_matches(is_space) {
                    "true" | "1" => true,
                    "false" | "0" => false,
                    _ => return Err(format!("{name}=\"{value}\"")),
                };
            }
        }
        Ok(nil)
    }

    /// Leaves the element that was entered last.
    pub(super) fn leave(&mut self) {
        for prefix in self.declared.pop().unwrap_or_default() {
            if let Some(meanings) = self.meanings.get_mut(&prefix) {
                meanings.pop();
            }
        }
    }

    fn is_schema_instance(&self, prefix: &str) -> Result<bool, String> {
        let meaning = self.meanings.get(prefix).and_then(|meanings| meanings.last());
        match meaning {
            Some(meaning) => Ok(*meaning),
            None if prefix == "xml" => Ok(false),
            None => Err(format!("the prefix {prefix} without a declaration")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Prefixes, SCHEMA_INSTANCE, all};

    #[test]
    fn attributes_are_taken_apart() {
        let raw = " a=\"1\"\n b:c = '&lt;\"&#x41;' ";
        assert_eq!(all(raw, 2), Ok(vec![("a", "1".to_owned()), ("b:c", "<\"A".to_owned())]));
        assert_eq!(all(" ", 0), Ok(Vec::new()));
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for raw in [
            "a=\"1\"",
            " a=\"1\"b=\"2\"",
            " a=\"1\" a=\"2\"",
            " a",
            " a=",
            " a=1",
            " a=\"1",
            " =\"1\"",
            " 1a=\"1\"",
            " a:b:c=\"1\"",
            " a=\"<\"",
            " a=\"&unheard;\"",
            " a=\"&\"",
            " a=\"&#0;\"",
            " a=\"&#1;\"",
            " /",
        ] {
            assert!(all(raw, 9).is_err(), "{raw}");
        }
        assert!(all(" a=\"1\" b=\"2\"", 1).is_err(), "too many");
    }

    #[test]
    fn nil_is_nil_in_its_namespace_only() {
        let declared = format!(" xmlns:i='{SCHEMA_INSTANCE}' xmlns:o='urn:other'");
        let mut prefixes = Prefixes::default();
        let mut nil = |raw: &str| prefixes.enter(&all(raw, 9).expect("attributes"));
        assert_eq!(nil(&declared), Ok(false));
        for raw in [" i:nil='true'", " i:nil=' 1 '", " o:nil='false' i:nil='1'"] {
            assert_eq!(nil(raw), Ok(true), "{raw}");
        }
        for raw in [" i:nil='false'", " i:nil='0'", " nil='true'", " o:nil='true'", " xml:nil='true'"] {
            assert_eq!(nil(raw), Ok(false), "{raw}");
        }
        for raw in [" i:nil='yes'", " i:nil=''", " x:nil='true'"] {
            assert!(nil(raw).is_err(), "{raw}");
        }
        assert_eq!(nil(" xmlns:i='urn:other' i:nil='true'"), Ok(false));
        assert_eq!(nil(" i:nil='true'"), Ok(false));
        prefixes.leave();
        prefixes.leave();
        assert_eq!(prefixes.enter(&all(" i:nil='true'", 9).expect("attributes")), Ok(true));
    }
}
