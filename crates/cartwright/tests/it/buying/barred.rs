//! Partners and customers that may not buy at all: the checkout is an HTTP error and nothing is ordered (ruling 26).

use super::{Caller, amend_customer, amend_partner};
use crate::support::{
    CUSTOMER, LICENCE, PARTNER, PLAIN_LICENCE, Request, SOFTWARE, TestServer, cart_of, carts, line, with,
};
use serde_json::{Value, json};

const INACTIVE: &str = "10000000-0000-4000-8000-000000000006";

/// Partner, customer, status, code, a part of the text, and what mends the record.
const CASES: &str = r#"
6 | 33000000-0000-4000-8000-000000000006 | 800039 | program status is not active | {"program_status":null}
1 | 31000000-0000-4000-8000-000000000003 | 13605  | has not accepted the Microsoft Customer Agreement | {"agreement":null}
1 | 31000000-0000-4000-8000-000000000004 | 800073 | under review | {"validation_status":null}
1 | 31000000-0000-4000-8000-000000000005 | 800075 | was not approved | {"validation_status":"Allowed"}
"#;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_buy_orders_nothing_and_keeps_the_cart() {
    for case in CASES.lines().filter(|case| !case.is_empty()) {
        let columns: Vec<_> = case.split(" | ").map(str::trim).collect();
        let [partner, customer, code, told, mending] = columns[..] else { panic!("not five columns: {case}") };
        let partner = format!("10000000-0000-4000-8000-00000000000{partner}");
        let server = TestServer::start().await;
        let caller = Caller::of(&server, &partner, customer).await;
        let cart = caller.create(&two_groups()).await;
        assert!(cart["lineItems"][0].get("error").is_none(), "a cart is made all the same: {cart}");
        let database = server.database();
        let before = database.everything();
        for _ in 0..2 {
            let text = caller.check_out(&cart).await.expect_fault(403, code.parse().expect("a code"));
            assert!(text.contains(told), "{text}");
        }
        assert_eq!(database.everything(), before, "nothing was ordered");
        assert_eq!(caller.get(&cart).await, cart, "Active and readable");
        let changed = caller.put(&cart, &two_groups()).await.expect(201);
        assert_eq!(changed["lineItems"], cart["lineItems"]);

        let mending: Value = mending.parse().expect("members");
        match code {
            "800039" => amend_partner(&server, &partner, mending),
            _ => amend_customer(&server, customer, mending),
        }
        let result = caller.check_out(&cart).await.expect(201);
        assert_eq!(result["orders"].as_array().map(Vec::len), Some(2), "{result}");
    }
}

/// The order in which they are told: program status, agreement, review, approval; then what is wrong with the lines.
#[tokio::test(flavor = "multi_thread")]
async fn what_bars_from_buying_is_told_in_order_and_before_the_lines() {
    let server = TestServer::start().await;
    let faulty = line(LICENCE, 1, "triennial", None);
    let cart = server.create_cart(CUSTOMER, &cart_of([faulty])).await;
    amend_partner(&server, PARTNER, json!({ "program_status": "not_active" }));
    let barred = json!({
        "agreement": "not_accepted", "validation_status": "UnderReview", "purchase_review": "rejected",
    });
    amend_customer(&server, CUSTOMER, barred);
    server.check_out(CUSTOMER, &cart).await.expect_fault(403, 800039);
    amend_partner(&server, PARTNER, json!({ "program_status": null }));
    for (mending, status, code) in [
        (json!({}), 403, 13605),
        (json!({ "agreement": "accepted" }), 403, 800073),
        (json!({ "validation_status": "NotAllowed" }), 403, 800075),
        (json!({ "validation_status": "Unknown" }), 403, 800075),
        (json!({ "validation_status": null }), 400, 800009),
    ] {
        amend_customer(&server, CUSTOMER, mending);
        server.check_out(CUSTOMER, &cart).await.expect_fault(status, code);
    }
}

