//! The story of a purchase, end to end.

use crate::support::{CUSTOMER, LICENCE, TestServer, carts};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_buys_for_a_customer() {
    let server = TestServer::start().await;
    let line = json!({ "catalogItemId": LICENCE, "quantity": 5, "billingCycle": "monthly", "termDuration": "P1Y" });
    let cart = server.create_cart(CUSTOMER, &json!({ "lineItems": [line] })).await;
    assert_eq!(cart["status"], "Active");
    let path = format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"));
    assert_eq!(server.get(&path).await.expect(200), cart);

    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    let order = &result["orders"][0];
    assert_eq!(order["status"], "pending");
    assert_eq!(server.get(&path).await.expect(200)["status"], "Ordered");

    let orders = format!("/v1/customers/{CUSTOMER}/orders");
    let status = format!("{orders}/{}/provisioningstatus", order["id"].as_str().expect("an id"));
    assert_eq!(server.get(&status).await.expect(200)["items"][0]["status"], "prefulfillment_pending");
    assert_eq!(server.provision().await, 1);
    assert_eq!(server.get(&status).await.expect(200)["items"][0]["status"], "fulfilled");
    let list = server.get(&orders).await.expect(200);
    assert_eq!(list["totalCount"], 1);
    assert_eq!(list["items"][0]["status"], "completed");
    assert!(list["items"][0]["lineItems"][0]["subscriptionId"].is_string());
}
