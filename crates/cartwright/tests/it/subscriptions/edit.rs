//! Names, resellers, versions, and bodies as clients send them.

use super::{bought, id, now, patched, path};
use crate::support::{
    ATTESTING_CUSTOMER, ATTESTING_PARTNER, BASE_SUBSCRIPTION, CUSTOMER, LEGACY_CUSTOMER, OTHER_CUSTOMER, OTHER_PARTNER,
    PLAIN_LICENCE, Request, TestServer, line, with,
};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_back_as_it_was_changes_nothing() {
    let server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1Y"))]).await.remove(0);
    assert_eq!(patched(&server, CUSTOMER, &owned, json!({})).await.expect(200), owned);
    let base = now(&server, LEGACY_CUSTOMER, &json!({ "id": BASE_SUBSCRIPTION })).await;
    assert_eq!(patched(&server, LEGACY_CUSTOMER, &base, json!({})).await.expect(200), base, "its etag, too");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nickname_is_given_and_taken_away() {
    let server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1Y"))]).await.remove(0);
    let named = patched(&server, CUSTOMER, &owned, json!({ "friendlyName": "Contoso, Berlin" })).await.expect(200);
    assert_eq!(named["friendlyName"], "Contoso, Berlin");
    let bare = patched(&server, CUSTOMER, &named, json!({ "friendlyName": "" })).await.expect(200);
    assert_eq!(bare["friendlyName"], bare["offerName"]);
    let long = json!({ "friendlyName": "x".repeat(257) });
    patched(&server, CUSTOMER, &owned, long).await.expect_fault_saying(400, 800_002, "friendlyName: seen is 257");
}

/// The official .NET client: names with capitals, every null spelled out.
#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_dotnet_is_read() {
    let server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1Y"))]).await.remove(0);
    let body = json!({
        "Id": owned["id"], "EntitlementId": null, "OfferId": owned["offerId"], "FriendlyName": "Ours",
        "Quantity": 6, "UnitType": null, "ParentSubscriptionId": null, "CreationDate": "0001-01-01T00:00:00",
        "EffectiveStartDate": "0001-01-01T00:00:00", "CommitmentEndDate": "0001-01-01T00:00:00", "Status": "active",
        "AutoRenewEnabled": true, "BillingType": "license", "BillingCycle": "monthly", "PartnerId": null,
        "ScheduledNextTermInstructions": null, "NextChargeInstructions": null, "RefundOptions": null,
        "TermDuration": "P1Y", "Links": null, "Attributes": { "Etag": null, "ObjectType": "Subscription" },
    });
    let answer = server.send(Request::new("PATCH", path(CUSTOMER, &format!("/{}", id(&owned)))).json(&body)).await;
    let changed = answer.expect(200);
    assert_eq!((&changed["quantity"], &changed["friendlyName"]), (&json!(6), &json!("Ours")));
    assert_eq!((&changed["autoRenewEnabled"], &changed["status"]), (&json!(true), &json!("active")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reseller_is_one_that_a_line_could_name() {
    let server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1Y"))]).await.remove(0);
    let partner = |mpn_id: &str| json!({ "partnerId": mpn_id });
    let named = patched(&server, CUSTOMER, &owned, partner("5139005")).await.expect(200);
    assert_eq!(named["partnerId"], "5139005");
    for (mpn_id, status, code) in
        [("4711", 404, 800_015), ("1000002", 400, 800_016), ("4847383", 403, 900_123), ("me", 400, 800_002)]
    {
        let refused = patched(&server, CUSTOMER, &owned, partner(mpn_id)).await;
        refused.expect_fault_saying(status, code, "partnerId: ");
    }
    assert_eq!(patched(&server, CUSTOMER, &named, partner("")).await.expect(200)["partnerId"], "");
}

#[tokio::test(flavor = "multi_thread")]
async fn partners_that_name_no_resellers_or_must_attest_are_told_so() {
    let server = TestServer::start().await;
    for (partner, customer) in [(OTHER_PARTNER, OTHER_CUSTOMER), (ATTESTING_PARTNER, ATTESTING_CUSTOMER)] {
        let token = server.app_user_token(partner).await;
        let send = async |request: Request| server.send_bare(request.token(&token)).await;
        let carts = format!("/v1/customers/{customer}/carts");
        let cart = json!({ "lineItems": [line(PLAIN_LICENCE, 1, "monthly", Some("P1M"))] });
        let cart = send(Request::post(&carts).json(&cart)).await.expect(201);
        let order = send(Request::post(format!("{carts}/{}/checkout", id(&cart)))).await.expect(201);
        assert!(order["orders"][0].is_object(), "{order}");
        server.provision().await;
        let list = send(Request::get(path(customer, ""))).await.expect(200);
        let owned = &list["items"][0];
        let change = async |change: Value| {
            send(Request::new("PATCH", path(customer, &format!("/{}", id(owned)))).json(&with(owned.clone(), change)))
                .await
        };
        if partner == OTHER_PARTNER {
            change(json!({ "partnerId": "5139005" })).await.expect_fault_saying(400, 800_098, "direct bill");
        } else {
            change(json!({ "partnerId": "5357564" })).await.expect_fault(400, 900_206);
            let attested = json!({ "partnerId": "5357564", "PartnerOnRecordAttestationAccepted": true });
            change(attested).await.expect(200);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_subscription_that_was_changed_meanwhile_is_not_overwritten() {
    let server = TestServer::start().await;
    let base = now(&server, LEGACY_CUSTOMER, &json!({ "id": BASE_SUBSCRIPTION })).await;
    let changed = patched(&server, LEGACY_CUSTOMER, &base, json!({ "friendlyName": "One" })).await.expect(200);
    assert_ne!(changed["attributes"]["etag"], base["attributes"]["etag"]);
    let late = patched(&server, LEGACY_CUSTOMER, &base, json!({ "friendlyName": "Other" })).await;
    late.expect_fault_saying(400, 2055, "attributes.etag");
    let mut blind = base.clone();
    blind.as_object_mut().expect("an object").remove("attributes");
    let blind = patched(&server, LEGACY_CUSTOMER, &blind, json!({ "friendlyName": "Other" })).await.expect(200);
    assert_eq!(blind["friendlyName"], "Other", "who sends no etag overwrites");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_that_is_not_there_is_not_changed() {
    let server = TestServer::start().await;
    for (customer, status, code) in [(CUSTOMER, 404, 20_003), (OTHER_CUSTOMER, 403, 20_002)] {
        let nobody = json!({ "id": "99999999-9999-4999-8999-999999999999" });
        patched(&server, customer, &nobody, json!({ "quantity": 2 })).await.expect_fault(status, code);
    }
}
