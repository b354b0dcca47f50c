//! The modern catalogue, as clients browse it before they buy (surroundings 1.3, 2.1, 3.7).

use crate::support::{
    CUSTOMER, EDUCATION_CUSTOMER, FRENCH_CUSTOMER, OTHER_CUSTOMER, Request, TestServer, cart_of, line,
};
use serde_json::{Value, json};

fn ids(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().expect("items");
    assert_eq!(list["totalCount"], items.len());
    assert_eq!(list["attributes"]["objectType"], "Collection");
    items.iter().map(|item| item["id"].as_str().expect("an id")).collect()
}

fn of(customer: &str, path: &str) -> String {
    format!("/v1/customers/{customer}/products{path}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_lists_its_kinds() {
    let server = TestServer::start().await;
    for (view, some, others) in [
        ("OnlineServices", vec!["CFQ7TTC0LF8S", "DZH318Z0BXWC", "CFQ7TTC0EDU1"], vec!["DG7GMGF0DWM3", "DZH318Z0BQ36"]),
        ("marketplacesaas", vec!["DZH318Z0BXWC"], vec!["CFQ7TTC0LF8S"]),
        ("Software", vec!["DG7GMGF0DWM3", "DG7GMGF0DWTL"], vec!["DZH318Z0BXWC"]),
        ("SoftwarePerpetual", vec!["DG7GMGF0DWM3"], vec!["CFQ7TTC0LF8S"]),
        ("SoftwareSubscriptions", vec![], vec!["DG7GMGF0DWM3"]),
        ("Azure", vec!["DZH318Z0BQ36", "DZH318Z0BPS6", "DZH318Z08M8S"], vec!["CFQ7TTC0LF8S"]),
        ("AZUREReservationsVM", vec!["DZH318Z0BQ36"], vec!["DZH318Z0BPS6"]),
        ("AzureReservationsSQL", vec![], vec!["DZH318Z0BQ36"]),
        ("SpecializedOffers", vec![], vec!["CFQ7TTC0LF8S"]),
    ] {
        for path in [format!("/v1/products?country=us&TargetView={view}"), of(CUSTOMER, &format!("?targetView={view}"))]
        {
            let list = server.get(path.as_str()).await.expect(200);
            let found = ids(&list);
            let expected = some.iter().filter(|id| path.contains("country") || **id != "CFQ7TTC0EDU1");
            assert!(expected.clone().all(|id| found.contains(id)), "{path}: {found:?}");
            assert!(others.iter().all(|id| !found.contains(id)), "{path}: {found:?}");
            assert!(!some.is_empty() || found.is_empty(), "{path}: {found:?}");
        }
    }
    assert_eq!(ids(&server.get("/v1/products?country=GB&targetView=OnlineServices").await.expect(200)), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_says_what_it_is() {
    let server = TestServer::start().await;
    let expected = json!({
        "id": "CFQ7TTC0LF8S",
        "title": "Office 365 E5 without Audio Conferencing",
        "description": "Office 365 E5 without Audio Conferencing",
        "productType": { "id": "OnlineServicesNCE", "displayName": "OnlineServicesNCE" },
        "isMicrosoftProduct": true,
        "publisherName": "Microsoft Corporation",
        "links": {
            "skus": { "uri": "/products/CFQ7TTC0LF8S/skus?country=US", "method": "GET", "headers": [] },
            "self": { "uri": "/products/CFQ7TTC0LF8S?country=US", "method": "GET", "headers": [] },
        },
    });
    for path in ["/v1/products/CFQ7TTC0LF8S?country=US".to_owned(), of(CUSTOMER, "/cfq7ttc0lf8s")] {
        assert_eq!(server.get(path).await.expect(200), expected);
    }
    let saas = server.get("/v1/products/DZH318Z0BXWC?country=US").await.expect(200);
    assert_eq!(
        (&saas["isMicrosoftProduct"], &saas["publisherName"]),
        (&false.into(), &"Barracuda Networks, Inc.".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn collections_link_to_themselves() {
    let server = TestServer::start().await;
    for (path, uri) in [
        ("/v1/products?country=US&targetView=azure", "/products?country=US&targetView=Azure".to_owned()),
        (
            "/v1/products?targetSegment=Commercial&country=us&targetView=azure",
            "/products?country=US&targetView=Azure&targetSegment=commercial".to_owned(),
        ),
        ("/v1/products/CFQ7TTC0LF8S/skus?country=US", "/products/CFQ7TTC0LF8S/skus?country=US".to_owned()),
        (&of(CUSTOMER, "?targetView=Azure"), format!("/customers/{CUSTOMER}/products?targetView=Azure")),
        (&of(CUSTOMER, "/CFQ7TTC0LF8S/skus"), format!("/customers/{CUSTOMER}/products/CFQ7TTC0LF8S/skus")),
    ] {
        let list = server.get(path).await.expect(200);
        assert_eq!(list["links"]["self"]["uri"], uri, "{path}");
        let item = list["items"][0]["links"]["self"]["uri"].as_str().expect("a link").to_owned();
        server.get(format!("/v1{item}")).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sku_says_what_a_line_must_keep_to() {
    let server = TestServer::start().await;
    let skus = server.get("/v1/products/DZH318Z0BQ36/skus?country=US").await.expect(200);
    let sku = &skus["items"][0];
    assert_eq!(
        (&sku["id"], &sku["productId"], &sku["isTrial"]),
        (&"004G".into(), &"DZH318Z0BQ36".into(), &false.into())
    );
    assert_eq!(sku["supportedBillingCycles"], json!(["one_time"]));
    assert_eq!(sku["provisioningVariables"], json!(["SubscriptionId", "Scope"]));
    assert_eq!(sku["inventoryVariables"], json!(["CustomerId", "AzureSubscriptionId"]));
    let needed = json!(["InventoryCheck", "AzureSubscriptionRegistration", "MicrosoftCustomerAgreement"]);
    assert_eq!(sku["purchasePrerequisites"], needed);
    let add_on = server.get("/v1/products/CFQ7TTC0HDJX/skus/0001?country=US").await.expect(200);
    assert_eq!(add_on["dynamicAttributes"]["prerequisiteSkus"], json!(["CFQ7TTC0LFLX:0001"]));
    let attested = server.get("/v1/products/CFQ7TTC0HHS9/skus/0001?country=US").await.expect(200);
    assert_eq!(attested["attestationProperties"], json!({ "enforceAttestation": true }));
    let plan = server.get("/v1/products/DZH318Z08M8S/skus/0001?country=US").await.expect(200);
    let least = json!({ "grain": "hourly", "currencyCode": { "currency": "USD", "symbol": "$" }, "amount": 0.001 });
    assert_eq!(plan["minimumPurchaseCommitment"], least);
}

/// The clients that take the first of everything get something to buy.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_of_everything_can_be_bought() {
    let server = TestServer::start().await;
    for product in ["CFQ7TTC0LF8S", "CFQ7TTC0LH16", "DZH318Z0C0WF", "DZH318Z0BXWC", "DG7GMGF0DWM3"] {
        let skus = server.get(of(CUSTOMER, &format!("/{product}/skus"))).await.expect(200);
        assert_eq!(skus["items"][0]["isTrial"], false, "{product}");
        let sku = skus["items"][0]["id"].as_str().expect("an id");
        let found = server.get(of(CUSTOMER, &format!("/{product}/skus/{sku}/availabilities"))).await.expect(200);
        let first = &found["items"][0];
        assert_eq!((&first["isPurchasable"], &first["segment"]), (&true.into(), &"commercial".into()));
        let by_id = first["links"]["self"]["uri"].as_str().expect("a link");
        assert_eq!(&server.get(format!("/v1{by_id}")).await.expect(200), first);
        for term in first["terms"].as_array().expect("terms") {
            let cycle = term["billingCycle"].as_str().expect("a cycle");
            let line = line(first["catalogItemId"].as_str().expect("an id"), 1, cycle, term["duration"].as_str());
            let cart = server.create_cart(CUSTOMER, &cart_of([line])).await;
            assert_eq!(cart["lineItems"][0].get("error"), None, "{term}: {cart}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_availability_says_its_terms_and_what_a_trial_turns_into() {
    let server = TestServer::start().await;
    let path = "/v1/products/CFQ7TTC0LF8S/skus/0001/availabilities/CFQ7TTC0N81H?country=US";
    let licence = server.get(path).await.expect(200);
    assert_eq!(licence["catalogItemId"], "CFQ7TTC0LF8S:0001:CFQ7TTC0N81H");
    assert_eq!(licence["defaultCurrency"], json!({ "code": "USD", "symbol": "$" }));
    assert_eq!((&licence["country"], &licence["isRenewable"]), (&"US".into(), &true.into()));
    assert_eq!((&licence["product"]["id"], &licence["sku"]["id"]), (&"CFQ7TTC0LF8S".into(), &"0001".into()));
    let policy = json!([{ "refundOptions": [{ "sequenceId": 0, "type": "Partial", "expiresAfter": "P7D" }] }]);
    let term = json!({
        "id": "p1y-annual", "duration": "P1Y", "description": "One-Year commitment for yearly billing",
        "billingCycle": "Annual", "cancellationPolicies": policy,
    });
    assert_eq!(licence["terms"][2], term);
    let trials = server.get("/v1/products/CFQ7TTC0LF8S/skus/0002/availabilities?country=US").await.expect(200);
    let renewal = json!([{
        "applicableTermIds": ["p1m-none"],
        "renewalOptions": [{ "renewToId": "CFQ7TTC0LF8S:0001", "isAutoRenewable": true }],
    }]);
    assert_eq!(trials["items"][0]["renewalInstructions"], renewal);
    let old = server.get("/v1/products/CFQ7TTC0OLD1/skus/0001/availabilities?country=US").await.expect(200);
    assert_eq!(old["items"][0]["isPurchasable"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_finds_what_is_for_its_market_and_segments() {
    let server = TestServer::start().await;
    let french = server.get(of(FRENCH_CUSTOMER, "/CFQ7TTC0LF8S/skus/0001/availabilities")).await.expect(200);
    assert_eq!(french["items"][0]["defaultCurrency"], json!({ "code": "EUR", "symbol": "€" }));
    assert_eq!(french["items"][0]["country"], "FR");
    server.get(of(FRENCH_CUSTOMER, "/DZH318Z0BQ36")).await.expect_fault(404, 400013);
    server.get("/v1/products/DZH318Z0BQ36?country=FR").await.expect_fault(404, 400013);
    server.get(of(CUSTOMER, "/CFQ7TTC0EDU1")).await.expect_fault(404, 400013);
    server.get(of(EDUCATION_CUSTOMER, "/CFQ7TTC0EDU1")).await.expect(200);
    let narrowed = "?targetView=OnlineServices&targetSegment=education";
    assert_eq!(ids(&server.get(of(EDUCATION_CUSTOMER, narrowed)).await.expect(200)), ["CFQ7TTC0EDU1"]);
    let told = server.get(of(CUSTOMER, narrowed)).await.expect_fault(403, 400030);
    assert!(told.contains("targetSegment: seen is education; accepted is one of commercial."), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_or_not_said_is_refused() {
    let server = TestServer::start().await;
    for (path, status, code, told) in [
        ("/v1/products?targetView=Azure", 400, 800002, "country is missing"),
        ("/v1/products?country=USA&targetView=Azure", 400, 800002, "country: seen is USA"),
        ("/v1/products?country=US", 400, 800002, "targetView is missing"),
        ("/v1/products?country=US&targetView=x", 400, 900126, "targetView: seen is x"),
        ("/v1/products?country=US&targetView=Azure&targetSegment=x", 400, 900126, "targetSegment: seen is x"),
        ("/v1/products/CFQ7TTC0LF8S", 400, 800002, "country is missing"),
        ("/v1/products/x?country=US", 404, 400013, "productId: seen is x"),
        ("/v1/products/x/skus/0001?country=US", 404, 400013, "productId: seen is x"),
        (
            "/v1/products/CFQ7TTC0LF8S/skus/9?country=US",
            404,
            400018,
            "skuId: seen is 9; accepted is a SKU of CFQ7TTC0LF8S: 0001",
        ),
        ("/v1/products/CFQ7TTC0LF8S/skus/0001/availabilities/9?country=US", 404, 400019, "CFQ7TTC0N81H"),
    ] {
        let description = server.get(path).await.expect_fault(status, code);
        assert!(description.contains(told), "{path}: {description}");
        server.send_bare(Request::get(path)).await.expect_fault(401, 800001);
    }
    server.get(of(OTHER_CUSTOMER, "?targetView=x")).await.expect_fault(403, 20002);
}

/// The published table of operations has POST, its sample and the clients GET (surroundings 5, no. 1).
#[tokio::test(flavor = "multi_thread")]
async fn the_products_for_a_customer_can_be_posted_for() {
    let server = TestServer::start().await;
    let path = of(CUSTOMER, "?targetView=Azure");
    let got = server.get(&path).await.expect(200);
    for request in [Request::post(&path), Request::post(&path).bytes("application/json", "null")] {
        assert_eq!(server.send(request).await.expect(200), got);
    }
    server.send(Request::post(of(CUSTOMER, ""))).await.expect_fault(400, 800002);
}
