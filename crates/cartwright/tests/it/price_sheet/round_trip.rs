//! What is given out can be imported, and changes nothing.

use super::{
    BOARD, SAMPLE,
    given_out::{LICENCES, given_out},
    import_and_take,
};
use crate::support::{TestServer, sheet};
use serde_json::Value;

/// Everything that the market finds of licences: products, SKUs, and availabilities with their prices.
async fn look_ups(server: &TestServer) -> Vec<Value> {
    let list = "/v1/products?country=US&targetView=OnlineServices";
    let mut found = vec![server.get(list).await.expect(200)];
    for product in items(&found[0]) {
        let skus = format!("/v1/products/{product}/skus");
        let listed = server.get(format!("{skus}?country=US")).await.expect(200);
        for sku in items(&listed) {
            found.push(server.get(format!("{skus}/{sku}/availabilities?country=US")).await.expect(200));
        }
        found.push(listed);
    }
    found
}

fn items(collection: &Value) -> Vec<String> {
    let items = collection["items"].as_array().expect("items");
    items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
}

/// The seed world's prices, and those of an imported sheet, whose texts have quotes and lines in them.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_given_out_and_imported_again_is_as_it_was() {
    let server = TestServer::start().await;
    for products in [6, 8] {
        let (before, sheet) = (look_ups(&server).await, given_out(&server, LICENCES).await);
        let imported = import_and_take(&server, sheet.as_bytes()).await;
        assert_eq!((imported.products, imported.new_products, imported.rows), (products, 0, imported.in_effect));
        assert_eq!(look_ups(&server).await, before);
        assert_eq!(given_out(&server, LICENCES).await, sheet);
        import_and_take(&server, SAMPLE.as_bytes()).await;
    }
    let sheet = given_out(&server, LICENCES).await;
    assert!(sheet.contains("said to be \"\"whole\"\"\nover two lines\""), "{sheet}");
    assert!(
        sheet.contains(
            "\"Fabrikam Notes\",\"Fabrikam\",\"Notes\",\"1 License\",\"P1M\",\"Monthly\",\"US\",\"USD\",\"3\""
        )
    );
    // Twelve months at 8.33: the price that is charged, not the 100 that was imported.
    assert!(sheet.contains("\"P1Y\",\"Monthly\",\"US\",\"USD\",\"99.96\",\"1\",\"2147483647\""), "{sheet}");
    server.get(format!("/v1/products/{}?country=US", &BOARD[..12])).await.expect(200);
}

/// A sheet of many pieces comes whole, and another store has the same prices of it.
#[tokio::test(flavor = "multi_thread")]
async fn another_store_takes_what_this_one_gives_out() {
    const PRODUCTS: u64 = 300;
    let server = TestServer::start().await;
    import_and_take(&server, sheet::generated(PRODUCTS * sheet::ROWS_OF_A_PRODUCT, 7)).await;
    let given = given_out(&server, LICENCES).await;
    let other = TestServer::start().await;
    let imported = import_and_take(&other, given.as_bytes()).await;
    assert_eq!((imported.new_products, imported.rows), (PRODUCTS, given.lines().count() as u64 - 1));
    let again = given_out(&other, LICENCES).await;
    let sorted = |text: &str| {
        let mut rows: Vec<_> = text.lines().map(str::to_owned).collect();
        rows.sort();
        rows
    };
    assert_eq!(sorted(&again), sorted(&given));
}
