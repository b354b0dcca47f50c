//! Another billing cycle.

use super::{DAY, bought, now, patched};
use crate::support::{CUSTOMER, LEGACY_BASE, PLAIN_LICENCE, TestServer, line};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_licence_is_charged_otherwise_from_the_next_period_on() {
    let mut server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1Y"))]).await.remove(0);
    let annual = json!({ "billingCycle": "Annual" });
    let coming = patched(&server, CUSTOMER, &owned, annual.clone()).await.expect(200);
    assert_eq!(coming["billingCycle"], "monthly", "until the month is over");
    let product = &coming["nextChargeInstructions"]["product"];
    assert_eq!((&product["productId"], &product["billingCycle"]), (&json!("CFQ7TTC0LH16"), &json!("annual")));
    assert_eq!(coming["nextChargeInstructions"]["quantity"], 5);
    // What is not sent back is dropped; what is stays.
    let mut without = coming.clone();
    without.as_object_mut().expect("an object").remove("nextChargeInstructions");
    let dropped = patched(&server, CUSTOMER, &without, json!({})).await.expect(200);
    assert_eq!(dropped.get("nextChargeInstructions"), None);
    patched(&server, CUSTOMER, &owned, annual).await.expect(200);
    let kept = patched(&server, CUSTOMER, &coming, json!({ "friendlyName": "Ours" })).await.expect(200);
    assert_eq!(kept["nextChargeInstructions"], coming["nextChargeInstructions"]);
    server.clock.advance(31 * DAY);
    server.renew_token().await;
    let later = now(&server, CUSTOMER, &owned).await;
    assert_eq!((&later["billingCycle"], later.get("nextChargeInstructions")), (&json!("annual"), None));
    assert_eq!(later["billingCycleEndDate"], "2027-03-01T00:00:00Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_the_item_is_sold_with_is_accepted() {
    let server = TestServer::start().await;
    let owned = bought(&server, CUSTOMER, [line(PLAIN_LICENCE, 5, "monthly", Some("P1M"))]).await.remove(0);
    let refused = patched(&server, CUSTOMER, &owned, json!({ "billingCycle": "annual" })).await;
    refused.expect_fault_saying(400, 900_270, "billingCycle: seen is annual; accepted is monthly");
    let refused = patched(&server, CUSTOMER, &owned, json!({ "billingCycle": "one_time" })).await;
    refused.expect_fault(400, 900_269);
    let legacy = bought(&server, CUSTOMER, [line(LEGACY_BASE, 2, "monthly", None)]).await.remove(1);
    let refused = patched(&server, CUSTOMER, &legacy, json!({ "billingCycle": "annual" })).await;
    refused.expect_fault_saying(400, 2054, "PATCH of its order");
}
