//! An answer, with the questions that tests ask of it. What holds for every answer is asserted for every answer.

use super::shape;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// What came over the wire. Whoever reads an answer makes it here, so that none goes past the check of its shape.
    #[track_caller]
    pub fn received(status: StatusCode, headers: HeaderMap, text: String) -> Self {
        let answer = Self { status, headers, text };
        answer.check_shape();
        answer
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {}", self.text))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("visible characters"))
    }

    /// The status and the body together.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self.json()
    }

    /// An error with that status and code, whose body has the documented form.
    #[track_caller]
    pub fn expect_fault(&self, status: u16, code: u32) -> String {
        let body = self.expect(status);
        assert_eq!(body["code"], code, "{body}");
        assert_eq!(body["source"], "PartnerFD", "{body}");
        assert!(body["data"].is_array(), "{body}");
        let members = if body.get("message").is_some() { 9 } else { 4 };
        assert_eq!(body.as_object().map(serde_json::Map::len), Some(members), "{body}");
        let description = body["description"].as_str().expect("a description");
        assert!(!description.is_empty() && description.chars().count() <= 1_024, "{body}");
        description.to_owned()
    }

    /// Expects a fault whose description has this in it.
    #[track_caller]
    pub fn expect_fault_saying(&self, status: u16, code: u32, text: &str) {
        let description = self.expect_fault(status, code);
        assert!(description.contains(text), "{text:?} is not in {description:?}");
    }

    /// What the contract says of every answer (digest 2.2): nothing of it depends on the operation.
    #[track_caller]
    pub fn check_frame(&self) {
        for name in ["ms-requestid", "ms-correlationid", "ms-cv", "ms-serverid", "x-locale", "date"] {
            assert!(self.headers.contains_key(name), "{name} is missing: {:?}", self.headers);
        }
        // What is made while it is sent comes in chunks, and only that.
        let chunked = self.header("transfer-encoding") == Some("chunked");
        let file = self.header("content-type") == Some("application/octet-stream");
        assert_eq!(chunked, file, "transfer-encoding: {:?}", self.headers);
        let measured = self.headers.contains_key("content-length") || chunked;
        assert_eq!(measured, self.status != StatusCode::NO_CONTENT, "content-length: {:?}", self.headers);
        assert_ne!(self.status, StatusCode::INTERNAL_SERVER_ERROR, "a caught panic or a broken store: {}", self.text);
        let location = self.header("location");
        assert!(location.is_none_or(shape::is_relative), "clients are led astray: {location:?}");
        if [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE].contains(&self.status) {
            let seconds = self.header("retry-after").map(str::parse::<u32>);
            assert!(matches!(seconds, Some(Ok(_))), "no whole seconds in Retry-After: {:?}", self.headers);
        }
    }

    /// No client breaks on it.
    #[track_caller]
    fn check_shape(&self) {
        let json = self.header("content-type").is_some_and(|value| value.starts_with("application/json"));
        // The answer to HEAD says what type the body would have that it does not have.
        if json && !self.text.is_empty() {
            let found = shape::findings(self.status, &self.json());
            assert!(found.is_empty(), "clients break on this: {found:#?}\nin {}", self.text);
        }
    }
}
