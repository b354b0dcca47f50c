//! Limits as the error of a line: what is left is said, and what was used by others and by earlier lines counts.

use super::{OF_A_QUOTA, OUT_OF_STOCK, buy, errors, seats, world_with};
use crate::support::{
    CUSTOMER, FRENCH_CUSTOMER, LICENCE, PLAIN_LICENCE, PRINTED_CUSTOMER, RESERVATION, Request, SOFTWARE, TestServer,
    cart_of, carts, line, with,
};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn seats_are_pooled_over_what_a_customer_has() {
    let server = TestServer::start().await;
    buy(&server, CUSTOMER, [seats(LICENCE, 200), line(LICENCE, 60, "annual", Some("P1Y"))]).await;

    let cart = server.create_cart(CUSTOMER, &cart_of([seats(LICENCE, 41)])).await;
    let error = &cart["lineItems"][0]["error"];
    assert_eq!(error["errorCode"], 10015, "{cart}");
    assert_eq!(error["additionalInformation"], json!({ "availableQuantity": 40, "purchasedQuantity": 41 }));
    let description = error["errorDescription"].as_str().expect("a description");
    for said in ["lineItems[0].quantity", "41", "40", "CFQ7TTC0LF8S:0001"] {
        assert!(description.contains(said), "{said} is not in: {description}");
    }
    let path = format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"));
    server.send(Request::post(format!("{path}/checkout"))).await.expect_fault(400, 800_009);

    let mended = server.put(&path, &cart_of([seats(LICENCE, 40)])).await.expect(201);
    assert_eq!(errors(&mended), [None]);
    assert_eq!(server.check_out(CUSTOMER, &cart).await.expect(201)["orders"].as_array().map(Vec::len), Some(1));
    let none_left = server.create_cart(CUSTOMER, &cart_of([seats(LICENCE, 1)])).await;
    assert_eq!(none_left["lineItems"][0]["error"]["additionalInformation"]["availableQuantity"], 0);
    let elsewhere = server.create_cart(FRENCH_CUSTOMER, &cart_of([seats(LICENCE, 300)])).await;
    assert_eq!(errors(&elsewhere), [None], "another customer's pool is another one");
}

#[tokio::test(flavor = "multi_thread")]
async fn earlier_lines_of_the_cart_come_first() {
    let server = TestServer::start().await;
    let lines = [200, 101, 100, 1].map(|quantity| seats(LICENCE, quantity));
    let cart = server.create_cart(CUSTOMER, &cart_of(lines)).await;
    assert_eq!(errors(&cart), [None, Some(10015), None, Some(10015)]);
    let left = |line: usize| cart["lineItems"][line]["error"]["additionalInformation"]["availableQuantity"].as_i64();
    assert_eq!((left(1), left(3)), (Some(100), Some(0)), "a line that cannot be bought uses nothing up");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shortage_is_told_in_xml_too() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &cart_of([seats(LICENCE, 301)])).await;
    let path = format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"));
    let xml = server.send(Request::get(path).header("Accept", "application/xml")).await;
    assert_eq!(xml.status, 200);
    for (name, value) in [("availableQuantity", 300), ("purchasedQuantity", 301)] {
        let pair = format!("Key>{name}</d5p1:Key><d5p1:Value xmlns:d7p1=\"http://www.w3.org/2001/XMLSchema\" ");
        let pair = format!("{pair}i:type=\"d7p1:int\">{value}</d5p1:Value>");
        assert!(xml.text.contains(&pair), "{pair} is not in {}", xml.text);
    }
    assert!(xml.text.contains("<ErrorCode>10015</ErrorCode>"), "{}", xml.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn stock_is_everybodys_and_a_quota_the_customers() {
    let server = TestServer::with_world(world_with(RESERVATION, |sku| sku.stock = Some(3))).await;
    let wanted = |item: &str, quantity| reserved(item, quantity);
    let of = |item, quantity| cart_of([wanted(item, quantity)]);
    for (item, quantity, error) in [
        (OUT_OF_STOCK, 1, Some(10003)),
        (RESERVATION, 4, Some(10003)),
        (RESERVATION, 3, None),
        (OF_A_QUOTA, 3, Some(10002)),
        (OF_A_QUOTA, 2, None),
    ] {
        let cart = server.create_cart(PRINTED_CUSTOMER, &of(item, quantity)).await;
        assert_eq!(errors(&cart), [error], "{cart}");
    }
    buy(&server, PRINTED_CUSTOMER, [wanted(RESERVATION, 2), wanted(OF_A_QUOTA, 1)]).await;
    let cart = server.create_cart(PRINTED_CUSTOMER, &cart_of([wanted(RESERVATION, 2), wanted(OF_A_QUOTA, 2)])).await;
    assert_eq!(errors(&cart), [Some(10003), Some(10002)]);
    let told = |line: usize| cart["lineItems"][line]["error"]["errorDescription"].as_str().expect("a text");
    assert!(told(0).contains("the 1 that are in stock"), "{cart}");
    assert!(told(1).contains("the 1 that are left of the customer's quota"), "{cart}");
}

const SANDBOX: &str = "10000000-0000-4000-8000-000000000003";
const SANDBOX_CUSTOMER: &str = "33000000-0000-4000-8000-000000000003";

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_account_has_few_of_everything() {
    let server = TestServer::start().await;
    let token = server.app_user_token(SANDBOX).await;
    let path = carts(SANDBOX_CUSTOMER);
    let send = async |request: Request| server.send_bare(request.token(&token)).await.expect(201);
    for (lines, expected) in [
        (vec![seats(PLAIN_LICENCE, 26)], vec![Some(10009)]),
        (vec![seats(PLAIN_LICENCE, 25)], vec![None]),
        (vec![seats(PLAIN_LICENCE, 1); 6], vec![None, None, None, None, None, Some(10009)]),
        // Software leaves no subscription.
        (vec![line(SOFTWARE, 30, "one_time", None); 6], vec![None; 6]),
    ] {
        let cart = send(Request::post(&path).json(&cart_of(lines))).await;
        assert_eq!(errors(&cart), expected, "{cart}");
    }
    for bought in 0..5 {
        let cart = send(Request::post(&path).json(&cart_of([seats(PLAIN_LICENCE, 1)]))).await;
        assert_eq!(errors(&cart), [None], "after {bought}");
        let checkout = format!("{path}/{}/checkout", cart["id"].as_str().expect("an id"));
        assert!(send(Request::post(checkout)).await.get("orderErrors").is_none());
    }
    let cart = send(Request::post(&path).json(&cart_of([seats(PLAIN_LICENCE, 1)]))).await;
    assert_eq!(errors(&cart), [Some(10009)]);
    let told = cart["lineItems"][0]["error"]["errorDescription"].as_str().expect("a text");
    assert!(told.contains("at most 0 more sandbox subscriptions for this customer"), "{told}");
}

fn reserved(item: &str, quantity: i64) -> Value {
    let context = json!({ "subscriptionId": "1C461A25-F729-4FA5-AADB-280947DD05E8", "scope": "shared" });
    with(line(item, quantity, "one_time", Some("P1Y")), json!({ "provisioningContext": context }))
}
