//! Purchases that do not go through: a 201 with an order error for every group of the cart (rulings 1 and 26).

use super::{Caller, amend_customer, amend_partner, path};
use crate::support::{CUSTOMER, LEGACY_BASE, PARTNER, PLAIN_LICENCE, SOFTWARE, TestServer, cart_of, line, with};
use serde_json::{Value, json};

/// The last digit of the partner, the customer, the code, a part of the text.
const CASES: [(&str, &str, u32, &str); 5] = [
    ("1", "31000000-0000-4000-8000-000000000006", 800022, "Please contact Support for help"),
    ("1", "31000000-0000-4000-8000-000000000007", 800024, "not eligible for this transaction"),
    ("1", "31000000-0000-4000-8000-000000000008", 800026, "not eligible for this transaction"),
    ("1", "31000000-0000-4000-8000-000000000009", 800062, "not eligible for this transaction"),
    ("4", "33000000-0000-4000-8000-000000000004", 800025, "your Credit Line is not reaching"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_group_is_told_and_nothing_is_ordered() {
    for (partner, customer, code, told) in CASES {
        let server = TestServer::start().await;
        let partner = format!("10000000-0000-4000-8000-00000000000{partner}");
        let caller = Caller::of(&server, &partner, customer).await;
        let cart = caller.create(&three_groups()).await;
        for _ in 0..2 {
            let result = caller.check_out(&cart).await.expect(201);
            assert_eq!(result["orders"], json!([]), "{result}");
            assert_failed(&result, &["OMS-0", "0", "1"], code);
            assert!(result["orderErrors"][0]["description"].as_str().expect("a text").contains(told), "{result}");
        }
        assert_eq!(caller.get(&cart).await, cart, "Active and readable");

        match partner.as_str() {
            PARTNER => amend_customer(&server, customer, json!({ "purchase_review": null })),
            _ => amend_partner(&server, &partner, json!({ "credit_line": { "amount": "100000.00" } })),
        }
        let result = caller.check_out(&cart).await.expect(201);
        assert_eq!(result["orders"].as_array().map(Vec::len), Some(3), "{result}");
        assert!(result.get("orderErrors").is_none(), "{result}");
    }
}

/// A partner whose record says nothing of a line of credit may owe anything.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_of_credit_that_nobody_speaks_of_is_unlimited() {
    let mut world = cartwright::demo().expect("the demo world");
    world.partners[0].credit_line = domain::partner::CreditLine::default();
    let server = TestServer::with_world(world).await;
    let many = cart_of([line(SOFTWARE, 10_000, "one_time", None)]);
    let cart = server.create_cart(CUSTOMER, &many).await;
    assert!(server.check_out(CUSTOMER, &cart).await.expect(201).get("orderErrors").is_none());
}

/// Within a group: the customer's review, the line of credit, the resellers, then the items.
#[tokio::test(flavor = "multi_thread")]
async fn the_faults_of_a_group_are_told_in_order() {
    let server = TestServer::start().await;
    let lines = |mpn_id: &str| {
        let participants = json!({ "participants": [{ "key": "transaction_reseller", "value": mpn_id }] });
        cart_of([with(line(PLAIN_LICENCE, 1, "monthly", Some("P1M")), participants)])
    };
    let cart = server.create_cart(CUSTOMER, &lines("9999999")).await;
    amend_customer(&server, CUSTOMER, json!({ "purchase_review": "risk_error" }));
    amend_partner(&server, PARTNER, json!({ "credit_line": "not_defined" }));
    let code = async || server.check_out(CUSTOMER, &cart).await.expect(201)["orderErrors"][0]["code"].clone();
    assert_eq!(code().await, 800026);
    amend_customer(&server, CUSTOMER, json!({ "purchase_review": null }));
    assert_eq!(code().await, 800025);
    amend_partner(&server, PARTNER, json!({ "credit_line": null }));
    assert_eq!(code().await, 800015);
    server.put(path(CUSTOMER, &cart), &lines("5357564")).await.expect(201);
    assert!(server.check_out(CUSTOMER, &cart).await.expect(201).get("orderErrors").is_none());
}

#[track_caller]
fn assert_failed(result: &Value, groups: &[&str], code: u32) {
    let errors = result["orderErrors"].as_array().unwrap_or_else(|| panic!("no order errors in {result}"));
    let failed: Vec<_> = errors.iter().map(|error| (error["orderGroupId"].as_str(), error["code"].as_u64())).collect();
    let expected: Vec<_> = groups.iter().map(|group| (Some(*group), Some(u64::from(code)))).collect();
    assert_eq!(failed, expected, "{result}");
}

fn three_groups() -> Value {
    let licence = line(PLAIN_LICENCE, 1, "monthly", Some("P1M"));
    cart_of([line(LEGACY_BASE, 1, "monthly", None), licence, line(SOFTWARE, 1, "one_time", None)])
}
