//! Codes of countries and regions, as prices carry them: two letters, in two bytes, for there are many prices.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// The two-letter code of a country or region (ISO 3166), in upper case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// What is accepted, in words.
    pub const ACCEPTED: &str = "two letters, such as US";

    /// Reads two letters in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let letters: [u8; 2] = text.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_alphabetic).then(|| Self(letters.map(|letter| letter.to_ascii_uppercase())))
    }

    /// The code, in upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether that text names the same country or region, in any case.
    #[must_use]
    pub fn is(self, text: &str) -> bool {
        self.0.eq_ignore_ascii_case(text.as_bytes())
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl Serialize for CountryCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CountryCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("not a country of {}: {text}", Self::ACCEPTED)))
    }
}

#[cfg(test)]
mod tests {
    use super::CountryCode;

    #[test]
    fn two_letters_in_any_case() {
        let code = CountryCode::parse("us").expect("a code");
        assert_eq!((code.as_str(), code.is("Us"), code.is("FR")), ("US", true, false));
        for text in ["", "U", "USA", "U1", "ü"] {
            assert_eq!(CountryCode::parse(text), None, "{text}");
        }
    }
}
