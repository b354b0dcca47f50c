//! What public clients break on, looked for in every body in JSON that any test is answered.
//!
//! `lists` has the closed lists of what members may say, `resource` knows which resource an object is, and `link` what its
//! links look like. A resource or an enumeration that nobody has listed yet is a finding too: list it there.

mod broken;
mod link;
mod lists;
mod resource;

pub use link::is_relative;

use domain::fault::{Envelope, codes};
use http::StatusCode;
use serde_json::{Map, Value};

/// Everything that is wrong with the body of an answer; nothing for what is no answer to a client, such as the description.
pub fn findings(status: StatusCode, body: &Value) -> Vec<String> {
    if body.get("openapi").is_some() {
        return Vec::new();
    }
    let mut check = Check { found: Vec::new(), is_oauth: lists::OAUTH.iter().any(|name| body.get(name).is_some()) };
    check.value(&Place { path: String::new(), resource: resource::root(status), member: "", is_data: false }, body);
    if status.is_client_error() || status.is_server_error() {
        check.refusal(status, body);
    }
    check.found
}

struct Check {
    found: Vec<String>,
    /// Documents of OAuth have names of their own.
    is_oauth: bool,
}

/// Where a value stands.
struct Place<'a> {
    path: String,
    /// The resource that it is a member of.
    resource: &'a str,
    /// Its name there; that of the list, for an item.
    member: &'a str,
    /// Whether names around it are data, such as those of provisioning variables.
    is_data: bool,
}

impl Check {
    fn say(&mut self, place: &str, what: &str, seen: &Value) {
        self.found.push(format!("{place}: {what}: {seen}"));
    }

    fn value(&mut self, at: &Place<'_>, value: &Value) {
        match value {
            Value::Null => self.say(&at.path, "a null", value),
            Value::Array(items) => self.items(at, items),
            Value::Object(members) => self.object(at, members),
            _ if at.is_data => {}
            Value::String(text) => self.text(at, text, value),
            Value::Number(_) | Value::Bool(_) => {}
        }
        if !at.is_data && !value.is_array() {
            self.kind(at, value);
        }
    }

    fn items(&mut self, at: &Place<'_>, items: &[Value]) {
        for (index, item) in items.iter().enumerate() {
            let path = format!("{}[{index}]", at.path);
            self.value(&Place { path, ..*at }, item);
        }
    }

    fn object(&mut self, at: &Place<'_>, members: &Map<String, Value>) {
        let is_data = at.is_data || lists::DICTIONARIES.contains(&at.member);
        let resource = resource::of(at.resource, at.member, members);
        for (name, value) in members {
            let path = format!("{}/{name}", at.path);
            if !is_data && !self.is_oauth && !is_camel_case(name) {
                self.say(&path, "no name in camelCase", value);
            }
            if is_data && !is_plain(name, value) {
                self.say(&path, "a dictionary's value that is no text, number or boolean", value);
            }
            self.value(&Place { path, resource, member: name, is_data }, value);
        }
        if members.contains_key("totalCount") || resource == "Collection" {
            self.collection(&at.path, members);
        }
        if !is_data && members.contains_key("uri") && members.contains_key("method") {
            self.found.extend(link::findings(&at.path, at.member, members));
        }
    }

