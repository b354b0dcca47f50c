//! What the Node client does: it has no carts, names none of its requests, and sends back whole what it has read.

use super::sequence::{Sequence, text};
use crate::support::CUSTOMER;
use serde_json::{Value, json};

/// `createOrderByProductId`: the first SKU of a product, the first availability of that, without a query.
async fn buy(client: &Sequence, product: &str, quantity: u32) -> Value {
    let skus = format!("/v1/customers/{CUSTOMER}/products/{product}/skus");
    let sku = client.items(&skus).await[0].clone();
    let availabilities = format!("{skus}/{}/availabilities", text(&sku, "id"));
    let availability = client.items(&availabilities).await[0].clone();
    let offer = format!("{product}:{}:{}", text(&sku, "id"), text(&availability, "id"));
    let line = json!({ "offerId": offer, "quantity": quantity, "lineItemNumber": 0 });
    let body = json!({ "billingCycle": "monthly", "lineItems": [line] });
    let order = client.call("POST", &format!("/v1/customers/{CUSTOMER}/orders"), &body.to_string()).await;
    client.server.provision().await;
    order.expect(201)
}

/// It finds a subscription by the offer that it has ordered, letter for letter.
async fn owned(client: &Sequence, order: &Value) -> Value {
    let subscriptions = client.items(&format!("/v1/customers/{CUSTOMER}/subscriptions")).await;
    let offer = &order["lineItems"][0]["offerId"];
    subscriptions.into_iter().find(|owned| &owned["offerId"] == offer).expect("what was ordered")
}

#[tokio::test(flavor = "multi_thread")]
async fn it_buys_what_is_listed_first() {
    let client = Sequence::of("client-pliancy").await;
    for product in ["CFQ7TTC0LH16", "CFQ7TTC0LF8S", "CFQ7TTC0LFLX"] {
        let order = buy(&client, product, 3).await;
        let subscription = owned(&client, &order).await;
        assert_eq!((&subscription["orderId"], &subscription["quantity"]), (&order["id"], &json!(3)));
        assert_eq!((&subscription["status"], &subscription["isTrial"]), (&json!("active"), &json!(false)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_resizes_a_subscription_by_sending_all_of_it_back() {
    let client = Sequence::of("client-pliancy").await;
    let order = buy(&client, "CFQ7TTC0LH16", 3).await;
    let path = format!("/v1/customers/{CUSTOMER}/subscriptions/{}", text(&owned(&client, &order).await, "id"));
    for quantity in [8, 5, 5] {
        let mut subscription = client.get(&path).await;
        subscription["quantity"] = json!(quantity);
        let resized = client.call("PATCH", &path, &subscription.to_string()).await.expect(200);
        // It compares with ===, so that "8" would be another quantity.
        assert_eq!(resized["quantity"], json!(quantity));
        assert_eq!((&resized["autoRenewEnabled"], &resized["status"]), (&json!(true), &json!("active")));
        assert_eq!(client.get(&path).await, resized);
    }
}
