//! Bad input is answered 4xx with the error body and changes nothing (promise P9).

mod large;
mod raw;

use crate::support::{
    Answer, CUSTOMER, Database, LICENCE, PLAIN_LICENCE, Request, TestServer, cart_of, carts, line, with,
};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Corpus {
    accept: Bodies,
    reject: Bodies,
}

#[derive(Deserialize)]
struct Bodies {
    documents: Vec<String>,
    values: Vec<String>,
}

impl Corpus {
    fn read() -> Self {
        toml::from_str(include_str!("../../../../contract/corpus/json.toml")).expect("the corpus")
    }
}

impl Bodies {
    /// Every body with the text it was made of.
    fn all(&self) -> impl Iterator<Item = (&str, Vec<u8>)> {
        let documents = self.documents.iter().map(|text| (text.as_str(), text.clone()));
        let named = |text: &str| format!(r#"{{"lineItems":[{{REST,"friendlyName":{text}}}]}}"#);
        let values = self.values.iter().map(move |text| (text.as_str(), named(text)));
        documents.chain(values).map(|(text, body)| (text, bytes(&body)))
    }
}

/// A corpus text as the bytes that are sent.
fn bytes(text: &str) -> Vec<u8> {
    let rest = format!(r#""catalogItemId":"{PLAIN_LICENCE}","quantity":1,"billingCycle":"monthly""#);
    let text = text.replace("LINE]", "{REST}]").replace("REST", &rest);
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two hex digits"));
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_json_makes_a_cart() {
    let target = Target::start().await;
    for (text, body) in Corpus::read().accept.all() {
        for request in target.writes() {
            let answer = target.server.send(request.bytes("application/json", body.clone())).await;
            assert_eq!(answer.status.as_u16(), 201, "{text}: {}", answer.text);
            assert_eq!(answer.json()["lineItems"][0]["quantity"], 1, "{text}: {}", answer.text);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_json_is_refused_and_changes_nothing() {
    let target = Target::start().await;
    for (text, body) in Corpus::read().reject.all() {
        for request in target.writes() {
            target.refuses(text, request.bytes("application/json", body.clone())).await;
        }
    }
}

/// Both SDKs send a text as the body of a checkout, the documentation says none: whatever comes is read and ignored.
#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_does_not_look_at_its_body() {
    let target = Target::start().await;
    let corpus = Corpus::read();
    let before = target.database.everything();
    let expected = target.server.send(Request::post(target.checkout())).await;
    expected.expect(201);
    for (text, body) in corpus.accept.all().chain(corpus.reject.all()) {
        for content_type in ["application/json", "text/plain", "application/x-www-form-urlencoded"] {
            let request = Request::post(target.checkout()).bytes(content_type, body.clone());
            let answer = target.server.send(request).await;
            assert_eq!((answer.status, answer.text), (expected.status, expected.text.clone()), "{text}");
        }
    }
    assert!(target.database.everything() == before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_cut_off_anywhere_is_refused() {
    let target = Target::start().await;
    let line = with(
        line(LICENCE, 1, "monthly", Some("P1M")),
        json!({ "friendlyName": "é📎", "provisioningContext": { "a": [1.5e3, true, null] } }),
    );
    let body = cart_of([line]).to_string();
    for length in 0..body.len() {
        for request in target.writes() {
            let cut = body.as_bytes()[..length].to_vec();
            target.refuses(&format!("{length} bytes"), request.bytes("application/json", cut)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_with_any_byte_flipped_is_never_our_fault() {
    let target = Target::start().await;
    let body = cart_of([line(LICENCE, 1, "monthly", Some("P1M"))]).to_string().into_bytes();
    for place in 0..body.len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut flipped = body.clone();
            flipped[place] ^= flip;
            for request in target.writes() {
                let answer = target.server.send(request.bytes("application/json", flipped.clone())).await;
                match answer.status.as_u16() {
                    201 => {}
                    _ => assert_refusal(&String::from_utf8_lossy(&flipped), &answer),
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_media_type_that_is_not_spoken_is_refused() {
    let target = Target::start().await;
    let body = cart_of([line(LICENCE, 1, "monthly", None)]).to_string();
    for media_type in [
        "text/plain",
        "text/html; charset=utf-8",
        "text",
        "json",
        "application/octet-stream",
        "application/jsonp",
        "application/json-patch+json",
        "application/vnd.api+json",
        "multipart/form-data; boundary=x",
        "image/png",
        "*/*",
        "/",
    ] {
        for request in target.writes() {
            let answer = target.refuses(media_type, request.bytes(media_type, body.clone())).await;
            let told = answer.expect_fault(415, 800002);
            assert!(told.contains("Content-Type"), "{told}");
        }
    }
    for media_type in ["application/json", "APPLICATION/JSON", "application/json; charset=utf-8", "text/json", ""] {
        for request in target.writes() {
            target.server.send(request.bytes(media_type, body.clone())).await.expect(201);
        }
    }
    for request in target.writes() {
        let mut bare = request;
        bare.body = body.clone().into_bytes();
        target.server.send(bare).await.expect(201);
    }
}

/// A server with a cart that can be replaced, and one whose checkout orders nothing.
struct Target {
    server: TestServer,
    database: Database,
    cart: String,
    failing: String,
}

impl Target {
    async fn start() -> Self {
        let server = TestServer::start().await;
        let licence = line(LICENCE, 1, "monthly", None);
        let unknown = json!({ "participants": [{ "key": "transaction_reseller", "value": "9999999" }] });
        let mut paths = Vec::new();
        for line in [licence.clone(), with(licence, unknown)] {
            let cart = server.create_cart(CUSTOMER, &cart_of([line])).await;
            paths.push(format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id")));
        }
        let database = Database::of(&server);
        let [cart, failing] = <[String; 2]>::try_from(paths).expect("two carts");
        Self { server, database, cart, failing }
    }

    /// The requests whose body is read.
    fn writes(&self) -> [Request; 2] {
        [Request::post(carts(CUSTOMER)), Request::put(&self.cart)]
    }

    fn checkout(&self) -> String {
        format!("{}/checkout", self.failing)
    }

    async fn refuses(&self, what: &str, request: Request) -> Answer {
        let before = self.database.everything();
        let answer = self.server.send(request).await;
        assert_refusal(what, &answer);
        assert!(self.database.everything() == before, "{what} changed something");
        answer
    }

    /// Whether it still does its work.
    async fn lives(&self) {
        self.server.get(&self.cart).await.expect(200);
    }
}

/// A 4xx with the documented error body.
#[track_caller]
fn assert_refusal(what: &str, answer: &Answer) {
    let status = answer.status.as_u16();
    assert!((400..500).contains(&status), "{what}: {status} {}", answer.text);
    let code = u32::try_from(answer.json()["code"].as_u64().unwrap_or_default()).expect("a code");
    answer.expect_fault(status, code);
}