    fn collection(&mut self, path: &str, members: &Map<String, Value>) {
        let items = members.get("items").and_then(Value::as_array).map(Vec::len);
        let count = members.get("totalCount").and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok());
        if items.is_none() || items != count {
            self.say(path, "a collection whose totalCount is not that of its items", &members.clone().into());
        }
    }

    /// Enumerations and dates.
    fn text(&mut self, at: &Place<'_>, text: &str, value: &Value) {
        if (is_date(at.member) || looks_like_an_instant(text)) && !is_instant(text) {
            self.say(&at.path, "no instant in UTC", value);
        }
        match lists::accepted(at.resource, at.member) {
            lists::Accepted::Anything => {}
            lists::Accepted::OneOf(known) if known.contains(&text) => {}
            lists::Accepted::OneOf(_) => self.say(&at.path, "in no closed list that clients have", value),
            lists::Accepted::Unlisted => {
                let what = format!("support/shape/lists.rs has no list for {:?} of {:?}", at.member, at.resource);
                self.say(&at.path, &what, value);
            }
        }
    }

    /// Numbers, booleans and codes.
    fn kind(&mut self, at: &Place<'_>, value: &Value) {
        let listed = |names: &[&str]| names.contains(&at.member);
        let wrong = match at.member {
            "errorCode" => !is_code(Envelope::Line, value),
            "code" if at.resource == "OrderError" => !is_code(Envelope::Order, value),
            "code" if at.resource == "ApiFault" => !is_code(Envelope::Answer, value),
            "id" if lists::NUMBERED.contains(&at.resource) => !value.is_i64(),
            "term" if at.resource == "Offer" => !value.is_i64(),
            _ if listed(&lists::INTEGERS) => !value.is_i64(),
            _ if listed(&lists::DECIMALS) => !value.is_number(),
            name => lists::is_boolean(name) && !value.is_boolean(),
        };
        if wrong {
            self.say(&at.path, "not of the kind that clients read there, or an unknown code", value);
        }
    }

    /// The body of an error: OAuth's where it is about tokens, that of a throttle (ruling 20), or Partner Center's.
    fn refusal(&mut self, status: StatusCode, body: &Value) {
        let texts = |names: &[&str]| names.iter().all(|name| body[name].is_string());
        let members = body.as_object().map_or(0, Map::len);
        let right = match status {
            _ if self.is_oauth => texts(&["error", "error_description"]),
            StatusCode::TOO_MANY_REQUESTS => {
                members == 2 && body["statusCode"] == status.as_u16() && texts(&["message"])
            }
            _ => {
                let data = body["data"].as_array().is_some_and(|data| data.iter().all(Value::is_string));
                // The newer services say the same twice, and more (surroundings 0 and 5, no. 39).
                let newer = members == 9
                    && texts(&["message", "errorName", "errorMessageExtended"])
                    && body["isRetryable"].is_boolean()
                    && body["parameters"].is_object();
                (members == 4 || newer) && data && body["code"].is_u64() && texts(&["description", "source"])
            }
        };
        if !right {
            self.say("", "no error body that clients read", body);
        }
    }
}

fn is_camel_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(|char| char.is_ascii_alphanumeric())
}

/// What stands in a dictionary is plain: the typed clients read nothing else (clients 4). The lists that the catalogue
/// documents are the exception.
fn is_plain(name: &str, value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean() || lists::LISTS_IN_DICTIONARIES.contains(&name)
}

fn is_date(member: &str) -> bool {
    let ends = ["Date", "DateTime", "Timestamp", "expiresAt"].iter().any(|ending| member.ends_with(ending));
    ends || member == "dateAgreed"
}

fn looks_like_an_instant(text: &str) -> bool {
    matches_digits(text.get(..11).unwrap_or_default(), "0000-00-00T")
}

/// ISO 8601 in UTC, with up to seven digits of a second (clients 1.17).
fn is_instant(text: &str) -> bool {
    let Some((seconds, rest)) = text.split_at_checked(19) else { return false };
    let fraction = rest.strip_suffix('Z').map(|fraction| fraction.strip_prefix('.').unwrap_or(fraction));
    let digits = fraction.is_some_and(|digits| digits.len() <= 7 && digits.bytes().all(|byte| byte.is_ascii_digit()));
    matches_digits(seconds, "0000-00-00T00:00:00") && digits && rest != ".Z"
}

fn matches_digits(text: &str, pattern: &str) -> bool {
    let same = |(byte, like): (u8, u8)| if like == b'0' { byte.is_ascii_digit() } else { byte == like };
    text.len() == pattern.len() && text.bytes().zip(pattern.bytes()).all(same)
}

/// A code as a number, one that clients know in this envelope.
fn is_code(envelope: Envelope, value: &Value) -> bool {
    value.as_u64().is_some_and(|code| codes(envelope).iter().any(|known| u64::from(*known) == code))
}
