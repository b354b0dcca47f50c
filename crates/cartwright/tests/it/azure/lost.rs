//! A subscription that was good when the cart was made and is not at its checkout fails its order group alone, in the codes
//! of orders; when it is good again, the next checkout orders what is left (rulings 2 and 26, digest 4.9).

use super::{GOOD, cases, columns, reservation, savings_plan};
use crate::support::{
    AZURE_CUSTOMER, AZURE_PLAN, BASE_SUBSCRIPTION, Database, LEGACY_ADDON, LEGACY_CUSTOMER, PLAIN_LICENCE, TestServer,
    cart_of, line, with,
};
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

/// Whom nothing belongs to.
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

#[tokio::test(flavor = "multi_thread")]
async fn what_becomes_of_a_subscription_fails_the_order_group_that_names_it() {
    for case in cases(CASES) {
        let [bought, change, error] = columns(case);
        let server = TestServer::start().await;
        let (customer, named, asked) = purchase(bought);
        let licence = line(PLAIN_LICENCE, 1, "monthly", Some("P1M"));
        let cart = server.create_cart(customer, &cart_of([asked, licence])).await;
        let group = cart["lineItems"][0]["orderGroup"].as_str().expect("a group");
        let database = server.database();
        let before = Kept::read(&database, customer, named);
        before.become_otherwise(&database, change);

        let result = server.check_out(customer, &cart).await.expect(201);
        let (code, variable) = error.split_once(' ').expect("code and variable");
        assert_eq!(result["orderErrors"].as_array().map(Vec::len), Some(1), "{case}: {result}");
        let told = &result["orderErrors"][0];
        assert_eq!((&told["orderGroupId"], &told["code"]), (&json!(group), &code.parse().expect("a code")), "{told}");
        let at = format!("lineItems[0].provisioningContext.{variable}: seen is {named}; accepted is ");
        assert!(told["description"].as_str().is_some_and(|text| text.contains(&at)), "{told}");
        assert_eq!(result["orders"][0]["lineItems"][0]["offerId"], PLAIN_LICENCE, "{case}: {result}");

        before.come_back(&database);
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

/// A subscription as it was stored. No request changes one like that, so the test does it in the database.
struct Kept {
    filter: String,
    owner: String,
    body: Value,
}

impl Kept {
    fn read(database: &Database, owner: &str, id: &str) -> Self {
        let filter = format!("id = {}", database.id(id));
        let body = database.body("subscriptions", &filter);
        Self { filter, owner: database.id(owner), body }
    }

    fn become_otherwise(&self, database: &Database, change: &str) {
        match change.split_once(' ') {
            None => self.belong_to(database, &database.id(NOBODY)),
            Some((member, value)) => {
                let value = serde_json::from_str(value.trim()).expect("JSON");
                let change = |mut body: Value| {
                    *member.split('.').skip(1).fold(&mut body, |within, name| &mut within[name]) = value;
                    body
                };
                database.amend("subscriptions", &self.filter, change);
            }
        }
    }

    fn come_back(&self, database: &Database) {
        self.belong_to(database, &self.owner);
        database.amend("subscriptions", &self.filter, |_| self.body.clone());
    }

    fn belong_to(&self, database: &Database, owner: &str) {
        let update = format!("UPDATE subscriptions SET owner = {owner} WHERE {}", self.filter);
        assert_eq!(database.execute(&update), 1);
    }
}
