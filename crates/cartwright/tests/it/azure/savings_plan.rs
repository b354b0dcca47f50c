//! Savings plans: scope, the Azure plan or the Azure subscription of it, and the commitment.

use super::{GOOD, buy, cases, check, columns, savings_plan};
use crate::support::{AZURE_CUSTOMER, AZURE_PLAN, CUSTOMER, TestServer, cart_of, line, with};
use serde_json::json;

/// The provisioning context; code and member of the error, inside the context; what is seen; a part of what is accepted.
const CONTEXTS: &str = r#"
{}                                                             | 10010 scope |  | single or shared
{"subscriptionId":"A1000000-0000-4000-8000-000000000001"}      | 10010 scope |  | single or shared
{"scope":"management group"}                                   | 900312 scope | management group | single or shared
{"scope":"Shared"}                                             | 900317 subscriptionId |  | an active Azure plan of the customer
{"scope":"shared","entitlementId":"GOOD"}                      | 900317 subscriptionId |  | an active Azure plan
{"scope":"shared","subscriptionId":"mine"}                     | 10007 subscriptionId | mine | an active Azure plan
{"scope":"shared","subscriptionId":"A1000000-0000-4000-8000-000000000009"} | 10007 subscriptionId | A1000000 | an active Azure plan
{"scope":"shared","subscriptionId":"GOOD"}                     | 10007 subscriptionId | A2000000 | an active Azure plan
{"scope":"single"}                                             | 900313 entitlementId |  | an active Azure subscription
{"scope":"SINGLE","subscriptionId":"A1000000-0000-4000-8000-000000000001"} | 900313 entitlementId |  | of the customer
{"scope":"single","entitlementId":"mine"}                      | 800111 entitlementId | mine | an active Azure subscription
{"scope":"single","entitlementId":"99999999-9999-4999-8999-999999999999"} | 800111 entitlementId | 99999999 | of the customer
{"scope":"single","entitlementId":"1C461A25-F729-4FA5-AADB-280947DD05E8"} | 800111 entitlementId | 1C461A25 | of the customer
{"scope":"single","entitlementId":"A1000000-0000-4000-8000-000000000001"} | 800111 entitlementId | A1000000 | an active Azure subscription
{"scope":"single","entitlementId":"A2000000-0000-4000-8000-000000000003"} | 900314 entitlementId | A2000000 | an active
{"scope":"single","entitlementId":"A2000000-0000-4000-8000-000000000004"} | 900315 entitlementId | A2000000 | product DZH318Z08M8S can be bought with
"#;

/// The commitment; code and member of the error; what is seen; a part of what is accepted.
const COMMITMENTS: &str = r#"
null                                                  | 10010 purchaseCommitment |  | 0.001 to 1000000 USD, hourly
{}                                                    | 10010 purchaseCommitment.amount |  | 0.001 to 1000000 USD, hourly
{"currency":"usd","grain":"hourly"}                   | 10010 purchaseCommitment.amount |  | 0.001
{"amount":1,"grain":"hourly"}                         | 10010 purchaseCommitment.currency |  | USD
{"amount":1,"currency":"eur","grain":"hourly"}        | 10010 purchaseCommitment.currency | eur | USD
{"amount":1,"currency":"dollars","grain":"hourly"}    | 10010 purchaseCommitment.currency | dollars | USD
{"amount":1,"currency":"usd"}                         | 10010 purchaseCommitment.grain |  | hourly
{"amount":1,"currency":"usd","grain":"daily"}         | 10010 purchaseCommitment.grain | daily | hourly
{"amount":0,"currency":"usd","grain":"hourly"}        | 10010 purchaseCommitment.amount | 0 | 0.001
{"amount":-1,"currency":"usd","grain":"hourly"}       | 10010 purchaseCommitment.amount | -1 | 0.001
{"amount":0.0009,"currency":"USD","grain":"Hourly"}   | 10010 purchaseCommitment.amount | 0.0009 | 0.001 to
{"amount":1000000.01,"currency":"USD","grain":"hourly"} | 10010 purchaseCommitment.amount | 1000000.01 | to 1000000 USD
{"amount":7e28,"currency":"USD","grain":"hourly"}     | 10010 purchaseCommitment.amount | 70000000000000000000000000000 | to 1000000 USD
"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_savings_plan_names_its_scope_and_what_that_scope_needs() {
    let server = TestServer::start().await;
    for case in cases(CONTEXTS) {
        let [context, error, seen, accepted] = columns(case);
        let context = context.replace("GOOD", GOOD).parse().expect("a context");
        let good = savings_plan(json!({ "scope": "shared", "subscriptionId": AZURE_PLAN }));
        let error = error.replace(' ', " provisioningContext.");
        check(&server, AZURE_CUSTOMER, savings_plan(context), good, [error.as_str(), seen, accepted]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_savings_plan_commits_itself_as_its_sku_accepts() {
    let server = TestServer::start().await;
    for case in cases(COMMITMENTS) {
        let [commitment, error, seen, accepted] = columns(case);
        let commitment: serde_json::Value = commitment.parse().expect("a commitment");
        let good = savings_plan(json!({ "scope": "single", "entitlementId": GOOD }));
        let faulty = with(good.clone(), json!({ "purchaseCommitment": commitment }));
        check(&server, AZURE_CUSTOMER, faulty, good, [error, seen, accepted]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_has_one_savings_plan() {
    let server = TestServer::start().await;
    let good = savings_plan(json!({ "scope": "shared", "subscriptionId": AZURE_PLAN }));
    let two = with(good.clone(), json!({ "quantity": 2 }));
    check(&server, AZURE_CUSTOMER, two, good, ["10010 quantity", "2", "1 to 1"]).await;
}

/// Names and values have no case, and registration is a matter of reservations.
#[tokio::test(flavor = "multi_thread")]
async fn a_savings_plan_needs_an_azure_subscription_that_is_active_and_no_more() {
    let server = TestServer::start().await;
    for context in [
        json!({ "scope": "single", "entitlementId": "A2000000-0000-4000-8000-000000000001" }),
        json!({ "Scope": "Single", "EntitlementId": "a2000000-0000-4000-8000-000000000002" }),
        json!({ "scope": "single", "entitlementId": GOOD, "subscriptionId": "whatever" }),
        json!({ "SubscriptionId": AZURE_PLAN.to_lowercase(), "scope": "SHARED" }),
    ] {
        buy(&server, AZURE_CUSTOMER, savings_plan(context)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_azure_plan_that_was_bought_here_has_savings_plans() {
    let server = TestServer::start().await;
    let order = buy(&server, CUSTOMER, line("DZH318Z0BPS6:0001:DZH318Z0BPLN", 1, "one_time", None)).await;
    server.provision().await;
    let order = format!("/v1/customers/{CUSTOMER}/orders/{}", order["id"].as_str().expect("an id"));
    let plan = server.get(order).await.expect(200)["lineItems"][0]["subscriptionId"].clone();
    buy(&server, CUSTOMER, savings_plan(json!({ "scope": "shared", "subscriptionId": plan }))).await;
    let unknown = savings_plan(json!({ "scope": "shared", "subscriptionId": AZURE_PLAN }));
    let cart = server.create_cart(CUSTOMER, &cart_of([unknown])).await;
    assert_eq!(cart["lineItems"][0]["error"]["errorCode"], 10007, "another customer's plan: {cart}");
}
