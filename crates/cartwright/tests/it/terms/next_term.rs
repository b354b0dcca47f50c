//! Instructions for the next term: 10010 below `scheduledNextTermInstructions`, and what the subscription keeps of them.

use super::{LICENCE_TRIAL, Refusal, buy, refused_and_mended, subscriptions};
use crate::support::{CUSTOMER, LEGACY_BASE, PLAIN_LICENCE, SAAS, SOFTWARE, TestServer, cart_of, line, with};
use domain::{billing_cycle::BillingCycle, line::ScheduledNextTermInstructions, term::Term};
use serde_json::{Value, json};

/// Instructions that the licence may have.
fn good() -> Value {
    json!({
        "product": { "productId": "CFQ7TTC0LF8S", "skuId": "0001", "availabilityId": "CFQ7TTC0N81H",
            "billingCycle": "annual", "termDuration": "P1Y" },
        "quantity": 7,
    })
}

/// A licence with those instructions, in which some members of the product and some of the rest are others.
fn instructed(product: &str, members: &str) -> Value {
    let product = with(good()["product"].clone(), product.parse().expect("members"));
    let instructions = with(good(), json!({ "product": product }));
    let instructions = with(instructions, members.parse().expect("members"));
    with(line(PLAIN_LICENCE, 5, "monthly", Some("P1M")), json!({ "scheduledNextTermInstructions": instructions }))
}

/// Members of the product; other members; path of the error; what is seen; a part of what is accepted.
const CASES: &str = r#"
{} | {"product":null} | product | | the product of the next term
{} | {"quantity":null} | quantity | | 1 to 10000000
{} | {"quantity":10000001} | quantity | 10000001 | 1 to 10000000
{} | {"quantity":0} | quantity | 0 | 1 to 10000000
{"productId":null} | {} | product.productId | | a licence
{"productId":"CFQ7TTC0NONE"} | {} | product.productId | CFQ7TTC0NONE | sold in market US
{"productId":"DG7GMGF0DWM3"} | {} | product.productId | DG7GMGF0DWM3 | a licence
{"skuId":null} | {} | product.skuId | | a SKU
{"skuId":"0009"} | {} | product.skuId | 0009 | 0001
{"availabilityId":null} | {} | product.availabilityId | | an availability
{"availabilityId":"CFQ7TTC0NONE"} | {} | product.availabilityId | CFQ7TTC0NONE | CFQ7TTC0N81H
{"productId":"CFQ7TTC0OLD1","availabilityId":"CFQ7TTC0OLDA"} | {} | product.availabilityId | CFQ7TTC0OLDA | an availability
{"billingCycle":null} | {} | product.billingCycle | | P1Y with annual
{"billingCycle":"biennial"} | {} | product.billingCycle | biennial | P1M with monthly
{"skuId":"0002","availabilityId":"CFQ7TTC0TRIA","billingCycle":"none","termDuration":"P1M"} | {} | product.billingCycle | none |
{"termDuration":null} | {} | product.termDuration | | P1Y with monthly
{"termDuration":"P3Y"} | {} | product.termDuration | P3Y with annual | P1Y with annual
{"termDuration":"P1M"} | {} | product.termDuration | P1M with annual | P1Y with annual
{"promotionId":"39NF:0001:NONE"} | {} | product.promotionId | 39NF:0001:NONE | a promotion
{} | {"customTermEndDate":"2026-12-30T00:00:00Z"} | customTermEndDate | 2026-12-30T00:00:00Z | next 2026-04-30
{} | {"customTermEndDate":"2026-03-31T00:00:00Z"} | customTermEndDate | 2026-03-31T00:00:00Z | a day after 2026-04-01
{} | {"customTermEndDate":"2027-04-30T00:00:00Z"} | customTermEndDate | 2027-04-30T00:00:00Z | not after 2027-04-01
"#;

#[tokio::test(flavor = "multi_thread")]
async fn instructions_name_something_that_can_be_bought() {
    let server = TestServer::start().await;
    for case in CASES.lines().filter(|case| !case.is_empty()) {
        let columns: Vec<_> = case.split('|').map(str::trim).collect();
        let [product, members, path, seen, accepted] = columns[..] else { panic!("not five columns: {case}") };
        let path = format!("scheduledNextTermInstructions.{path}");
        let refusal = Refusal(10010, &path, seen, accepted);
        let mending = json!({ "scheduledNextTermInstructions": good() });
        refused_and_mended(&server, &instructed(product, members), refusal, mending).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_licences_take_instructions() {
    let server = TestServer::start().await;
    for (item, cycle) in [(SAAS, "monthly"), (SOFTWARE, "one_time"), (LEGACY_BASE, "monthly")] {
        let asked = with(line(item, 1, cycle, None), json!({ "scheduledNextTermInstructions": good() }));
        let cart = server.create_cart(CUSTOMER, &cart_of([asked])).await;
        let refusal = Refusal(10010, "scheduledNextTermInstructions", item, "new-commerce licences");
        super::assert_refused(&cart["lineItems"][0], &refusal);
    }
    let cycles = json!({ "scheduledNextTermInstructions": { "product": { "billingCycle": "Biennial" } } });
    let asked = with(line(SAAS, 1, "monthly", None), cycles.clone());
    let cart = server.create_cart(CUSTOMER, &cart_of([asked])).await;
    let echoed = &cart["lineItems"][0]["scheduledNextTermInstructions"]["product"]["billingCycle"];
    assert_eq!(echoed, "biennial", "echoed beside its error: {cart}");
}

/// The end of the next term counts from the end of this one, a custom one too.
#[tokio::test(flavor = "multi_thread")]
async fn the_next_term_begins_where_this_one_ends() {
    let server = TestServer::start().await;
    for (first, next, refused) in [
        (json!(null), "2027-03-31", false),
        (json!(null), "2026-04-30", false),
        (json!("2026-03-31T00:00:00Z"), "2027-03-31", false),
        (json!("2026-03-31T00:00:00Z"), "2027-04-30", true),
    ] {
        let members = format!(r#"{{"customTermEndDate":"{next}T00:00:00Z"}}"#);
        let asked = with(instructed("{}", &members), json!({ "customTermEndDate": first }));
        let cart = server.create_cart(CUSTOMER, &cart_of([asked])).await;
        assert_eq!(cart["lineItems"][0].get("error").is_some(), refused, "{first} {next}: {cart}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_subscription_keeps_the_instructions() {
    let server = TestServer::start().await;
    let trial = line(LICENCE_TRIAL, 3, "none", Some("P1M"));
    let trial = with(trial, json!({ "scheduledNextTermInstructions": good() }));
    let orders = buy(&server, CUSTOMER, [instructed("{}", "{}"), trial]).await;
    assert!(orders[0]["lineItems"][0].get("scheduledNextTermInstructions").is_none(), "not on orders: {orders:?}");
    let left = subscriptions(&server, CUSTOMER).await;
    assert_eq!(left.len(), 2);
    for subscription in left {
        let kept = subscription.scheduled_next_term_instructions.expect("instructions");
        let ScheduledNextTermInstructions { product, quantity, custom_term_end_date } = kept;
        let product = product.expect("a product");
        assert_eq!((quantity, custom_term_end_date), (Some(7), None));
        assert_eq!(product.product_id.as_deref(), Some("CFQ7TTC0LF8S"));
        assert_eq!((product.billing_cycle, product.term), (Some(BillingCycle::Annual), Term::parse("P1Y")));
    }
}
