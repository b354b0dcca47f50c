//! XML in.

use crate::body;

const XML: &str = "application/xml";

/// What holds for every body, and: comments, instructions and white space around a document say nothing; neither does a
/// declaration before it.
///
/// # Panics
/// When one of them does not hold.
pub fn xml(data: &[u8]) {
    let Some((text, node)) = body::check(XML, data) else { return };
    let behind = format!("{text}\n<!-- a --><?b c?> ");
    assert_eq!(body::read(XML, behind.as_bytes()).as_ref(), Ok(&node), "with a comment behind it");
    if !text.starts_with("<?xml") {
        let declared = format!("<?xml version=\"1.0\" encoding=\"utf-16\"?><?b c?><!-- a --> {text}");
        assert_eq!(body::read(XML, declared.as_bytes()), Ok(node), "with a declaration before it");
    }
}
