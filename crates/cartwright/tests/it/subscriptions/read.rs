//! Lists, single subscriptions, add-ons and states.

use super::{bought, id, listed, path};
use crate::support::{
    AZURE_CUSTOMER, BASE_SUBSCRIPTION, CUSTOMER, LEGACY_ADDON, LEGACY_BASE, LEGACY_CUSTOMER, PLAIN_LICENCE,
    PRINTED_CUSTOMER, PRINTED_SUBSCRIPTION, Request, TestServer, line, with,
};
use serde_json::{Value, json};

const UNKNOWN: &str = "99999999-9999-4999-8999-999999999999";

#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_subscription_is_shown_as_one() {
    let server = TestServer::start().await;
    let base = server.get(path(LEGACY_CUSTOMER, &format!("/{BASE_SUBSCRIPTION}"))).await.expect(200);
    let uri = format!("/customers/{LEGACY_CUSTOMER}/subscriptions/{}", BASE_SUBSCRIPTION.to_lowercase());
    let link = |uri: &str| json!({ "uri": uri, "method": "GET", "headers": [] });
    let expected = json!({
        "id": BASE_SUBSCRIPTION.to_lowercase(),
        "offerId": LEGACY_BASE,
        "offerName": "Office 365 E1",
        "friendlyName": "Office 365 E1",
        "quantity": 10,
        "unitType": "Licenses",
        "hasPurchasableAddons": true,
        "creationDate": "2026-01-15T09:30:00Z",
        "effectiveStartDate": "2026-01-15T09:30:00Z",
        "commitmentEndDate": "2027-01-14T00:00:00Z",
        "status": "active",
        "autoRenewEnabled": true,
        "isTrial": false,
        "billingType": "license",
        "billingCycle": "annual",
        "contractType": "subscription",
        "actions": ["edit", "cancel"],
        "links": { "offer": link(&format!("/offers/{LEGACY_BASE}?country=US")), "self": link(&uri) },
        "attributes": { "etag": base["attributes"]["etag"], "objectType": "Subscription" },
    });
    assert_eq!(base, expected);
    assert!(base["attributes"]["etag"].is_string(), "{base}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_azure_subscription_is_its_own_entitlement() {
    let server = TestServer::start().await;
    let azure = server.get(path(PRINTED_CUSTOMER, &format!("/{PRINTED_SUBSCRIPTION}"))).await.expect(200);
    assert_eq!(azure["entitlementId"], azure["id"], "{azure}");
    assert_eq!((&azure["unitType"], &azure["billingType"]), (&json!("Usage-based"), &json!("usage")), "{azure}");
    let suspended = server.get(path(AZURE_CUSTOMER, "/A2000000-0000-4000-8000-000000000003")).await.expect(200);
    assert_eq!((&suspended["status"], &suspended["autoRenewEnabled"]), (&json!("suspended"), &json!(false)));
    assert!(suspended["suspensionReasons"][0].is_string(), "{suspended}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_in_the_order_of_creation_and_can_be_narrowed() {
    let server = TestServer::start().await;
    assert_eq!(listed(&server, CUSTOMER, "").await, Vec::<Value>::new());
    let reseller = json!({ "participants": [
        { "key": "transaction_reseller", "value": "5357564" },
        { "key": "additional_transaction_reseller", "value": "517285" },
    ] });
    let first = with(line(PLAIN_LICENCE, 1, "monthly", Some("P1M")), reseller);
    bought(&server, CUSTOMER, [first, line(LEGACY_BASE, 2, "monthly", None)]).await;
    let all = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 3, "monthly", Some("P1M"))]).await;
    let mut quantities: Vec<_> = all.iter().map(|owned| owned["quantity"].as_i64().expect("a number")).collect();
    assert_eq!(quantities.pop(), Some(3), "the latest is the last");
    let orders = server.get(format!("/v1/customers/{CUSTOMER}/orders")).await.expect(200);
    for order in orders["items"].as_array().expect("orders") {
        let order = order["id"].as_str().expect("an id");
        for query in [format!("?order_id={order}"), format!("?ORDER_ID={}&other=1", order.to_uppercase())] {
            let narrowed = listed(&server, CUSTOMER, &query).await;
            assert_eq!(narrowed.len(), 1, "{query}");
            assert_eq!(narrowed[0]["orderId"], order, "{query}");
        }
    }
    for (query, found) in [
        ("?mpn_id=5357564", 1),
        ("?mpn_id=517285", 1),
        ("?mpn_id=4711", 0),
        ("?order_id=none", 0),
        ("?order_id=&mpn_id=", 3),
        ("?unheard=of", 3),
    ] {
        assert_eq!(listed(&server, CUSTOMER, query).await.len(), found, "{query}");
    }
    for owned in &all {
        let read = server.get(path(CUSTOMER, &format!("/{}", id(owned).to_uppercase()))).await.expect(200);
        assert_eq!(&read, owned);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn add_ons_are_listed_below_their_legacy_base() {
    let server = TestServer::start().await;
    let context = json!({ "provisioningContext": { "parentSubscriptionId": BASE_SUBSCRIPTION } });
    let lines = [with(line(LEGACY_ADDON, 4, "annual", None), context), line(PLAIN_LICENCE, 1, "monthly", None)];
    let all = bought(&server, LEGACY_CUSTOMER, lines).await;
    assert_eq!(all.len(), 3);
    let base = path(LEGACY_CUSTOMER, &format!("/{BASE_SUBSCRIPTION}/addons"));
    let list = server.get(&base).await.expect(200);
    assert_eq!(list["totalCount"], 1, "{list}");
    let add_on = &list["items"][0];
    assert_eq!(add_on["offerId"], LEGACY_ADDON);
    assert_eq!(add_on["parentSubscriptionId"], BASE_SUBSCRIPTION.to_lowercase());
    assert_eq!(add_on["links"]["parentSubscription"]["uri"], all[0]["links"]["self"]["uri"]);
    assert_eq!(add_on["hasPurchasableAddons"], false);
    assert!(list["links"]["self"]["uri"].as_str().is_some_and(|uri| base.to_lowercase().ends_with(uri)), "{list}");
    for owned in &all[1..] {
        let list = server.get(path(LEGACY_CUSTOMER, &format!("/{}/addons", id(owned)))).await.expect(200);
        assert_eq!((&list["totalCount"], &list["items"]), (&json!(0), &json!([])));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_there_is_provisioned() {
    let server = TestServer::start().await;
    let all = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 6, "monthly", Some("P1Y"))]).await;
    let modern = server.get(path(CUSTOMER, &format!("/{}/provisioningstatus", id(&all[0])))).await.expect(200);
    let sku = modern["skuId"].as_str().expect("a GUID").to_owned();
    assert_eq!(sku.len(), 36);
    let end = "2027-03-01T00:00:00Z";
    let attributes = json!({ "objectType": "SubscriptionProvisioningStatus" });
    let expected =
        json!({ "skuId": sku, "status": "success", "quantity": 6, "endDate": end, "attributes": attributes });
    assert_eq!(modern, expected);
    let legacy = path(LEGACY_CUSTOMER, &format!("/{BASE_SUBSCRIPTION}/provisioningstatus"));
    assert_eq!(server.get(legacy).await.expect(200)["skuId"], LEGACY_BASE.to_lowercase());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registration_status_is_a_word() {
    let server = TestServer::start().await;
    for (customer, subscription, status) in [
        (AZURE_CUSTOMER, "A2000000-0000-4000-8000-000000000001", "NotRegistered"),
        (AZURE_CUSTOMER, "A2000000-0000-4000-8000-000000000005", "Registered"),
        (LEGACY_CUSTOMER, BASE_SUBSCRIPTION, "NotRegistered"),
    ] {
        let found = server.get(path(customer, &format!("/{subscription}/registrationstatus"))).await.expect(200);
        let attributes = json!({ "objectType": "SubscriptionRegistrationStatus" });
        let id = subscription.to_lowercase();
        assert_eq!(found, json!({ "subscriptionId": id, "status": status, "attributes": attributes }));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_that_is_not_there_is_not_found() {
    let server = TestServer::start().await;
    for rest in ["", "/addons", "/provisioningstatus", "/registrationstatus"] {
        for foreign in [UNKNOWN, BASE_SUBSCRIPTION] {
            let told = server.get(path(CUSTOMER, &format!("/{foreign}{rest}"))).await.expect_fault(404, 20003);
            assert!(told.contains(&foreign.to_lowercase()), "{told}");
        }
        let told = server.get(path(CUSTOMER, &format!("/x{rest}"))).await.expect_fault(400, 800002);
        assert!(told.contains("subscription_id: seen is x; accepted is a GUID"), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn xml_has_what_json_has() {
    let server = TestServer::start().await;
    let one = format!("/{BASE_SUBSCRIPTION}");
    for (rest, root) in [
        (String::new(), "ResourceCollectionOfSubscriptionSmVQeeax"),
        (one.clone(), "Subscription"),
        (format!("{one}/addons"), "ResourceCollectionOfSubscriptionSmVQeeax"),
        (format!("{one}/provisioningstatus"), "SubscriptionProvisioningStatus"),
        (format!("{one}/registrationstatus"), "SubscriptionRegistrationStatus"),
    ] {
        let request = Request::get(path(LEGACY_CUSTOMER, &rest)).header("Accept", "application/xml");
        let answer = server.send(request).await;
        assert_eq!(answer.status.as_u16(), 200, "{rest}: {}", answer.text);
        assert!(answer.text.starts_with(&format!("<{root} xmlns:i=")), "{rest}: {}", answer.text);
    }
}
