//! Activation links: what a marketplace subscription is activated with (digest 4.13).

use super::{id, order, order_line, order_of, path};
use crate::support::{CUSTOMER, LEGACY_BASE, LICENCE, Request, SAAS, SOFTWARE, TestServer};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_line_of_marketplace_saas_has_a_link_once_its_order_is_completed() {
    let server = TestServer::start().await;
    let bought = order(&server, CUSTOMER, &order_of("monthly", [order_line(LICENCE, 1), order_line(SAAS, 1)])).await;
    let links = path(CUSTOMER, &format!("/{}/activationlinks", id(&bought)));
    let none = server.get(links.clone()).await.expect(200);
    assert_eq!((&none["totalCount"], &none["items"]), (&json!(0), &json!([])), "it is still pending");
    assert!(bought["lineItems"][1]["links"].get("activationLinks").is_none(), "{bought}");
    server.provision().await;

    let found = server.get(links.clone()).await.expect(200);
    let [item] = &found["items"].as_array().expect("items")[..] else { panic!("one: {found}") };
    assert_eq!((&found["totalCount"], &item["lineItemNumber"]), (&json!(1), &json!(1)));
    let link = &item["link"];
    assert_eq!((&link["method"], &link["headers"]), (&json!("GET"), &json!([])));
    assert!(link["uri"].as_str().is_some_and(|uri| uri.starts_with("https://") && uri.contains(id(&bought))), "{link}");
    assert_eq!(found["links"]["self"]["uri"], links["/v1".len()..]);
    assert_eq!(found["attributes"]["objectType"], "Collection");

    // The line says where they are, and leads there.
    let read = server.get(path(CUSTOMER, &format!("/{}", id(&bought)))).await.expect(200);
    let of_line = read["lineItems"][1]["links"]["activationLinks"]["uri"].as_str().expect("a link").to_owned();
    assert!(read["lineItems"][0]["links"].get("activationLinks").is_none(), "{read}");
    let by_line = server.get(format!("/v1{of_line}")).await.expect(200);
    assert_eq!((&by_line["items"], &by_line["links"]["self"]["uri"]), (&found["items"], &json!(of_line)));

    let subscription = |line: usize| {
        let subscription = read["lineItems"][line]["subscriptionId"].as_str().expect("a subscription");
        format!("/v1/customers/{CUSTOMER}/subscriptions/{subscription}/activationlinks")
    };
    assert_eq!(server.get(subscription(1)).await.expect(200)["items"], found["items"]);
    assert_eq!(server.get(subscription(0)).await.expect(200)["totalCount"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_else_has_links() {
    let server = TestServer::start().await;
    for (cycle, item) in [("monthly", LICENCE), ("one_time", SOFTWARE), ("monthly", LEGACY_BASE)] {
        let bought = order(&server, CUSTOMER, &order_of(cycle, [order_line(item, 1)])).await;
        server.provision().await;
        for rest in ["activationlinks", "lineitems/0/activationlinks"] {
            let found = server.get(path(CUSTOMER, &format!("/{}/{rest}", id(&bought)))).await.expect(200);
            assert_eq!((&found["totalCount"], &found["items"]), (&json!(0), &json!([])), "{item}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_has_no_links() {
    let server = TestServer::start().await;
    let bought = order(&server, CUSTOMER, &order_of("monthly", [order_line(SAAS, 1)])).await;
    let get = |rest: String| server.get(path(CUSTOMER, &rest));
    for line in ["1", "4294967295"] {
        let told = get(format!("/{}/lineitems/{line}/activationlinks", id(&bought))).await.expect_fault(400, 800_071);
        assert!(
            told.contains(&format!("line_item_number: seen is {line}; accepted is a line of the order: 0 to 0")),
            "{told}"
        );
    }
    for line in ["x", "-1", "1.5", "4294967296"] {
        get(format!("/{}/lineitems/{line}/activationlinks", id(&bought))).await.expect_fault(400, 800_002);
    }
    get("/0123456789ab/activationlinks".to_owned()).await.expect_fault(404, 20000);
    get("/0123456789ab/lineitems/0/activationlinks".to_owned()).await.expect_fault(404, 20000);
    let unknown =
        format!("/v1/customers/{CUSTOMER}/subscriptions/99999999-9999-4999-8999-999999999999/activationlinks");
    server.get(unknown).await.expect_fault(404, 20003);
}

#[tokio::test(flavor = "multi_thread")]
async fn links_are_written_in_xml_too() {
    let server = TestServer::start().await;
    let bought: Value = order(&server, CUSTOMER, &order_of("monthly", [order_line(SAAS, 1)])).await;
    server.provision().await;
    let request = Request::get(path(CUSTOMER, &format!("/{}/activationlinks", id(&bought))));
    let answer = server.send(request.header("Accept", "application/xml")).await;
    let wanted = "<d2p1:OrderLineItemActivationLink><d2p1:LineItemNumber>0</d2p1:LineItemNumber><d2p1:Link>";
    assert!(answer.text.contains(wanted), "{}", answer.text);
}
