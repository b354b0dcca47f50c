//! What a checkout refuses as a whole, and what it refuses group by group (rulings 1, 2, 26; digest 7.6).

use super::{licence, path, software};
use crate::support::{CUSTOMER, LEGACY_ADDON, LEGACY_BASE, LICENCE, TestServer, cart_of, line, with};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_with_a_faulty_line_is_not_ordered() {
    let server = TestServer::start().await;
    let faulty = line(LICENCE, 1, "triennial", None);
    let base = line(LEGACY_BASE, 1, "monthly", None);
    let addons = ["hello", LEGACY_ADDON].map(|item| line(item, 1, "monthly", None));
    let with_addons = with(base, json!({ "addonItems": addons }));
    let cases = [
        (vec![licence(1), faulty.clone()], vec!["lineItems[1]: seen is error 10013 "]),
        (vec![with_addons.clone()], vec!["lineItems[0].addonItems[0]: seen is error 10001 "]),
        (
            vec![faulty, software(), with_addons],
            vec!["lineItems[0]: seen is error 10013 ", "lineItems[2].addonItems[0]: seen is error 10001 "],
        ),
    ];
    let database = server.database();
    for (lines, named) in cases {
        let cart = server.create_cart(CUSTOMER, &cart_of(lines)).await;
        let before = database.everything();
        let answer = server.check_out(CUSTOMER, &cart).await;
        let told = answer.expect_fault(400, 800009);
        assert!(told.contains(named[0]), "{told}");
        let data = answer.json()["data"].clone();
        let data: Vec<_> = data.as_array().expect("data").iter().map(ToString::to_string).collect();
        assert_eq!(data.len(), if named.len() > 1 { named.len() } else { 0 }, "{data:?}");
        for (data, named) in data.iter().zip(&named) {
            assert!(data.contains(named), "{data}");
        }
        assert_eq!(database.everything(), before, "nothing was ordered");

        server.put(path(&cart), &cart_of([licence(1)])).await.expect(201);
        let result = server.check_out(CUSTOMER, &cart).await.expect(201);
        assert_eq!(result["orders"].as_array().map(Vec::len), Some(1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reseller_that_cannot_be_named_fails_its_group_alone() {
    let server = TestServer::start().await;
    let fails = [("9999999", 800015), ("1000002", 800016), ("4847383", 900123)];
    for role in ["transaction_reseller", "consumption_reseller"] {
        for (mpn_id, code) in fails {
            let participants = json!([{ "key": role, "value": mpn_id }]);
            let named = with(licence(1), json!({ "participants": participants }));
            let cart = server.create_cart(CUSTOMER, &cart_of([named, software()])).await;
            let result = server.check_out(CUSTOMER, &cart).await.expect(201);
            assert_eq!(result["orders"].as_array().map(Vec::len), Some(1), "{result}");
            assert_eq!(result["orders"][0]["billingCycle"], "one_time");
            let told = assert_failed(&result, &[("0", code)]);
            let at = format!("lineItems[0].participants[0].value: seen is {mpn_id}; accepted is ");
            assert!(told.contains(&at), "{told}");
            assert_eq!(result["attributes"], json!({ "objectType": "CartCheckoutResult" }));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_participant_of_every_line_is_looked_at() {
    let server = TestServer::start().await;
    let resellers = |last: &str| {
        json!([
            { "key": "transaction_reseller", "value": "5357564" },
            { "key": "additional_transaction_reseller", "value": "517285" },
            { "key": "additional_transaction_reseller", "value": last },
        ])
    };
    let named = |last: &str| json!({ "participants": resellers(last) });
    let base = |addon: Value| with(line(LEGACY_BASE, 1, "monthly", None), json!({ "addonItems": [addon] }));
    let addon = line(LEGACY_ADDON, 1, "monthly", None);
    let cases = [
        (cart_of([licence(1), with(licence(1), named("9999999"))]), "0", "lineItems[1].participants[2].value"),
        (cart_of([base(with(addon, named("9999999")))]), "OMS-0", "lineItems[0].addonItems[0].participants[2].value"),
    ];
    for (body, group, at) in cases {
        let cart = server.create_cart(CUSTOMER, &body).await;
        let result = server.check_out(CUSTOMER, &cart).await.expect(201);
        let told = assert_failed(&result, &[(group, 800015)]);
        assert!(told.contains(at), "{told}");
    }
    let good = cart_of([with(licence(1), named("5139005"))]);
    let cart = server.create_cart(CUSTOMER, &good).await;
    assert!(server.check_out(CUSTOMER, &cart).await.expect(201).get("orderErrors").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_in_which_every_group_fails_is_a_201_without_orders() {
    let server = TestServer::start().await;
    let unknown = json!({ "participants": [{ "key": "transaction_reseller", "value": "9999999" }] });
    let lines = [licence(1), software(), line(LEGACY_BASE, 1, "annual", None)].map(|line| with(line, unknown.clone()));
    let cart = server.create_cart(CUSTOMER, &cart_of(lines)).await;
    let database = server.database();
    let before = database.everything();
    for _ in 0..2 {
        let result = server.check_out(CUSTOMER, &cart).await.expect(201);
        assert_eq!(result["orders"], json!([]));
        assert_failed(&result, &[("0", 800015), ("1", 800015), ("OMS-0", 800015)]);
        assert_eq!(server.get(path(&cart)).await.expect(200), cart, "it stays as it was, Active");
        assert_eq!(database.everything(), before);
    }
}

/// The groups that failed, with their codes, in order. Returns all descriptions.
#[track_caller]
pub fn assert_failed(result: &Value, expected: &[(&str, u32)]) -> String {
    let errors = result["orderErrors"].as_array().unwrap_or_else(|| panic!("{result}"));
    assert_eq!(errors.len(), expected.len(), "{result}");
    for (error, (group, code)) in errors.iter().zip(expected) {
        assert_eq!(error["orderGroupId"], *group, "{error}");
        assert_eq!(error["code"], *code, "{error}");
        assert!(error["description"].is_string(), "{error}");
    }
    result["orderErrors"].to_string()
}
