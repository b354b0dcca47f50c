//! What stands in an order: the members of the samples, links, resellers, add-ons, etags (digest 4.10, 4.11; seed 002).

use super::{buy, id, path};
use crate::support::{
    AZURE, BASE_SUBSCRIPTION, CUSTOMER, LEGACY_ADDON, LEGACY_BASE, LEGACY_CUSTOMER, LICENCE, PLAIN_LICENCE,
    PRINTED_CART, PRINTED_CUSTOMER, PROMOTED, PROMOTION, SECOND_LEGACY_ADDON, SOFTWARE, TRIAL, TestServer, line, with,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn the_new_commerce_order_of_the_seed() {
    let server = TestServer::start().await;
    let orders = buy(&server, CUSTOMER, [line(LICENCE, 1, "monthly", Some("P1M"))]).await;
    let id = id(&orders[0]);
    let get = |uri: String| json!({ "uri": uri, "method": "GET", "headers": [] });
    let order = format!("/customers/{CUSTOMER}/orders/{id}");
    let expected = json!({
        "id": id,
        "alternateId": id,
        "referenceCustomerId": CUSTOMER,
        "billingCycle": "monthly",
        "currencyCode": "USD",
        "currencySymbol": "US$",
        "lineItems": [{
            "lineItemNumber": 0,
            "offerId": LICENCE,
            "termDuration": "P1M",
            "transactionType": "New",
            "friendlyName": "Office 365 E5 without Audio Conferencing",
            "quantity": 1,
            "pricing": {
                "listPrice": 36.48, "discountedPrice": 36.48, "proratedPrice": 36.48, "price": 36.48,
                "extendedPrice": 36.48,
            },
            "links": {
                "product": get("/products/CFQ7TTC0LF8S?country=US".to_owned()),
                "sku": get("/products/CFQ7TTC0LF8S/skus/0001?country=US".to_owned()),
                "availability":
                    get("/products/CFQ7TTC0LF8S/skus/0001/availabilities/CFQ7TTC0N81H?country=US".to_owned()),
            },
        }],
        "creationDate": "2026-03-02T10:00:00.1234567Z",
        "status": "pending",
        "transactionType": "UserPurchase",
        "links": {
            "self": get(order.clone()),
            "provisioningStatus": get(format!("{order}/provisioningstatus")),
            "patchOperation": { "uri": order, "method": "PATCH", "headers": [] },
        },
        "totalPrice": 36.48,
        "client": {},
        "attributes": { "objectType": "Order" },
    });
    assert_eq!(orders[0], expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_order_is_done_at_once_and_has_an_etag() {
    let server = TestServer::start().await;
    let lines = [line(LEGACY_BASE, 3, "annual", None), line(AZURE, 1, "monthly", Some("P1Y"))];
    let bought = buy(&server, CUSTOMER, lines).await;
    assert_eq!(bought.len(), 2, "one order a billing cycle");
    for order in bought {
        let read = server.get(path(CUSTOMER, &format!("/{}?include_price=true", id(&order)))).await.expect(200);
        assert_eq!(read, order, "nothing changes later, and there are no prices");
        assert_eq!((&order["status"], &order["transactionType"]), (&json!("completed"), &json!("UserPurchase")));
        for absent in ["currencySymbol", "totalPrice"] {
            assert!(order.get(absent).is_none(), "{absent}: {order}");
        }
        let links = order["links"].as_object().expect("links");
        assert_eq!(links.keys().collect::<Vec<_>>(), ["self"]);
        let etag = BASE64_STANDARD.decode(order["attributes"]["etag"].as_str().expect("an etag")).expect("base64");
        assert_eq!(String::from_utf8_lossy(&etag), format!(r#"{{"id":"{}","version":1}}"#, id(&order)));

        let line = &order["lineItems"][0];
        let subscription = line["subscriptionId"].as_str().expect("a subscription");
        let links = line["links"].as_object().expect("links");
        assert_eq!(links.keys().collect::<Vec<_>>(), ["provisioningStatus", "sku", "subscription"]);
        let uri = |name: &str| links[name]["uri"].as_str().expect("a uri");
        assert!(uri("subscription").ends_with(&format!("/subscriptions/{subscription}")));
        assert!(uri("provisioningStatus").ends_with(&format!("/subscriptions/{subscription}/provisioningstatus")));
        assert!(uri("sku").starts_with("/products/") && !uri("sku").contains("country"), "{line}");
        assert!(uri("sku").ends_with(line["offerId"].as_str().expect("an offer")), "{line}");
        assert!(line.get("pricing").is_none(), "{line}");
        let status = path(CUSTOMER, &format!("/{}/provisioningstatus", id(&order)));
        server.get(status).await.expect_fault(404, 800007);
    }
    assert_eq!(server.provision().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn add_on_lines_follow_their_base() {
    let server = TestServer::start().await;
    let base = |quantity, addons: &[(&str, i64)]| {
        let addons: Vec<_> = addons.iter().map(|(item, seats)| line(item, *seats, "monthly", None)).collect();
        with(line(LEGACY_BASE, quantity, "monthly", None), json!({ "addonItems": addons }))
    };
    let orders = buy(
        &server,
        CUSTOMER,
        [
            base(10, &[(LEGACY_ADDON, 2), (SECOND_LEGACY_ADDON, 3)]),
            line(LICENCE, 1, "monthly", None),
            base(20, &[(SECOND_LEGACY_ADDON, 4)]),
        ],
    )
    .await;
    assert_eq!(orders.len(), 2);
    let lines = orders[0]["lineItems"].as_array().expect("lines");
    let seen: Vec<_> = lines.iter().map(|line| (line["offerId"].as_str(), line["quantity"].as_i64())).collect();
    let expected =
        [(LEGACY_BASE, 10), (LEGACY_ADDON, 2), (SECOND_LEGACY_ADDON, 3), (LEGACY_BASE, 20), (SECOND_LEGACY_ADDON, 4)];
    assert_eq!(seen, expected.map(|(item, quantity)| (Some(item), Some(quantity))));
    for (line, number) in lines.iter().zip(0..) {
        assert_eq!(line["lineItemNumber"], number);
    }
    for (addon, base) in [(1, 0), (2, 0), (4, 3)] {
        assert_eq!(lines[addon]["parentSubscriptionId"], lines[base]["subscriptionId"], "{}", lines[addon]);
    }
    assert_eq!(orders[1]["lineItems"][0]["lineItemNumber"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_is_bought_for_a_subscription_that_is_there() {
    let server = TestServer::start().await;
    let context = json!({ "provisioningContext": { "ParentSubscriptionId": BASE_SUBSCRIPTION } });
    let addon = with(line(LEGACY_ADDON, 1, "annual", None), context);
    let orders = buy(&server, LEGACY_CUSTOMER, [addon]).await;
    let line = &orders[0]["lineItems"][0];
    assert_eq!((&orders[0]["billingCycle"], &orders[0]["status"]), (&json!("annual"), &json!("completed")));
    let parent = line["parentSubscriptionId"].as_str().expect("its base");
    assert!(parent.eq_ignore_ascii_case(BASE_SUBSCRIPTION), "{line}");
    assert!(line["subscriptionId"].is_string() && line["subscriptionId"] != line["parentSubscriptionId"], "{line}");
}

#[tokio::test(flavor = "multi_thread")]
async fn resellers_of_a_line_become_partner_ids_on_record() {
    let server = TestServer::start().await;
    let participants = |list: &[(&str, &str)]| {
        let list: Vec<_> = list.iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
        json!({ "participants": list })
    };
    let licence = line(LICENCE, 1, "monthly", None);
    let all = participants(&[
        ("additional_transaction_reseller", "5139005"),
        ("transaction_reseller", "5357564"),
        ("consumption_reseller", "517285"),
        ("additional_transaction_reseller", "517285"),
    ]);
    let one = participants(&[("transaction_reseller", "517285")]);
    let consumption = participants(&[("consumption_reseller", "517285")]);
    let lines = [with(licence.clone(), all), with(licence.clone(), one), with(licence.clone(), consumption), licence];
    let orders = buy(&server, CUSTOMER, lines).await;
    assert_eq!(orders.len(), 1, "resellers are a matter of the line");
    let shown = |line: &Value| {
        let further = line.get("additionalPartnerIdsOnRecord").cloned();
        (line.get("partnerIdOnRecord").cloned(), further)
    };
    let seen: Vec<_> = orders[0]["lineItems"].as_array().expect("lines").iter().map(shown).collect();
    assert_eq!(
        seen,
        [
            (Some(json!("5357564")), Some(json!(["5139005", "517285"]))),
            (Some(json!("517285")), None),
            (None, None),
            (None, None),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_line_says_what_the_cart_line_said() {
    let server = TestServer::start().await;
    let trial = json!({ "renewsTo": [{ "termDuration": "P1Y" }] });
    let named =
        json!({ "friendlyName": "Größe M", "attestationAccepted": true, "customTermEndDate": "2026-12-31T00:00:00Z" });
    let lines = [
        with(line(&PLAIN_LICENCE.to_lowercase(), 2, "annual", Some("P1Y")), named),
        line(PROMOTED, 20, "monthly", Some("P1M")),
        line(SOFTWARE, 1, "one_time", None),
        with(line(TRIAL, 1, "none", Some("P1M")), trial),
    ];
    let orders = buy(&server, CUSTOMER, lines).await;
    let expected = [
        json!({
            "offerId": PLAIN_LICENCE.to_lowercase(), "termDuration": "P1Y", "friendlyName": "Größe M", "quantity": 2,
            "attestationAccepted": true, "customTermEndDate": "2026-12-31T00:00:00Z",
        }),
        json!({
            "offerId": PROMOTED, "termDuration": "P1M", "friendlyName": "Microsoft 365 E3", "quantity": 20,
            "promotionId": PROMOTION,
        }),
        json!({ "offerId": SOFTWARE, "friendlyName": "BizTalk Server 2016 Branch", "quantity": 1 }),
        json!({
            "offerId": TRIAL, "termDuration": "P1M", "friendlyName": "Adatum Expense Cloud - Free Trial", "quantity": 1,
            "renewsTo": { "termDuration": "P1Y" },
        }),
    ];
    assert_eq!(orders.len(), expected.len());
    let frame = json!({ "lineItemNumber": 0, "transactionType": "New" });
    for (order, expected) in orders.iter().zip(expected) {
        let read = server.get(path(CUSTOMER, &format!("/{}", id(order)))).await.expect(200);
        let line = with(read["lineItems"][0].clone(), json!({ "links": null }));
        assert_eq!(line, with(expected, frame.clone()));
    }
}

/// The printed cart gives the three orders that seed 002 prints.
#[tokio::test(flavor = "multi_thread")]
async fn the_printed_cart_gives_the_printed_orders() {
    let server = TestServer::start().await;
    let result = server.check_out(PRINTED_CUSTOMER, &json!({ "id": PRINTED_CART })).await.expect(201);
    let reserved = |years: &str| format!("Reserved VM Instance, Standard_NV12, US East 2, {years}");
    let line = |offer: &str, term: Value, name: &str| json!([offer, term, name, 1]);
    let printed = [
        ("monthly", "completed", vec![line(AZURE, json!("P1Y"), "Microsoft Azure")]),
        (
            "one_time",
            "pending",
            vec![
                line("DZH318Z0BQ36:004G:DZH318Z08C0S", json!("P1Y"), &reserved("1 Year")),
                line("DZH318Z0BQ36:004J:DZH318Z08B8X", json!("P3Y"), &reserved("3 Years")),
                line(SOFTWARE, json!(null), "BizTalk Server 2016 Branch"),
            ],
        ),
        (
            "monthly",
            "pending",
            vec![line("DZH318Z0BXWC:0002:DZH318Z0BMRV", json!("P1M"), "Barracuda WaaS - Medium Plan")],
        ),
    ];
    let orders = result["orders"].as_array().expect("orders");
    assert_eq!(orders.len(), printed.len(), "{result}");
    for (order, (cycle, status, lines)) in orders.iter().zip(printed) {
        assert_eq!((&order["billingCycle"], &order["status"]), (&json!(cycle), &json!(status)));
        assert_eq!(order["referenceCustomerId"], PRINTED_CUSTOMER);
        let shown =
            |line: &Value| json!([line["offerId"], line["termDuration"], line["friendlyName"], line["quantity"]]);
        let seen: Vec<_> = order["lineItems"].as_array().expect("lines").iter().map(shown).collect();
        assert_eq!(seen, lines);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_shows_in_later_reads_and_not_in_a_repeated_checkout() {
    let server = TestServer::start().await;
    let body = crate::support::cart_of([line(LICENCE, 1, "monthly", None), line(PLAIN_LICENCE, 4, "monthly", None)]);
    let cart = server.create_cart(CUSTOMER, &body).await;
    let first = server.check_out(CUSTOMER, &cart).await.expect(201);
    let path = path(CUSTOMER, &format!("/{}", id(&first["orders"][0])));
    let status = format!("{path}/provisioningstatus");
    for (state, order_status) in [("prefulfillment_pending", "pending"), ("fulfilled", "completed")] {
        let order = server.get(&path).await.expect(200);
        assert_eq!(order["status"], order_status);
        let lines = server.get(&status).await.expect(200);
        assert_eq!((&lines["totalCount"], lines.get("links")), (&json!(2), None), "{lines}");
        for (number, quantity) in [(0, 1), (1, 4)] {
            let subscribed = order["lineItems"][number].get("subscriptionId").is_some();
            assert_eq!(subscribed, state == "fulfilled", "{order}");
            let line = &lines["items"][number];
            assert_eq!((&line["lineItemNumber"], &line["status"]), (&json!(number), &json!(state)));
            let counted = json!([{ "quantity": quantity, "status": state }]);
            assert_eq!(line["quantityProvisioningInformation"], counted);
        }
        assert_eq!(server.check_out(CUSTOMER, &cart).await.expect(201), first);
        assert_eq!(server.provision().await, usize::from(state != "fulfilled"));
    }
}
