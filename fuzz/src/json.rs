//! JSON in.

use crate::body;

const JSON: &str = "application/json";

/// What holds for every body, and: white space around a document says nothing.
///
/// # Panics
/// When one of them does not hold.
pub fn json(data: &[u8]) {
    let Some((text, node)) = body::check(JSON, data) else { return };
    let spaced = format!(" \n{text}\t\r ");
    assert_eq!(body::read(JSON, spaced.as_bytes()), Ok(node), "with white space around it");
}
