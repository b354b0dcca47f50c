//! What the line checks say: a code on the line inside a 201, the member, what was seen and what is accepted
//! (digest 7.3, rulings 27, 34, 35, 39).
//!
//! Only the checks that need nothing but the catalogue and the customer's subscriptions.

mod add_on;
mod echo;
mod fill;
mod precedence;

use crate::support::{CUSTOMER, FRENCH_CUSTOMER, LICENCE, SOFTWARE, TestServer, cart_of, carts, line, with};
use serde_json::{Value, json};

/// A case a line: market; item; quantity, billing cycle, term; further members; code and member of the error; what is
/// seen; a part of what is accepted.
const ITEMS: &str = r#"
US | hello                                  | 1 monthly P1M | {} | 10001  catalogItemId | hello | a legacy offer ID
US | A:B                                    | 1 monthly P1M | {} | 10001  catalogItemId | A:B | product:sku:availability
US | A:B:C:D                                | 1 monthly P1M | {} | 10001  catalogItemId | A:B:C:D | product:sku:availability
US | A::C                                   | 1 monthly P1M | {} | 10001  catalogItemId | A::C | product:sku:availability
US | CFQ7TTC0LF8S:0001:CFQ7 TTC0            | 1 monthly P1M | {} | 10001  catalogItemId | CFQ7TTC0LF8S:0001 | legacy
US | {91FD106F-4B2C-4938-95AC-F54F74E9A239} | 1 monthly -   | {} | 10001  catalogItemId | {91FD106F | legacy offer ID
US | 99999999-9999-4999-8999-999999999999   | 1 monthly -   | {} | 10001  catalogItemId | 99999999 | a legacy offer
US | MS-AZR-9999P                           | 1 monthly P1Y | {} | 10001  catalogItemId | MS-AZR-9999P | a legacy offer
US | CFQ7TTC0NONE:0001:CFQ7TTC0N81H         | 1 monthly P1M | {} | 400013 catalogItemId | CFQ7TTC0NONE | sold in market US
US | CFQ7TTC0LF8S:0009:CFQ7TTC0N81H         | 1 monthly P1M | {} | 400013 catalogItemId | CFQ7TTC0LF8S:0009 | market US
FR | DZH318Z0BQ36:004G:DZH318Z08C0S         | 1 one_time P1Y | {} | 400013 catalogItemId | DZH318Z0BQ36:004G | market FR
FR | MS-AZR-0145P                           | 1 monthly P1Y | {} | 400013 catalogItemId | MS-AZR-0145P | market FR
US | CFQ7TTC0LF8S:0001:CFQ7TTC0NONE         | 1 monthly P1M | {} | 400019 catalogItemId | CFQ7TTC0LF8S:0001 | CFQ7TTC0N81H
US | CFQ7TTC0OLD1:0001:CFQ7TTC0OLDA         | 1 monthly P1M | {} | 10006  catalogItemId | CFQ7TTC0OLD1 | can be purchased
US | 031C9E47-4802-4248-838E-778FB1D2CC05   | 1 monthly -   | {} | 500600 catalogItemId | 031C9E47 | still sold
"#;

const PURCHASES: &str = r#"
US | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 1 monthly P1M | {"currencyCode":"EUR"}     | 10000 currencyCode | EUR | USD
US | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 1 monthly P1M | {"currencyCode":"XXX"}     | 10000 currencyCode | XXX | USD
US | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 1 monthly P1M | {"currencyCode":"dollars"} | 10000 currencyCode | dollars | USD
FR | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 1 monthly P1M | {"currencyCode":"USD"}     | 10000 currencyCode | USD | EUR
US | 91FD106F-4B2C-4938-95AC-F54F74E9A239 | 1 monthly - | {"currencyCode":"EUR"} | 10000 currencyCode | EUR | USD
US | DZH318Z0C0WF:0001:DZH318Z0BP69 | 26 none P1M         | {} | 10010 quantity | 26 | 1 to 25
US | DZH318Z0BXWC:0002:DZH318Z0BMRV | 101 monthly P1M     | {} | 10010 quantity | 101 | 1 to 100
US | DG7GMGF0DWM3:0002:DG7GMGF0DT1M | 10001 one_time -    | {} | 10010 quantity | 10001 | 1 to 10000
US | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 2147483647 annual - | {} | 10010 quantity | 2147483647 | 1 to 10000000
US | MS-AZR-0145P                   | 101 monthly P1Y     | {} | 10010 quantity | 101 | 1 to 100
US | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 1 triennial -       | {} | 10013 termDuration | no term with triennial | P1M with monthly
US | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 1 monthly P3Y       | {} | 10013 termDuration | P3Y with monthly | P1Y with annual
US | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 1 annual P1M        | {} | 10013 termDuration | P1M with annual | P1Y with annual
US | DG7GMGF0DWM3:0002:DG7GMGF0DT1M | 1 one_time P1Y      | {} | 10013 termDuration | P1Y with one_time | no term with one_time
US | DG7GMGF0DWM3:0002:DG7GMGF0DT1M | 1 monthly -         | {} | 10013 termDuration | no term with monthly | one_time
US | 91FD106F-4B2C-4938-95AC-F54F74E9A239 | 1 one_time -  | {} | 10013 billingCycle | one_time | nnual
US | 91FD106F-4B2C-4938-95AC-F54F74E9A239 | 1 annual P3Y  | {} | 10013 termDuration | P3Y | P1Y
US | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 1 monthly P1M  | {"renewsTo":{"termDuration":"P1Y"}} | 10010 renewsTo | monthly | none
US | DG7GMGF0DWM3:0002:DG7GMGF0DT1M | 1 one_time -   | {"renewsTo":{"termDuration":"P1Y"}} | 10010 renewsTo | one_time | none
US | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 1 monthly P1M  | {"promotionId":"39NF:0001:NONE"} | 10014 promotionId | 39NF | a promotion
"#;

const LEGACY_PURCHASES: &str = r#"
US | 91FD106F-4B2C-4938-95AC-F54F74E9A239 | 1 monthly - | {"renewsTo":{"termDuration":"P1Y"}} | 10010 renewsTo | monthly | none
US | 91FD106F-4B2C-4938-95AC-F54F74E9A239 | 1 monthly - | {"promotionId":"39NF:0001:NONE"} | 10014 promotionId | 39NF | a promotion
"#;

#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_cannot_be_bought_is_told_on_its_line() {
    check(&TestServer::start().await, ITEMS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_purchase_that_is_not_offered_is_told_on_its_line() {
    check(&TestServer::start().await, PURCHASES).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_line_obeys_the_rules_on_conversion_and_promotions_too() {
    check(&TestServer::start().await, LEGACY_PURCHASES).await;
}

/// A client can only mend its line with a name that it can send.
#[tokio::test(flavor = "multi_thread")]
async fn accepted_billing_cycles_are_named_as_requests_spell_them() {
    let server = TestServer::start().await;
    let legacy = line(crate::support::LEGACY_BASE, 1, "one_time", None);
    let modern = line(LICENCE, 1, "one_time", None);
    let cart = server.create_cart(CUSTOMER, &cart_of([modern, legacy])).await;
    for line in cart["lineItems"].as_array().expect("lines") {
        let text = line["error"]["errorDescription"].as_str().expect("a description");
        let (_, accepted) = text.split_once("accepted is ").expect("what is accepted");
        assert!(accepted.contains("monthly") && accepted.contains("annual"), "{text}");
    }
}

/// Puts each case into a cart behind a good line, and expects its error and nothing but it.
async fn check(server: &TestServer, cases: &str) {
    for case in cases.lines().filter(|case| !case.is_empty()) {
        let Case { customer, faulty, code, member, seen, accepted } = Case::read(case);
        let good = line(SOFTWARE, 1, "one_time", None);
        let cart = server.create_cart(customer, &cart_of([good, faulty])).await;
        let lines = &cart["lineItems"];
        assert_error(&lines[1], code, &format!("lineItems[1].{member}"), seen, accepted);
        assert!(lines[0]["error"].is_null() && lines[0]["orderGroup"] == "0", "{cart}");
        let path = format!("{}/{}", carts(customer), cart["id"].as_str().expect("an id"));
        let stored = server.get(path).await.expect(200);
        assert_eq!(stored, cart, "a cart with an error is stored as it was answered");
    }
}

struct Case<'a> {
    customer: &'static str,
    faulty: Value,
    code: u32,
    member: &'a str,
    seen: &'a str,
    accepted: &'a str,
}

impl<'a> Case<'a> {
    fn read(case: &'a str) -> Self {
        let columns: Vec<_> = case.split('|').map(str::trim).collect();
        let [market, item, purchase, further, error, seen, accepted] = columns[..] else {
            panic!("not seven columns: {case}");
        };
        let purchase: Vec<_> = purchase.split_whitespace().collect();
        let [quantity, cycle, term] = purchase[..] else {
            panic!("not quantity, cycle and term: {case}");
        };
        let (code, member) = error.split_once(char::is_whitespace).expect("code and member");
        let term = Some(term).filter(|term| *term != "-");
        let line = line(item, quantity.parse().expect("a quantity"), cycle, term);
        Self {
            customer: if market == "FR" { FRENCH_CUSTOMER } else { CUSTOMER },
            faulty: with(line, further.parse().expect("members")),
            code: code.parse().expect("a code"),
            member: member.trim(),
            seen,
            accepted,
        }
    }
}

/// An error as clients read it: a number, and a text that says where, what was seen and what is accepted.
#[track_caller]
pub fn assert_error(line: &Value, code: u32, path: &str, seen: &str, accepted: &str) {
    let error = &line["error"];
    assert_eq!(error["errorCode"], code, "{line}");
    assert_eq!(error.as_object().map(serde_json::Map::len), Some(2), "{error}");
    let text = error["errorDescription"].as_str().expect("a description");
    let start = match seen {
        "" => format!(" {path}"),
        seen => format!(" {path}: seen is {seen}"),
    };
    let (_, rest) = text.split_once(&start).unwrap_or_else(|| panic!("{start} is not in {text}"));
    let (_, said) = rest.split_once("accepted is ").unwrap_or_else(|| panic!("nothing is accepted in {text}"));
    assert!(said.contains(accepted), "{accepted} is not in {text}");
    assert!(line.get("orderGroup").is_none(), "a line with an error has no group: {line}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_may_name_its_item_in_any_case() {
    let server = TestServer::start().await;
    let lines = [LICENCE, SOFTWARE, "ms-azr-0145p", "91fd106f-4b2c-4938-95ac-f54f74e9a239"];
    for item in lines {
        let cycle = if item == SOFTWARE { "one_time" } else { "monthly" };
        let asked = line(&item.to_lowercase(), 1, cycle, None);
        let cart = server.create_cart(CUSTOMER, &json!({ "lineItems": [asked] })).await;
        assert_eq!(cart["lineItems"][0]["catalogItemId"], item.to_lowercase(), "echoed as sent");
        assert!(cart["lineItems"][0].get("error").is_none(), "{cart}");
    }
}
