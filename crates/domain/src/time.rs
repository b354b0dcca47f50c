//! Instants as Partner Center writes them: UTC, to 100 nanoseconds, trailing zeros trimmed.
//!
//! The only module that knows `jiff`'s instants. There is no clock here: `now` is always an argument.

use jiff::{SignedDuration, Timestamp as Instant, ToSpan as _, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr as _};

/// An instant in UTC, in ticks of 100 nanoseconds, like a .NET `DateTime`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(Instant);

/// Nanoseconds in one tick.
const TICK: i128 = 100;

/// Seconds of a day; UTC has no longer and no shorter ones.
const DAY: i64 = 24 * 60 * 60;

impl Timestamp {
    /// The instant that many nanoseconds after 1970-01-01T00:00:00Z, cut to the tick; `None` outside the years -9999
    /// to 9999.
    #[must_use]
    pub fn from_nanoseconds(since_epoch: i128) -> Option<Self> {
        Instant::from_nanosecond(since_epoch - since_epoch.rem_euclid(TICK)).ok().map(Self)
    }

    /// Reads ISO 8601 with zero or more fractional digits; a text without a zone is UTC (seed 004, digest section 6).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let instant = Instant::from_str(text).ok().or_else(|| {
            let civil = jiff::civil::DateTime::from_str(text).ok()?;
            civil.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
        })?;
        Self::from_nanoseconds(instant.as_nanosecond())
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, rounded down: what the store indexes.
    #[must_use]
    pub fn milliseconds(self) -> i64 {
        self.0.as_millisecond()
    }

    /// Seconds since 1970-01-01T00:00:00Z, rounded down: what tokens carry.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0.as_second()
    }

    /// This instant moved by a duration, held inside the calendar's range.
    #[must_use]
    pub fn plus(self, duration: std::time::Duration) -> Self {
        let duration = SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX);
        Self(self.0.saturating_add(duration).unwrap_or(Instant::MAX))
    }

    /// How long ago an earlier instant was; nothing for one that is not earlier.
    #[must_use]
    pub fn since(self, earlier: Self) -> std::time::Duration {
        self.0.duration_since(earlier.0).try_into().unwrap_or_default()
    }

    /// This instant moved back by a duration, held inside the calendar's range.
    #[must_use]
    pub fn minus(self, duration: std::time::Duration) -> Self {
        let duration = SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX);
        Self(self.0.saturating_sub(duration).unwrap_or(Instant::MIN))
    }

    /// The same time of day that many calendar months later, on the month's last day where the day does not exist.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let later = self.0.to_zoned(TimeZone::UTC).checked_add(i64::from(months).months());
        Self(later.map_or(Instant::MAX, |zoned| zoned.timestamp()))
    }

    /// Midnight of this instant's day in UTC: how days are written, and what they are compared by.
    #[must_use]
    pub fn midnight(self) -> Self {
        let seconds = self.0.as_second();
        Self(Instant::from_second(seconds - seconds.rem_euclid(DAY)).unwrap_or(self.0))
    }

    /// The same time of day that many days later, or earlier, held inside the calendar's range.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let seconds = SignedDuration::from_secs(days.saturating_mul(DAY));
        let limit = if days < 0 { Instant::MIN } else { Instant::MAX };
        Self(self.0.saturating_add(seconds).unwrap_or(limit))
    }

    /// The days from this instant's day to another's; negative when that one is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        (other.midnight().0.as_second() - self.midnight().0.as_second()).div_euclid(DAY)
    }

    /// The number of the day within its month, from 1.
    #[must_use]
    pub fn day_of_month(self) -> i8 {
        self.date().day()
    }

    /// Midnight of the last day of this instant's month.
    #[must_use]
    pub fn month_end(self) -> Self {
        let end = self.date().last_of_month().to_zoned(TimeZone::UTC);
        Self(end.map_or(Instant::MAX, |zoned| zoned.timestamp()))
    }

    /// Whether this instant's day is the last one of its month.
    #[must_use]
    pub fn is_month_end(self) -> bool {
        self.date() == self.date().last_of_month()
    }

    /// The calendar day in UTC, as `YYYY-MM-DD`.
    #[must_use]
    pub fn day(self) -> String {
        self.date().to_string()
    }

    fn date(self) -> jiff::civil::Date {
        self.0.to_zoned(TimeZone::UTC).date()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // jiff's own form is the round-trip style that the seeds print: `T`, `Z`, no trailing zeros.
        self.0.fmt(out)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("not an instant: {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    fn written(text: &str) -> String {
        Timestamp::parse(text).expect("an instant").to_string()
    }

    #[test]
    fn writes_trimmed_ticks_in_utc() {
        assert_eq!(written("2018-11-01T22:29:03.6900182Z"), "2018-11-01T22:29:03.6900182Z");
        assert_eq!(written("2022-02-19T00:00:00.0000000Z"), "2022-02-19T00:00:00Z");
        assert_eq!(written("2019-01-16T00:48:44.76+00:00"), "2019-01-16T00:48:44.76Z");
        assert_eq!(written("2019-01-16T00:48:44.123456789Z"), "2019-01-16T00:48:44.1234567Z");
    }

    #[test]
    fn a_text_without_a_zone_is_utc() {
        assert_eq!(written("0001-01-01T00:00:00"), "0001-01-01T00:00:00Z");
    }

    #[test]
    fn months_end_on_the_last_day_that_exists() {
        let start = Timestamp::parse("2024-01-31T10:00:00Z").expect("an instant");
        assert_eq!(start.plus_months(1).to_string(), "2024-02-29T10:00:00Z");
        assert_eq!(start.plus_months(12).day(), "2025-01-31");
    }

    #[test]
    fn days_are_counted_from_midnight_to_midnight() {
        let at = |text| Timestamp::parse(text).expect("an instant");
        let late = at("2024-02-28T23:59:59.9999999Z");
        assert_eq!(late.midnight(), at("2024-02-28T00:00:00Z"));
        assert_eq!(late.days_until(at("2024-03-01T00:00:00Z")), 2, "a leap year");
        assert_eq!(at("2024-03-01T12:00:00Z").days_until(late), -2);
        assert_eq!(late.plus_days(-28).day(), "2024-01-31");
        assert_eq!(at("1969-12-31T00:00:01Z").midnight(), at("1969-12-31T00:00:00Z"));
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        let at = |text: &str| Timestamp::parse(text).expect("an instant");
        for (day, end) in [("2024-02-01", "2024-02-29"), ("2023-02-28", "2023-02-28"), ("2026-04-30", "2026-04-30")] {
            let day = at(&format!("{day}T10:00:00Z"));
            assert_eq!(day.month_end().to_string(), format!("{end}T00:00:00Z"));
            assert_eq!(day.is_month_end(), day.day() == end);
        }
        assert_eq!(at("2026-04-29T00:00:00Z").day_of_month(), 29);
    }

    #[test]
    fn the_ends_of_the_calendar_hold() {
        for end in [Timestamp(jiff::Timestamp::MAX), Timestamp(jiff::Timestamp::MIN)] {
            for moved in [end.plus_days(i64::MAX), end.plus_days(i64::MIN), end.midnight(), end.month_end()] {
                assert!(!moved.to_string().is_empty());
            }
            assert_eq!(end.days_until(end), 0);
        }
    }
}
