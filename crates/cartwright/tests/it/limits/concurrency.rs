//! Limits under concurrency: 64 checkouts against a limit of ten sell exactly ten.

use super::{seats, world_with};
use crate::support::{
    Answer, CUSTOMER, FRENCH_CUSTOMER, LEGACY_CUSTOMER, PLAIN_LICENCE, PRINTED_CUSTOMER, Request, TestServer, cart_of,
    carts, send_together,
};
use domain::{partner::CreditLine, world::World};
use serde_json::Value;

const BUYERS: usize = 64;
const LIMIT: i64 = 10;

/// A cart for each buyer, all checked out at the same moment.
async fn all_at_once(server: &TestServer, customers: &[&str], wish: &Value) -> Vec<Answer> {
    let mut checkouts = Vec::new();
    for customer in customers.iter().cycle().take(BUYERS) {
        let cart = server.create_cart(customer, wish).await;
        let id = cart["id"].as_str().expect("an id");
        checkouts.push(Request::post(format!("{}/{id}/checkout", carts(customer))));
    }
    send_together(server, checkouts).await
}

/// Exactly ten have it; everybody else is told why not, or that others were faster; and a second try tells the rest why.
async fn exactly_ten(world: World, customers: &[&str], code: u64) {
    let server = TestServer::with_world(world).await;
    let wish = cart_of([seats(PLAIN_LICENCE, 1)]);
    let answers = all_at_once(&server, customers, &wish).await;
    let (mut sold, mut refused, mut lost) = (0, 0, 0);
    for answer in &answers {
        if answer.status == 409 {
            answer.expect_fault(409, 800_064);
            lost += 1;
            continue;
        }
        let result = answer.expect(201);
        match result["orders"].as_array().map(Vec::len) {
            Some(1) => sold += 1,
            _ => {
                assert_eq!(result["orderErrors"][0]["code"].as_u64(), Some(code), "{result}");
                refused += 1;
            }
        }
    }
    assert_eq!((sold, refused + lost), (LIMIT, 64 - LIMIT));
    assert_eq!(server.rows("orders"), usize::try_from(LIMIT).expect("a small number"));
    for customer in customers {
        let late = server.create_cart(customer, &wish).await;
        assert!(late["lineItems"][0]["error"]["errorCode"].is_u64(), "nothing is left: {late}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_stock() {
    let world = world_with(PLAIN_LICENCE, |sku| sku.stock = Some(LIMIT));
    exactly_ten(world, &[CUSTOMER, FRENCH_CUSTOMER, LEGACY_CUSTOMER], 800_010).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_pooled_seats() {
    exactly_ten(world_with(PLAIN_LICENCE, |sku| sku.pooled_seats = Some(LIMIT)), &[CUSTOMER], 800_088).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_quota() {
    exactly_ten(world_with(PLAIN_LICENCE, |sku| sku.quota = Some(LIMIT)), &[CUSTOMER], 800_017).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_sandbox() {
    let mut world = cartwright::demo().expect("the demo world");
    let mut caps = world.partners.iter().find_map(|partner| partner.sandbox.clone()).expect("a sandbox account");
    caps.subscriptions = LIMIT;
    world.partners[0].sandbox = Some(caps);
    exactly_ten(world, &[CUSTOMER], 800_018).await;
}

/// The line of credit is the partner's, whichever customer buys.
#[tokio::test(flavor = "multi_thread")]
async fn of_credit() {
    let mut world = cartwright::demo().expect("the demo world");
    // Ten licences of 3.84, and not quite eleven.
    world.partners[0].credit_line = CreditLine::Amount("42.23".parse().expect("an amount"));
    let server = TestServer::with_world(world).await;
    let wish = cart_of([seats(PLAIN_LICENCE, 1)]);
    let answers = all_at_once(&server, &[CUSTOMER, LEGACY_CUSTOMER, PRINTED_CUSTOMER], &wish).await;
    let ordered = answers.iter().filter(|answer| answer.status == 201 && answer.json()["orders"][0].is_object());
    assert_eq!(ordered.count(), 10);
    assert_eq!(server.rows("orders"), 10);
    let used = "SELECT used FROM counters WHERE name = 'credit'";
    assert_eq!(server.database().number(used), 3_840, "in cents");
}

/// A promotion for the first purchase has a limit of one: of many first purchases one gets it, and all are sold.
#[tokio::test(flavor = "multi_thread")]
async fn of_a_first_purchase() {
    let server = TestServer::start().await;
    let line = crate::support::line(PLAIN_LICENCE, 1, "annual", Some("P1Y"));
    let promoted = serde_json::json!({ "promotionId": "39NFIRST0001:0001:39NFIRST0002" });
    let answers = all_at_once(&server, &[CUSTOMER], &cart_of([crate::support::with(line, promoted)])).await;
    let ordered = answers.iter().filter(|answer| answer.status == 201);
    let lines: Vec<_> = ordered.map(|answer| answer.json()["orders"][0]["lineItems"][0].clone()).collect();
    let first = lines.iter().filter(|line| line.get("promotionId").is_some()).count();
    assert_eq!(first, 1, "{lines:?}");
    assert!(lines.iter().all(|line| line["quantity"] == 1), "each of them is sold: {lines:?}");
}
