//! A request body as a tree, whatever media type it came in.

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number that fits 64 bits.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Members, in the order they came. Names may differ in case only; the last one wins (ruling 10).
    Object(Vec<(String, Node)>),
}

impl Node {
    /// The last member of that name, compared without ASCII case (digest section 6). `None` when it is missing or null.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Node> {
        let Self::Object(members) = self else { return None };
        let found = members.iter().rev().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, node)| node).filter(|node| **node != Self::Null)
    }

    /// What sort of value it is, for messages.
    #[must_use]
    pub fn sort(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Integer(number) => number.to_string(),
            Self::Float(number) => number.to_string(),
            Self::Text(text) => format!("\"{text}\""),
            Self::List(items) => format!("a list of {}", items.len()),
            Self::Object(_) => "an object".to_owned(),
        }
    }
}
