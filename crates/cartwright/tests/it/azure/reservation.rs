//! Reservations: the variables that their SKU asks for, and the Azure subscription that they name.

use super::{GOOD, buy, cases, check, columns, reservation};
use crate::support::{
    AZURE, AZURE_CUSTOMER, BASE_SUBSCRIPTION, CUSTOMER, LEGACY_CUSTOMER, PRINTED_CUSTOMER, TestServer, cart_of, line,
};
use serde_json::{Value, json};

/// The provisioning context; code and member of the error, inside the context; what is seen; a part of what is accepted.
const CASES: &str = r#"
{}                                                                          | 10010 subscriptionId |  | an active Azure subscription
{"scope":"shared"}                                                          | 10010 subscriptionId |  | of the customer
{"subscriptionId":" ","scope":"shared"}                                     | 10010 subscriptionId |  | an active Azure subscription
{"subscriptionId":"the big one"}                                            | 10010 scope |  | single or shared
{"SubscriptionId":"GOOD","Scope":"regional"}                                | 900312 scope | regional | single or shared
{"subscriptionId":"the big one","scope":"shared"}                           | 10007 subscriptionId | the big one | an active Azure subscription
{"subscriptionId":"99999999-9999-4999-8999-999999999999","scope":"shared"}  | 10007 subscriptionId | 99999999 | of the customer
{"subscriptionId":"1C461A25-F729-4FA5-AADB-280947DD05E8","scope":"shared"}  | 10007 subscriptionId | 1C461A25 | of the customer
{"subscriptionId":"A2000000-0000-4000-8000-000000000003","scope":"shared"}  | 10007 subscriptionId | A2000000 | an active
{"subscriptionId":"A1000000-0000-4000-8000-000000000001","scope":"shared"}  | 10007 subscriptionId | A1000000 | an active Azure subscription
{"subscriptionId":"A2000000-0000-4000-8000-000000000001","scope":"shared"}  | 10011 subscriptionId | A2000000 | one that is registered
{"subscriptionId":"A2000000-0000-4000-8000-000000000002","scope":"shared"}  | 10008 subscriptionId | A2000000 | one that is enabled for reservations
"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_reservation_names_its_scope_and_an_azure_subscription_that_may_have_it() {
    let server = TestServer::start().await;
    for case in cases(CASES) {
        let [context, error, seen, accepted] = columns(case);
        let context = context.replace("GOOD", GOOD).parse().expect("a context");
        let good = reservation(json!({ "subscriptionId": GOOD, "scope": "shared" }));
        let error = error.replace(' ', " provisioningContext.");
        check(&server, AZURE_CUSTOMER, reservation(context), good, [error.as_str(), seen, accepted]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_and_values_of_the_context_have_no_case() {
    let server = TestServer::start().await;
    for context in [
        json!({ "subscriptionId": GOOD, "scope": "Shared" }),
        json!({ "SubscriptionId": GOOD.to_lowercase(), "Scope": "SINGLE" }),
        json!({ "SUBSCRIPTIONID": format!(" {GOOD} "), "scope": " single " }),
        json!({ "duration": "1Year", "scope": "single", "subscriptionId": GOOD }),
    ] {
        let order = buy(&server, AZURE_CUSTOMER, reservation(context)).await;
        assert_eq!(order["lineItems"][0].get("provisioningContext"), None, "reservations do not show it");
    }
}

/// A subscription to something else is no Azure subscription.
#[tokio::test(flavor = "multi_thread")]
async fn a_licence_is_no_azure_subscription() {
    let server = TestServer::start().await;
    let line = reservation(json!({ "subscriptionId": BASE_SUBSCRIPTION, "scope": "shared" }));
    let cart = server.create_cart(LEGACY_CUSTOMER, &cart_of([line])).await;
    assert_eq!(cart["lineItems"][0]["error"]["errorCode"], 10007, "{cart}");
}

/// What Azure does not know of a new subscription it does not say.
#[tokio::test(flavor = "multi_thread")]
async fn an_azure_subscription_that_was_just_bought_is_not_registered() {
    let server = TestServer::start().await;
    let order = buy(&server, CUSTOMER, line(AZURE, 1, "monthly", Some("P1Y"))).await;
    let bought = order["lineItems"][0]["subscriptionId"].clone();
    assert!(bought.is_string(), "{order}");
    let cart = cart_of([reservation(json!({ "subscriptionId": bought, "scope": "single" }))]);
    let cart = server.create_cart(CUSTOMER, &cart).await;
    assert_eq!(cart["lineItems"][0]["error"]["errorCode"], 10011, "{cart}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_printed_cart_names_a_subscription_that_may_have_reservations() {
    let server = TestServer::start().await;
    let printed = json!({ "subscriptionId": "1C461A25-F729-4FA5-AADB-280947DD05E8", "scope": "shared" });
    let order = buy(&server, PRINTED_CUSTOMER, reservation(printed)).await;
    assert_eq!(order["lineItems"][0]["offerId"], Value::from(crate::support::RESERVATION));
}
