//! Many at the same moment on one cart: at most one set of orders, and never a mixture of two versions (P2, ruling 5).
//!
//! How a commit finds that it lost is the store's business and tested there; here is what clients see of it.

use crate::support::{Answer, CUSTOMER, LICENCE, Request, SOFTWARE, TestServer, carts, send_together};
use serde_json::{Value, json};
use std::collections::HashSet;

const TWINS: usize = 64;

/// Two lines in two order groups.
fn two_groups(quantity: i32) -> Value {
    json!({ "lineItems": [
        { "catalogItemId": LICENCE, "quantity": quantity, "billingCycle": "monthly", "termDuration": "P1Y" },
        { "catalogItemId": SOFTWARE, "quantity": quantity, "billingCycle": "one_time" },
    ] })
}

fn path_of(cart: &Value) -> String {
    format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"))
}

fn checkout_of(cart: &Value) -> Request {
    Request::post(format!("{}/checkout", path_of(cart)))
}

fn id_of(n: usize) -> String {
    format!("00000000-0000-4000-9000-{n:012}")
}

/// What was bought, as (item, quantity).
fn lines(lines: &Value, item: &str) -> Vec<(String, i64)> {
    let lines = lines.as_array().expect("lines").iter();
    let line = |line: &Value| {
        (line[item].as_str().expect("an item").to_owned(), line["quantity"].as_i64().expect("a quantity"))
    };
    lines.map(line).collect()
}

fn cart_lines(cart: &Value) -> Vec<(String, i64)> {
    lines(&cart["lineItems"], "catalogItemId")
}

fn ordered_lines(result: &Value) -> Vec<(String, i64)> {
    let orders = result["orders"].as_array().expect("orders").iter();
    orders.flat_map(|order| lines(&order["lineItems"], "offerId")).collect()
}

#[track_caller]
fn assert_all_equal(answers: &[Answer], status: u16) -> Value {
    for answer in answers {
        assert_eq!((answer.status.as_u16(), &answer.text), (status, &answers[0].text), "of {} twins", answers.len());
    }
    answers[0].json()
}