/// What was ordered stays told (ruling 3), and what was made stays readable.
#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_checkout_of_an_ordered_cart_is_answered_all_the_same() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &two_groups()).await;
    let first = server.check_out(CUSTOMER, &cart).await;
    first.expect(201);
    amend_partner(&server, PARTNER, json!({ "program_status": "not_active", "credit_line": "not_defined" }));
    for members in [
        json!({ "agreement": "not_accepted" }),
        json!({ "validation_status": "UnderReview" }),
        json!({ "validation_status": "NotAllowed", "purchase_review": "rejected" }),
    ] {
        amend_customer(&server, CUSTOMER, members);
        assert_eq!(server.check_out(CUSTOMER, &cart).await.text, first.text);
    }
}

/// What is left of a cart that was ordered in part is barred like any other purchase.
#[tokio::test(flavor = "multi_thread")]
async fn the_rest_of_a_cart_is_barred_too() {
    let server = TestServer::start().await;
    let unknown = json!({ "participants": [{ "key": "transaction_reseller", "value": "9999999" }] });
    let lines = [with(line(PLAIN_LICENCE, 1, "monthly", Some("P1M")), unknown), line(SOFTWARE, 1, "one_time", None)];
    let cart = server.create_cart(CUSTOMER, &cart_of(lines)).await;
    let half = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(half["orders"].as_array().map(Vec::len), Some(1), "{half}");
    amend_customer(&server, CUSTOMER, json!({ "agreement": "not_accepted" }));
    server.check_out(CUSTOMER, &cart).await.expect_fault(403, 13605);
    let orders = server.get(format!("/v1/customers/{CUSTOMER}/orders")).await.expect(200);
    assert_eq!(orders["totalCount"], 1);
}

/// A rule decided it on what the store holds, so the same request id repeats it; a fresh one asks again (ruling 6).
#[tokio::test(flavor = "multi_thread")]
async fn such_a_refusal_is_kept_for_its_request_id() {
    for (members, code) in [
        (json!({ "agreement": "not_accepted" }), 13605),
        (json!({ "validation_status": "UnderReview" }), 800073),
        (json!({ "validation_status": "NotAllowed" }), 800075),
    ] {
        let server = TestServer::start().await;
        let cart = server.create_cart(CUSTOMER, &two_groups()).await;
        let mended = members.as_object().expect("members").keys().map(|name| (name.clone(), Value::Null)).collect();
        amend_customer(&server, CUSTOMER, members);
        assert_kept(&server, server.token(), CUSTOMER, &cart, code, || {
            amend_customer(&server, CUSTOMER, Value::Object(mended));
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_refusal_of_an_inactive_partner_is_kept_too() {
    let server = TestServer::start().await;
    let customer = "33000000-0000-4000-8000-000000000006";
    let caller = Caller::of(&server, INACTIVE, customer).await;
    let cart = caller.create(&two_groups()).await;
    let mend = || amend_partner(&server, INACTIVE, json!({ "program_status": null }));
    assert_kept(&server, &caller.token, customer, &cart, 800039, mend).await;
}

async fn assert_kept(server: &TestServer, token: &str, customer: &str, cart: &Value, code: u32, mend: impl FnOnce()) {
    let id = cart["id"].as_str().expect("an id");
    let check_out = |request_id: &str| {
        let request = Request::post(format!("{}/{id}/checkout", carts(customer)));
        server.send_bare(request.token(token).request_id(request_id))
    };
    let refused = check_out("first").await;
    refused.expect_fault(403, code);
    mend();
    assert_eq!(check_out("first").await.text, refused.text);
    check_out("second").await.expect(201);
    assert_eq!(check_out("first").await.text, refused.text);
}

fn two_groups() -> Value {
    cart_of([line(PLAIN_LICENCE, 1, "monthly", Some("P1M")), line(SOFTWARE, 1, "one_time", None)])
}
