//! Terms of a purchase: whole months, written in ISO 8601 (`P1M`, `P1Y`, `P3Y`).

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// A term in whole months, with the text it was written in.
#[derive(Clone, Debug)]
pub struct Term {
    months: u32,
    text: String,
}

impl Term {
    /// Reads `P<n>M` or `P<n>Y`, in any case, with n from 1 to 999.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let upper = text.trim().to_ascii_uppercase();
        let digits = upper.strip_prefix('P')?;
        let (count, months_each) = match digits.split_at_checked(digits.len().checked_sub(1)?)? {
            (count, "M") => (count, 1),
            (count, "Y") => (count, 12),
            _ => return None,
        };
        if count.is_empty() || count.len() > 3 || !count.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let months = count.parse::<u32>().ok()?.checked_mul(months_each)?;
        (months > 0).then_some(Self { months, text: upper })
    }

    /// The length in calendar months.
    #[must_use]
    pub fn months(&self) -> u32 {
        self.months
    }

    /// The ISO 8601 text, in upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// `P12M` and `P1Y` are the same term.
impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.months == other.months
    }
}

impl Eq for Term {}

impl fmt::Display for Term {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl Serialize for Term {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Term {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("not a term: {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::Term;

    #[test]
    fn months_and_years_are_read() {
        for (text, months) in [("P1M", 1), ("p1y", 12), ("P3Y", 36), ("P12M", 12)] {
            assert_eq!(Term::parse(text).map(|term| term.months()), Some(months), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_term() {
        for text in ["", "P", "P1", "PM", "1Y", "P0M", "P-1M", "P1D", "P1.5Y", "P1000Y", "Pé", "P1Y2M"] {
            assert_eq!(Term::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_same_length_is_the_same_term() {
        assert_eq!(Term::parse("P12M"), Term::parse("P1Y"));
    }
}
