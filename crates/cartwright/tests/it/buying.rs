//! Who may buy what: what a customer and its partner are decides what becomes of a line, of an order group, and of a whole
//! checkout (surroundings 3.1; rulings 23, 25, 26).
//!
//! Each fault comes from the fixture of the demo world that is made for it, or from a change of the world's data.

mod attestation;
mod barred;
mod credit;
mod participants;
mod purchases;
mod segments;
mod since;

use crate::support::{Answer, Request, TestServer, carts, with};
use serde_json::Value;

/// A partner that buys for one customer.
struct Caller<'a> {
    server: &'a TestServer,
    customer: &'a str,
    token: String,
}

impl<'a> Caller<'a> {
    async fn of(server: &'a TestServer, partner: &str, customer: &'a str) -> Self {
        Self { server, customer, token: server.app_user_token(partner).await }
    }

    async fn send(&self, request: Request) -> Answer {
        self.server.send_bare(request.token(&self.token)).await
    }

    async fn create(&self, body: &Value) -> Value {
        self.post(body).await.expect(201)
    }

    async fn post(&self, body: &Value) -> Answer {
        self.send(Request::post(carts(self.customer)).json(body)).await
    }

    async fn put(&self, cart: &Value, body: &Value) -> Answer {
        self.send(Request::put(path(self.customer, cart)).json(body)).await
    }

    async fn get(&self, cart: &Value) -> Value {
        self.send(Request::get(path(self.customer, cart))).await.expect(200)
    }

    async fn check_out(&self, cart: &Value) -> Answer {
        self.send(Request::post(format!("{}/checkout", path(self.customer, cart)))).await
    }
}

/// The path of a cart.
fn path(customer: &str, cart: &Value) -> String {
    format!("{}/{}", carts(customer), cart["id"].as_str().expect("an id"))
}

/// The only line's error: its code and its text.
#[track_caller]
fn error_of(cart: &Value) -> (u64, &str) {
    let error = &cart["lineItems"][0]["error"];
    let code = error["errorCode"].as_u64().unwrap_or_else(|| panic!("no error in {cart}"));
    (code, error["errorDescription"].as_str().expect("a description"))
}

/// Gives a customer's record other members, past the server. A null removes one.
fn amend_customer(server: &TestServer, customer: &str, members: Value) {
    let database = server.database();
    let filter = format!("owner = {}", database.id(customer));
    database.amend("customers", &filter, |customer| with(customer, members));
}

/// The same for a partner.
fn amend_partner(server: &TestServer, partner: &str, members: Value) {
    let database = server.database();
    let filter = format!("id = {}", database.id(partner));
    database.amend("partners", &filter, |partner| with(partner, members));
}

/// Changes a product of the catalogue, past the server, which sees it when it starts again.
fn amend_product(server: &TestServer, product: &str, change: impl FnOnce(Value) -> Value) {
    server.database().amend("products", &format!("id = '{product}'"), change);
}

/// Changes a legacy offer of the catalogue in the same way.
fn amend_offer(server: &TestServer, offer: &str, change: impl FnOnce(Value) -> Value) {
    server.database().amend("reference", &format!("kind = 'legacy_offer' AND id = '{offer}'"), change);
}
