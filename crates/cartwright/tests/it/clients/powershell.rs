//! What the PowerShell module does, over the open SDK: capitals in names and enumerations, whole resources sent back.

use super::{
    model,
    sequence::{Sequence, text, with_id},
};
use crate::support::{
    AZURE_CUSTOMER, BASE_SUBSCRIPTION, CUSTOMER, LEGACY_BASE, LEGACY_CUSTOMER, LICENCE, PARTNER, PLAIN_LICENCE,
    RESERVATION,
};
use serde_json::{Value, json};

/// An Azure subscription of the Azure customer that everything can be bought with.
const AZURE_SUBSCRIPTION: &str = "A2000000-0000-4000-8000-000000000005";

/// `Connect-PartnerCenter` signs in and reads the partner's own profile; its country and culture go into every later call.
#[tokio::test(flavor = "multi_thread")]
async fn it_connects() {
    let client = Sequence::of("client-open").await;
    assert_eq!(client.server.app_user_token(PARTNER).await.split('.').count(), 3, "a JWT");
    let profile = client.get("/v1/profiles/organization").await;
    assert_eq!((&profile["defaultAddress"]["country"], &profile["culture"]), (&json!("US"), &json!("en-US")));
}

/// `Get-PartnerProduct`, `-Sku`, `-Availability` and `-Inventory`: the country and the same further words in each query.
async fn browse(client: &Sequence, country: &str, view: &str, further: &str, item: &str) -> Value {
    let ids: Vec<&str> = item.split(':').collect();
    let products = client.items(&format!("/v1/products?country={country}&targetView={view}{further}")).await;
    let skus = format!("/v1/products/{}/skus", text(with_id(&products, ids[0]), "id"));
    let listed = client.items(&format!("{skus}?country={country}{further}")).await;
    let availabilities = format!("{skus}/{}/availabilities", text(with_id(&listed, ids[1]), "id"));
    let listed = client.items(&format!("{availabilities}?country={country}{further}")).await;
    assert_eq!(with_id(&listed, ids[2])["catalogItemId"], item);
    let target = json!({ "ProductId": ids[0], "SkuId": ids[1] });
    let context = json!({ "customerId": AZURE_CUSTOMER, "azureSubscriptionId": AZURE_SUBSCRIPTION });
    let body = json!({ "TargetItems": [target], "InventoryContext": context });
    let target = format!("/v1/extensions/product/checkinventory?country={country}");
    client.call("POST", &target, &body.to_string()).await.expect(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn it_browses_the_catalogue_of_its_country() {
    let client = Sequence::of("client-open").await;
    let profile = client.get("/v1/profiles/organization").await;
    let country = text(&profile["defaultAddress"], "country");
    for (view, further, item) in [
        ("OnlineServices", "", PLAIN_LICENCE),
        ("OnlineServices", "&targetSegment=commercial", LICENCE),
        ("AzureReservations", "&reservationScope=AzurePlan", RESERVATION),
    ] {
        let told = browse(&client, country, view, further, item).await;
        assert_eq!(told[0]["isRestricted"], json!(false), "{told}");
    }
}

fn written(cart: &Value) -> String {
    model::open(cart).to_string()
}

/// `New-`, `Add-`, `Set-` and `Submit-PartnerCustomerCart`. The module drops the term of a new line.
#[tokio::test(flavor = "multi_thread")]
async fn it_makes_fills_changes_and_submits_a_cart() {
    let client = Sequence::of("client-open").await;
    let carts = format!("/v1/customers/{CUSTOMER}/carts");
    let line = |id: u32, item: &str| {
        json!({ "BillingCycle": "Monthly", "CatalogItemId": item, "FriendlyName": "harness", "Id": id,
            "Participants": [], "ProvisioningContext": {}, "Quantity": 2 })
    };
    let body = json!({ "ExpirationTimestamp": "0001-01-01T00:00:00Z", "LineItems": [line(0, LICENCE)],
        "Attributes": { "ObjectType": "Cart" } });
    let cart = client.call("POST", &carts, &body.to_string()).await.expect(201);
    let path = format!("{carts}/{}", text(&cart, "id"));

    // Its new line goes to a copy, so that it puts the cart back as it was.
    let read = client.get(&path).await;
    let same = client.call("PUT", &path, &written(&read)).await.expect(201);
    assert_eq!(same["lineItems"], cart["lineItems"]);
    let mut added = model::open(&client.get(&path).await);
    added["LineItems"].as_array_mut().expect("lines").push(line(1, PLAIN_LICENCE));
    let added = client.call("PUT", &path, &added.to_string()).await.expect(201);
    assert_eq!(added["lineItems"].as_array().map(Vec::len), Some(2));
    let mut set = client.get(&path).await;
    set["lineItems"][0]["quantity"] = json!(7);
    let set = client.call("PUT", &path, &written(&set)).await.expect(201);
    assert_eq!((&set["lineItems"][0]["quantity"], &set["lineItems"][1]["quantity"]), (&json!(7), &json!(2)));
    assert_eq!(set["lineItems"][0]["termDuration"], "P1M");

    let submitted = client.call("POST", &format!("{path}/checkout"), "null").await.expect(201);
    assert_eq!(submitted.get("orderErrors"), None, "{submitted}");
    let again = client.call("POST", &format!("{path}/checkout"), "\"success\"").await.expect(201);
    assert_eq!(again, submitted);
    let ordered = client.items(&format!("/v1/customers/{CUSTOMER}/orders?include_price=True")).await;
    assert_eq!(ordered.len(), submitted["orders"].as_array().map_or(0, Vec::len));
}

/// `Set-PartnerCustomerSubscription` sends back the whole subscription.
#[tokio::test(flavor = "multi_thread")]
async fn it_edits_a_subscription() {
    let client = Sequence::of("client-open").await;
    let path = format!("/v1/customers/{LEGACY_CUSTOMER}/subscriptions/{BASE_SUBSCRIPTION}");
    for (member, value, said) in [
        ("FriendlyName", json!("Nickname"), json!("Nickname")),
        ("Quantity", json!(30), json!(30)),
        ("AutoRenewEnabled", json!(false), json!(false)),
        ("Status", json!("Suspended"), json!("suspended")),
        ("Status", json!("Active"), json!("active")),
    ] {
        let mut whole = model::open_resource(&client.get(&path).await);
        whole[member] = value;
        let edited = client.call("PATCH", &path, &whole.to_string()).await.expect(200);
        let name = format!("{}{}", member[..1].to_ascii_lowercase(), &member[1..]);
        assert_eq!(edited[&name], said, "{edited}");
        assert_eq!(client.get(&path).await, edited);
    }
}

/// With a billing cycle it changes the order that the subscription is of.
#[tokio::test(flavor = "multi_thread")]
async fn it_changes_the_billing_cycle_by_the_order() {
    let client = Sequence::of("client-open").await;
    let line = json!({ "LineItemNumber": 0, "OfferId": LEGACY_BASE, "Quantity": 5 });
    let body = json!({ "BillingCycle": "Monthly", "LineItems": [line], "ReferenceCustomerId": CUSTOMER,
        "Attributes": { "ObjectType": "Order" } });
    let customer = format!("/v1/customers/{CUSTOMER}");
    client.call("POST", &format!("{customer}/orders"), &body.to_string()).await.expect(201);
    let owned = client.items(&format!("{customer}/subscriptions")).await[0].clone();
    let subscription = format!("{customer}/subscriptions/{}", text(&owned, "id"));
    let order = format!("{customer}/orders/{}", text(&client.get(&subscription).await, "orderId"));
    let mut whole = model::open_resource(&client.get(&order).await);
    whole["BillingCycle"] = json!("Annual");
    let changed = client.call("PATCH", &order, &whole.to_string()).await.expect(200);
    assert_eq!(changed["billingCycle"], "annual");
    assert_eq!(client.get(&subscription).await["billingCycle"], "annual");
}
