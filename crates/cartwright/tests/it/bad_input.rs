//! Bad input is answered 4xx with the error body and changes nothing (promise P9).

mod corpus;
mod form;
mod host;
mod json;
mod large;
mod monsters;
mod raw;
mod smuggling;
mod token;
mod xml;

use crate::support::{
    Answer, CUSTOMER, Database, LICENCE, PLAIN_LICENCE, Request, TestServer, cart_of, carts, line, with,
};
use corpus::Case;
use serde_json::{Value, json};

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
        let database = server.database();
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

    /// Takes a body: it makes the cart that the plainest body in JSON makes, whatever else it calls its line.
    async fn takes(&self, content_type: &str, case: &Case) {
        let plain = cart_of([line(PLAIN_LICENCE, 1, "monthly", None)]);
        for request in self.writes() {
            let expected = lines(&self.server.send(request.clone().json(&plain)).await);
            let answer = self.server.send(request.bytes(content_type, case.body.clone())).await;
            assert_eq!(answer.status.as_u16(), 201, "{}: {}", case.text, answer.text);
            assert_eq!(lines(&answer), expected, "{}: {}", case.text, answer.text);
        }
    }

    /// Refuses a body wherever bodies are read.
    async fn refuses_body(&self, content_type: &str, case: &Case) {
        for request in self.writes() {
            self.refuses(&case.text, request.bytes(content_type, case.body.clone())).await;
        }
    }

    /// Takes a body for a cart of the one item that it can mean, or refuses it.
    async fn takes_or_refuses(&self, content_type: &str, case: &Case) {
        for request in self.writes() {
            let before = self.database.everything();
            let answer = self.server.send(request.bytes(content_type, case.body.clone())).await;
            if answer.status.as_u16() == 201 {
                let lines = lines(&answer);
                let items = lines.as_array().expect("lines").iter().map(|line| &line["catalogItemId"]);
                assert!(items.eq([PLAIN_LICENCE]), "{}: {}", case.text, answer.text);
            } else {
                assert_refusal(&case.text, &answer);
                assert!(self.database.everything() == before, "{} changed something", case.text);
            }
        }
    }

    /// A checkout that orders nothing is answered the same with every one of these bodies, and still orders nothing.
    async fn checks_out_alike(&self, content_types: &[&str], cases: impl Iterator<Item = &Case>) {
        let before = self.database.everything();
        let expected = self.server.send(Request::post(self.checkout())).await;
        expected.expect(201);
        for case in cases {
            for content_type in content_types {
                let request = Request::post(self.checkout()).bytes(content_type, case.body.clone());
                let answer = self.server.send(request).await;
                assert_eq!((answer.status, &answer.text), (expected.status, &expected.text), "{}", case.text);
            }
        }
        assert!(self.database.everything() == before);
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

/// The lines of a cart but for what they are called.
fn lines(answer: &Answer) -> Value {
    let mut lines = answer.expect(201)["lineItems"].take();
    for line in lines.as_array_mut().into_iter().flatten() {
        line.as_object_mut().expect("a line").remove("friendlyName");
    }
    lines
}

/// A 4xx with the documented error body.
#[track_caller]
fn assert_refusal(what: &str, answer: &Answer) {
    let status = answer.status.as_u16();
    assert!((400..500).contains(&status), "{what}: {status} {}", answer.text);
    let code = u32::try_from(answer.json()["code"].as_u64().unwrap_or_default()).expect("a code");
    answer.expect_fault(status, code);
}
