//! Registration: what repairs 10011 and 10008, by HTTP alone.

use super::path;
use crate::support::{
    AZURE_CUSTOMER, BASE_SUBSCRIPTION, LEGACY_CUSTOMER, RESERVATION, Request, TestServer, cart_of, carts, line, with,
};
use serde_json::json;

const NOT_REGISTERED: &str = "A2000000-0000-4000-8000-000000000001";
const NOT_ENABLED: &str = "A2000000-0000-4000-8000-000000000002";

#[tokio::test(flavor = "multi_thread")]
async fn a_registered_subscription_may_have_reservations() {
    let server = TestServer::start().await;
    for (subscription, code) in [(NOT_REGISTERED, 10011), (NOT_ENABLED, 10008)] {
        let context = json!({ "provisioningContext": { "subscriptionId": subscription, "scope": "shared" } });
        let wish = cart_of([with(line(RESERVATION, 1, "one_time", Some("P1Y")), context)]);
        let cart = server.create_cart(AZURE_CUSTOMER, &wish).await;
        assert_eq!(cart["lineItems"][0]["error"]["errorCode"], code, "{cart}");

        let one = path(AZURE_CUSTOMER, &format!("/{subscription}"));
        let etag = server.get(&one).await.expect(200)["attributes"]["etag"].clone();
        for body in ["", "null"] {
            let register =
                Request::post(format!("{one}/registrations")).request_id("c3a1").bytes("application/json", body);
            let answer = server.send(register).await;
            assert_eq!((answer.status.as_u16(), answer.text.as_str()), (202, ""));
            let status = format!("{}/registrationstatus", one.to_lowercase());
            assert_eq!(answer.header("location").map(|uri| format!("/v1{uri}")), Some(status.clone()));
            assert_eq!(server.get(status).await.expect(200)["status"], "Registered");
        }
        let changed = server.get(&one).await.expect(200)["attributes"]["etag"].clone();
        assert_ne!(changed, etag, "another version has another etag");

        let cart = format!("{}/{}", carts(AZURE_CUSTOMER), cart["id"].as_str().expect("an id"));
        let repaired = server.put(&cart, &wish).await.expect(201);
        assert_eq!(repaired["lineItems"][0].get("error"), None, "{repaired}");
        assert_eq!(server.check_out(AZURE_CUSTOMER, &repaired).await.expect(201)["orders"][0]["status"], "pending");
        server.send(Request::post(format!("{one}/registrations"))).await;
        assert_eq!(server.get(&one).await.expect(200)["attributes"]["etag"], changed, "nothing is left to change");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_of_azure_is_registered() {
    let server = TestServer::start().await;
    let base = path(LEGACY_CUSTOMER, &format!("/{BASE_SUBSCRIPTION}/registrations"));
    let told = server.send(Request::post(base)).await.expect_fault(400, 800042);
    assert!(told.contains("accepted is a subscription to Azure"), "{told}");
    let unknown = path(LEGACY_CUSTOMER, "/99999999-9999-4999-8999-999999999999/registrations");
    server.send(Request::post(unknown)).await.expect_fault(404, 20003);
}