/// Every twin gets the same 201, and there is one set of orders, in the answers and in the store.
async fn one_purchase(request: impl Fn(Request, usize) -> Request) {
    let server = TestServer::start().await;
    for round in 0..4 {
        let cart = server.create_cart(CUSTOMER, &two_groups(3)).await;
        let twins = (0..TWINS).map(|n| request(checkout_of(&cart), round * TWINS + n));
        let result = assert_all_equal(&send_together(&server, twins).await, 201);
        assert_eq!(ordered_lines(&result), cart_lines(&cart));
        assert_eq!(result.get("orderErrors"), None);
        assert_eq!(server.get(path_of(&cart)).await.expect(200)["status"], "Ordered");

        let purchases = round + 1;
        let list = server.get(format!("/v1/customers/{CUSTOMER}/orders")).await.expect(200);
        assert_eq!(list["totalCount"], 2 * purchases);
        let ids = list["items"].as_array().expect("orders").iter();
        let ids: HashSet<_> = ids.map(|order| order["id"].as_str().expect("an id").to_owned()).collect();
        for order in result["orders"].as_array().expect("orders") {
            assert!(ids.contains(order["id"].as_str().expect("an id")), "{order}");
        }
        assert_eq!(server.rows("orders"), 2 * purchases);
        assert_eq!(server.rows("jobs"), 2, "one job for each order");
        assert_eq!(server.provision().await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn twins_of_a_checkout_without_request_id_buy_once() {
    one_purchase(|request, _| request).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twins_of_a_checkout_with_one_request_id_buy_once() {
    one_purchase(|request, n| request.request_id(&id_of(n / TWINS))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twins_of_a_checkout_with_a_request_id_each_buy_once() {
    one_purchase(|request, n| request.request_id(&id_of(n))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twins_of_a_post_with_one_request_id_make_one_cart() {
    let server = TestServer::start().await;
    let before = server.rows("carts");
    let post = Request::post(carts(CUSTOMER)).json(&two_groups(1)).request_id(&id_of(0));
    let answers = send_together(&server, vec![post; TWINS]).await;
    let cart = assert_all_equal(&answers, 201);
    assert_eq!(server.get(path_of(&cart)).await.expect(200), cart);
    assert_eq!(server.rows("carts"), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_wishes_under_one_request_id_one_is_granted() {
    let server = TestServer::start().await;
    let before = server.rows("carts");
    let post = |n: usize| {
        let wish = two_groups(i32::try_from(n).expect("a quantity") + 1);
        Request::post(carts(CUSTOMER)).json(&wish).request_id(&id_of(0))
    };
    let answers = send_together(&server, (0..TWINS).map(post)).await;
    let (granted, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
    assert_eq!(granted.len(), 1);
    for answer in refused {
        answer.expect_fault(400, 800_002);
    }
    assert_eq!(server.rows("carts"), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn twins_of_a_put_with_one_request_id_change_the_cart_once() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &two_groups(1)).await;
    let put = Request::put(path_of(&cart)).json(&two_groups(2)).request_id(&id_of(0));
    let changed = assert_all_equal(&send_together(&server, vec![put; TWINS]).await, 201);
    assert_eq!(server.get(path_of(&cart)).await.expect(200), changed);
    let newest = server.database().number("SELECT max(version) FROM carts");
    assert_eq!(newest, 2, "made once and changed once");
}

/// Whoever was answered 201 was before the checkout, and was overwritten or is what was bought.
#[tokio::test(flavor = "multi_thread")]
async fn a_put_that_races_a_checkout_is_before_it_or_refused() {
    let server = TestServer::start().await;
    let (mut before, mut after) = (0, 0);
    for _ in 0..48 {
        let cart = server.create_cart(CUSTOMER, &two_groups(1)).await;
        let put = Request::put(path_of(&cart)).json(&two_groups(2));
        let answers = send_together(&server, [put, checkout_of(&cart)]).await;
        let [put, checkout] = &answers[..] else { panic!("two answers") };
        let bought = ordered_lines(&checkout.expect(201));
        if put.status == 201 {
            before += 1;
            assert_eq!(bought, cart_lines(&put.json()), "the PUT was before the checkout");
        } else {
            after += 1;
            put.expect_fault(400, 800_065);
            assert_eq!(bought, cart_lines(&cart), "the PUT was refused");
        }
        let left = server.get(path_of(&cart)).await.expect(200);
        assert_eq!((&left["status"], cart_lines(&left)), (&json!("Ordered"), bought));
    }
    assert_eq!(before + after, 48);
    assert_eq!(server.rows("orders"), 2 * 48);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_puts_and_checkouts_end_with_the_lines_of_one_version() {
    let server = TestServer::start().await;
    for round in 0..12 {
        let cart = server.create_cart(CUSTOMER, &two_groups(1)).await;
        let put = |quantity| Request::put(path_of(&cart)).json(&two_groups(quantity));
        let requests = (2..18).flat_map(|quantity| [put(quantity), checkout_of(&cart)]);
        let answers = send_together(&server, requests).await;
        let (puts, checkouts): (Vec<_>, Vec<_>) = answers.into_iter().enumerate().partition(|(n, _)| n % 2 == 0);
        let mut versions = vec![cart_lines(&cart)];
        for (_, put) in &puts {
            match put.status.as_u16() {
                201 => versions.push(cart_lines(&put.json())),
                409 => drop(put.expect_fault(409, 800_064)),
                _ => drop(put.expect_fault(400, 800_065)),
            }
        }
        let left = server.get(path_of(&cart)).await.expect(200);
        let repeated = server.check_out(CUSTOMER, &cart).await;
        let bought = ordered_lines(&repeated.expect(201));
        assert!(versions.contains(&bought), "{bought:?} is none of {versions:?}");
        for (_, checkout) in &checkouts {
            match checkout.status.as_u16() {
                201 => assert_eq!(checkout.text, repeated.text),
                _ => drop(checkout.expect_fault(409, 800_064)),
            }
        }
        if left["status"] == "Ordered" {
            assert_eq!(cart_lines(&left), bought);
        }
        assert_eq!(server.rows("orders"), 2 * (round + 1));
    }
}

/// Whoever loses five rounds is told so, has done nothing, and may try again under the same request id: the answer is
/// not kept (rulings 5 and 6). That each round is lost is the doing of a trigger in the database.
#[tokio::test(flavor = "multi_thread")]
async fn five_lost_rounds_are_a_conflict_that_is_not_kept() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &two_groups(1)).await;
    let put = Request::put(path_of(&cart)).json(&two_groups(2)).request_id(&id_of(0));
    let check_out = checkout_of(&cart).request_id(&id_of(0));
    let database = server.database();

    database.lose_updates("carts");
    for request in [&put, &check_out, &put, &check_out] {
        server.send(request.clone()).await.expect_fault(409, 800_064);
    }
    assert_eq!(server.get(path_of(&cart)).await.expect(200), cart);
    for table in ["orders", "jobs", "receipts"] {
        assert_eq!(server.rows(table), 0, "{table}");
    }

    database.lose_no_more("carts");
    let changed = server.send(put).await.expect(201);
    let result = server.send(check_out).await.expect(201);
    assert_eq!(ordered_lines(&result), cart_lines(&changed));
}

/// A PUT that lost does nothing, whatever the others did meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn of_many_puts_each_is_done_or_told_that_it_lost() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &two_groups(1)).await;
    let path = path_of(&cart);
    let put = |n: usize| {
        let wish = two_groups(i32::try_from(n).expect("a quantity") + 2);
        Request::put(&path).json(&wish).request_id(&id_of(n))
    };
    let answers = send_together(&server, (0..TWINS).map(put)).await;
    let left = server.get(&path).await.expect(200);
    let done: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
    assert!(done.iter().any(|answer| answer.json() == left), "{left} is nobody's answer");
    for (n, answer) in answers.iter().enumerate() {
        if answer.status == 201 {
            assert_eq!(cart_lines(&answer.json())[0].1, i64::try_from(n).expect("small") + 2);
            continue;
        }
        answer.expect_fault(409, 800_064);
        let again = server.send(put(n)).await.expect(201);
        assert_eq!(server.get(&path).await.expect(200), again);
    }
}
