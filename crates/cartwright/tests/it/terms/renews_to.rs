//! What a trial turns into: a term that its paid SKU is sold with (digest 7.3, ruling 39).

use super::{LICENCE_TRIAL, Refusal, buy, refused_and_mended, subscriptions, world};
use crate::support::{CUSTOMER, TRIAL, TestServer, cart_of, line, with};
use domain::{billing_cycle::BillingCycle, term::Term};
use serde_json::{Value, json};

fn renewing(item: &str, term: &Value) -> Value {
    with(line(item, 1, "none", Some("P1M")), json!({ "renewsTo": { "termDuration": term } }))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_turns_into_a_term_of_its_paid_sku() {
    let server = TestServer::start().await;
    for item in [TRIAL, LICENCE_TRIAL] {
        for (term, seen) in [(json!("P3Y"), "P3Y"), (json!("P2M"), "P2M"), (Value::Null, "")] {
            let refusal = Refusal(10010, "renewsTo.termDuration", seen, "P1M, P1Y");
            let mending = json!({ "renewsTo": { "termDuration": "P1Y" } });
            refused_and_mended(&server, &renewing(item, &term), refusal, mending).await;
        }
        for term in ["P1M", "p1y", "P12M"] {
            let cart = server.create_cart(CUSTOMER, &cart_of([renewing(item, &json!(term))])).await;
            assert!(cart["lineItems"][0].get("error").is_none(), "{cart}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_without_a_paid_sku_just_ends() {
    let world = world(|world| {
        world.products.iter_mut().flat_map(|product| &mut product.skus).for_each(|sku| sku.renews_to = None);
    });
    let server = TestServer::with_world(world).await;
    let refusal = Refusal(10010, "renewsTo.termDuration", "P1Y", "no conversion");
    refused_and_mended(&server, &renewing(TRIAL, &json!("P1Y")), refusal, json!({ "renewsTo": null })).await;
    buy(&server, CUSTOMER, [line(LICENCE_TRIAL, 5, "none", Some("P1M"))]).await;
    let left = subscriptions(&server, CUSTOMER).await;
    assert!(!left[0].auto_renew && left[0].scheduled_next_term_instructions.is_none(), "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_carries_the_instructions_to_its_paid_sku() {
    let server = TestServer::start().await;
    let trial = |item| line(item, 5, "none", Some("P1M"));
    let year = json!({ "renewsTo": { "termDuration": "P1Y" } });
    let lines =
        [trial(LICENCE_TRIAL), with(trial(LICENCE_TRIAL), year.clone()), trial(TRIAL), with(trial(TRIAL), year)];
    buy(&server, CUSTOMER, lines).await;
    let expected = [
        Some(("CFQ7TTC0LF8S", "0001", "CFQ7TTC0N81H", BillingCycle::Monthly, "P1M")),
        Some(("CFQ7TTC0LF8S", "0001", "CFQ7TTC0N81H", BillingCycle::Monthly, "P1Y")),
        // A marketplace trial turns into nothing that its line does not name.
        None,
        Some(("DZH318Z0C0WF", "0002", "DZH318Z0BP70", BillingCycle::Annual, "P1Y")),
    ];
    let left = subscriptions(&server, CUSTOMER).await;
    assert_eq!(left.len(), expected.len());
    for (subscription, expected) in left.iter().zip(expected) {
        assert!(subscription.is_trial && subscription.refund_options.is_empty(), "{subscription:?}");
        assert_eq!(subscription.auto_renew, expected.is_some(), "{subscription:?}");
        let Some((product, sku, availability, cycle, term)) = expected else { continue };
        let instructions = subscription.scheduled_next_term_instructions.as_ref().expect("instructions");
        assert_eq!(instructions.quantity, Some(5));
        let next = instructions.product.as_ref().expect("a product");
        let ids = [&next.product_id, &next.sku_id, &next.availability_id].map(Option::as_deref);
        assert_eq!(ids, [product, sku, availability].map(Some));
        assert_eq!((next.billing_cycle, &next.term), (Some(cycle), &Term::parse(term)));
        let other = Term::parse(term).filter(|term| Some(term) != subscription.term.as_ref());
        assert_eq!(subscription.renewal_term, other);
    }
}
