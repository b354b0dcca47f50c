//! What can no longer be bought at the checkout of a cart that was made in time: order errors 800020 and 800086 for the
//! groups concerned (ruling 26).

use super::{amend_customer, amend_offer, amend_product, path};
use crate::support::{
    CUSTOMER, EDUCATION, EDUCATION_CUSTOMER, LEGACY_BASE, PLAIN_LICENCE, SOFTWARE, TestServer, cart_of, line, with,
};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_was_withdrawn_fails_its_group_alone() {
    let server = TestServer::start().await;
    let lines = [line(PLAIN_LICENCE, 1, "monthly", Some("P1M")), line(SOFTWARE, 1, "one_time", None)];
    let cart = server.create_cart(CUSTOMER, &cart_of(lines)).await;
    amend_product(&server, "CFQ7TTC0LH16", |product| purchasable(product, false));
    let server = server.restart().await;
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(1), "{result}");
    assert_eq!(result["orders"][0]["lineItems"][0]["offerId"], SOFTWARE);
    assert_failed(&result, 800020, &format!("lineItems[0].catalogItemId: seen is {PLAIN_LICENCE}; accepted is "));
    assert_eq!(server.get(path(CUSTOMER, &cart)).await.expect(200)["status"], "Active");

    amend_product(&server, "CFQ7TTC0LH16", |product| purchasable(product, true));
    let server = server.restart().await;
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(2), "{result}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_offer_that_is_no_longer_sold_fails_its_group_alone() {
    let server = TestServer::start().await;
    let lines = [line(LEGACY_BASE, 1, "monthly", None), line(SOFTWARE, 1, "one_time", None)];
    let cart = server.create_cart(CUSTOMER, &cart_of(lines)).await;
    amend_offer(&server, LEGACY_BASE, |offer| with(offer, json!({ "sold": false })));
    let server = server.restart().await;
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(1), "{result}");
    assert_failed(&result, 800020, &format!("lineItems[0].catalogItemId: seen is {LEGACY_BASE}; accepted is "));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_that_lost_its_qualification_is_told_in_the_group() {
    let server = TestServer::start().await;
    let cart = server.create_cart(EDUCATION_CUSTOMER, &cart_of([line(EDUCATION, 1, "monthly", Some("P1M"))])).await;
    amend_customer(&server, EDUCATION_CUSTOMER, json!({ "qualifications": null }));
    for _ in 0..2 {
        let result = server.check_out(EDUCATION_CUSTOMER, &cart).await.expect(201);
        assert_eq!(result["orders"], json!([]));
        assert_failed(&result, 800086, &format!("lineItems[0].catalogItemId: seen is {EDUCATION}; accepted is "));
    }
    assert_eq!(server.get(path(EDUCATION_CUSTOMER, &cart)).await.expect(200), cart);

    let approved = json!([{ "qualification": "Education", "vetting_status": "Approved" }]);
    amend_customer(&server, EDUCATION_CUSTOMER, json!({ "qualifications": approved }));
    let result = server.check_out(EDUCATION_CUSTOMER, &cart).await.expect(201);
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(1), "{result}");
}

/// The line's own error stays the cart's, even when the world has changed: only a PUT looks at the line anew.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_was_at_fault_from_the_start_is_the_carts_fault() {
    let server = TestServer::start().await;
    let wish = cart_of([line(EDUCATION, 1, "monthly", Some("P1M"))]);
    let cart = server.create_cart(CUSTOMER, &wish).await;
    server.check_out(CUSTOMER, &cart).await.expect_fault(400, 800009);
    let approved = json!([{ "qualification": "Education", "vetting_status": "Approved" }]);
    amend_customer(&server, CUSTOMER, json!({ "qualifications": approved }));
    server.check_out(CUSTOMER, &cart).await.expect_fault(400, 800009);
    server.put(path(CUSTOMER, &cart), &wish).await.expect(201);
    server.check_out(CUSTOMER, &cart).await.expect(201);
}

fn purchasable(mut product: Value, purchasable: bool) -> Value {
    product["skus"][0]["availabilities"][0]["purchasable"] = purchasable.into();
    product
}

/// One order error, of the first line's group.
#[track_caller]
fn assert_failed(result: &Value, code: u64, told: &str) {
    let errors = result["orderErrors"].as_array().unwrap_or_else(|| panic!("no order errors in {result}"));
    assert_eq!(errors.len(), 1, "{result}");
    assert_eq!(errors[0]["code"], code, "{result}");
    assert!(errors[0]["description"].as_str().expect("a description").contains(told), "{result}");
}
