//! The end of a relationship, and of a customer: nothing that was ordered is left halfway.

use super::{SANDBOX, SANDBOX_CUSTOMER, as_partner, path};
use crate::support::{CUSTOMER, PLAIN_LICENCE, Request, SOFTWARE, TestServer, cart_of, line};
use serde_json::{Value, json};

fn end(customer: &str) -> Request {
    let body = json!({ "relationshipToPartner": "none", "attributes": { "objectType": "Customer" } });
    Request::new("PATCH", path(customer)).json(&body)
}

async fn bought(server: &TestServer) -> Value {
    let cart = server.create_cart(CUSTOMER, &cart_of([line(PLAIN_LICENCE, 1, "monthly", Some("P1M"))])).await;
    server.check_out(CUSTOMER, &cart).await.expect(201)
}

/// The way of PowerShell's `Remove-PartnerResellerRelationship`: suspend every subscription, then end it.
#[tokio::test(flavor = "multi_thread")]
async fn a_relationship_ends_once_nothing_is_in_use() {
    let server = TestServer::start().await;
    bought(&server).await;
    server.send(end(CUSTOMER)).await.expect_fault_saying(400, 800_002, "which is pending");
    server.provision().await;
    server.send(end(CUSTOMER)).await.expect_fault_saying(400, 800_002, "which is active");
    let list = server.get(format!("{}/subscriptions", path(CUSTOMER))).await.expect(200);
    let mut owned = list["items"][0].clone();
    owned["status"] = json!("Suspended");
    let uri = format!("{}/subscriptions/{}", path(CUSTOMER), owned["id"].as_str().expect("an id"));
    server.send(Request::new("PATCH", uri).json(&owned)).await.expect(200);
    let ended = server.send(end(CUSTOMER)).await.expect(200);
    assert_eq!(ended["relationshipToPartner"], "none");
    for rest in ["", "/orders", "/subscriptions", "/carts/00000000-0000-4000-8000-000000000000"] {
        server.get(format!("{}{rest}", path(CUSTOMER))).await.expect_fault(403, 20_002);
    }
    server.send(end(CUSTOMER)).await.expect_fault(403, 20_002);
    let left = server.get("/v1/customers").await.expect(200);
    assert_eq!(left["totalCount"], 15);
    assert_eq!((server.rows("orders"), server.rows("jobs")), (1, 0), "the order is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_else_of_a_customer_is_patched() {
    let server = TestServer::start().await;
    for (body, told) in [
        (json!({}), "relationshipToPartner is missing"),
        (json!({ "relationshipToPartner": "advisor" }), "relationshipToPartner: seen is advisor; accepted is none"),
        (json!({ "companyProfile": { "companyName": "x" } }), "relationshipToPartner is missing"),
    ] {
        let patch = Request::new("PATCH", path(CUSTOMER)).json(&body);
        server.send(patch).await.expect_fault_saying(400, 800_002, told);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_sandbox_account_deletes_its_customers_and_only_empty_ones() {
    let server = TestServer::start().await;
    server.send(Request::new("DELETE", path(CUSTOMER))).await.expect_fault(403, 900_127);
    let sandbox = async |request: Request| as_partner(&server, SANDBOX, request).await;
    let delete = || Request::new("DELETE", path(SANDBOX_CUSTOMER));
    let cart = cart_of([line(SOFTWARE, 1, "one_time", None)]);
    let cart = sandbox(Request::post(format!("{}/carts", path(SANDBOX_CUSTOMER))).json(&cart)).await.expect(201);
    let cart = cart["id"].as_str().expect("an id");
    let check_out = Request::post(format!("{}/carts/{cart}/checkout", path(SANDBOX_CUSTOMER)));
    let order = sandbox(check_out).await.expect(201)["orders"][0]["id"].clone();
    sandbox(delete()).await.expect_fault_saying(400, 800_002, "which is pending");
    server.provision().await;
    sandbox(delete()).await.expect_fault_saying(400, 800_002, "an entitlement of order");
    let order = format!("{}/orders/{}", path(SANDBOX_CUSTOMER), order.as_str().expect("an id"));
    sandbox(Request::new("PATCH", order).json(&json!({ "status": "cancelled" }))).await.expect(200);
    let gone = sandbox(delete()).await;
    assert_eq!((gone.status.as_u16(), gone.text.as_str()), (204, ""));
    sandbox(Request::get(path(SANDBOX_CUSTOMER))).await.expect_fault(403, 20_002);
}

/// However the two meet, an order is never left with a customer that is gone, and nobody is told what did not happen.
#[tokio::test(flavor = "multi_thread")]
async fn an_order_and_the_end_do_not_miss_one_another() {
    let server = TestServer::start().await;
    let customers = ["3a15e1df-b095-41d4-9029-27a5974c2458", "28045616-f6b9-462f-9701-0d89b5e65c44", CUSTOMER];
    for customer in customers {
        let cart = server.create_cart(customer, &cart_of([line(PLAIN_LICENCE, 1, "monthly", Some("P1M"))])).await;
        let (checked_out, ended) = tokio::join!(server.check_out(customer, &cart), server.send(end(customer)));
        match (checked_out.status.as_u16(), ended.status.as_u16()) {
            (201, 400) => drop(ended.expect_fault(400, 800_002)),
            (403, 200) => drop(checked_out.expect_fault(403, 20_002)),
            other => panic!("{other:?}: {} {}", checked_out.text, ended.text),
        }
    }
}
