//! Dates as the sheet writes them: `M/d/yyyy h:mm:ss AM`, in UTC.

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
    use super::{is_for_ever, read};

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
    fn the_last_year_is_no_end() {
        assert!(
            is_for_ever("12/31/9999 11:59:59 PM") && !is_for_ever("12/31/2026 11:59:59 PM") && !is_for_ever("9999")
        );
    }
}
