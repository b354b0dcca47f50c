//! Dates as a sheet has them: `M/d/yyyy h:mm:ss AM`, in UTC.

use domain::Timestamp;

/// The year that means for ever: .NET's last one.
const FOR_EVER: &str = "9999";

/// What is accepted, in words.
pub(super) const ACCEPTED: &str = "a date such as 3/1/2026 12:00:00 AM";

/// Reads a date.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let [date, time, half] = parts(text, ' ')?;
    let [month, day, year] = parts(date, '/')?;
    let [hour, minute, second] = parts(time, ':')?;
    let hour = match (number(hour, 1..=12)? % 12, half.to_ascii_uppercase().as_str()) {
        (hour, "AM") => hour,
        (hour, "PM") => hour + 12,
        _ => return None,
    };
    let (month, day) = (number(month, 1..=12)?, number(day, 1..=31)?);
    let (minute, second) = (number(minute, 0..=59)?, number(second, 0..=59)?);
    let year = (year.len() == 4).then(|| number(year, 1..=9999)).flatten()?;
    Timestamp::parse(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

/// The date that means that there is no end.
pub(super) const NO_END: &str = "12/31/9999 11:59:59 PM";

/// Writes an instant as a date, to the second.
pub(super) fn write(instant: Timestamp) -> String {
    let day = instant.day();
    let [year, month, date] = parts(&day, '-').unwrap_or_default();
    let of_day = instant.seconds() - instant.midnight().seconds();
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    let half = if hour < 12 { "AM" } else { "PM" };
    let plain = |number: &str| number.trim_start_matches('0').to_owned();
    let hour = (hour + 11) % 12 + 1;
    format!("{}/{}/{year} {hour}:{minute:02}:{second:02} {half}", plain(month), plain(date))
}

/// Whether a date means that there is no end.
pub(super) fn is_for_ever(text: &str) -> bool {
    parts(text, ' ').and_then(|[date, _, _]| parts(date, '/')).is_some_and(|[_, _, year]| year == FOR_EVER)
}

fn parts(text: &str, separator: char) -> Option<[&str; 3]> {
    text.split(separator).collect::<Vec<_>>().try_into().ok()
}

/// A number of one to four digits within a range.
fn number(digits: &str, within: std::ops::RangeInclusive<u32>) -> Option<u32> {
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten().filter(|number| within.contains(number))
}

#[cfg(test)]
mod tests {
    use super::{NO_END, is_for_ever, read, write};
    use domain::Timestamp;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, instant: Option<&str>) {
        assert_eq!(read(text).map(|read| read.to_string()).as_deref(), instant, "{text}");
    }

    #[test]
    fn dates_are_read_as_dotnet_writes_them() {
        check("3/1/2026 12:00:00 AM", Some("2026-03-01T00:00:00Z"));
        check("12/31/2026 11:59:59 PM", Some("2026-12-31T23:59:59Z"));
        check("07/04/2026 12:05:06 pm", Some("2026-07-04T12:05:06Z"));
    }

    #[test]
    fn anything_else_is_no_date() {
        for text in [
            "",
            "3/1/2026",
            "3/1/2026 0:00:00 AM",
            "3/1/2026 13:00:00 PM",
            "13/1/2026 1:00:00 AM",
            "2/29/2026 1:00:00 AM",
            "3/1/26 1:00:00 AM",
            "2026-03-01T00:00:00Z",
            "3/1/2026 1:00 AM",
            "3/1/2026 1:00:00 XM",
            "3-1-2026 1:00:00 AM",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn dates_are_written_as_dotnet_writes_them() {
        let written = |text| write(Timestamp::parse(text).expect("an instant"));
        assert_eq!(written("2026-03-01T00:00:00Z"), "3/1/2026 12:00:00 AM");
        assert_eq!(written("2026-10-20T12:05:06.7Z"), "10/20/2026 12:05:06 PM");
        assert_eq!(written("2026-12-31T23:59:59Z"), "12/31/2026 11:59:59 PM");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(seconds in 0_i64..253_000_000_000) {
            let instant = Timestamp::from_nanoseconds(i128::from(seconds) * 1_000_000_000).expect("an instant");
            prop_assert_eq!(read(&write(instant)), Some(instant));
        }
    }

    #[test]
    fn the_last_year_is_no_end() {
        assert!(is_for_ever(NO_END) && !is_for_ever("12/31/2026 11:59:59 PM") && !is_for_ever("9999"));
    }
}
