//! Inventory checks, and that they say what the line of a cart is told (surroundings 2.2, 3.4).

use crate::support::{
    AZURE_CUSTOMER, Answer, CUSTOMER, OTHER_CUSTOMER, PRINTED_CUSTOMER, PRINTED_SUBSCRIPTION, Request, TestServer,
    cart_of, line, with,
};
use serde_json::{Value, json};

const PATH: &str = "/v1/extensions/product/checkinventory?country=US";
const PRODUCT: &str = "DZH318Z0BQ36";

fn question(sku: Option<&str>, customer: &str, subscription: &str) -> Value {
    let mut item = json!({ "productId": PRODUCT });
    if let Some(sku) = sku {
        item["skuId"] = sku.into();
    }
    let context = json!({ "customerId": customer, "azureSubscriptionId": subscription, "armRegionName": "eastus2" });
    json!({ "targetItems": [item], "inventoryContext": context })
}

/// The one item of an answer.
fn only(answer: &Answer) -> Value {
    let items = answer.expect(200);
    assert_eq!(items.as_array().map(Vec::len), Some(1), "{items}");
    items[0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_read_in_the_bytes_of_every_client() {
    let server = TestServer::start().await;
    let out = json!({
        "productId": PRODUCT, "skuId": "0099", "isRestricted": true,
        "restrictions": [{
            "reasonCode": "InventoryNotAvailable",
            "description": "The inventory is not available for the selected offer.",
        }],
    });
    let camel = question(Some("0099"), PRINTED_CUSTOMER, PRINTED_SUBSCRIPTION).to_string();
    let pascal = format!(
        r#"{{"TargetItems":[{{"ProductId":"dzh318z0bq36","SkuId":"0099"}}],"InventoryContext":{{"customerId":"{PRINTED_CUSTOMER}",
        "AzureSubscriptionId":"{PRINTED_SUBSCRIPTION}","ArmRegionName":null}},"Attributes":{{"ObjectType":"X"}}}}"#
    );
    for (path, body) in [
        (PATH, &camel),
        ("/v1/extensions/product/checkInventory?country=us", &camel),
        ("/v1//Extensions/Product/CheckInventory/?Country=US", &pascal),
    ] {
        let answer = server.send(Request::post(path).bytes("application/json; charset=utf-8", body.clone())).await;
        assert_eq!(only(&answer), out, "{body}");
    }
    let free = server.post(PATH, &question(Some("004G"), PRINTED_CUSTOMER, PRINTED_SUBSCRIPTION)).await;
    assert_eq!(only(&free), json!({ "productId": PRODUCT, "skuId": "004G", "isRestricted": false }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_stands_for_its_skus_and_what_is_not_there_is_passed_over() {
    let server = TestServer::start().await;
    let ids = |items: &Value| -> Vec<String> {
        let items = items.as_array().expect("a bare list").iter();
        items.map(|item| format!("{}:{}", item["productId"], item["skuId"]).replace('"', "")).collect()
    };
    let all = server.post(PATH, &question(None, PRINTED_CUSTOMER, PRINTED_SUBSCRIPTION)).await.expect(200);
    assert_eq!(ids(&all), ["DZH318Z0BQ36:004G", "DZH318Z0BQ36:004J", "DZH318Z0BQ36:0099", "DZH318Z0BQ36:0098"]);
    let mut mixed = question(Some("9999"), PRINTED_CUSTOMER, PRINTED_SUBSCRIPTION);
    mixed["targetItems"] = json!([
        { "productId": "NONE" }, { "productId": PRODUCT, "skuId": "9999" }, { "productId": "CFQ7TTC0LF8S", "skuId": "" },
    ]);
    let known = server.post(PATH, &mixed).await.expect(200);
    assert_eq!(ids(&known), ["CFQ7TTC0LF8S:0001", "CFQ7TTC0LF8S:0002"]);
    assert_eq!(known[0]["isRestricted"], false, "of what there is no end, everybody can have some");
    let elsewhere = question(None, PRINTED_CUSTOMER, PRINTED_SUBSCRIPTION);
    assert_eq!(server.post(PATH.replace("US", "FR"), &elsewhere).await.expect(200), json!([]));
}

/// Every SKU with every Azure subscription: an item is restricted exactly when its line has an error.
#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_the_line_of_a_cart_is_told() {
    let server = TestServer::start().await;
    let mut seen = Vec::new();
    for (sku, availability, term) in [
        ("004G", "DZH318Z08C0S", "P1Y"),
        ("004J", "DZH318Z08B8X", "P3Y"),
        ("0099", "DZH318Z08ZZZ", "P1Y"),
        ("0098", "DZH318Z08YYY", "P1Y"),
    ] {
        for last in 1..=6 {
            let subscription = format!("A2000000-0000-4000-8000-00000000000{last}");
            let context = json!({ "subscriptionId": subscription, "scope": "shared" });
            let line = line(&format!("{PRODUCT}:{sku}:{availability}"), 1, "one_time", Some(term));
            let cart = cart_of([with(line, json!({ "provisioningContext": context }))]);
            let cart = server.create_cart(AZURE_CUSTOMER, &cart).await;
            let error = cart["lineItems"][0].get("error");
            let answer = server.post(PATH, &question(Some(sku), AZURE_CUSTOMER, &subscription)).await;
            let item = only(&answer);
            assert_eq!(item["isRestricted"], error.is_some(), "{item} and {error:?}");
            assert_eq!(item.get("restrictions").is_some(), error.is_some(), "{item}");
            if let Some(error) = error {
                let told = item["restrictions"][0]["description"].as_str().expect("a description");
                let of_line = error["errorDescription"].as_str().expect("a description");
                assert!(of_line.starts_with(told), "{told} and {of_line}");
                seen.push(error["errorCode"].as_u64().expect("a code"));
            }
        }
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen, [10003, 10007, 10008, 10011]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_bought_is_no_longer_there() {
    let server = TestServer::start().await;
    let ask = async || only(&server.post(PATH, &question(Some("0098"), PRINTED_CUSTOMER, PRINTED_SUBSCRIPTION)).await);
    let context = json!({ "subscriptionId": PRINTED_SUBSCRIPTION, "scope": "shared" });
    for expected in [false, false, true] {
        let item = ask().await;
        assert_eq!(item["isRestricted"], expected, "{item}");
        let line = line("DZH318Z0BQ36:0098:DZH318Z08YYY", 1, "one_time", Some("P1Y"));
        let cart = cart_of([with(line, json!({ "provisioningContext": context }))]);
        let cart = server.create_cart(PRINTED_CUSTOMER, &cart).await;
        assert_eq!(cart["lineItems"][0].get("error").is_some(), expected, "{cart}");
        server.check_out(PRINTED_CUSTOMER, &cart).await;
    }
    assert_eq!(ask().await["restrictions"][0]["reasonCode"], "QuotaNotAvailable");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restriction_names_the_subscription() {
    let server = TestServer::start().await;
    for (subscription, told) in [
        ("A2000000-0000-4000-8000-000000000001", "The subscription is not registered."),
        ("no-guid", "The subscription is not valid."),
        (PRINTED_SUBSCRIPTION, "The subscription is not valid."),
    ] {
        let item = only(&server.post(PATH, &question(Some("0099"), AZURE_CUSTOMER, subscription)).await);
        let expected = json!({
            "reasonCode": "NotAvailableForSubscription", "description": told,
            "properties": { "type": "AzureSubscription", "values": subscription },
        });
        assert_eq!(item["restrictions"][0], expected);
        assert_eq!(item["restrictions"][1]["reasonCode"], "InventoryNotAvailable", "{item}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_says_too_little_is_refused() {
    let server = TestServer::start().await;
    let item = json!([{ "productId": PRODUCT, "skuId": "004G" }]);
    for (body, told) in [
        (json!({}), "targetItems is missing"),
        (json!({ "targetItems": {} }), "targetItems: seen is an object"),
        (json!({ "targetItems": [{ "skuId": "004G" }] }), "targetItems[0].productId is missing"),
        (
            json!({ "targetItems": item }),
            "inventoryContext.customerId is missing; accepted is the customer that DZH318Z0BQ36:004G",
        ),
        (
            json!({ "targetItems": item, "inventoryContext": { "CUSTOMERID": CUSTOMER, "azureSubscriptionId": " " } }),
            "inventoryContext.azureSubscriptionId is missing",
        ),
        (
            json!({ "targetItems": item, "inventoryContext": { "customerId": "x" } }),
            "inventoryContext.customerId: seen is x; accepted is the GUID of a customer.",
        ),
        (json!({ "targetItems": item, "inventoryContext": [] }), "inventoryContext: seen is a list of 0"),
    ] {
        let description = server.post(PATH, &body).await.expect_fault(400, 800002);
        assert!(description.contains(told), "{body}: {description}");
    }
    let good = question(None, PRINTED_CUSTOMER, PRINTED_SUBSCRIPTION);
    let told = server.post(PATH.split('?').next().expect("a path"), &good).await.expect_fault(400, 800002);
    assert!(told.contains("country is missing"), "{told}");
    server.send(Request::post(PATH).bytes("text/plain", "{}")).await.expect_fault(415, 800002);
    server.send_bare(Request::post(PATH).json(&good)).await.expect_fault(401, 800001);
}

/// Whether the check needs it or not, a customer that is named is the caller's own.
#[tokio::test(flavor = "multi_thread")]
async fn the_customer_of_another_partner_is_refused_like_an_unknown_one() {
    let server = TestServer::start().await;
    let mut told = Vec::new();
    for customer in [OTHER_CUSTOMER, "99999999-9999-4999-8999-999999999999"] {
        for product in [PRODUCT, "CFQ7TTC0LF8S", "NONE"] {
            let mut question = question(None, customer, PRINTED_SUBSCRIPTION);
            question["targetItems"][0]["productId"] = product.into();
            told.push(server.post(PATH, &question).await.expect_fault(403, 20002));
        }
    }
    told.dedup();
    assert_eq!(told.len(), 1, "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_answered_in_xml() {
    let server = TestServer::start().await;
    let question = question(Some("0099"), PRINTED_CUSTOMER, PRINTED_SUBSCRIPTION);
    let xml = server.send(Request::post(PATH).header("Accept", "application/xml").json(&question)).await;
    assert_eq!(xml.status.as_u16(), 200);
    assert!(xml.text.starts_with("<ArrayOfInventoryItem "), "{}", xml.text);
    assert!(xml.text.contains("<IsRestricted>true</IsRestricted><ProductId>DZH318Z0BQ36</ProductId>"), "{}", xml.text);
}
