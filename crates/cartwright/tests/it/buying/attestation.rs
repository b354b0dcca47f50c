//! Items that enforce an attestation: a line error 10012 (digest 7.3).

use super::{error_of, path};
use crate::support::{ATTESTED, CUSTOMER, PLAIN_LICENCE, TestServer, cart_of, line, with};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_enforces_an_attestation_is_bought_with_it_only() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &cart_of([attested(json!({}))])).await;
    for (members, told) in [
        (json!({}), "lineItems[0].attestationAccepted is missing; accepted is true."),
        (json!({ "attestationAccepted": false }), "lineItems[0].attestationAccepted: seen is false; accepted is true."),
    ] {
        let cart = server.put(path(CUSTOMER, &cart), &cart_of([attested(members)])).await.expect(201);
        let (code, text) = error_of(&cart);
        assert!(code == 10012 && text.contains(told), "{cart}");
        server.check_out(CUSTOMER, &cart).await.expect_fault(400, 800009);
    }
    let accepted = cart_of([attested(json!({ "attestationAccepted": true }))]);
    let mended = server.put(path(CUSTOMER, &cart), &accepted).await.expect(201);
    assert!(mended["lineItems"][0].get("error").is_none(), "{mended}");
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(result["orders"][0]["lineItems"][0]["attestationAccepted"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_enforces_none_takes_either() {
    let server = TestServer::start().await;
    for accepted in [json!(true), json!(false), json!(null)] {
        let wish = with(line(PLAIN_LICENCE, 1, "monthly", Some("P1M")), json!({ "attestationAccepted": accepted }));
        let cart = server.create_cart(CUSTOMER, &cart_of([wish])).await;
        server.check_out(CUSTOMER, &cart).await.expect(201);
    }
}

fn attested(members: Value) -> Value {
    with(line(ATTESTED, 1, "monthly", Some("P1M")), members)
}
