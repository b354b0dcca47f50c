//! What a savings plan costs: its commitment, hour by hour (rulings 22 and 28).

use super::{buy, savings_plan};
use crate::support::{AZURE_CUSTOMER, AZURE_PLAN, TestServer, with};
use domain::partner::CreditLine;
use serde_json::{Value, json};

/// Billing cycle, term and commitment; the price of one billing period and of the term.
const CASES: &[(&str, &str, f64, f64, f64)] = &[
    ("one_time", "P1Y", 0.05, 438.0, 438.0),
    ("one_time", "P3Y", 0.05, 1314.0, 1314.0),
    ("monthly", "P1Y", 0.05, 36.5, 438.0),
    ("monthly", "P3Y", 0.05, 36.5, 1314.0),
    ("monthly", "P1Y", 0.001, 0.73, 8.76),
    ("one_time", "P3Y", 0.001, 26.28, 26.28),
    ("monthly", "P1Y", 0.0015, 1.1, 13.2),
    ("one_time", "P1Y", 0.0015, 13.14, 13.14),
    ("one_time", "P3Y", 1_000_000.0, 26_280_000_000.0, 26_280_000_000.0),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_commitment_costs_730_hours_a_month_and_8760_a_year() {
    let mut world = cartwright::demo().expect("the demo world");
    world.partners[0].credit_line = CreditLine::Unlimited;
    let server = TestServer::with_world(world).await;
    let context = json!({ "scope": "shared", "subscriptionId": AZURE_PLAN });
    for &(cycle, term, amount, price, extended) in CASES {
        let commitment = json!({ "amount": amount, "currency": "usd", "grain": "hourly" });
        let asked = json!({ "billingCycle": cycle, "termDuration": term, "purchaseCommitment": commitment });
        let order = buy(&server, AZURE_CUSTOMER, with(savings_plan(context.clone()), asked)).await;
        let line = &order["lineItems"][0];
        let expected = json!({
            "listPrice": price, "discountedPrice": price, "proratedPrice": price, "price": price,
            "extendedPrice": extended,
        });
        assert_eq!(line["pricing"], expected, "{cycle} {term} {amount}");
        assert_eq!(order["totalPrice"], extended, "{cycle} {term} {amount}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_order_shows_context_and_commitment_and_prices_when_asked() {
    let server = TestServer::start().await;
    let context = json!({ "scope": "single", "entitlementId": "A2000000-0000-4000-8000-000000000001" });
    let order = buy(&server, AZURE_CUSTOMER, savings_plan(context.clone())).await;
    let path = format!("/v1/customers/{AZURE_CUSTOMER}/orders/{}", order["id"].as_str().expect("an id"));
    let priced = server.get(format!("{path}?include_price=true")).await.expect(200);
    let bare = server.get(&path).await.expect(200);
    let commitment = json!({ "amount": 0.05, "currency": "usd", "grain": "hourly" });
    for (order, total) in [(&order, json!(438.0)), (&priced, json!(438.0)), (&bare, Value::Null)] {
        assert_eq!(order["lineItems"][0]["provisioningContext"], context, "{order}");
        assert_eq!(order["lineItems"][0]["purchaseCommitment"], commitment, "{order}");
        assert_eq!(order["totalPrice"], total, "{order}");
        assert_eq!(order["lineItems"][0]["pricing"].is_object(), !total.is_null(), "{order}");
    }
}
