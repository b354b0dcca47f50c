//! Branches to nodes, by the table of classes. What is unknown, or the server's alone, is passed over; what has another
//! shape than its member stays visible as what it is, so that the reader of the member refuses it.

use super::{
    branch::{Branch, is_index},
    refuse,
};
use crate::{
    contract::{Class, Kind},
    map,
    node::Node,
};
use domain::fault::Fault;

/// The body of a form: always an object.
pub(super) fn body(class: &'static Class, root: &Branch) -> Result<Node, Fault> {
    object(class, root, "")
}

fn object(class: &'static Class, branch: &Branch, path: &str) -> Result<Node, Fault> {
    let mut members = Vec::new();
    for (name, branch) in &branch.members {
        if let Some(member) = class.requested(name) {
            let dot = if path.is_empty() { "" } else { "." };
            members.push((name.clone(), node(member.kind, branch, &format!("{path}{dot}{name}"))?));
        }
    }
    Ok(Node::Object(members))
}

fn node(kind: Kind, branch: &Branch, path: &str) -> Result<Node, Fault> {
    match kind {
        Kind::Text | Kind::Integer | Kind::Double | Kind::Boolean | Kind::Date | Kind::Enumeration => {
            Ok(scalar(kind, branch))
        }
        _ if branch.value().is_some_and(|value| !value.trim().is_empty()) && !matches!(kind, Kind::Texts) => {
            Ok(Node::Text(branch.value().unwrap_or_default().to_owned()))
        }
        Kind::Object(class) => match (branch.members.as_slice(), branch.items.as_slice()) {
            ([], []) => Ok(Node::Null),
            (_, []) => object(class, branch, path),
            // Some clients write a single object as a list of one.
            ([], _) => list(class, branch, path),
            _ => Err(refuse(format!("{path} with and without an index"), "one of both")),
        },
        Kind::List(class) => {
            if let Some((name, _)) = branch.members.iter().find(|(name, _)| !is_index(name)) {
                return Err(refuse(format!("{path}.{name}"), format!("{path}[0].{name}")));
            }
            list(class, branch, path)
        }
        Kind::Map(class) => entries(class, branch, path),
        Kind::Texts => Ok(Node::List(branch.values.iter().cloned().map(Node::Text).collect())),
        Kind::Facts => Ok(Node::Null),
    }
}

/// A value; an empty one is absent unless the member is a text (digest 5.4).
fn scalar(kind: Kind, branch: &Branch) -> Node {
    if !branch.members.is_empty() || !branch.items.is_empty() {
        return Node::Object(Vec::new());
    }
    match branch.value() {
        Some(value) if matches!(kind, Kind::Text) || !value.trim().is_empty() => Node::Text(value.to_owned()),
        _ => Node::Null,
    }
}

fn list(class: &'static Class, branch: &Branch, path: &str) -> Result<Node, Fault> {
    if branch.items.is_empty() && branch.members.is_empty() {
        return Ok(Node::Null);
    }
    let items = branch.ordered(path)?.into_iter().enumerate();
    let items = items.map(|(index, item)| node(Kind::Object(class), item, &format!("{path}[{index}]")));
    items.collect::<Result<_, _>>().map(Node::List)
}

/// A map: its pairs, then the keys that are named directly.
fn entries(class: &'static Class, branch: &Branch, path: &str) -> Result<Node, Fault> {
    let Node::List(pairs) = list(class, branch, path)? else {
        return Ok(Node::Null);
    };
    let Node::Object(mut entries) = map::of_pairs(&pairs)? else {
        return Ok(Node::Null);
    };
    let direct = branch.members.iter().filter(|(name, _)| !is_index(name));
    entries.extend(direct.map(|(name, branch)| (name.clone(), scalar(Kind::Text, branch))));
    Ok(Node::Object(entries))
}
