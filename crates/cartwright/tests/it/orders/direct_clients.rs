//! The bytes that the public clients send to make an order (clients.md section 2).

use super::{id, path};
use crate::support::{CUSTOMER, LEGACY_BASE, LICENCE, PLAIN_LICENCE, Request, SOFTWARE, TestServer};
use serde_json::{Value, json};

/// The Node client: the first availability of the first SKU of a product, bought without a request id and without a customer
/// in the body.
#[tokio::test(flavor = "multi_thread")]
async fn the_node_client_buys_by_product_id() {
    let server = TestServer::start().await;
    let get = async |path: String| {
        let request = Request::get(path).header("Accept", "application/json, text/plain, */*");
        server.send(request).await.expect(200)["items"][0]["id"].as_str().expect("an id").to_owned()
    };
    let skus = format!("/v1/customers/{CUSTOMER}/products/CFQ7TTC0LH16/skus");
    let sku = get(skus.clone()).await;
    let availability = get(format!("{skus}/{sku}/availabilities")).await;
    let offer = format!("CFQ7TTC0LH16:{sku}:{availability}");
    assert_eq!(offer, PLAIN_LICENCE);
    let body = json!({
        "lineItems": [{
            "offerId": offer, "quantity": 4, "friendlyName": "harness", "termDuration": "P1Y", "lineItemNumber": 0,
        }],
        "billingCycle": "monthly",
    });
    let request = Request::post(path(CUSTOMER, "")).bytes("application/json", body.to_string());
    let request = request.header("User-Agent", "axios/1.18.1").header("Accept", "application/json, text/plain, */*");
    let order = server.send(request).await.expect(201);
    assert_eq!(order["referenceCustomerId"], CUSTOMER);
    assert_eq!((&order["billingCycle"], &order["status"]), (&json!("monthly"), &json!("pending")));
    let line = &order["lineItems"][0];
    assert_eq!((&line["offerId"], &line["quantity"]), (&json!(offer), &json!(4)));
    assert_eq!((&line["friendlyName"], &line["termDuration"]), (&json!("harness"), &json!("P1Y")));

    // It looks for the subscription by the offer id that it has ordered, letter for letter.
    server.provision().await;
    let subscriptions = server.get(format!("/v1/customers/{CUSTOMER}/subscriptions")).await.expect(200);
    let found = subscriptions["items"].as_array().expect("items").iter().find(|found| found["offerId"] == offer);
    assert_eq!(found.expect("the subscription")["orderId"], order["id"]);
}

/// An SDK's body for a line of that item.
type Written = fn(&str) -> String;

fn java(item: &str) -> String {
    json!({
        "attributes": { "objectType": "Order" }, "billingCycle": "monthly",
        "lineItems": [{
            "friendlyName": "harness", "lineItemNumber": 0, "offerId": item, "quantity": 5,
            "attributes": { "objectType": "OrderLineItem" },
        }],
        "referenceCustomerId": CUSTOMER,
    })
    .to_string()
}

fn dot_net(item: &str) -> String {
    json!({
        "Id": null, "AlternateId": null, "ReferenceCustomerId": CUSTOMER, "BillingCycle": "monthly", "CurrencyCode": null,
        "CurrencySymbol": null,
        "LineItems": [{
            "LineItemNumber": 0, "OfferId": item, "SubscriptionId": null, "ParentSubscriptionId": null, "TermDuration": null,
            "TransactionType": null, "FriendlyName": "harness", "Quantity": 5, "CustomTermEndDate": null,
            "PartnerIdOnRecord": null, "AdditionalPartnerIdsOnRecord": null, "ProvisioningContext": null, "Links": null,
            "RenewsTo": null, "Pricing": null, "PromotionId": null, "AttestationAccepted": null,
        }],
        "CreationDate": null, "Status": null, "TransactionType": null, "Links": null, "TotalPrice": null, "Client": null,
        "PartnerOnRecordAttestationAccepted": null, "Attributes": { "ObjectType": "Order" },
    })
    .to_string()
}

fn open(item: &str) -> String {
    json!({
        "BillingCycle": "Monthly",
        "LineItems": [{
            "FriendlyName": "harness", "LineItemNumber": 0, "OfferId": item, "ProvisioningContext": {}, "Quantity": 5,
        }],
        "ReferenceCustomerId": CUSTOMER, "Attributes": { "ObjectType": "Order" },
    })
    .to_string()
}

const CLIENTS: [(&str, &str, Written); 3] = [
    ("Partner Center Java SDK", "application/json; charset=utf-8", java),
    ("Partner Center .NET SDK", "application/json", dot_net),
    ("Partner Center Open .NET SDK", "application/json", open),
];

#[tokio::test(flavor = "multi_thread")]
async fn the_sdks_buy_and_send_back_what_they_bought() {
    for (client, media, write) in CLIENTS {
        let server = TestServer::start().await;
        for (call, item) in [LICENCE, LEGACY_BASE].into_iter().enumerate() {
            let send = async |request: Request, call: usize| {
                let id = format!("7c0c6f7e-52c4-4b0b-8a55-{call:012}");
                server.send(request.header("MS-PartnerCenter-Client", client).request_id(&id)).await
            };
            let request = Request::post(path(CUSTOMER, "")).bytes(media, write(item));
            let order = send(request.clone(), call).await.expect(201);
            assert_eq!((&order["billingCycle"], &order["lineItems"][0]["quantity"]), (&json!("monthly"), &json!(5)));
            assert_eq!(order["lineItems"][0]["friendlyName"], "harness", "{client}");
            assert_eq!(send(request, call).await.expect(201), order, "a retry carries the same request id");

            server.provision().await;
            let own = path(CUSTOMER, &format!("/{}", id(&order)));
            let read = server.get(own.clone()).await.expect(200);
            for written in [order.to_string(), read.to_string(), in_pascal_case(&read).to_string()] {
                let patch = Request::new("PATCH", own.clone()).bytes(media, written);
                assert_eq!(server.send(patch).await.expect(200), read, "{client}: sent back as it is, it is as it was");
            }
        }
    }
}

/// The same with names in PascalCase, as the .NET clients write them.
fn in_pascal_case(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(in_pascal_case).collect(),
        Value::Object(members) => {
            let pascal = |name: &str| format!("{}{}", name[..1].to_uppercase(), &name[1..]);
            members.iter().map(|(name, value)| (pascal(name), in_pascal_case(value))).collect()
        }
        other => other.clone(),
    }
}

/// The .NET SDK has a header for the user that gets the licence: it is taken, and nothing comes of it.
#[tokio::test(flavor = "multi_thread")]
async fn the_user_of_the_customer_may_be_named() {
    let server = TestServer::start().await;
    let request = Request::post(path(CUSTOMER, "")).bytes("application/json", dot_net(LICENCE));
    server.send(request.header("x-ms-customeruser-upn", "ann@contoso.example")).await.expect(201);
    let once = json!({ "lineItems": [{ "offerId": SOFTWARE, "quantity": 1, "lineItemNumber": 0 }] });
    assert_eq!(server.post(path(CUSTOMER, ""), &once).await.expect(201)["billingCycle"], "one_time");
}
