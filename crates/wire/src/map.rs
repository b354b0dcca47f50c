//! Maps, where a medium writes them as lists of pairs: XML always, forms mostly.

use crate::node::Node;
use domain::{
    fault::{Fault, FaultKind},
    member::{Member, Place},
};

/// The object that pairs of `Key` and `Value` mean (XML rule 16, digest 5.4); a pair without a value stands for none.
///
/// # Errors
/// 400/800002 for a pair without a key.
pub(crate) fn of_pairs(pairs: &[Node]) -> Result<Node, Fault> {
    let members = pairs.iter().enumerate().map(|(index, pair)| match pair.member("Key") {
        Some(Node::Text(key)) => Ok((key.clone(), pair.member("Value").cloned().unwrap_or(Node::Null))),
        _ => {
            let at = Place::from(Member::ProvisioningContext).index(index);
            Err(Fault::new(FaultKind::InvalidInput).missing(at.member(Member::Key), "the name of a variable"))
        }
    });
    members.collect::<Result<_, _>>().map(Node::Object)
}

#[cfg(test)]
mod tests {
    use super::of_pairs;
    use crate::{json, node::Node};

    fn read(pairs: &str) -> Option<Node> {
        let Ok(Node::List(pairs)) = json::read(pairs.as_bytes()) else {
            return None;
        };
        of_pairs(&pairs).ok()
    }

    #[test]
    fn pairs_make_an_object() {
        let object = |body: &str| json::read(body.as_bytes()).ok();
        for (pairs, expected) in [
            ("[]", "{}"),
            (r#"[{"key":"scope","VALUE":"shared"}]"#, r#"{"scope":"shared"}"#),
            (r#"[{"Value":"","Key":""},{"Key":"b"}]"#, r#"{"":"","b":null}"#),
        ] {
            assert_eq!(read(pairs), object(expected), "{pairs}");
        }
    }

    #[test]
    fn a_pair_needs_a_key() {
        for pairs in [r#"[{"Value":"shared"}]"#, r#"[{"Key":null}]"#, r#"[{"Key":{}}]"#, "[null]", r#"["scope"]"#] {
            assert_eq!(read(pairs), None, "{pairs}");
        }
    }
}
