//! JSON in: strict in its grammar, bounded in depth, no member twice under one spelling (ruling 10).

use crate::node::Node;
use domain::{
    fault::{Fault, FaultKind},
    member::Member,
};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::{collections::HashSet, fmt};

/// How deep a body may be nested. A cart with everything in it needs 7 levels.
pub const DEPTH: usize = 32;

/// Reads a body in UTF-8; [`crate::charset`] has taken its byte order mark off.
///
/// # Errors
/// 400/800002 with the place in the text and what is wrong there.
pub fn read(body: &[u8]) -> Result<Node, Fault> {
    tree(body).map_err(|error| Fault::new(FaultKind::InvalidInput).seen(Member::Body, error, "one JSON document"))
}

/// The tree of a JSON document.
pub(crate) fn tree(json: &[u8]) -> Result<Node, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let node = Tree { depth: 0 }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(node)
}

#[derive(Clone, Copy)]
struct Tree {
    depth: usize,
}

impl Tree {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= DEPTH {
            return Err(E::custom(format!("nested deeper than {DEPTH} levels")));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Node;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Integer(number))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Node, E> {
        Ok(i64::try_from(number).map_or_else(|_| Node::Text(number.to_string()), Node::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Node, E> {
        Ok(Node::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let inner = self.deeper()?;
        let mut names = HashSet::new();
        let mut members = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            if !names.insert(name.clone()) {
                return Err(A::Error::custom(format!("the member \"{name}\" comes twice")));
            }
            members.push((name, map.next_value_seed(inner)?));
        }
        Ok(Node::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::{DEPTH, read};
    use crate::node::Node;

    #[test]
    fn a_member_twice_is_refused_unless_its_case_differs() {
        assert!(read(br#"{"a":1,"a":2}"#).is_err());
        let node = read(br#"{"a":1,"A":2}"#).expect("a body");
        assert_eq!(node.member("a"), Some(&Node::Integer(2)));
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |levels: usize| [b"[".repeat(levels), b"]".repeat(levels)].concat();
        assert!(read(&nested(DEPTH)).is_ok());
        assert!(read(&nested(DEPTH + 1)).is_err());
        assert!(read(&nested(100_000)).is_err());
    }

    #[test]
    fn what_is_no_json_document_is_refused() {
        for body in ["", " ", "{", "{} x", "{'a':1}", "{\"a\":1,}", "// c\n{}", "\"\\ud800\"", "01", "NaN", "\u{1}"] {
            assert!(read(body.as_bytes()).is_err(), "{body}");
        }
        assert!(read(b"\"\xFF\"").is_err(), "not UTF-8");
    }
}
