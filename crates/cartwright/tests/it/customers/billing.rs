//! The billing profile: replaced whole, by whom has seen what is there.

use super::path;
use crate::support::{CUSTOMER, Request, TestServer, with};
use serde_json::{Value, json};

fn billing() -> String {
    format!("{}/profiles/billing", path(CUSTOMER))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_is_replaced_and_the_list_follows() {
    let server = TestServer::start().await;
    let before = server.get(billing()).await.expect(200);
    let same = server.put(billing(), &before).await.expect(200);
    assert_eq!(same, before, "what is as it was is not written");
    let changed = with(before.clone(), json!({ "companyName": "Zava Airlines", "email": "bills@zava.example" }));
    let after = server.put(billing(), &changed).await.expect(200);
    assert_eq!((&after["companyName"], &after["email"]), (&json!("Zava Airlines"), &json!("bills@zava.example")));
    assert_ne!(after["attributes"]["etag"], before["attributes"]["etag"]);
    assert_eq!(server.get(billing()).await.expect(200), after);
    let list = server.get("/v1/customers?seekOperation=Last&size=1").await.expect(200);
    assert_eq!(list["items"][0]["companyProfile"]["companyName"], "Zava Airlines", "it is the last now");
    assert_eq!(server.get(path(CUSTOMER)).await.expect(200)["companyProfile"]["companyName"], "Zava Airlines");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_not_seen_the_last_change_does_not_overwrite_it() {
    let server = TestServer::start().await;
    let before = server.get(billing()).await.expect(200);
    let named = |name: &str| with(before.clone(), json!({ "companyName": name }));
    server.put(billing(), &named("One")).await.expect(200);
    let late = server.put(billing(), &named("Two")).await;
    late.expect_fault_saying(400, 2055, "attributes.etag: seen is 1");
    let mut blind = named("Two");
    blind.as_object_mut().expect("an object").remove("attributes");
    let conditional = |tag: &str| Request::put(billing()).header("If-Match", tag).json(&blind);
    server.send(conditional("\"1\"")).await.expect_fault_saying(412, 2055, "If-Match: seen is 1; accepted is 2");
    server.send(conditional("\"2\"")).await.expect(200);
    assert_eq!(server.put(billing(), &blind).await.expect(200)["companyName"], "Two", "who sends neither overwrites");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_is_whole_and_stays_in_its_country() {
    let server = TestServer::start().await;
    let before = server.get(billing()).await.expect(200);
    let changed = |pointer: &str, value: Value| {
        let mut body = before.clone();
        *body.pointer_mut(pointer).expect(pointer) = value;
        body
    };
    for (body, told) in [
        (changed("/email", Value::Null), "email is missing"),
        (changed("/companyName", json!(" ")), "companyName is missing"),
        (changed("/companyName", json!("x".repeat(257))), "companyName: seen is 257 characters"),
        (changed("/defaultAddress/postalCode", json!("0")), "defaultAddress.postalCode: seen is 0"),
        (changed("/defaultAddress", json!("here")), "defaultAddress: seen is"),
        (json!({}), "companyName is missing"),
    ] {
        server.put(billing(), &body).await.expect_fault_saying(400, 800_002, told);
    }
    let mut abroad = before.clone();
    abroad["defaultAddress"]["country"] = json!("DE");
    abroad["defaultAddress"]["postalCode"] = json!("20457");
    let refused = server.put(billing(), &abroad).await;
    refused.expect_fault_saying(400, 800_002, "defaultAddress.country: seen is DE; accepted is US");
    assert_eq!(server.get(billing()).await.expect(200), before);
}

/// Whoever loses five rounds is told so and has done nothing. That each is lost is the doing of a trigger.
#[tokio::test(flavor = "multi_thread")]
async fn five_lost_rounds_are_a_conflict() {
    let server = TestServer::start().await;
    let before = server.get(billing()).await.expect(200);
    let changed = with(before.clone(), json!({ "companyName": "One" }));
    let database = server.database();
    database.lose_updates("customers");
    server.put(billing(), &changed).await.expect_fault(409, 800_064);
    database.lose_no_more("customers");
    assert_eq!(server.get(billing()).await.expect(200), before);
    server.put(billing(), &changed).await.expect(200);
}
