//! The public clients, with the bytes that they were seen to send: a whole purchase, cart to orders, and what each of them does
//! around it, call by call (surroundings 3.7).
//!
//! The requests lie in `contract/exchanges/client-*.http`. Each buys the same: a legacy base with an add-on, and a
//! new-commerce licence whose id it writes in lower case.

mod dotnet;
mod java;
mod model;
mod pliancy;
mod powershell;
mod sequence;

use crate::support::{Answer, CUSTOMER, Exchange, LEGACY_ADDON, LEGACY_BASE, LICENCE, Message, TestServer, carts};
use serde_json::{Value, json};
use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// A client and the server that it talks to.
struct Client {
    exchange: Exchange,
    server: TestServer,
    calls: AtomicU32,
}

/// What a request is about.
#[derive(Clone, Copy, Default)]
struct About<'a> {
    cart: &'a str,
    order: &'a str,
    body: &'a str,
}

impl Client {
    async fn start(name: &str) -> Self {
        Self { exchange: Exchange::read(name), server: TestServer::start().await, calls: AtomicU32::new(0) }
    }

    /// Makes a call under a request id of its own, as every SDK does.
    async fn call(&self, operation: &str, about: About<'_>) -> Answer {
        let call = self.calls.fetch_add(1, Ordering::Relaxed);
        let request = self.exchange.section(operation);
        let request = request.fill("request id", &format!("7c0c6f7e-52c4-4b0b-8a55-{call:012}"));
        let filled = request.fill("cart", about.cart).fill("order", about.order);
        filled.fill("body", about.body).send(&self.server).await
    }

    /// Creates the cart and asserts that it is what was asked for.
    async fn create(&self) -> Value {
        let cart = self.call("create cart", About::default()).await.expect(201);
        let lines = cart["lineItems"].as_array().expect("lines");
        let base = &lines[0];
        assert_eq!(base["catalogItemId"], LEGACY_BASE);
        assert_eq!(base["friendlyName"], "harness");
        assert_eq!(base["provisioningContext"], json!({ "domain": "contoso.example" }));
        assert_eq!(base["addonItems"].as_array().map(Vec::len), Some(1), "{base}");
        assert_eq!(base["addonItems"][0]["catalogItemId"], LEGACY_ADDON);
        assert_eq!(lines[1]["catalogItemId"], LICENCE.to_ascii_lowercase());
        let groups = [base, &base["addonItems"][0], &lines[1]].map(|line| &line["orderGroup"]);
        assert_eq!(groups, ["OMS-0", "OMS-0", "0"]);
        let ids = [base, &base["addonItems"][0], &lines[1]].map(|line| &line["id"]);
        assert_eq!(json!(ids), json!([0, 1, 2]));
        for line in [base, &base["addonItems"][0], &lines[1]] {
            assert_eq!(line["billingCycle"], "monthly");
            assert_eq!(line.get("error"), None);
        }
        cart
    }

    /// Puts a body and asserts that it changed nothing but the time of the last change.
    async fn put_harmlessly(&self, cart: &Value, body: &str) {
        self.server.clock.advance(Duration::from_secs(1));
        let about = About { cart: id(cart), body, ..About::default() };
        let put = self.call("put cart", about).await.expect(201);
        assert!(put["lastModifiedTimestamp"].as_str() > cart["lastModifiedTimestamp"].as_str());
        let mut unchanged = put.clone();
        unchanged["lastModifiedTimestamp"] = cart["lastModifiedTimestamp"].clone();
        assert_eq!(&unchanged, cart);
        assert_eq!(self.call("get cart", about).await.expect(200), put);
    }

    /// The whole purchase; `written` is how the client writes back a cart that it has read.
    async fn buy(&self, written: fn(&Value) -> Value) {
        let cart = self.create().await;
        let about = About { cart: id(&cart), ..About::default() };
        let read = self.call("get cart", about).await;
        assert_eq!(read.expect(200), cart);
        self.put_harmlessly(&cart, &read.text).await;
        self.put_harmlessly(&cart, &written(&cart).to_string()).await;

        let result = self.call("check out", about).await.expect(201);
        assert_eq!(result.get("orderErrors"), None, "{result}");
        assert_orders(result["orders"].as_array().expect("orders"), Prices::OfModern);
        assert_eq!(self.call("get cart", about).await.expect(200)["status"], "Ordered");
        assert_eq!(self.call("check out", about).await.expect(201), result);

        assert_eq!(self.server.provision().await, 1);
        let list = self.call("list orders", About::default()).await.expect(200);
        assert_eq!(list["totalCount"], 2);
        let orders = list["items"].as_array().expect("orders");
        assert_orders(orders, Prices::None);
        for order in orders {
            let link = order["links"]["self"]["uri"].as_str().expect("a link");
            assert_eq!(&self.server.get(format!("/v1{link}")).await.expect(200), order);
        }
        let modern = About { order: id(&orders[1]), ..About::default() };
        let order = self.call("get order", modern).await.expect(200);
        let asks = self.exchange.section("get order").start.to_lowercase().contains("include_price=true");
        let prices = if asks { Prices::OfModern } else { Prices::None };
        assert_orders(&[orders[0].clone(), order], prices);
    }
}

