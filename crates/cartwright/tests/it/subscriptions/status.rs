//! Suspending, resuming and cancelling.

use super::{DAY, bought, listed, now, patched};
use crate::support::{
    BASE_SUBSCRIPTION, CUSTOMER, LEGACY_ADDON, LEGACY_CUSTOMER, LICENCE, PLAIN_LICENCE, SAAS, TestServer, line, with,
};
use serde_json::{Value, json};

fn status(status: &str) -> Value {
    json!({ "status": status })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_subscription_can_only_be_resumed() {
    let server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1Y"))]).await.remove(0);
    // The open SDK spells it with a capital.
    let suspended = patched(&server, CUSTOMER, &owned, status("Suspended")).await.expect(200);
    assert_eq!((&suspended["status"], &suspended["autoRenewEnabled"]), (&json!("suspended"), &json!(false)));
    assert_eq!(suspended["actions"], json!(["edit", "cancel"]), "{suspended}");
    for change in [json!({ "quantity": 6 }), json!({ "friendlyName": "x" }), json!({ "autoRenewEnabled": true })] {
        let member = change.as_object().expect("an object").keys().next().expect("a member").clone();
        let refused = patched(&server, CUSTOMER, &suspended, change).await;
        refused.expect_fault_saying(400, 800_091, &format!("{member}: "));
    }
    assert_eq!(patched(&server, CUSTOMER, &suspended, json!({})).await.expect(200), suspended, "nothing is asked");
    let resumed =
        patched(&server, CUSTOMER, &suspended, json!({ "status": "active", "quantity": 6 })).await.expect(200);
    assert_eq!((&resumed["status"], &resumed["quantity"]), (&json!("active"), &json!(6)));
    assert_eq!(resumed["autoRenewEnabled"], false, "the partner turns it on again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_licence_is_cancelled_within_seven_days() {
    let mut server = TestServer::start().await;
    let lines = [line(LICENCE, 200, "monthly", Some("P1M")), line(LICENCE, 100, "monthly", Some("P1Y"))];
    let all = bought(&server, CUSTOMER, lines).await;
    let (first, second) = (&all[0], &all[1]);
    server.clock.advance(6 * DAY);
    server.renew_token().await;
    let deleted = patched(&server, CUSTOMER, first, status("deleted")).await.expect(200);
    assert_eq!((&deleted["status"], &deleted["actions"]), (&json!("deleted"), &json!([])), "{deleted}");
    assert_eq!(deleted.get("refundableQuantity"), None);
    patched(&server, CUSTOMER, &deleted, status("active")).await.expect_fault(400, 2011);
    patched(&server, CUSTOMER, &deleted, json!({ "quantity": 1 })).await.expect_fault(400, 2011);
    assert_eq!(listed(&server, CUSTOMER, "").await.len(), 2, "it is still listed");
    // Its seats are free again: the pool is 300.
    patched(&server, CUSTOMER, second, json!({ "quantity": 300 })).await.expect(200);
    server.clock.advance(DAY);
    let refused = patched(&server, CUSTOMER, second, status("deleted")).await;
    refused.expect_fault_saying(400, 900_117, "7 days");
    assert_eq!(now(&server, CUSTOMER, second).await["status"], "active");
}

#[tokio::test(flavor = "multi_thread")]
async fn marketplace_by_the_month_is_cancelled_within_a_day() {
    let server = TestServer::start().await;
    let all = bought(&server, CUSTOMER, [line(SAAS, 5, "monthly", Some("P1M")), line(SAAS, 6, "monthly", None)]).await;
    assert_eq!(patched(&server, CUSTOMER, &all[0], status("deleted")).await.expect(200)["status"], "deleted");
    server.clock.advance(DAY);
    let mut server = server;
    server.renew_token().await;
    patched(&server, CUSTOMER, &all[1], status("deleted")).await.expect_fault_saying(400, 900_213, "24 hours");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_subscription_is_suspended_and_never_cancelled() {
    let server = TestServer::start().await;
    let context = json!({ "provisioningContext": { "parentSubscriptionId": BASE_SUBSCRIPTION } });
    let all = bought(&server, LEGACY_CUSTOMER, [with(line(LEGACY_ADDON, 2, "annual", None), context)]).await;
    let of = |offer: &str| all.iter().find(|owned| owned["offerId"] == offer).expect("it").clone();
    let add_on = of(LEGACY_ADDON);
    let base = now(&server, LEGACY_CUSTOMER, &json!({ "id": BASE_SUBSCRIPTION })).await;
    let refused = patched(&server, LEGACY_CUSTOMER, &base, status("deleted")).await;
    refused.expect_fault_saying(400, 800_040, "cannot be changed to deleted from active");
    let suspended = patched(&server, LEGACY_CUSTOMER, &base, status("suspended")).await.expect(200);
    assert_eq!((&suspended["status"], &suspended["autoRenewEnabled"]), (&json!("suspended"), &json!(true)));
    let refused = patched(&server, LEGACY_CUSTOMER, &add_on, json!({ "quantity": 3 })).await;
    refused.expect_fault(409, 27_009);
    patched(&server, LEGACY_CUSTOMER, &add_on, json!({})).await.expect(200);
    patched(&server, LEGACY_CUSTOMER, &suspended, status("active")).await.expect(200);
    patched(&server, LEGACY_CUSTOMER, &add_on, json!({ "quantity": 3 })).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ended_while_it_was_suspended_is_not_resumed() {
    let mut server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1M"))]).await.remove(0);
    let suspended = patched(&server, CUSTOMER, &owned, status("suspended")).await.expect(200);
    server.clock.advance(40 * DAY);
    server.renew_token().await;
    let refused = patched(&server, CUSTOMER, &suspended, status("active")).await;
    refused.expect_fault_saying(400, 800_040, "its term ended with 2026-04-01");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_that_nobody_can_ask_for_is_named() {
    let server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1M"))]).await.remove(0);
    let refused = patched(&server, CUSTOMER, &owned, status("expired")).await;
    refused.expect_fault_saying(
        400,
        900_126,
        "status: seen is \"expired\"; accepted is one of active, suspended, deleted",
    );
}
