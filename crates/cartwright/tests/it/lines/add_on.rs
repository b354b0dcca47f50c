//! Legacy add-ons: checked like lines, and never without a base (digest 7.3, seed 004).

use super::assert_error;
use crate::support::{
    BASE_SUBSCRIPTION, CUSTOMER, FRENCH_CUSTOMER, LEGACY_ADDON, LEGACY_BASE, LEGACY_CUSTOMER, PLAIN_LICENCE,
    PRINTED_CUSTOMER, TestServer, cart_of, line, with,
};
use serde_json::{Value, json};

const AZURE_SUBSCRIPTION: &str = "1C461A25-F729-4FA5-AADB-280947DD05E8";
const SUSPENDED: &str = "97555b61-7461-477a-a98c-9c7614870000";

/// Like the tables of the lines, of what replaces members of a good add-on.
const CASES: &str = r#"
US | {"catalogItemId":"hello"}                                | 10001 catalogItemId | hello | a legacy offer ID
US | {"catalogItemId":"99999999-9999-4999-8999-999999999999"} | 10001 catalogItemId | 99999999 | a legacy offer
FR | {"catalogItemId":"MS-AZR-0145P"}                         | 400013 catalogItemId | MS-AZR-0145P | market FR
US | {"catalogItemId":"031C9E47-4802-4248-838E-778FB1D2CC05"} | 500600 catalogItemId | 031C9E47 | still sold
US | {"currencyCode":"EUR"}                                   | 10000 currencyCode | EUR | USD
US | {"quantity":10000001}                                    | 10010 quantity | 10000001 | 1 to 10000000
US | {"billingCycle":"none"}                                  | 10013 billingCycle | none | nnual
US | {"termDuration":"P1M"}                                   | 10013 termDuration | P1M | P1Y
US | {"billingCycle":"annual"}                                | 10013 billingCycle | annual | monthly, as its base has it
US | {"quantity":4}                                           | 10018 quantity | 4 | at most as many as the 3 licences
US | {"catalogItemId":"91FD106F-4B2C-4938-95AC-F54F74E9A239"} | 10006 catalogItemId | 91FD106F | an add-on offer of 91FD106F
"#;

#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_item_is_checked_like_a_line() {
    let server = TestServer::start().await;
    for case in CASES.lines().filter(|case| !case.is_empty()) {
        let columns: Vec<_> = case.split('|').map(str::trim).collect();
        let [market, members, error, seen, accepted] = columns[..] else {
            panic!("not five columns: {case}");
        };
        let (code, member) = error.split_once(' ').expect("code and member");
        let customer = if market == "FR" { FRENCH_CUSTOMER } else { CUSTOMER };
        let good = line(LEGACY_ADDON, 1, "monthly", None);
        let faulty = with(good.clone(), members.parse().expect("members"));
        let cart = server.create_cart(customer, &under_base([good, faulty])).await;
        let base = &cart["lineItems"][0];
        let path = format!("lineItems[0].addonItems[1].{member}");
        assert_error(&base["addonItems"][1], code.parse().expect("a code"), &path, seen, accepted);
        let errors = [base, &base["addonItems"][0]].map(|line| line.get("error"));
        assert_eq!(errors, [None, None], "{cart}");
    }
}

/// New-commerce add-ons are lines of their own (seed 004).
#[tokio::test(flavor = "multi_thread")]
async fn a_modern_item_is_no_add_on_item() {
    let server = TestServer::start().await;
    let modern = line(PLAIN_LICENCE, 1, "monthly", Some("P1M"));
    let cart = server.create_cart(CUSTOMER, &under_base([modern])).await;
    let addon = &cart["lineItems"][0]["addonItems"][0];
    assert_error(addon, 10006, "lineItems[0].addonItems[0].catalogItemId", PLAIN_LICENCE, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_base_without_error_has_its_group_though_an_add_on_has_one() {
    let server = TestServer::start().await;
    let addons = [LEGACY_ADDON, "hello"].map(|item| line(item, 1, "monthly", None));
    let cart = server.create_cart(CUSTOMER, &under_base(addons)).await;
    let base = &cart["lineItems"][0];
    assert_eq!(base["orderGroup"], "OMS-0", "error-free lines always have a group: {cart}");
    assert_eq!(base["addonItems"][0]["orderGroup"], "OMS-0", "{cart}");
    assert!(base["addonItems"][1].get("orderGroup").is_none(), "{cart}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_line_names_an_active_base_of_its_customer() {
    let mut world = cartwright::demo().expect("the demo world");
    let mut owned = world.subscriptions[0].clone();
    owned.subscription.id = domain::id::SubscriptionId::parse(SUSPENDED).expect("a GUID");
    owned.subscription.status = domain::subscription::SubscriptionStatus::Suspended;
    world.subscriptions.push(owned);
    let server = TestServer::with_world(world).await;
    for (customer, parent) in [
        (LEGACY_CUSTOMER, ""),
        (LEGACY_CUSTOMER, "99999999-9999-4999-8999-999999999999"),
        (LEGACY_CUSTOMER, "the big one"),
        (LEGACY_CUSTOMER, SUSPENDED),
        (CUSTOMER, BASE_SUBSCRIPTION),
        (PRINTED_CUSTOMER, AZURE_SUBSCRIPTION),
    ] {
        let line = add_on_to(parent);
        let cart = server.create_cart(customer, &cart_of([line])).await;
        let path = "lineItems[0].provisioningContext.parentSubscriptionId";
        let accepted = "an active subscription of the customer to the add-on's base offer";
        assert_error(&cart["lineItems"][0], 10007, path, parent, accepted);
    }
    let without = line(LEGACY_ADDON, 1, "annual", None);
    let cart = server.create_cart(LEGACY_CUSTOMER, &cart_of([without])).await;
    assert_eq!(cart["lineItems"][0]["error"]["errorCode"], 10007, "{cart}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_line_finds_its_base_in_any_case() {
    let server = TestServer::start().await;
    for parent in [BASE_SUBSCRIPTION.to_owned(), BASE_SUBSCRIPTION.to_lowercase()] {
        let cart = server.create_cart(LEGACY_CUSTOMER, &cart_of([add_on_to(&parent)])).await;
        let line = &cart["lineItems"][0];
        assert!(line.get("error").is_none() && line["orderGroup"] == "OMS-0", "{cart}");
        assert_eq!(line["provisioningContext"], json!({ "parentSubscriptionId": parent }));
    }
}

/// The subscription has ten licences.
#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_has_at_most_the_licences_of_the_base_that_is_owned() {
    let server = TestServer::start().await;
    for (quantity, error) in [(11, Some(10018)), (10, None)] {
        let line = with(add_on_to(BASE_SUBSCRIPTION), json!({ "quantity": quantity }));
        let cart = server.create_cart(LEGACY_CUSTOMER, &cart_of([line])).await;
        assert_eq!(cart["lineItems"][0]["error"]["errorCode"].as_u64(), error, "{cart}");
    }
}

fn under_base(addons: impl IntoIterator<Item = Value>) -> Value {
    let addons: Vec<_> = addons.into_iter().collect();
    let base = line(LEGACY_BASE, 3, "monthly", None);
    cart_of([with(base, json!({ "addonItems": addons }))])
}

fn add_on_to(parent: &str) -> Value {
    let line = line(LEGACY_ADDON, 1, "annual", None);
    with(line, json!({ "provisioningContext": { "ParentSubscriptionId": parent } }))
}
