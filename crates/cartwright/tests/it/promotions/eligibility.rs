//! Which promotions a customer would get: the question in the bytes of clients, and every error of the answer.

use super::{ENDED, FIRST_PURCHASE, world};
use crate::support::{
    CUSTOMER, LEGACY_BASE, LICENCE, NOT_PURCHASABLE, PLAIN_LICENCE, PROMOTED, PROMOTION, Request, TestServer, cart_of,
    line, with,
};
use serde_json::{Value, json};

fn path(customer: &str) -> String {
    format!("/v1/customers/{customer}/promotionEligibilities")
}

fn item(id: &str, quantity: i64, cycle: &str, term: &str, promotion: Option<&str>) -> Value {
    with(line(id, quantity, cycle, Some(term)), json!({ "promotionId": promotion }))
}

async fn ask(server: &TestServer, items: Vec<Value>) -> Value {
    server.post(path(CUSTOMER), &json!({ "items": items })).await.expect(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_read_in_the_bytes_of_the_sdk() {
    let server = TestServer::start().await;
    let body = format!(
        r#"{{"Items":[{{"Id":7,"CatalogItemId":"{PROMOTED}","Quantity":25,"BillingCycle":"monthly","TermDuration":"P1M","PromotionId":null}},
        {{"id":"12","catalogItemId":"{PROMOTED}","quantity":"25","billingCycle":"Monthly"}},
        {{"catalogItemId":"{PROMOTED}","quantity":25,"billingCycle":1,"termDuration":"P1M","promotionId":"{}"}}],
        "Attributes":{{"ObjectType":"PromotionEligibilitiesRequest"}}}}"#,
        PROMOTION.to_lowercase()
    );
    let answer = server.send(Request::post(path(CUSTOMER)).bytes("application/json", body)).await.expect(200);
    let said = |id: i32, term: Option<&str>| {
        let item = json!({
            "id": id, "catalogItemId": PROMOTED, "quantity": 25, "billingCycle": "monthly",
            "eligibilities": [{ "promotionId": PROMOTION, "isEligible": true }],
            "attributes": { "objectType": "PromotionEligibilities" },
        });
        term.map_or(item.clone(), |term| with(item, json!({ "termDuration": term })))
    };
    let items = [said(7, Some("P1M")), said(12, None), said(2, Some("P1M"))];
    assert_eq!(answer, json!({ "totalCount": 3, "items": items, "attributes": { "objectType": "Collection" } }));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_keeps_a_customer_from_a_promotion_is_told() {
    let server = TestServer::start().await;
    let monthly = |item_id, quantity, promotion| item(item_id, quantity, "monthly", "P1M", promotion);
    for (asked, promotion, kind, more) in [
        (monthly("hello", 1, None), None, "InvalidCatalogItemId", json!({})),
        (monthly(NOT_PURCHASABLE, 1, Some("x")), Some("x"), "InvalidCatalogItemId", json!({})),
        (monthly(PROMOTED, 1, Some("x")), Some("x"), "InvalidPromotion", json!({})),
        (monthly(LICENCE, 1, Some(PROMOTION)), Some(PROMOTION), "InvalidPromotion", json!({})),
        (monthly(LEGACY_BASE, 1, Some(PROMOTION)), Some(PROMOTION), "InvalidPromotion", json!({})),
        (item(PLAIN_LICENCE, 1, "monthly", "P1Y", Some(ENDED)), Some(ENDED), "InvalidPromotion", json!({})),
        (
            monthly(PROMOTED, 101, None),
            Some(PROMOTION),
            "SeatCount",
            json!({ "minimumRequiredSeats": 1, "maximumRequiredSeats": 100, "availableSeats": 100 }),
        ),
        (
            item(PROMOTED, 5, "annual", "P1Y", Some(PROMOTION)),
            Some(PROMOTION),
            "Term",
            json!({ "eligibleTerms": [{ "duration": "P1M", "billingCycle": "Monthly" }] }),
        ),
        (item(PROMOTED, 5, "annual", "P1Y", None), None, "NoPromotionsAvailable", json!({})),
        (item(PLAIN_LICENCE, 1, "monthly", "P1Y", None), None, "NoPromotionsAvailable", json!({})),
        (monthly(LEGACY_BASE, 1, None), None, "NoPromotionsAvailable", json!({})),
    ] {
        let answer = ask(&server, vec![asked.clone()]).await;
        let eligibilities = answer["items"][0]["eligibilities"].as_array().expect("eligibilities");
        let [eligibility] = &eligibilities[..] else { panic!("{asked}: {answer}") };
        assert_eq!(eligibility["isEligible"], false, "{asked}: {answer}");
        assert_eq!(eligibility.get("promotionId").and_then(Value::as_str), promotion, "{asked}: {answer}");
        let mut error = eligibility["errors"][0].clone();
        let members = error.as_object_mut().expect("an error");
        assert!(members.remove("description").is_some_and(|text| text.is_string()), "{asked}: {answer}");
        assert_eq!(error, with(more, json!({ "type": kind })), "{asked}");
        assert_eq!(eligibility["errors"].as_array().map(Vec::len), Some(1), "{asked}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_bought_counts_and_the_items_of_a_question_do_not() {
    let server = TestServer::start().await;
    let first = || item(PLAIN_LICENCE, 1, "annual", "P1Y", Some(FIRST_PURCHASE));
    let seats = |quantity| item(PROMOTED, quantity, "monthly", "P1M", None);
    let eligible = |answer: &Value| -> Vec<bool> {
        let items = answer["items"].as_array().expect("items").iter();
        items.map(|item| item["eligibilities"][0]["isEligible"] == true).collect()
    };
    let asked = || vec![first(), first(), seats(60), seats(41)];
    assert_eq!(eligible(&ask(&server, asked()).await), [true, true, true, true], "each as if it were bought alone");
    let cart = server.create_cart(CUSTOMER, &cart_of([first(), seats(60)])).await;
    server.check_out(CUSTOMER, &cart).await.expect(201);
    let answer = ask(&server, asked()).await;
    assert_eq!(eligible(&answer), [false, false, false, false]);
    let error = |item: usize| &answer["items"][item]["eligibilities"][0]["errors"][0];
    assert_eq!(error(0)["type"], "OfferPurchasedPreviously", "{answer}");
    assert_eq!((&error(3)["type"], &error(3)["availableSeats"]), (&"SeatCount".into(), &40.into()), "{answer}");
    assert_eq!(eligible(&ask(&server, vec![seats(40)]).await), [true]);
}

#[tokio::test(flavor = "multi_thread")]
async fn dates_are_held_against_the_clock() {
    let mut server = TestServer::with_world(world("2026-03-03T00:00:00Z", "2026-03-04T00:00:00Z")).await;
    for expected in ["NoPromotionsAvailable", "", "NoPromotionsAvailable"] {
        let answer = ask(&server, vec![item(PROMOTED, 5, "monthly", "P1M", None)]).await;
        let told = answer["items"][0]["eligibilities"][0]["errors"][0]["type"].as_str().unwrap_or_default();
        assert_eq!(told, expected, "{answer}");
        server.clock.advance_days(1);
        server.renew_token().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_no_line_could_be_made_of_is_refused() {
    let server = TestServer::start().await;
    let good = item(PROMOTED, 5, "monthly", "P1M", None);
    for (items, code, told) in [
        (json!([]), 800002, "items is missing; accepted is at least one item."),
        (json!({}), 800002, "items: seen is an object"),
        (json!([good, { "id": "x" }]), 800002, "items[1].id: seen is \"x\""),
        (json!([{ "quantity": 1, "billingCycle": "monthly" }]), 800002, "items[0].catalogItemId is missing"),
        (json!([with(good.clone(), json!({ "quantity": 0 }))]), 800002, "items[0].quantity: seen is 0"),
        (json!([with(good.clone(), json!({ "quantity": null }))]), 800002, "items[0].quantity is missing"),
        (json!([with(good.clone(), json!({ "billingCycle": "weekly" }))]), 900126, "items[0].billingCycle: seen is"),
        (json!([with(good.clone(), json!({ "billingCycle": null }))]), 800002, "items[0].billingCycle is missing"),
        (json!([with(good.clone(), json!({ "termDuration": "P1D" }))]), 800121, "items[0].termDuration: seen is P1D"),
        (json!(vec![good.clone(); 101]), 800002, "items: seen is 101 items; accepted is at most 100 items."),
    ] {
        let answer = server.post(path(CUSTOMER), &json!({ "items": items })).await;
        let body = answer.json();
        let description = body["description"].as_str().expect("a description");
        assert!(description.contains(told), "{items}: {description}");
        assert_eq!(answer.status.as_u16(), 400, "{items}");
        assert_eq!(body["code"], code, "{items}: {description}");
    }
}
