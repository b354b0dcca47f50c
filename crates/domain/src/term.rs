//! Terms of a purchase: whole months, written in ISO 8601 (`P1M`, `P1Y`, `P3Y`).

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// The longest text of a term: `P999M`.
const LONGEST: usize = 5;

/// A term in whole months, with the text it was written in. It needs no memory beside itself, for each plan has one.
#[derive(Clone, Debug)]
pub struct Term {
    months: u16,
    length: u8,
    text: [u8; LONGEST],
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
        let months = count.parse::<u16>().ok()?.checked_mul(months_each)?;
        let mut written = [0; LONGEST];
        written.get_mut(..upper.len())?.copy_from_slice(upper.as_bytes());
        let length = u8::try_from(upper.len()).ok()?;
        (months > 0).then_some(Self { months, length, text: written })
    }

    /// The length in calendar months.
    #[must_use]
    pub fn months(&self) -> u32 {
        self.months.into()
    }

    /// The ISO 8601 text, in upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text[..self.length.into()]).unwrap_or_default()
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
        out.write_str(self.as_str())
    }
}

impl Serialize for Term {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
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
