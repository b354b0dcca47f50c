//! What may stand where an answer cannot be the printed one. Each shape asserts: nothing is passed over.

use crate::support::{Answer, USER};
use domain::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

/// The shapes that `printed-differences.toml` names.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Shape {
    /// A GUID in lower case.
    Guid,
    /// 12 hex digits in lower case.
    OrderId,
    /// An instant in UTC, as .NET writes it.
    Instant,
    /// Seven days after the cart's `creationTimestamp`.
    SevenDaysAfterCreation,
    /// The user of the token.
    User,
    /// The customer of the request.
    Customer,
    /// The printed text, with the id of the answered resource in the place of the printed one's.
    PrintedWithOwnId,
    /// Nothing, although something is printed.
    Absent,
    /// The five prices, although nothing is printed.
    AddedPricing,
    /// The number of the body's bytes.
    Length,
    /// A date as HTTP writes it.
    Date,
    /// A new correlation vector.
    Vector,
}

/// What shapes look at besides the value itself.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// The printed body.
    pub(super) printed: &'a Value,
    /// The answered body.
    pub(super) answered: &'a Value,
    /// The customer of the request.
    pub(super) customer: &'a str,
    /// Bytes of the answered body.
    pub(super) length: usize,
}

impl Shape {
    /// Whether the answer has this shape where the print has something else.
    pub(super) fn fits(self, printed: Option<&Value>, answered: Option<&Value>, around: Surroundings<'_>) -> bool {
        let text = answered.and_then(Value::as_str);
        match self {
            Self::Absent => printed.is_some() && answered.is_none(),
            Self::AddedPricing => printed.is_none() && answered.is_some_and(is_pricing),
            _ if printed.is_none() => false,
            Self::Guid => text.is_some_and(is_guid),
            Self::OrderId => text.is_some_and(is_order_id),
            Self::Instant => text.is_some_and(is_instant),
            Self::SevenDaysAfterCreation => text.is_some_and(|text| is_seven_days_later(text, around.answered)),
            Self::User => text == Some(USER),
            Self::Customer => text == Some(around.customer),
            Self::PrintedWithOwnId => text.map(str::to_owned) == with_own_id(printed, around),
            Self::Length => text == Some(around.length.to_string().as_str()),
            Self::Date => text.is_some_and(is_http_date),
            Self::Vector => text.is_some_and(is_vector),
        }
    }
}

/// A GUID in the 8-4-4-4-12 form, in lower case.
pub(crate) fn is_guid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) && groups.iter().all(|group| is_lower_hex(group))
}

/// 12 lower-case hex digits.
pub(crate) fn is_order_id(text: &str) -> bool {
    text.len() == 12 && is_lower_hex(text)
}

/// A date and time in UTC with at most 7 fractional digits and no zero at their end.
pub(crate) fn is_instant(text: &str) -> bool {
    let fraction = text.split_once('.').map(|(_, rest)| rest.trim_end_matches('Z'));
    let trimmed = fraction.is_none_or(|digits| (1..=7).contains(&digits.len()) && !digits.ends_with('0'));
    trimmed && text.ends_with('Z') && text.get(10..11) == Some("T") && Timestamp::parse(text).is_some()
}

/// 16 characters of base64, then `.0`.
pub(crate) fn is_vector(text: &str) -> bool {
    let base = text.strip_suffix(".0").unwrap_or_default();
    let in_base64 = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    base.len() == 16 && base.bytes().all(in_base64)
}

/// `Thu, 15 Mar 2018 17:15:01 GMT`.
pub(crate) fn is_http_date(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let lengths = words.iter().map(|word| word.len());
    lengths.eq([4, 2, 3, 4, 8, 3])
        && words[0].ends_with(',')
        && words[4].split(':').all(|part| part.parse::<u8>().is_ok())
        && words[5] == "GMT"
}

fn is_lower_hex(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_seven_days_later(text: &str, cart: &Value) -> bool {
    let created = cart["creationTimestamp"].as_str().and_then(Timestamp::parse);
    let expected = created.map(|created| created.plus(Duration::from_secs(7 * 24 * 60 * 60)));
    is_instant(text) && expected.is_some() && Timestamp::parse(text) == expected
}

fn with_own_id(printed: Option<&Value>, around: Surroundings<'_>) -> Option<String> {
    let (theirs, ours) = (around.printed["id"].as_str()?, around.answered["id"].as_str()?);
    Some(printed?.as_str()?.replace(theirs, ours))
}

fn is_pricing(value: &Value) -> bool {
    let names = ["discountedPrice", "extendedPrice", "listPrice", "price", "proratedPrice"];
    let members = value.as_object();
    members.is_some_and(|members| members.keys().eq(names) && members.values().all(Value::is_f64))
}

/// What an answer says in a header, as a value like those of bodies.
pub(super) fn header(answer: &Answer, name: &str) -> Option<Value> {
    answer.header(name).map(Value::from)
}

#[test]
fn shapes_refuse_what_only_looks_like_them() {
    for (holds, fits, almost) in [
        (is_guid as fn(&str) -> bool, "b4c8fdea-cbe4-4d17-9576-13fcacbf9605", "B4C8FDEA-cbe4-4d17-9576-13fcacbf9605"),
        (is_order_id, "a68736758d9c", "a68736758d9"),
        (is_instant, "2019-01-16T00:48:51.6578126Z", "2019-01-16T00:48:51.6578126+00:00"),
        (is_instant, "2022-02-19T00:00:00Z", "2022-02-19T00:00:00.00Z"),
        (is_vector, "sF/wRa2ih0CzbABc.0", "sF/wRa2ih0CzbABc.0.0"),
        (is_http_date, "Thu, 15 Mar 2018 17:15:01 GMT", "2018-03-15T17:15:01Z"),
    ] {
        assert!(holds(fits), "{fits}");
        assert!(!holds(almost), "{almost}");
    }
}
