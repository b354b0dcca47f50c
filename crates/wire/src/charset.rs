//! Bytes to text: UTF-8 or UTF-16, with or without a byte order mark (digest 5.2). No other encoding is known.

use domain::{
    fault::{Fault, FaultKind},
    member::Member,
};
use std::borrow::Cow;

/// How a body is encoded, unless its byte order mark says otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16. Without a byte order mark it is little-endian, as .NET has it, unless it begins with a zero byte: every
    /// body begins with a character of ASCII.
    Utf16,
}

impl Charset {
    /// Finds a charset by its name in any case.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Self::Utf8),
            "utf-16" | "utf16" => Some(Self::Utf16),
            _ => None,
        }
    }
}

/// The text of a body, without its byte order mark.
///
/// # Errors
/// 400/800002 when the bytes are not of that encoding.
pub fn decode(body: &[u8], charset: Charset) -> Result<Cow<'_, str>, Fault> {
    match (body, charset) {
        ([0xEF, 0xBB, 0xBF, text @ ..], _) => utf8(text),
        ([0xFF, 0xFE, text @ ..], _) => utf16(text, u16::from_le_bytes),
        ([0xFE, 0xFF, text @ ..], _) | (text @ [0, ..], Charset::Utf16) => utf16(text, u16::from_be_bytes),
        (text, Charset::Utf16) => utf16(text, u16::from_le_bytes),
        (text, Charset::Utf8) => utf8(text),
    }
}

fn utf8(text: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let text = str::from_utf8(text).map_err(|error| refuse(error, "text in UTF-8"))?;
    Ok(Cow::Borrowed(text))
}

fn utf16(text: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'static, str>, Fault> {
    const ACCEPTED: &str = "text in UTF-16";
    let (pairs, []) = text.as_chunks::<2>() else {
        return Err(refuse("an odd number of bytes", ACCEPTED));
    };
    let units = pairs.iter().map(|pair| unit(*pair));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.map(Cow::Owned).map_err(|error| refuse(error, ACCEPTED))
}

fn refuse(seen: impl ToString, accepted: &str) -> Fault {
    Fault::new(FaultKind::InvalidInput).seen(Member::Body, seen, accepted)
}

#[cfg(test)]
mod tests {
    use super::{Charset, decode};

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn charsets_have_names_in_any_case() {
        assert_eq!(Charset::parse("UTF-8"), Some(Charset::Utf8));
        assert_eq!(Charset::parse("utf-16"), Some(Charset::Utf16));
        for name in ["", "utf-7", "iso-8859-1", "us-ascii", "utf-32"] {
            assert_eq!(Charset::parse(name), None, "{name}");
        }
    }

    #[test]
    fn text_is_decoded_by_its_mark_or_else_by_its_charset() {
        let text = "{\"é\":\"🚀\"}";
        let marked = format!("\u{FEFF}{text}");
        let little = u16::to_le_bytes;
        let big = u16::to_be_bytes;
        for (body, charset) in [
            (text.as_bytes().to_vec(), Charset::Utf8),
            (marked.as_bytes().to_vec(), Charset::Utf8),
            (marked.as_bytes().to_vec(), Charset::Utf16),
            (utf16(text, little), Charset::Utf16),
            (utf16(text, big), Charset::Utf16),
            (utf16(&marked, little), Charset::Utf16),
            (utf16(&marked, big), Charset::Utf16),
            (utf16(&marked, little), Charset::Utf8),
            (utf16(&marked, big), Charset::Utf8),
        ] {
            assert_eq!(decode(&body, charset).as_deref(), Ok(text), "{body:?} {charset:?}");
        }
        assert_eq!(decode(b"", Charset::Utf16).as_deref(), Ok(""));
    }

    #[test]
    fn what_is_not_of_the_encoding_is_refused() {
        for (body, charset) in [
            (&b"\xFF"[..], Charset::Utf8),
            (b"\xC0\x80", Charset::Utf8),
            (b"\xED\xA0\x80", Charset::Utf8),
            (b"\xEF\xBB\xBF\x80", Charset::Utf8),
            (b"{\0}", Charset::Utf16),
            (b"{\0\x00\xD8", Charset::Utf16),
            (b"\xFF\xFE{", Charset::Utf8),
            (b"\xFE\xFF\xDC\0", Charset::Utf8),
        ] {
            assert!(decode(body, charset).is_err(), "{body:?} {charset:?}");
        }
    }
}
