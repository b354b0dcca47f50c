//! What a sheet brings can be bought at its prices, and what it does not name stays.

use super::{BOARD, SAMPLE, import, import_and_take};
use crate::support::{CUSTOMER, FRENCH_CUSTOMER, LICENCE, PROMOTED, TestServer, cart_of, line, sheet};
use serde_json::{Value, json};

/// The prices of the one line of the order that the lines become.
async fn bought(server: &TestServer, customer: &str, wished: Value) -> Value {
    let cart = server.create_cart(customer, &cart_of([wished])).await;
    let result = server.check_out(customer, &cart).await.expect(201);
    result["orders"][0]["lineItems"][0]["pricing"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_imported_is_sold_at_its_price_while_the_server_runs() {
    let server = TestServer::start().await;
    let path = format!("/v1/products/{}?country=US", &BOARD[..12]);
    let wished = || line(BOARD, 3, "monthly", Some("P1Y"));
    let imported = import(&server, SAMPLE.as_bytes()).await.expect("an import");
    let counted = (imported.rows, imported.in_effect, imported.products, imported.new_products);
    assert_eq!(counted, (11, 10, 3, 2));
    server.get(&path).await.expect_fault(404, 400_013);

    assert!(server.refresh_catalog().await && !server.refresh_catalog().await, "taken once");
    assert_eq!(server.get(&path).await.expect(200)["title"], "Contoso Board");
    let pricing = bought(&server, CUSTOMER, wished()).await;
    assert_eq!((&pricing["listPrice"], &pricing["extendedPrice"]), (&json!(8.33), &json!(299.88)));
    let triennial = bought(&server, CUSTOMER, line(BOARD, 1, "triennial", Some("P3Y"))).await;
    assert_eq!(triennial["extendedPrice"], 270.0);
    let trial = server.get("/v1/products/CFQ7TTC0B0RD/skus/0002?country=US").await.expect(200);
    assert_eq!((&trial["isTrial"], &trial["maximumQuantity"]), (&json!(true), &json!(25)));

    let server = server.restart().await;
    assert_eq!(bought(&server, CUSTOMER, wished()).await, pricing, "it is kept");
}

/// The demo world's product has its id, its promotion and its French prices; only what the sheet says is other.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_there_keeps_all_that_the_sheet_does_not_say() {
    let server = TestServer::start().await;
    let in_france = || bought(&server, FRENCH_CUSTOMER, line(PROMOTED, 1, "annual", Some("P1Y")));
    let unnamed = || bought(&server, CUSTOMER, line(LICENCE, 1, "annual", Some("P1Y")));
    let (french, other) = (in_france().await, unnamed().await);
    import_and_take(&server, SAMPLE.as_bytes()).await;
    assert_eq!((in_france().await, unnamed().await), (french, other));
    let promoted = bought(&server, CUSTOMER, line(PROMOTED, 10, "monthly", Some("P1M"))).await;
    assert_eq!((&promoted["listPrice"], &promoted["discountedPrice"]), (&json!(26.4), &json!(22.44)));
    let availability =
        format!("/v1/products/{}?country=US", PROMOTED.replacen(':', "/skus/", 1).replace(':', "/availabilities/"));
    let terms = server.get(availability).await.expect(200)["terms"].as_array().map(Vec::len);
    assert_eq!(terms, Some(3));
}

/// A plan that the next sheet no longer has can no longer be bought: a cart that has it says so at its checkout.
#[tokio::test(flavor = "multi_thread")]
async fn a_cart_whose_plan_is_gone_is_told_at_its_checkout() {
    let server = TestServer::start().await;
    import_and_take(&server, SAMPLE.as_bytes()).await;
    let gone = server.create_cart(CUSTOMER, &cart_of([line(BOARD, 1, "annual", Some("P3Y"))])).await;
    let stays = server.create_cart(CUSTOMER, &cart_of([line(BOARD, 1, "annual", Some("P1Y"))])).await;
    let shorter: String = SAMPLE.split_inclusive("\r\n").filter(|row| !row.contains("\"P3Y\",\"Annual\"")).collect();
    import_and_take(&server, shorter.replace("\"96\"", "\"90\"").as_bytes()).await;
    server.check_out(CUSTOMER, &gone).await.expect_fault(400, 800_009);
    let path = format!("/v1/customers/{CUSTOMER}/carts/{}", gone["id"].as_str().expect("an id"));
    let same = server.put(path, &cart_of([line(BOARD, 1, "annual", Some("P3Y"))])).await.expect(201);
    assert_eq!(same["lineItems"][0]["error"]["errorCode"], 10_013, "{same}");
    let result = server.check_out(CUSTOMER, &stays).await.expect(201);
    assert_eq!(result["orders"][0]["lineItems"][0]["pricing"]["listPrice"], 90.0, "the price of the checkout");
}

/// With a column for it the sheet speaks for every segment, without for the commercial one alone.
#[tokio::test(flavor = "multi_thread")]
async fn segments_are_of_the_sheet_that_has_them() {
    let server = TestServer::start().await;
    let with_segment = |segment: &str| {
        let (header, rows) = SAMPLE.split_once("\r\n").expect("a header");
        let rows = rows.replace("\r\n", &format!(",\"{segment}\"\r\n"));
        format!("{header},\"Segment\"\r\n{rows}")
    };
    let list = |segment: &str| {
        let path = format!("/v1/products/CFQ7TTC0B0RD/skus/0001/availabilities?country=US&targetSegment={segment}");
        async { server.get(path).await.expect(200)["totalCount"].clone() }
    };
    import_and_take(&server, with_segment("Education").as_bytes()).await;
    assert_eq!(list("education").await, 1);
    import_and_take(&server, SAMPLE.as_bytes()).await;
    assert_eq!((list("education").await, list("commercial").await), (json!(1), json!(1)));
    import_and_take(&server, with_segment("Commercial").as_bytes()).await;
    server.get("/v1/products/CFQ7TTC0B0RD?country=US&targetSegment=education").await.expect_fault(404, 400_013);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_of_many_products_is_listed_and_imported_again() {
    let server = TestServer::start().await;
    let path = "/v1/products?country=US&targetView=OnlineServices";
    let count = |listed: Value| listed["totalCount"].as_u64().expect("a count");
    let before = count(server.get(path).await.expect(200));
    for (raise, new_products) in [(0, 200), (1, 0)] {
        let imported = import_and_take(&server, sheet::generated(200 * sheet::ROWS_OF_A_PRODUCT, raise)).await;
        assert_eq!((imported.products, imported.new_products), (200, new_products));
        assert_eq!(count(server.get(path).await.expect(200)), before + 200);
    }
}
