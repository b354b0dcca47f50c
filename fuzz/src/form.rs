//! Forms in.

use crate::body;
use form_urlencoded::Serializer;

const FORM: &str = "application/x-www-form-urlencoded";

/// What holds for every body, and: which characters a form escapes says nothing.
///
/// # Panics
/// When one of them does not hold.
pub fn form(data: &[u8]) {
    let Some((text, node)) = body::check(FORM, data) else { return };
    let pairs = form_urlencoded::parse(text.as_bytes());
    let escaped = Serializer::new(String::new()).extend_pairs(pairs).finish();
    assert_eq!(body::read(FORM, escaped.as_bytes()), Ok(node), "escaped as {escaped}");
}
