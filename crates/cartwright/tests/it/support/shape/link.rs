//! Links: relative and without the version, so that they are right behind any host (ruling 17).

use serde_json::{Map, Value};

/// Members whose link leads to a publisher's page: absolute, and not ours.
const ABROAD: [&str; 2] = ["link", "learnMore"];
/// The links of pages have no leading slash, which is the one form that every client follows (clients 5).
const OF_PAGES: [&str; 2] = ["next", "previous"];
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// What is wrong with the link that a member is.
pub fn findings(path: &str, member: &str, link: &Map<String, Value>) -> Vec<String> {
    let uri = link["uri"].as_str().unwrap_or_default();
    let method = link["method"].as_str().unwrap_or_default();
    let mut found = Vec::new();
    if !is_uri(member, uri) {
        found.push(format!("{path}/uri: no link that clients follow: {uri:?}"));
    }
    if !METHODS.contains(&method) {
        found.push(format!("{path}/method: no method: {method:?}"));
    }
    if !link.get("headers").and_then(Value::as_array).is_some_and(|headers| headers.iter().all(is_header)) {
        found.push(format!("{path}/headers: no list of keys with values: {:?}", link.get("headers")));
    }
    found
}

/// Whether a client gets anywhere with a relative link, which it puts behind `/v1`.
pub fn is_relative(uri: &str) -> bool {
    let version = uri.to_ascii_lowercase().starts_with("/v1/");
    uri.starts_with('/') && !uri.starts_with("//") && !version && !uri.contains("://")
}

fn is_uri(member: &str, uri: &str) -> bool {
    if ABROAD.contains(&member) {
        uri.starts_with("https://")
    } else if OF_PAGES.contains(&member) {
        !uri.starts_with('/') && is_relative(&format!("/{uri}"))
    } else {
        is_relative(uri)
    }
}

fn is_header(header: &Value) -> bool {
    header["key"].is_string() && header["value"].is_string()
}
