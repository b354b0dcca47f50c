//! Nobody reads or writes another partner's or customer's data, and no refusal tells whether there is any (promise P7,
//! rulings 14, 15, 33, 40).

mod corpus;
mod forge;
mod issuer;
mod product;
pub mod routes;
mod tokens;

use crate::support::{
    Answer, CUSTOMER, Database, LICENCE, OTHER_CUSTOMER, OTHER_PARTNER, PARTNER, Request, SOFTWARE, TestServer,
    cart_of, carts, line, with,
};
use routes::{Named, ROUTES, Route, request, requests_of_users, requests_without_a_customer};
use serde_json::{Value, json};

/// Another customer of the default partner.
const SIBLING: &str = "3a15e1df-b095-41d4-9029-27a5974c2458";
const UNKNOWN: &str = "99999999-9999-4999-8999-999999999999";
const UNKNOWN_ORDER: &str = "0123456789ab";
/// What stands in every cart and order that the default partner must never hear of.
const CANARY: &str = "canary-4711";

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_customer_and_an_unknown_one_are_refused_alike() {
    let world = Furnished::start().await;
    let before = world.database.everything();
    for (partner, foreign) in [(PARTNER, OTHER_CUSTOMER), (OTHER_PARTNER, CUSTOMER), (OTHER_PARTNER, SIBLING)] {
        let token = world.server.app_user_token(partner).await;
        for route in ROUTES {
            let mut refusals = Vec::new();
            for customer in [foreign, UNKNOWN, &foreign.to_uppercase()] {
                for (cart, order) in [world.ids(foreign), world.ids(CUSTOMER), (UNKNOWN, UNKNOWN_ORDER), ("x", "x")] {
                    let answer = world.send(request(route, customer, cart, order), &token).await;
                    answer.expect_fault(403, 20002);
                    refusals.push(shape(&answer, &[]));
                }
            }
            refusals.dedup();
            assert_eq!(refusals.len(), 1, "{route:?} tells customers apart: {refusals:?}");
        }
    }
    assert_eq!(world.database.everything(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_customer_is_refused_before_the_request_is_looked_at() {
    let world = Furnished::start().await;
    let before = world.database.everything();
    for route in ROUTES {
        for customer in [OTHER_CUSTOMER, UNKNOWN] {
            for (cart, order) in [world.ids(OTHER_CUSTOMER), ("no-guid", "%00")] {
                let path = request(route, customer, cart, order).path;
                let unreadable = Request::new(route.method(), format!("{path}?include_price=maybe&billingType=x"));
                let unreadable = unreadable.header("MS-RequestId", "0f8e1c5a").bytes("text/html", "{");
                world.send(unreadable, world.server.token()).await.expect_fault(403, 20002);
            }
        }
    }
    assert_eq!(world.database.everything(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_id_that_is_no_guid_is_refused_as_such() {
    let world = Furnished::start().await;
    let before = world.database.everything();
    let braces = format!("%7B{CUSTOMER}%7D");
    let urn = format!("urn:uuid:{CUSTOMER}");
    let padded = format!("{CUSTOMER}%20");
    let bare = CUSTOMER.replace('-', "");
    for malformed in ["x", "0", "me", "*", "%00", "%2e%2e", &braces, &urn, &padded, &bare, &CUSTOMER[1..]] {
        for route in ROUTES {
            let (cart, order) = world.ids(CUSTOMER);
            let answer = world.send(request(route, malformed, cart, order), world.server.token()).await;
            let told = answer.expect_fault(400, 800002);
            assert!(told.contains("customer_id: seen is "), "{malformed}: {told}");
        }
    }
    assert_eq!(world.database.everything(), before);
}

/// Bytes that are no text stand where an id is due: that id is the malformed one, and only after the relation was looked
/// at (ruling 40).
#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_is_no_text_is_refused_like_any_other() {
    let world = Furnished::start().await;
    for route in ROUTES {
        let refuse = |customer, cart, order| world.send(request(route, customer, cart, order), world.server.token());
        let told = refuse("%ff", UNKNOWN, UNKNOWN_ORDER).await.expect_fault(400, 800002);
        assert!(told.contains("customer_id: seen is "), "{route:?}: {told}");
        match route.names() {
            Named::Nothing => {}
            Named::Cart => {
                refuse(OTHER_CUSTOMER, "%ff", "").await.expect_fault(403, 20002);
                let told = refuse(CUSTOMER, "%ff", "").await.expect_fault(400, 800002);
                assert!(told.contains("cart_id: seen is "), "{route:?}: {told}");
            }
            Named::Subscription => {
                refuse(OTHER_CUSTOMER, "%ff", "").await.expect_fault(403, 20002);
                let told = refuse(CUSTOMER, "%ff", "").await.expect_fault(400, 800002);
                assert!(told.contains("subscription_id: seen is "), "{route:?}: {told}");
            }
            Named::Order => {
                refuse(OTHER_CUSTOMER, "", "%ff").await.expect_fault(403, 20002);
                refuse(CUSTOMER, "", "%ff").await.expect_fault(404, 20000);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn carts_and_orders_of_others_are_not_there_under_an_own_customer() {
    let world = Furnished::start().await;
    let before = world.database.everything();
    for (partner, own, others) in [
        (PARTNER, CUSTOMER, [SIBLING, OTHER_CUSTOMER]),
        (PARTNER, SIBLING, [CUSTOMER, OTHER_CUSTOMER]),
        (OTHER_PARTNER, OTHER_CUSTOMER, [CUSTOMER, SIBLING]),
    ] {
        let token = world.server.app_user_token(partner).await;
        for route in ROUTES {
            let (status, code) = match route.names() {
                Named::Nothing => continue,
                Named::Cart => (404, 800008),
                Named::Subscription => (404, 20003),
                Named::Order => (404, 20000),
            };
            let mut refusals = Vec::new();
            for (cart, order) in [world.ids(others[0]), world.ids(others[1]), (UNKNOWN, UNKNOWN_ORDER)] {
                let answer = world.send(request(route, own, cart, order), &token).await;
                answer.expect_fault(status, code);
                refusals.push(shape(&answer, &[cart, order]));
            }
            refusals.dedup();
            assert_eq!(refusals.len(), 1, "{route:?} tells ids apart: {refusals:?}");
        }
    }
    assert_eq!(world.database.everything(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_has_the_orders_of_its_customer_only() {
    let world = Furnished::start().await;
    for (partner, customer) in [(PARTNER, CUSTOMER), (PARTNER, SIBLING), (OTHER_PARTNER, OTHER_CUSTOMER)] {
        let token = world.server.app_user_token(partner).await;
        let list = send(&world.server, request(Route::ListOrders, customer, "", ""), &token).await.expect(200);
        assert_eq!(list["totalCount"], 1, "{list}");
        assert_eq!(list["items"][0]["id"], world.ids(customer).1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_may_refuse_tokens_without_a_user() {
    let mut world = cartwright::demo().expect("the demo world");
    world.partners[0].demands_user_token = true;
    let server = TestServer::with_world(world).await;
    let app_only = server.app_only_token(PARTNER).await;
    for route in ROUTES {
        let answer = send(&server, request(route, CUSTOMER, UNKNOWN, UNKNOWN_ORDER), &app_only).await;
        answer.expect_fault(403, 900329);
    }
    let list = request(Route::ListOrders, CUSTOMER, "", "");
    send(&server, list, server.token()).await.expect(200);
}

/// A partner that is known, with a token that it takes, is all that these ask for.
#[tokio::test(flavor = "multi_thread")]
async fn what_concerns_no_customer_asks_for_a_partner() {
    let mut world = cartwright::demo().expect("the demo world");
    world.partners[0].demands_user_token = true;
    let server = TestServer::with_world(world).await;
    let app_only = server.app_only_token(PARTNER).await;
    let elsewhere = server.app_only_token(OTHER_PARTNER).await;
    for request in requests_without_a_customer() {
        let status = |answer: Answer| answer.status.as_u16();
        assert_eq!(status(server.send_bare(request.clone()).await), 401, "{request:?}");
        assert_eq!(status(send(&server, request.clone(), &app_only).await), 403, "{request:?}");
        assert_eq!(status(send(&server, request.clone(), server.token()).await), 200, "{request:?}");
        assert_eq!(status(send(&server, request.clone(), &elsewhere).await), 200, "{request:?}");
    }
    for request in requests_of_users() {
        let status = |answer: Answer| answer.status.as_u16();
        assert_eq!(status(server.send_bare(request.clone()).await), 401, "{request:?}");
        assert_eq!(status(send(&server, request.clone(), server.token()).await), 200, "{request:?}");
        send(&server, request.clone(), &elsewhere).await.expect_fault(403, 900_329);
    }
}

/// Three customers of two partners, each with an active cart and an order.
struct Furnished {
    server: TestServer,
    database: Database,
    carts: Vec<(&'static str, String, String)>,
}

impl Furnished {
    async fn start() -> Self {
        let server = TestServer::start().await;
        let mut carts = Vec::new();
        for (partner, customer) in [(PARTNER, CUSTOMER), (PARTNER, SIBLING), (OTHER_PARTNER, OTHER_CUSTOMER)] {
            let token = server.app_user_token(partner).await;
            let name = if partner == PARTNER { "ours" } else { CANARY };
            let active = create(&server, customer, &token, line(LICENCE, 1, "monthly", None), name).await;
            let bought = create(&server, customer, &token, line(SOFTWARE, 1, "one_time", None), name).await;
            let check_out = request(Route::CheckOut, customer, &bought, "");
            let result = send(&server, check_out, &token).await.expect(201);
            let order = result["orders"][0]["id"].as_str().expect("an order").to_owned();
            carts.push((customer, active, order));
        }
        let database = server.database();
        Self { server, database, carts }
    }

    /// The cart and the order of a customer.
    fn ids(&self, customer: &str) -> (&str, &str) {
        let (_, cart, order) = self.carts.iter().find(|(owner, ..)| *owner == customer).expect("a customer");
        (cart, order)
    }

    /// Sends what must not succeed.
    async fn send(&self, request: Request, token: &str) -> Answer {
        let answer = send(&self.server, request, token).await;
        let headers = format!("{:?}", answer.headers);
        assert!(!answer.text.contains(CANARY) && !headers.contains(CANARY), "{}", answer.text);
        answer
    }
}

async fn create(server: &TestServer, customer: &str, token: &str, line: Value, name: &str) -> String {
    let body = cart_of([with(line, json!({ "friendlyName": name }))]);
    let cart = server.send_bare(Request::post(carts(customer)).token(token).json(&body)).await.expect(201);
    cart["id"].as_str().expect("an id").to_owned()
}

async fn send(server: &TestServer, request: Request, token: &str) -> Answer {
    server.send_bare(request.token(token)).await
}

/// Everything of an answer that could tell something: but for the ids of the request, and for what differs each time.
fn shape(answer: &Answer, ids: &[&str]) -> (u16, String, Vec<String>) {
    let mut text = answer.text.clone();
    for id in ids {
        text = text.replace(id, "…");
    }
    let of_each_time = ["ms-requestid", "ms-correlationid", "ms-cv", "date", "www-authenticate", "content-length"];
    let names = answer.headers.iter().filter(|(name, _)| !of_each_time.contains(&name.as_str()));
    let headers = names.map(|(name, value)| format!("{name}: {value:?}")).collect();
    (answer.status.as_u16(), text, headers)
}
