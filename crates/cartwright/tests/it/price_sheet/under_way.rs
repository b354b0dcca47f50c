//! Imports while others are at work: every request works on one catalogue, the old one or the new one.

use super::{BOARD, SAMPLE, import};
use crate::support::{CUSTOMER, Request, TestServer, cart_of, carts, line, send, sheet};
use domain::price_sheet::availability_id;
use serde_json::Value;
use std::sync::atomic::{AtomicBool, Ordering};

/// Imports beside the purchases.
const IMPORTS: u64 = 6;

/// Clients that buy meanwhile.
const CLIENTS: usize = 4;

/// Buys the first product of the generated sheet again and again until the imports are over: always at a price that some sheet
/// had. Returns how often.
async fn buy(server: &TestServer, item: &str, over: &AtomicBool) -> usize {
    let price = |raise| serde_json::from_str(&format!("1.{raise:02}")).expect("a price");
    let prices: Vec<Value> = (0..=IMPORTS).map(price).collect();
    let mut bought = 0;
    while !over.load(Ordering::Acquire) || bought == 0 {
        let request = Request::post(carts(CUSTOMER)).json(&cart_of([line(item, 1, "monthly", Some("P1M"))]));
        let cart = send(server.address(), request.token(server.token())).await.expect(201);
        let result = server.check_out(CUSTOMER, &cart).await.expect(201);
        let pricing = &result["orders"][0]["lineItems"][0]["pricing"];
        assert!(prices.contains(&pricing["listPrice"]), "{pricing}");
        bought += 1;
    }
    bought
}

#[tokio::test(flavor = "multi_thread")]
async fn carts_are_checked_out_while_catalogues_come_and_go() {
    let server = TestServer::start().await;
    let rows = 100 * sheet::ROWS_OF_A_PRODUCT;
    import(&server, sheet::generated(rows, 0)).await.expect("an import");
    server.refresh_catalog().await;
    let product = sheet::product_id(0);
    let item = format!("{product}:0001:{}", availability_id(&product, "0001", domain::catalog::Segment::Commercial));
    let over = AtomicBool::new(false);
    let imports = async {
        for raise in 1..=IMPORTS {
            import(&server, sheet::generated(rows, raise)).await.expect("an import");
            assert!(server.refresh_catalog().await);
        }
        over.store(true, Ordering::Release);
    };
    let buying = clients(&server, &item, &over);
    let ((), bought) = tokio::join!(imports, buying);
    assert!(bought >= CLIENTS);
    let orders = server.get(format!("/v1/customers/{CUSTOMER}/orders")).await.expect(200);
    assert_eq!(orders["totalCount"], bought, "none lost, none doubled");
}

async fn clients(server: &TestServer, item: &str, over: &AtomicBool) -> usize {
    let (a, b, c, d) = tokio::join!(
        buy(server, item, over),
        buy(server, item, over),
        buy(server, item, over),
        buy(server, item, over)
    );
    a + b + c + d
}

/// An import that ends in the middle, as with its process, leaves the catalogue; so does one that another one displaces.
#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_does_not_come_to_its_end_changes_nothing() {
    let server = TestServer::start().await;
    let board = || async { server.get(format!("/v1/products/{}?country=US", &BOARD[..12])).await };
    let store = server.store().await;
    let mut left = store.begin_import().await.expect("an import");
    let reference = store.reference().await.expect("a read");
    left.stage(reference.catalog.products().iter().take(3).cloned().collect()).await.expect("products");
    assert!(!server.refresh_catalog().await);
    import(&server, SAMPLE.as_bytes()).await.expect("another import");
    assert_eq!(left.switch().await.expect("an answer"), None);
    assert!(server.refresh_catalog().await);
    board().await.expect(200);
}

/// Two servers on one file take the same catalogue, each when it looks.
#[tokio::test(flavor = "multi_thread")]
async fn every_server_on_the_store_takes_it() {
    let server = TestServer::start().await;
    let other = server.beside().await;
    import(&server, SAMPLE.as_bytes()).await.expect("an import");
    let read = |of: &TestServer| {
        let request = Request::get(format!("/v1/products/{}?country=US", &BOARD[..12])).token(of.token());
        let address = of.address();
        async move { send(address, request).await }
    };
    for server in [&server, &other] {
        read(server).await.expect_fault(404, 400_013);
        assert!(server.refresh_catalog().await);
        let product: Value = read(server).await.expect(200);
        assert_eq!(product["title"], "Contoso Board");
    }
}
