//! What the documentation does with the .NET SDK, from the catalogue to the subscription of an order: every null spelled out.

use super::{
    model,
    sequence::{Sequence, text, with_id},
};
use crate::support::{AZURE_CUSTOMER, PROMOTED, PROMOTION, RESERVATION};
use serde_json::{Value, json};

/// An Azure subscription of the customer that is not registered yet.
const NOT_REGISTERED: &str = "A2000000-0000-4000-8000-000000000001";

/// Looks an item up as the purchase pages do: product, SKU, availability.
async fn found(client: &Sequence, view: &str, item: &str) -> Value {
    let ids: Vec<&str> = item.split(':').collect();
    let products = client.items(&format!("/v1/products?targetView={view}&country=US")).await;
    let product = text(with_id(&products, ids[0]), "id");
    let skus = client.items(&format!("/v1/products/{product}/skus?country=US")).await;
    let sku = text(with_id(&skus, ids[1]), "id");
    let availabilities = client.items(&format!("/v1/products/{product}/skus/{sku}/availabilities?country=US")).await;
    with_id(&availabilities, ids[2]).clone()
}

fn line(id: u32, item: &Value, promotion: Value, context: Value) -> Value {
    let term = &item["terms"][0];
    json!({
        "Id": id, "CatalogItemId": item["catalogItemId"], "FriendlyName": null, "Quantity": 1, "CurrencyCode": null,
        "BillingCycle": if promotion.is_null() { "one_time" } else { "monthly" }, "TermDuration": term["duration"],
        "PromotionId": promotion, "Participants": null, "ProvisioningContext": context, "OrderGroup": null,
        "PurchaseSystem": null, "AddonItems": null, "RenewsTo": null, "Error": null, "CustomTermEndDate": null,
        "AttestationAccepted": null,
    })
}

async fn assert_promotion(client: &Sequence) {
    let promotions = client.items("/v1/productpromotions?country=US&segment=commercial").await;
    assert_eq!(with_id(&promotions, PROMOTION)["properties"]["isAutoApplicable"], json!(true));
    let item = json!({ "Id": 0, "CatalogItemId": PROMOTED, "Quantity": 1, "BillingCycle": "monthly",
        "TermDuration": "P1M", "PromotionId": null });
    let body = json!({ "Items": [item], "Attributes": { "ObjectType": "PromotionEligibilitiesRequest" } });
    let target = format!("/v1/customers/{AZURE_CUSTOMER}/promotionEligibilities");
    let told = client.call("POST", &target, &body.to_string()).await.expect(200);
    let eligibility = json!({ "promotionId": PROMOTION, "isEligible": true });
    assert_eq!(told["items"][0]["eligibilities"], json!([eligibility]));
}

async fn check_inventory(client: &Sequence, item: &Value) -> Value {
    let target = json!({ "ProductId": item["productId"], "SkuId": item["skuId"] });
    let context =
        json!({ "customerId": AZURE_CUSTOMER, "azureSubscriptionId": NOT_REGISTERED, "armRegionName": "eastus" });
    let body = json!({ "TargetItems": [target], "InventoryContext": context });
    let path = "/v1/extensions/product/checkinventory?country=US";
    client.call("POST", path, &body.to_string()).await.expect(200)[0].clone()
}

/// Registers the Azure subscription and asks until it is.
async fn register(client: &Sequence) {
    let path = format!("/v1/customers/{AZURE_CUSTOMER}/subscriptions/{NOT_REGISTERED}");
    assert_eq!(client.get(&format!("{path}/registrationstatus")).await["status"], "NotRegistered");
    let accepted = client.call("POST", &format!("{path}/registrations"), "null").await;
    assert_eq!(accepted.status.as_u16(), 202, "{}", accepted.text);
    let status = format!("/v1{}", accepted.header("location").expect("where to ask"));
    assert_eq!(client.get(&status).await["status"], "Registered");
}

/// Makes the cart, puts it back with another quantity, and checks it out. Returns the result.
async fn purchase(client: &Sequence, lines: [Value; 2]) -> Value {
    let carts = format!("/v1/customers/{AZURE_CUSTOMER}/carts");
    let body = json!({ "Id": null, "CreationTimestamp": null, "LastModifiedTimestamp": null,
        "ExpirationTimestamp": "0001-01-01T00:00:00", "LastModifiedUser": null, "LineItems": lines, "Status": null,
        "PartnerOnRecordAttestationAccepted": null, "Attributes": { "ObjectType": "Cart" } });
    let cart = client.call("POST", &carts, &body.to_string()).await.expect(201);
    assert!(!cart.to_string().contains("errorCode"), "{cart}");
    let path = format!("{carts}/{}", text(&cart, "id"));
    let mut read = client.get(&path).await;
    read["lineItems"][0]["quantity"] = json!(20);
    let put = client.call("PUT", &path, &model::dotnet(&read).to_string()).await.expect(201);
    assert_eq!((&put["lineItems"][0]["promotionId"], &put["status"]), (&json!(PROMOTION), &json!("Active")));
    let result = client.call("POST", &format!("{path}/checkout"), "\"success\"").await.expect(201);
    assert_eq!(result.get("orderErrors"), None, "{result}");
    result
}

#[tokio::test(flavor = "multi_thread")]
async fn it_buys_with_a_promotion_and_for_an_azure_subscription() {
    let client = Sequence::of("client-dotnet").await;
    let licence = found(&client, "OnlineServices", PROMOTED).await;
    let reservation = found(&client, "AzureReservations", RESERVATION).await;
    assert_promotion(&client).await;
    assert_eq!(check_inventory(&client, &reservation).await["isRestricted"], json!(true));
    register(&client).await;
    assert_eq!(check_inventory(&client, &reservation).await["isRestricted"], json!(false));

    let context = json!({ "subscriptionId": NOT_REGISTERED, "scope": "shared" });
    let lines = [line(0, &licence, json!(PROMOTION), Value::Null), line(1, &reservation, Value::Null, context)];
    let result = purchase(&client, lines).await;
    let ordered = result["orders"].as_array().expect("orders");
    assert_eq!(ordered.len(), 2, "{result}");
    assert_eq!(client.server.provision().await, 2);
    for (order, subscriptions) in ordered.iter().zip([1, 0]) {
        let path = format!("/v1/customers/{AZURE_CUSTOMER}/orders/{}", text(order, "id"));
        assert_eq!(client.get(&path).await["status"], "completed");
        let status = client.items(&format!("{path}/provisioningstatus")).await;
        assert_eq!(status[0]["status"], "fulfilled");
        let query = format!("/v1/customers/{AZURE_CUSTOMER}/subscriptions?order_id={}", text(order, "id"));
        let owned = client.get(&query).await;
        assert_eq!(owned["totalCount"], json!(subscriptions), "a reservation leaves an entitlement: {owned}");
    }
}
