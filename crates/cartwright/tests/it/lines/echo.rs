//! What a client says of a line comes back as it was said, in the names and spellings that every client reads
//! (digest 4.1 to 4.4, clients 1.3 to 1.9).

use crate::support::{
    AZURE_CUSTOMER, AZURE_PLAN, CUSTOMER, LEGACY_ADDON, LEGACY_BASE, LEGACY_CUSTOMER, LICENCE, PLAIN_LICENCE, PROMOTED,
    PROMOTION, SAVINGS_PLAN, SECOND_LEGACY_ADDON, SOFTWARE, TRIAL, TestServer, USER, cart_of, carts, line, with,
};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn every_member_of_a_line_comes_back() {
    let server = TestServer::start().await;
    let sent = json!({ "LineItems": [{
        "Id": 7,
        "CatalogItemId": PLAIN_LICENCE.to_lowercase(),
        "FriendlyName": "Größe M 📎 <b>",
        "Quantity": 3,
        "CurrencyCode": "USD",
        "BillingCycle": "Annual",
        "TermDuration": "P1Y",
        "CustomTermEndDate": "2026-12-31T00:00:00",
        "Participants": [
            { "Key": "TransactionReseller", "Value": "5357564" },
            { "Key": "consumption_reseller", "Value": 517_285 },
            { "Key": "additional_transaction_reseller", "Value": "5139005" },
        ],
        "ProvisioningContext": { "Domain": "contoso.example" },
        "AttestationAccepted": true,
        "ScheduledNextTermInstructions": {
            "Product": {
                "ProductId": "CFQ7TTC0LH16", "SkuId": "0001", "AvailabilityId": "CFQ7TTC0XXXX",
                "BillingCycle": "Triennial", "TermDuration": "P3Y",
            },
            "Quantity": "4",
        },
    }] });
    let cart = server.create_cart(CUSTOMER, &sent).await;
    assert_eq!(
        cart["lineItems"],
        json!([{
            "id": 7,
            "catalogItemId": PLAIN_LICENCE.to_lowercase(),
            "friendlyName": "Größe M 📎 <b>",
            "quantity": 3,
            "currencyCode": "USD",
            "billingCycle": "annual",
            "termDuration": "P1Y",
            "customTermEndDate": "2026-12-31T00:00:00Z",
            "participants": [
                { "key": "transaction_reseller", "value": "5357564" },
                { "key": "consumption_reseller", "value": "517285" },
                { "key": "additional_transaction_reseller", "value": "5139005" },
            ],
            "provisioningContext": { "domain": "contoso.example" },
            "orderGroup": "0",
            "attestationAccepted": true,
            "scheduledNextTermInstructions": {
                "product": {
                    "productId": "CFQ7TTC0LH16", "skuId": "0001", "availabilityId": "CFQ7TTC0XXXX",
                    "billingCycle": "triennial", "termDuration": "P3Y",
                },
                "quantity": 4,
            },
        }])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_trial_turns_into_may_come_as_object_or_list() {
    let server = TestServer::start().await;
    let renewing = |renews_to: Value| with(line(TRIAL, 1, "none", None), json!({ "renewsTo": renews_to }));
    let object = json!({ "termDuration": "P1Y" });
    let lines = [object.clone(), json!([object.clone()]), json!([])].map(renewing);
    let cart = server.create_cart(CUSTOMER, &cart_of(lines)).await;
    assert_eq!(cart["lineItems"][0]["renewsTo"], object);
    assert_eq!(cart["lineItems"][1]["renewsTo"], object);
    assert!(cart["lineItems"][2].get("renewsTo").is_none(), "{cart}");
    assert!(cart["lineItems"][0].get("error").is_none(), "{cart}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_savings_plan_keeps_its_commitment() {
    let server = TestServer::start().await;
    let commitment = json!({ "amount": 0.05, "currency": "usd", "grain": "hourly" });
    let plan = with(
        line(SAVINGS_PLAN, 1, "one_time", Some("P1Y")),
        json!({
            "purchaseCommitment": commitment,
            "provisioningContext": { "SubscriptionId": AZURE_PLAN, "Scope": "shared" },
        }),
    );
    let cart = server.create_cart(AZURE_CUSTOMER, &cart_of([plan])).await;
    assert_eq!(cart["lineItems"][0]["purchaseCommitment"], commitment, "{cart}");
    let result = server.check_out(AZURE_CUSTOMER, &cart).await.expect(201);
    let ordered = &result["orders"][0]["lineItems"][0];
    assert_eq!(ordered["purchaseCommitment"], commitment, "{ordered}");
    assert_eq!(ordered["provisioningContext"], json!({ "subscriptionId": AZURE_PLAN, "scope": "shared" }));
}

/// Digest 7.2: the member is ignored on everything else.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_else_has_a_commitment() {
    let server = TestServer::start().await;
    let commitment = json!({ "purchaseCommitment": { "amount": 1, "currency": "usd", "grain": "hourly" } });
    let lines = [
        line(LICENCE, 1, "monthly", None),
        line(SOFTWARE, 1, "one_time", None),
        line(LEGACY_BASE, 1, "monthly", None),
        with(line(LICENCE, 1, "monthly", None), json!({ "promotionId": "39NF:0001:NONE" })),
    ];
    for line in lines {
        let cart = server.create_cart(CUSTOMER, &cart_of([with(line, commitment.clone())])).await;
        assert!(cart["lineItems"][0].get("purchaseCommitment").is_none(), "{cart}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_written_in_the_order_of_the_samples() {
    let server = TestServer::start().await;
    let base = with(
        line(LEGACY_BASE, 3, "monthly", Some("P1Y")),
        json!({
            "friendlyName": "n",
            "participants": [{ "key": "transaction_reseller", "value": "5357564" }],
            "provisioningContext": { "a": "b" },
            "addOnItems": [line(LEGACY_ADDON, 1, "monthly", None)],
        }),
    );
    let text = server.post(carts(CUSTOMER), &cart_of([base])).await.text;
    let names = [
        "id",
        "creationTimestamp",
        "lastModifiedTimestamp",
        "expirationTimestamp",
        "lastModifiedUser",
        "status",
        "lineItems",
        "id",
        "catalogItemId",
        "friendlyName",
        "quantity",
        "currencyCode",
        "billingCycle",
        "termDuration",
        "participants",
        "provisioningContext",
        "orderGroup",
        "addonItems",
        "id",
        "links",
        "self",
        "uri",
        "method",
        "headers",
        "attributes",
        "objectType",
    ];
    let mut rest = text.as_str();
    for name in names {
        let quoted = format!("\"{name}\":");
        (_, rest) = rest.split_once(&quoted).unwrap_or_else(|| panic!("{name} is not where it belongs in {text}"));
    }
}

/// The two legacy requests of seed 004 and their answers.
#[tokio::test(flavor = "multi_thread")]
async fn the_legacy_samples_are_answered_as_printed() {
    let server = TestServer::start().await;
    let sent = |id: i32, item: &str, quantity: i32| json!({ "Id": id, "CatalogItemId": item, "Quantity": quantity, "BillingCycle": "monthly" });
    let addons = json!([sent(1, LEGACY_ADDON, 2), sent(2, SECOND_LEGACY_ADDON, 3)]);
    let base = with(sent(0, LEGACY_BASE, 3), json!({ "FriendlyName": "Myofferpurchase", "AddonItems": addons }));
    let cart = server.create_cart(LEGACY_CUSTOMER, &json!({ "LineItems": [base] })).await;
    let shown = |id: i32, item: &str, quantity: i32| {
        json!({
            "id": id, "catalogItemId": item, "quantity": quantity, "currencyCode": "USD", "billingCycle": "monthly",
            "orderGroup": "OMS-0",
        })
    };
    let addons = json!([shown(1, LEGACY_ADDON, 2), shown(2, SECOND_LEGACY_ADDON, 3)]);
    let base = with(shown(0, LEGACY_BASE, 3), json!({ "friendlyName": "Myofferpurchase", "addonItems": addons }));
    let id = cart["id"].as_str().expect("an id");
    assert_eq!(
        cart,
        json!({
            "id": id,
            "creationTimestamp": "2026-03-02T10:00:00.1234567Z",
            "lastModifiedTimestamp": "2026-03-02T10:00:00.1234567Z",
            "expirationTimestamp": "2026-03-09T10:00:00.1234567Z",
            "lastModifiedUser": USER,
            "status": "Active",
            "lineItems": [base],
            "links": { "self": {
                "uri": format!("/customers/{LEGACY_CUSTOMER}/carts/{id}"), "method": "GET", "headers": [],
            } },
            "attributes": { "objectType": "Cart" },
        })
    );
}

/// The new-commerce request of seed 004 and its answer.
#[tokio::test(flavor = "multi_thread")]
async fn the_new_commerce_sample_is_answered_as_printed() {
    let server = TestServer::start().await;
    let sent = |id: i32, item: &str| json!({ "Id": id, "CatalogItemId": item, "Quantity": 20, "BillingCycle": "Monthly", "TermDuration": "P1M" });
    let addon = "CFQ7TTC0HDJX:0001:CFQ7TTC0K806";
    let cart = server.create_cart(CUSTOMER, &json!({ "LineItems": [sent(0, PROMOTED), sent(1, addon)] })).await;
    let shown = |id: i32, item: &str| {
        json!({
            "id": id, "catalogItemId": item, "quantity": 20, "currencyCode": "USD", "billingCycle": "monthly",
            "termDuration": "P1M", "provisioningContext": {}, "orderGroup": "0",
        })
    };
    let promoted = with(shown(0, PROMOTED), json!({ "promotionId": PROMOTION }));
    assert_eq!(cart["lineItems"], json!([promoted, shown(1, addon)]));
}
