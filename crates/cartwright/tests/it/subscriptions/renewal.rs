//! What follows the term.

use super::{bought, now, patched};
use crate::support::{CUSTOMER, PLAIN_LICENCE, SOFTWARE, TRIAL, TestServer, line};
use serde_json::{Value, json};

fn next(availability: &str, term: &str, cycle: &str) -> Value {
    json!({
        "product": {
            "productId": "CFQ7TTC0LH16", "skuId": "0001", "availabilityId": availability,
            "billingCycle": cycle, "termDuration": term,
        },
        "quantity": 3,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_licence_renews_itself_until_it_is_told_not_to() {
    let server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1Y"))]).await.remove(0);
    let off = patched(&server, CUSTOMER, &owned, json!({ "autoRenewEnabled": false })).await.expect(200);
    assert_eq!(off["autoRenewEnabled"], false);
    let on = patched(&server, CUSTOMER, &off, json!({ "autoRenewEnabled": true })).await.expect(200);
    assert_eq!(on["autoRenewEnabled"], true);
    let mut without = on.clone();
    without.as_object_mut().expect("an object").remove("autoRenewEnabled");
    let off = patched(&server, CUSTOMER, &without, json!({})).await.expect(200);
    assert_eq!(off["autoRenewEnabled"], false, "what is missing counts as false");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_term_is_scheduled_and_dropped_again() {
    let server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1Y"))]).await.remove(0);
    let wish = next("CFQ7TTC0XXXX", "P1M", "Monthly");
    let member = "scheduledNextTermInstructions";
    let scheduled = patched(&server, CUSTOMER, &owned, json!({ member: wish })).await.expect(200);
    assert_eq!(scheduled[member]["product"]["billingCycle"], "monthly", "spelled as everywhere: {scheduled}");
    assert_eq!(scheduled[member]["quantity"], 3);
    let renamed = patched(&server, CUSTOMER, &scheduled, json!({ "friendlyName": "Ours" })).await.expect(200);
    assert_eq!(renamed[member], scheduled[member], "what is sent back stays");
    for null in [false, true] {
        let mut without = renamed.clone();
        match null {
            true => without[member] = Value::Null,
            false => drop(without.as_object_mut().expect("an object").remove(member)),
        }
        let dropped = patched(&server, CUSTOMER, &without, json!({})).await.expect(200);
        assert_eq!(dropped.get(member), None, "{dropped}");
        patched(&server, CUSTOMER, &renamed, json!({})).await.expect(200);
    }
    let suspended = patched(&server, CUSTOMER, &renamed, json!({ "status": "suspended" })).await.expect(200);
    assert_eq!(suspended.get(member), None, "{suspended}");
}

#[tokio::test(flavor = "multi_thread")]
async fn instructions_are_held_to_the_rules_of_a_line() {
    let server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1M"))]).await.remove(0);
    let member = "scheduledNextTermInstructions";
    let ending = |end: &str| {
        let mut wish = next("CFQ7TTC0XXXX", "P1M", "monthly");
        wish["customTermEndDate"] = json!(end);
        json!({ member: wish })
    };
    for (change, code, named) in [
        (json!({ member: next("CFQ7TTC0NONE", "P1M", "monthly") }), 800_002, "product.availabilityId"),
        (json!({ member: next("CFQ7TTC0XXXX", "P1Y", "triennial") }), 800_002, "product.termDuration"),
        (json!({ member: next("CFQ7TTC0XXXX", "soon", "monthly") }), 800_121, "product.termDuration"),
        (json!({ member: { "quantity": 3 } }), 800_002, ".product is missing"),
        (
            json!({ member: next("CFQ7TTC0XXXX", "P1M", "monthly"), "autoRenewEnabled": false }),
            800_002,
            "autoRenewEnabled",
        ),
        (ending("2026-09-30T00:00:00Z"), 900_245, "customTermEndDate"),
        (ending("2026-04-17T00:00:00Z"), 900_246, "customTermEndDate"),
    ] {
        let seen = change.to_string();
        let text = patched(&server, CUSTOMER, &owned, change).await.expect_fault(400, code);
        assert!(text.contains(named), "{seen}: {text}");
    }
    assert_eq!(now(&server, CUSTOMER, &owned).await, owned);
    // The first term ends with 1 April: the next month-end is that of April.
    let scheduled = patched(&server, CUSTOMER, &owned, ending("2026-04-30T00:00:00Z")).await.expect(200);
    assert_eq!(scheduled[member]["customTermEndDate"], "2026-04-30T00:00:00Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_without_instructions_just_ends() {
    let server = TestServer::start().await;
    let trial = bought(&server, CUSTOMER, [line(TRIAL, 5, "none", Some("P1M"))]).await.remove(0);
    if trial.get("scheduledNextTermInstructions").is_none() {
        let refused = patched(&server, CUSTOMER, &trial, json!({ "autoRenewEnabled": true })).await;
        refused.expect_fault_saying(400, 800_093, "autoRenewEnabled");
    } else {
        panic!("the trial of the marketplace turns into nothing by itself: {trial}");
    }
    let software = bought(&server, CUSTOMER, [line(SOFTWARE, 1, "one_time", None)]).await;
    assert_eq!(software.len(), 1, "perpetual software leaves no subscription");
}
