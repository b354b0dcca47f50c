//! More licences and fewer.

use super::{DAY, bought, id, now, patched, path};
use crate::support::{
    ATTESTED, BASE_SUBSCRIPTION, CUSTOMER, LEGACY_ADDON, LEGACY_CUSTOMER, LICENCE, PLAIN_LICENCE, PRINTED_CUSTOMER,
    PRINTED_SUBSCRIPTION, PROMOTED, Request, SAAS, TestServer, line, with,
};
use serde_json::{Value, json};

const ADD_ON: &str = "CFQ7TTC0HDJX:0001:CFQ7TTC0K806";

fn quantity(quantity: i64) -> Value {
    json!({ "quantity": quantity })
}

#[tokio::test(flavor = "multi_thread")]
async fn added_licences_have_a_window_of_their_own() {
    let mut server = TestServer::start().await;
    let bought = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 10, "monthly", Some("P1Y"))]).await.remove(0);
    server.clock.advance(3 * DAY);
    server.renew_token().await;
    let more = patched(&server, CUSTOMER, &bought, quantity(15)).await.expect(200);
    assert_eq!((&more["quantity"], &more["refundableQuantity"]["totalQuantity"]), (&json!(15), &json!(15)), "{more}");
    let batches = more["refundableQuantity"]["details"].as_array().expect("batches");
    assert_eq!(batches.iter().map(|batch| batch["quantity"].clone()).collect::<Vec<_>>(), [10, 5]);
    assert_eq!(now(&server, CUSTOMER, &bought).await, more, "what was answered is what is there");
    // Those that close first are given back first.
    let fewer = patched(&server, CUSTOMER, &more, quantity(12)).await.expect(200);
    let batches = fewer["refundableQuantity"]["details"].as_array().expect("batches");
    assert_eq!(batches.iter().map(|batch| batch["quantity"].clone()).collect::<Vec<_>>(), [7, 5]);
    // Six days later the first batch is closed: of twelve, five can still be given back.
    server.clock.advance(6 * DAY);
    server.renew_token().await;
    let refused = patched(&server, CUSTOMER, &fewer, quantity(6)).await;
    refused.expect_fault_saying(400, 800_090, "quantity: seen is 6; accepted is at least 7");
    assert_eq!(patched(&server, CUSTOMER, &fewer, quantity(7)).await.expect(200)["quantity"], 7);
    let now = now(&server, CUSTOMER, &bought).await;
    assert_eq!(now.get("refundableQuantity"), None, "{now}");
    patched(&server, CUSTOMER, &now, quantity(6)).await.expect_fault_saying(400, 800_090, "none of its licences");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_outside_of_the_offer_is_refused() {
    let server = TestServer::start().await;
    let saas = bought(&server, CUSTOMER, [line(SAAS, 5, "monthly", Some("P1M"))]).await.remove(0);
    for wrong in [0, -1, 101] {
        let refused = patched(&server, CUSTOMER, &saas, quantity(wrong)).await;
        refused.expect_fault_saying(400, 2002, &format!("quantity: seen is {wrong}; accepted is 1 to 100"));
    }
    patched(&server, CUSTOMER, &saas, json!({ "quantity": "many" })).await.expect_fault(400, 800_002);
    // Numbers may be texts (ruling 37).
    assert_eq!(patched(&server, CUSTOMER, &saas, json!({ "quantity": "7" })).await.expect(200)["quantity"], 7);
    assert_eq!(patched(&server, CUSTOMER, &saas, quantity(4)).await.expect(200)["quantity"], 4);
    let mut server = server;
    server.clock.advance(2 * DAY);
    server.renew_token().await;
    patched(&server, CUSTOMER, &saas, quantity(3)).await.expect_fault(400, 800_090);
}

