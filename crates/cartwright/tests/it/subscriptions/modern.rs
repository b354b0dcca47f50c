//! New-commerce subscriptions: their dates, and what of them can be given back. It is 2 March 2026, 10:00.

use super::{DAY, bought, id, path};
use crate::support::{CUSTOMER, PLAIN_LICENCE, PROMOTED, PROMOTION, SAAS, TestServer, line, with};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_licence_is_shown_with_its_term_and_its_windows() {
    let server = TestServer::start().await;
    let named = json!({ "friendlyName": "For the lab" });
    let all = bought(&server, CUSTOMER, [with(line(PROMOTED, 20, "monthly", Some("P1M")), named)]).await;
    let until = "2026-03-09T10:00:00.1234567Z";
    let (product, sku) = ("/products/CFQ7TTC0LFLX", "/products/CFQ7TTC0LFLX/skus/0001");
    let link = |uri: String| json!({ "uri": uri, "method": "GET", "headers": [] });
    let own = format!("/customers/{CUSTOMER}/subscriptions/{}", id(&all[0]));
    let expected = json!({
        "id": all[0]["id"],
        "offerId": PROMOTED,
        "offerName": all[0]["offerName"],
        "friendlyName": "For the lab",
        "productType": { "id": "OnlineServicesNCE", "displayName": "OnlineServicesNCE" },
        "quantity": 20,
        "unitType": "Licenses",
        "hasPurchasableAddons": false,
        "creationDate": "2026-03-02T10:00:01.1234567Z",
        "effectiveStartDate": "2026-03-02T10:00:00.1234567Z",
        "commitmentEndDate": "2026-04-01T00:00:00Z",
        "commitmentEndDateTime": "2026-04-01T23:59:59Z",
        "billingCycleEndDate": "2026-04-01T00:00:00Z",
        "billingCycleEndDateTime": "2026-04-01T23:59:59Z",
        "cancellationAllowedUntilDate": until,
        "status": "active",
        "autoRenewEnabled": true,
        "isTrial": false,
        "billingType": "license",
        "billingCycle": "monthly",
        "termDuration": "P1M",
        "renewalTermDuration": "",
        "refundOptions": [{ "type": "Partial", "expiresAt": until }],
        "refundableQuantity": {
            "totalQuantity": 20, "details": [{ "quantity": 20, "allowedUntilDateTime": until }],
        },
        "isMicrosoftProduct": true,
        "publisherName": "Microsoft Corporation",
        "partnerId": "",
        "attentionNeeded": false,
        "actionTaken": false,
        "contractType": "subscription",
        "actions": ["edit", "cancel"],
        "orderId": all[0]["orderId"],
        "promotionId": PROMOTION,
        "links": {
            "product": link(format!("{product}?country=US")),
            "sku": link(format!("{sku}?country=US")),
            "availability": link(format!("{sku}/availabilities/CFQ7TTC0LB30?country=US")),
            "self": link(own),
        },
        "attributes": { "objectType": "Subscription" },
    });
    assert_eq!(all[0], expected);
    assert_ne!(all[0]["offerName"], "For the lab");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_no_longer_be_given_back_is_not_shown() {
    let mut server = TestServer::start().await;
    let all = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 2, "monthly", Some("P1Y"))]).await;
    let uri = path(CUSTOMER, &format!("/{}", id(&all[0])));
    server.clock.advance(8 * DAY);
    server.renew_token().await;
    let later = server.get(&uri).await.expect(200);
    for member in ["refundOptions", "refundableQuantity"] {
        assert_eq!(later.get(member), None, "{later}");
    }
    assert_eq!(later["actions"], json!(["edit"]));
    assert_eq!(later["cancellationAllowedUntilDate"], all[0]["cancellationAllowedUntilDate"]);
    server.clock.advance(30 * DAY);
    server.renew_token().await;
    let later = server.get(&uri).await.expect(200);
    assert_eq!(later["billingCycleEndDate"], "2026-05-01T00:00:00Z", "the second month");
    assert_eq!(later["commitmentEndDate"], "2027-03-01T00:00:00Z");
    server.clock.advance(365 * DAY);
    server.renew_token().await;
    let renewed = server.get(&uri).await.expect(200);
    assert_eq!(renewed["commitmentEndDate"], "2028-03-01T00:00:00Z", "it renews itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_on_the_marketplace_is_not_microsofts() {
    let server = TestServer::start().await;
    let all = bought(&server, CUSTOMER, [line(SAAS, 5, "monthly", Some("P1M"))]).await;
    assert_eq!((&all[0]["isMicrosoftProduct"], all[0].get("publisherName")), (&json!(false), None::<&Value>));
    assert_eq!(all[0]["productType"]["id"], "SaaS");
    let activation = all[0]["links"]["activationLinks"]["uri"].as_str().expect("a link");
    let links = server.get(format!("/v1{activation}")).await.expect(200);
    assert_eq!(links["totalCount"], 1, "{links}");
    assert_eq!(all[0]["refundOptions"][0]["type"], "Full");
    assert_eq!(all[0].get("refundableQuantity"), None, "only licences are given back one by one");
}
