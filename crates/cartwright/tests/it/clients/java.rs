//! What the documentation does with the Java SDK: two slashes before the version, `addOnItems`, what has no value left out.

use super::{
    model,
    sequence::{Sequence, text, with_id},
};
use crate::support::{CUSTOMER, LEGACY_ADDON, LEGACY_BASE, LICENCE};
use serde_json::{Value, json};

/// Looks the licence up. A SKU's dynamic attributes are texts to Java, which a list among them would break.
async fn found(client: &Sequence) -> Value {
    let ids: Vec<&str> = LICENCE.split(':').collect();
    let products = client.items("//v1/products?targetView=OnlineServices&country=US").await;
    let product = format!("//v1/products/{}/skus", text(with_id(&products, ids[0]), "id"));
    let skus = client.items(&format!("{product}?country=US")).await;
    let attributes = with_id(&skus, ids[1])["dynamicAttributes"].as_object().expect("attributes").clone();
    assert!(attributes.values().all(|value| !value.is_array() && !value.is_object()), "{attributes:?}");
    let availabilities = client.items(&format!("{product}/{}/availabilities?country=US", ids[1])).await;
    with_id(&availabilities, ids[2]).clone()
}

async fn check_inventory(client: &Sequence, item: &Value) {
    let target = json!({ "productId": item["productId"], "skuId": item["skuId"] });
    let body = json!({ "inventoryContext": { "customerId": CUSTOMER }, "targetItems": [target] });
    let path = "//v1/extensions/product/checkInventory?country=US";
    let told = client.call("POST", path, &body.to_string()).await.expect(200);
    assert_eq!(told[0]["isRestricted"], json!(false), "{told}");
}

fn body(item: &Value) -> Value {
    let add_on = json!({ "billingCycle": "monthly", "catalogItemId": LEGACY_ADDON, "id": 1, "quantity": 1 });
    json!({
        "attributes": { "objectType": "Cart" },
        "lineItems": [
            { "addOnItems": [add_on], "billingCycle": "monthly", "catalogItemId": LEGACY_BASE, "id": 0, "quantity": 5 },
            { "billingCycle": "monthly", "catalogItemId": item["catalogItemId"], "friendlyName": "harness", "id": 2,
                "quantity": 3, "termDuration": item["terms"][0]["duration"] },
        ],
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn it_buys_from_the_catalogue_to_the_subscription() {
    let client = Sequence::of("client-java").await;
    let item = found(&client).await;
    check_inventory(&client, &item).await;
    let customer = format!("//v1/customers/{CUSTOMER}");
    let cart = client.call("POST", &format!("{customer}/carts"), &body(&item).to_string()).await.expect(201);
    let path = format!("{customer}/carts/{}", text(&cart, "id"));
    let mut read = client.get(&path).await;
    read["lineItems"][1]["quantity"] = json!(4);
    let put = client.call("PUT", &path, &model::java(&read).to_string()).await.expect(201);
    assert_eq!(put["lineItems"][1]["quantity"], json!(4));
    assert_eq!(put["lineItems"][0]["addonItems"].as_array().map(Vec::len), Some(1), "{put}");
    let result = client.call("POST", &format!("{path}/checkout"), "\"success\"").await.expect(201);
    assert_eq!(client.server.provision().await, 1);

    let mut followed = 0;
    for (order, lines) in result["orders"].as_array().expect("orders").iter().zip([2, 1]) {
        let id = text(order, "id");
        let read = client.get(&format!("{customer}/orders/{id}?include_price=false")).await;
        assert_eq!((&read["status"], read.get("totalPrice")), (&json!("completed"), None));
        // Legacy orders are provisioned by their checkout, and have no link to a status.
        if let Some(link) = read["links"]["provisioningStatus"]["uri"].as_str() {
            let status = client.items(&format!("//v1{link}")).await;
            assert_eq!((status.len(), &status[0]["status"]), (1, &json!("fulfilled")));
            followed += 1;
        }
        let owned = client.items(&format!("{customer}/subscriptions?order_id={id}")).await;
        assert_eq!(owned.len(), lines);
        // It knows no other contract, and none that is null.
        assert!(owned.iter().all(|owned| owned["contractType"] == "subscription"), "{owned:?}");
    }
    let listed = client.items(&format!("{customer}/orders?include_price=false")).await;
    assert_eq!((listed.len(), followed), (2, 1));
}
