//! A client that makes one call after another, each with its own headers and a request id of its own.

use crate::support::{Answer, Exchange, TestServer};
use serde_json::Value;
use std::sync::atomic::{AtomicU32, Ordering};

/// A client, the server that it talks to, and how many calls it made.
pub(super) struct Sequence {
    exchange: Exchange,
    pub(super) server: TestServer,
    calls: AtomicU32,
}

impl Sequence {
    /// Begins as the client whose headers the file has.
    pub(super) async fn of(client: &str) -> Self {
        Self { exchange: Exchange::read(client), server: TestServer::start().await, calls: AtomicU32::new(0) }
    }

    /// Makes a call with that body, byte for byte.
    pub(super) async fn call(&self, method: &str, target: &str, body: &str) -> Answer {
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        let request = self.exchange.request(method, target, body);
        request.fill("request id", &format!("9d1f0c52-0b7e-4c1b-8f6a-{call:012}")).send(&self.server).await
    }

    pub(super) async fn get(&self, target: &str) -> Value {
        self.call("GET", target, "").await.expect(200)
    }

    /// The items of a collection, of which there are some.
    pub(super) async fn items(&self, target: &str) -> Vec<Value> {
        let collection = self.get(target).await;
        let items = collection["items"].as_array().expect("items").clone();
        assert!(!items.is_empty(), "nothing at {target}");
        items
    }
}

/// A member that is a text.
#[track_caller]
pub(super) fn text<'a>(resource: &'a Value, member: &str) -> &'a str {
    resource[member].as_str().unwrap_or_else(|| panic!("no {member} in {resource}"))
}

/// The item with that id.
#[track_caller]
pub(super) fn with_id<'a>(items: &'a [Value], id: &str) -> &'a Value {
    items.iter().find(|item| item["id"] == id).unwrap_or_else(|| panic!("no {id} in {items:?}"))
}