fn id(resource: &Value) -> &str {
    resource["id"].as_str().expect("an id")
}

/// Which orders show prices.
#[derive(Clone, Copy, PartialEq)]
enum Prices {
    None,
    OfModern,
}

/// What every client relies on: the legacy order with its add-on, then the order of the licence.
fn assert_orders(orders: &[Value], prices: Prices) {
    let [legacy, modern] = orders else {
        panic!("two orders: {orders:?}");
    };
    for order in orders {
        for name in ["status", "billingCycle"] {
            let text = order[name].as_str().expect("an enumeration's name");
            assert!(text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{text}");
        }
        assert_eq!(order["referenceCustomerId"], CUSTOMER);
        assert_links(order);
    }
    let bought = |order: &Value| -> Vec<(Value, Value, Value)> {
        let lines = order["lineItems"].as_array().expect("lines").iter();
        let facts = lines.map(|line| (&line["lineItemNumber"], &line["offerId"], &line["quantity"]));
        facts.map(|(number, offer, quantity)| (number.clone(), offer.clone(), quantity.clone())).collect()
    };
    assert_eq!(json!(bought(legacy)), json!([[0, LEGACY_BASE, 5], [1, LEGACY_ADDON, 1]]));
    assert_eq!(json!(bought(modern)), json!([[0, LICENCE.to_ascii_lowercase(), 3]]));
    assert_eq!(legacy["lineItems"][0]["friendlyName"], "harness");
    assert_eq!(legacy["status"], "completed");
    let line = &modern["lineItems"][0];
    match prices {
        Prices::None => assert_eq!((line.get("pricing"), modern.get("totalPrice")), (None, None)),
        Prices::OfModern => {
            assert_eq!(line["pricing"]["price"], json!(36.48));
            assert_eq!(modern["totalPrice"], json!(109.44));
        }
    }
}

/// Links are relative, without the version, and those with a method and headers are whole.
fn assert_links(value: &Value) {
    match value {
        Value::Array(items) => items.iter().for_each(assert_links),
        Value::Object(members) => {
            if let Some(uri) = members.get("uri") {
                let uri = uri.as_str().expect("a text");
                assert!(uri.starts_with('/') && !uri.starts_with("//"), "{uri}");
                assert!(!uri.to_ascii_lowercase().starts_with("/v1"), "{uri}");
                assert!(["GET", "PATCH"].contains(&members["method"].as_str().expect("a method")));
                assert_eq!(members["headers"], json!([]));
            }
            members.values().for_each(assert_links);
        }
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_java_sdk_buys() {
    Client::start("client-java").await.buy(model::java).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dotnet_sdk_buys() {
    Client::start("client-dotnet").await.buy(model::dotnet).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_open_sdk_buys() {
    Client::start("client-open").await.buy(model::open).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reseller_that_the_dotnet_sdk_names_is_on_record() {
    let client = Client::start("client-dotnet").await;
    let cart = client.create().await;
    let participants = json!([{ "key": "transaction_reseller", "value": "5139005" }]);
    assert_eq!(cart["lineItems"][0]["participants"], participants);
    assert_eq!(cart["lineItems"][0]["addonItems"][0].get("participants"), None);
    let about = About { cart: id(&cart), ..About::default() };
    let result = client.call("check out", about).await.expect(201);
    let on_record = |order: usize, line: usize| result["orders"][order]["lineItems"][line].get("partnerIdOnRecord");
    assert_eq!([on_record(0, 0), on_record(1, 0)], [Some(&json!("5139005")); 2]);
    assert_eq!(on_record(0, 1), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn legacy_ids_are_echoed_as_sent_too() {
    let client = Client::start("client-open").await;
    let request = client.exchange.section("create cart").fill("request id", "1");
    let body = request.body.replace(LEGACY_BASE, &LEGACY_BASE.to_ascii_lowercase());
    let request = Message { body, ..request };
    let cart = request.send(&client.server).await.expect(201);
    let base = &cart["lineItems"][0];
    assert_eq!(base["catalogItemId"], LEGACY_BASE.to_ascii_lowercase());
    assert_eq!((base.get("error"), base["addonItems"][0].get("error")), (None, None));
    let result = client.server.check_out(CUSTOMER, &cart).await.expect(201);
    let lines = &result["orders"][0]["lineItems"];
    assert_eq!(lines[0]["offerId"], LEGACY_BASE.to_ascii_lowercase());
    assert_eq!(lines[1]["offerId"], LEGACY_ADDON);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_powershell_module_gets_a_term_for_the_line_that_it_drops_it_from() {
    let client = Client::start("client-open").await;
    let request = client.exchange.section("create cart").fill("request id", "1");
    let body = request.body.replace(r#","TermDuration":"P1M""#, "").replace(r#","TermDuration":"P1Y""#, "");
    assert!(!body.contains("TermDuration"));
    let request = Message { body, ..request };
    let cart = request.send(&client.server).await.expect(201);
    assert_eq!(cart["lineItems"][1]["termDuration"], "P1M");
    let result = client.server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(result.get("orderErrors"), None, "{result}");
    assert_orders(result["orders"].as_array().expect("orders"), Prices::OfModern);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_request_id_may_be_pinned_for_different_calls() {
    let client = Client::start("client-dotnet").await;
    let pinned = |operation: &str| client.exchange.section(operation).fill("request id", "pinned-by-the-application");
    let cart = pinned("create cart").send(&client.server).await.expect(201);
    let about_cart = |operation: &str| pinned(operation).fill("cart", id(&cart));
    let read = about_cart("get cart").send(&client.server).await;
    let put = about_cart("put cart").fill("body", &read.text).send(&client.server).await;
    assert_eq!(put.expect(201)["lineItems"], cart["lineItems"]);
    let result = about_cart("check out").send(&client.server).await.expect(201);
    let list = pinned("list orders").send(&client.server).await.expect(200);
    assert_eq!(list["items"].as_array().map(Vec::len), result["orders"].as_array().map(Vec::len));
    assert_eq!(pinned("create cart").send(&client.server).await.expect(201), cart);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_without_request_ids_reads_what_another_one_bought() {
    let client = Client::start("client-pliancy").await;
    let line = json!({ "catalogItemId": LICENCE, "quantity": 3, "billingCycle": "monthly", "termDuration": "P1M" });
    let cart = client.server.create_cart(CUSTOMER, &json!({ "lineItems": [line] })).await;
    let bought = client.server.check_out(CUSTOMER, &cart).await.expect(201);
    let list = client.call("list orders", About::default()).await.expect(200);
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
    let about = About { order: id(&bought["orders"][0]), ..About::default() };
    let order = client.call("get order", about).await.expect(200);
    assert_eq!(order, list["items"][0]);
    assert_eq!(order["lineItems"][0]["offerId"], LICENCE);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_takes_whatever_body_a_client_sends() {
    let server = TestServer::start().await;
    let exchange = Exchange::read("client-java");
    let cart = exchange.section("create cart").fill("request id", "1").send(&server).await.expect(201);
    let check_out = exchange.section("check out").fill("cart", id(&cart));
    let mut results = Vec::new();
    for (number, body) in ["\"success\"", "", "{}", "null", "[1,", "<Cart/>"].into_iter().enumerate() {
        let mut request = check_out.clone().fill("request id", &format!("checkout-{number}"));
        request.body = body.to_owned();
        results.push(request.send(&server).await.expect(201));
    }
    assert!(results.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_waits_for_100_before_its_body_gets_it() {
    let server = TestServer::start().await;
    let body = Exchange::read("client-dotnet").section("create cart").body;
    let path = carts(CUSTOMER);
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n",
        server.token(),
        body.len()
    );
    let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
    stream.write_all(head.as_bytes()).await.expect("a head");
    let mut interim = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    stream.read_exact(&mut interim).await.expect("an interim answer");
    assert_eq!(String::from_utf8_lossy(&interim), "HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(body.as_bytes()).await.expect("a body");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n"), "{answer}");
}