#[tokio::test(flavor = "multi_thread")]
async fn seats_are_pooled_over_all_that_a_customer_has() {
    let server = TestServer::start().await;
    let lines = [line(LICENCE, 100, "monthly", Some("P1M")), line(LICENCE, 150, "monthly", Some("P1Y"))];
    let all = bought(&server, CUSTOMER, lines).await;
    let (one, other) = (&all[0], &all[1]);
    let refused = patched(&server, CUSTOMER, one, quantity(151)).await;
    let text = refused.expect_fault(403, 800_088);
    assert!(text.contains("51 seats") && text.contains("50 seats"), "{text}");
    patched(&server, CUSTOMER, one, quantity(150)).await.expect(200);
    patched(&server, CUSTOMER, other, quantity(151)).await.expect_fault(403, 800_088);
    patched(&server, CUSTOMER, one, quantity(149)).await.expect(200);
    patched(&server, CUSTOMER, other, quantity(151)).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_has_no_more_seats_than_its_base() {
    let server = TestServer::start().await;
    let lines = [line(PROMOTED, 10, "monthly", Some("P1M")), line(ADD_ON, 5, "monthly", Some("P1M"))];
    let all = bought(&server, CUSTOMER, lines).await;
    let add_on = all.iter().find(|owned| owned["offerId"] == ADD_ON).expect("the add-on");
    patched(&server, CUSTOMER, add_on, quantity(10)).await.expect(200);
    let refused = patched(&server, CUSTOMER, add_on, quantity(11)).await;
    refused.expect_fault_saying(403, 800_020, "at most as many as the 10 seats of its base");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_add_on_has_no_more_licences_than_its_base() {
    let server = TestServer::start().await;
    let context = json!({ "provisioningContext": { "parentSubscriptionId": BASE_SUBSCRIPTION } });
    let all = bought(&server, LEGACY_CUSTOMER, [with(line(LEGACY_ADDON, 2, "annual", None), context)]).await;
    let add_on = all.iter().find(|owned| owned["offerId"] == LEGACY_ADDON).expect("the add-on");
    let more = patched(&server, LEGACY_CUSTOMER, add_on, quantity(10)).await.expect(200);
    let refused = patched(&server, LEGACY_CUSTOMER, &more, quantity(11)).await;
    refused.expect_fault_saying(400, 2002, "the 10 licences of its base");
    // Legacy licences can be given back at any time.
    patched(&server, LEGACY_CUSTOMER, &more, quantity(1)).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_asks_for_an_attestation_asks_again() {
    let server = TestServer::start().await;
    let attested = json!({ "attestationAccepted": true });
    let owned = bought(&server, CUSTOMER, [with(line(ATTESTED, 2, "monthly", Some("P1M")), attested)]).await.remove(0);
    patched(&server, CUSTOMER, &owned, quantity(3)).await.expect_fault(400, 900_203);
    let accepted = json!({ "quantity": 3, "attestationAccepted": true });
    patched(&server, CUSTOMER, &owned, accepted).await.expect(200);
    patched(&server, CUSTOMER, &owned, quantity(2)).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn azure_has_no_licences_to_add() {
    let server = TestServer::start().await;
    let azure = now(&server, PRINTED_CUSTOMER, &json!({ "id": PRINTED_SUBSCRIPTION })).await;
    let refused = patched(&server, PRINTED_CUSTOMER, &azure, quantity(2)).await;
    refused.expect_fault_saying(403, 800_027, "accepted is 1, as it was bought");
}

/// Partner 5 has 100.00 of credit: what is added costs its part of the term, and what is given back is there again.
#[tokio::test(flavor = "multi_thread")]
async fn added_licences_use_the_line_of_credit() {
    let server = TestServer::start().await;
    let customer = "33000000-0000-4000-8000-000000000005";
    let token = server.app_user_token("10000000-0000-4000-8000-000000000005").await;
    let send = async |request: Request| server.send_bare(request.token(&token)).await;
    let carts = format!("/v1/customers/{customer}/carts");
    let cart = json!({ "lineItems": [line(LICENCE, 2, "monthly", Some("P1M"))] });
    let cart = send(Request::post(&carts).json(&cart)).await.expect(201);
    send(Request::post(format!("{carts}/{}/checkout", id(&cart)))).await.expect(201);
    server.provision().await;
    let list = send(Request::get(path(customer, ""))).await.expect(200);
    let uri = path(customer, &format!("/{}", id(&list["items"][0])));
    let change = async |quantity: i64| {
        send(Request::new("PATCH", &uri).json(&json!({ "quantity": quantity, "autoRenewEnabled": true }))).await
    };
    // Two cost 72.96. A third one would cost 36.48 more.
    let refused = change(3).await;
    refused.expect_fault_saying(403, 800_023, "at most 27.04 USD");
    change(1).await.expect(200);
    change(2).await.expect(200);
    change(3).await.expect_fault(403, 800_023);
    let deleted = Request::new("PATCH", &uri).json(&json!({ "status": "deleted" }));
    send(deleted).await.expect(200);
    let cart = json!({ "lineItems": [line(LICENCE, 2, "monthly", Some("P1M"))] });
    let cart = send(Request::post(&carts).json(&cart)).await.expect(201);
    let result = send(Request::post(format!("{carts}/{}/checkout", id(&cart)))).await.expect(201);
    assert!(result.get("orderErrors").is_none(), "all of it was refunded: {result}");
}

/// Partner 3 may have 25 licences a subscription, and five subscriptions a customer.
#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_account_has_its_caps() {
    let server = TestServer::start().await;
    let customer = "33000000-0000-4000-8000-000000000003";
    let token = server.app_user_token("10000000-0000-4000-8000-000000000003").await;
    let send = async |request: Request| server.send_bare(request.token(&token)).await;
    let carts = format!("/v1/customers/{customer}/carts");
    let buy = async |lines: usize| {
        let lines: Vec<_> = (0..lines).map(|_| line(PLAIN_LICENCE, 20, "monthly", Some("P1M"))).collect();
        let cart = send(Request::post(&carts).json(&json!({ "lineItems": lines }))).await.expect(201);
        send(Request::post(format!("{carts}/{}/checkout", id(&cart)))).await
    };
    buy(5).await.expect(201);
    server.provision().await;
    let list = send(Request::get(path(customer, ""))).await.expect(200);
    let uri = path(customer, &format!("/{}", id(&list["items"][0])));
    let change = async |change: Value| send(Request::new("PATCH", &uri).json(&change)).await;
    change(quantity(26)).await.expect_fault_saying(400, 800_018, "at most 25 licences");
    change(quantity(25)).await.expect(200);
    buy(1).await.expect_fault(400, 800_009);
    change(json!({ "status": "deleted" })).await.expect(200);
    buy(1).await.expect(201);
}
