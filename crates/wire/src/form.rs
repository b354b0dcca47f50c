//! Forms in: the key syntax of ASP.NET Web API (digest 5.4), read by the same table of classes as XML.
//!
//! `LineItems[0].CatalogItemId` and `LineItems[0][CatalogItemId]` mean the same. A map is a list of pairs of `Key` and
//! `Value`, or takes its keys directly. Where the framework would drop a member that it knows without a word, this refuses.

mod branch;
mod key;
mod tree;

pub use key::DEPTH;

use crate::{node::Node, xml::Root};
use branch::Branch;
use domain::{
    fault::{Fault, FaultKind},
    member::Member,
};
use percent_encoding::percent_decode;

/// How many pairs a form may have: the framework's default (digest 5.4).
pub const PAIRS: usize = 1_000;

const A_FORM: &str =
    "pairs such as LineItems[0].Quantity=5, percent-encoded in UTF-8; JSON needs Content-Type: application/json";

/// Reads the body of a request that sends a resource of that class.
///
/// # Errors
/// 400/800002 for too many pairs, for a key that is none, and for a list whose indexes are not 0, 1, 2 and so on.
pub fn read(body: &[u8], root: Root) -> Result<Node, Fault> {
    if let Some(first @ (b'{' | b'<')) = body.trim_ascii_start().first() {
        return Err(refuse(format!("a body that begins with {}", char::from(*first)), A_FORM));
    }
    let mut pairs = body.split(|byte| *byte == b'&');
    if let Some(pair) = pairs.find(|pair| percent_decode(pair).decode_utf8().is_err()) {
        return Err(refuse(String::from_utf8_lossy(pair), A_FORM));
    }
    if root.class().is_scalar() {
        return scalar(body);
    }
    let mut tree = Branch::default();
    for (count, (key, value)) in form_urlencoded::parse(body).enumerate() {
        if count == PAIRS {
            return Err(refuse("more", format!("at most {PAIRS} pairs")));
        }
        tree.grow(key::steps(&key)?, value.into_owned());
    }
    tree::body(root.class(), &tree)
}

/// A bare value, which the framework reads from the pair without a key.
fn scalar(body: &[u8]) -> Result<Node, Fault> {
    let mut pairs = form_urlencoded::parse(body);
    let value = pairs.find(|(key, _)| key.is_empty()).map(|(_, value)| Node::Text(value.into_owned()));
    value.ok_or_else(|| refuse("a form without it", "the value behind an equals sign, such as =Education"))
}

fn refuse(seen: impl ToString, accepted: impl Into<String>) -> Fault {
    Fault::new(FaultKind::InvalidInput).seen(Member::Body, seen, accepted)
}
