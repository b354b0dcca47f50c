//! Calendar months, as price sheets are named by them (surroundings 2.14).

use crate::time::Timestamp;
use std::fmt;

/// A month of the calendar, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: u16,
    number: u8,
}

impl Month {
    /// What is accepted, in words.
    pub const ACCEPTED: &str = "a month as YYYYMM, such as 202602";

    /// How many characters it is written with.
    const LENGTH: usize = 6;

    /// Reads `YYYYMM`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != Self::LENGTH || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (year, number) = (text[..4].parse().ok()?, text[4..].parse().ok()?);
        (year > 0 && (1..=12).contains(&number)).then_some(Self { year, number })
    }

    /// The month that an instant lies in; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn of(instant: Timestamp) -> Option<Self> {
        let day = instant.day();
        let (year, rest) = day.split_once('-')?;
        let (number, _) = rest.split_once('-')?;
        Self::parse(&format!("{year}{number}"))
    }

    /// Its first instant.
    #[must_use]
    pub fn start(self) -> Option<Timestamp> {
        Timestamp::parse(&format!("{:04}-{:02}-01T00:00:00Z", self.year, self.number))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}{:02}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::Month;
    use crate::time::Timestamp;

    #[test]
    fn a_month_has_six_digits() {
        for text in ["202601", "000112", "999912"] {
            assert_eq!(Month::parse(text).map(|month| month.to_string()).as_deref(), Some(text));
        }
        for text in ["", "2026-1", "202613", "202600", "000001", "20261", "2026011", "２０２６０１", "+20261"] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_instant_lies_in_one_that_begins_at_midnight() {
        let instant = Timestamp::parse("2024-02-29T23:59:59.9999999Z").expect("an instant");
        let month = Month::of(instant).expect("a month");
        assert_eq!(month, Month::parse("202402").expect("a month"));
        assert_eq!(month.start(), Timestamp::parse("2024-02-01T00:00:00Z"));
    }
}
