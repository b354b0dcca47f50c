//! A subscription that was good when the cart was made and is not at its checkout fails its order group alone, in the codes
//! of orders; when it is good again, the next checkout orders what is left (rulings 2 and 26, digest 4.9).

use super::{GOOD, cases, columns, reservation, savings_plan};
use crate::support::{
    AZURE_CUSTOMER, AZURE_PLAN, BASE_SUBSCRIPTION, LEGACY_ADDON, LEGACY_CUSTOMER, PLAIN_LICENCE, TestServer, cart_of,
    database, line, with,
};
use rusqlite::{Connection, params};
use serde_json::{Value, json};

/// What is bought; what happens to the subscription that it names: a member of it and its new value; the order error and
/// the variable that it points at.
const CASES: &str = r#"
reservation | $.status "suspended"                              | 800012 subscriptionId
reservation | $.status "deleted"                                | 800012 subscriptionId
reservation | gone                                              | 800021 subscriptionId
reservation | $.offer_id "91FD106F-4B2C-4938-95AC-F54F74E9A239" | 800011 subscriptionId
reservation | $.azure.registered false                          | 800030 subscriptionId
reservation | $.azure.enabled_for_reservations false            | 800013 subscriptionId
single      | $.status "suspended"                              | 800012 entitlementId
single      | gone                                              | 800111 entitlementId
single      | $.azure.ineligible_products ["DZH318Z08M8S"]      | 900315 entitlementId
shared      | $.status "suspended"                              | 800012 subscriptionId
shared      | gone                                              | 800021 subscriptionId
shared      | $.offer_id "MS-AZR-0145P"                         | 800011 subscriptionId
add-on      | $.status "suspended"                              | 800012 parentSubscriptionId
add-on      | gone                                              | 800021 parentSubscriptionId
add-on      | $.offer_id "MS-AZR-0145P"                         | 800021 parentSubscriptionId
"#;

#[tokio::test(flavor = "multi_thread")]
async fn what_becomes_of_a_subscription_fails_the_order_group_that_names_it() {
    for case in cases(CASES) {
        let [bought, change, error] = columns(case);
        let server = TestServer::start().await;
        let (customer, named, asked) = purchase(bought);
        let licence = line(PLAIN_LICENCE, 1, "monthly", Some("P1M"));
        let cart = server.create_cart(customer, &cart_of([asked, licence])).await;
        let group = cart["lineItems"][0]["orderGroup"].as_str().expect("a group");
        let file = database(server.folder());
        let before = Kept::read(&file, named);
        before.become_otherwise(&file, change);

        let result = server.check_out(customer, &cart).await.expect(201);
        let (code, variable) = error.split_once(' ').expect("code and variable");
        assert_eq!(result["orderErrors"].as_array().map(Vec::len), Some(1), "{case}: {result}");
        let told = &result["orderErrors"][0];
        assert_eq!((&told["orderGroupId"], &told["code"]), (&json!(group), &code.parse().expect("a code")), "{told}");
        let at = format!("lineItems[0].provisioningContext.{variable}: seen is {named}; accepted is ");
        assert!(told["description"].as_str().is_some_and(|text| text.contains(&at)), "{told}");
        assert_eq!(result["orders"][0]["lineItems"][0]["offerId"], PLAIN_LICENCE, "{case}: {result}");

        before.come_back(&file);
        let result = server.check_out(customer, &cart).await.expect(201);
        assert_eq!(result["orders"].as_array().map(Vec::len), Some(2), "{case}: {result}");
        assert!(result.get("orderErrors").is_none(), "{case}: {result}");
    }
}

/// A fault that the line had from the start is the cart's: nothing of it is ordered.
#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_that_was_never_good_fails_the_cart() {
    let server = TestServer::start().await;
    let suspended = json!({ "subscriptionId": "A2000000-0000-4000-8000-000000000003", "scope": "single" });
    let licence = line(PLAIN_LICENCE, 1, "monthly", Some("P1M"));
    let cart = server.create_cart(AZURE_CUSTOMER, &cart_of([reservation(suspended), licence])).await;
    let answer = server.check_out(AZURE_CUSTOMER, &cart).await;
    let told = answer.expect_fault(400, 800009);
    assert!(told.contains("lineItems[0]: seen is error 10007 "), "{told}");
}

/// The customer, the subscription that the line names, and the line.
fn purchase(bought: &str) -> (&'static str, &'static str, Value) {
    match bought {
        "reservation" => (AZURE_CUSTOMER, GOOD, reservation(json!({ "subscriptionId": GOOD, "scope": "single" }))),
        "single" => (AZURE_CUSTOMER, GOOD, savings_plan(json!({ "scope": "single", "entitlementId": GOOD }))),
        "shared" => {
            (AZURE_CUSTOMER, AZURE_PLAN, savings_plan(json!({ "scope": "shared", "subscriptionId": AZURE_PLAN })))
        }
        "add-on" => {
            let context = json!({ "provisioningContext": { "parentSubscriptionId": BASE_SUBSCRIPTION } });
            (LEGACY_CUSTOMER, BASE_SUBSCRIPTION, with(line(LEGACY_ADDON, 1, "annual", None), context))
        }
        other => panic!("nobody buys {other}"),
    }
}

/// A subscription as it was stored. No request changes one yet, so the test does it in the database.
struct Kept {
    owner: Vec<u8>,
    id: Vec<u8>,
    format: i64,
    body: Vec<u8>,
}

impl Kept {
    fn read(file: &Connection, id: &str) -> Self {
        let query =
            "SELECT owner, id, format, body FROM subscriptions WHERE json_extract(CAST(body AS TEXT), '$.id') = ?1";
        let row = file.query_row(query, [id.to_lowercase()], |row| {
            Ok(Self { owner: row.get(0)?, id: row.get(1)?, format: row.get(2)?, body: row.get(3)? })
        });
        row.expect("a subscription")
    }

    fn become_otherwise(&self, file: &Connection, change: &str) {
        let changed = match change.split_once(' ') {
            None => {
                file.execute("DELETE FROM subscriptions WHERE owner = ?1 AND id = ?2", params![self.owner, self.id])
            }
            Some((member, value)) => {
                let set = "CAST(json_set(CAST(body AS TEXT), ?3, json(?4)) AS BLOB)";
                let update = format!("UPDATE subscriptions SET body = {set} WHERE owner = ?1 AND id = ?2");
                file.execute(&update, params![self.owner, self.id, member, value.trim()])
            }
        };
        assert_eq!(changed.expect("a change"), 1);
    }

    fn come_back(&self, file: &Connection) {
        let insert = "INSERT OR REPLACE INTO subscriptions (owner, id, format, body) VALUES (?1, ?2, ?3, ?4)";
        file.execute(insert, params![self.owner, self.id, self.format, self.body]).expect("a change");
    }
}
