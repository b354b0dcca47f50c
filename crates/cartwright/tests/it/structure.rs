//! Structural checks: a body that is no cart is refused with 400 and the member that is wrong, and nothing is stored
//! (digest 7.2, rulings 10, 16, 31, 37, 38).

mod accepted;

use crate::support::{
    CUSTOMER, Database, LEGACY_ADDON, LEGACY_BASE, LICENCE, PLAIN_LICENCE, Request, TestServer, cart_of, carts, line,
    with,
};
use serde_json::{Value, json};

/// Bodies that are no carts: the body; the member that is named.
const BODIES: &str = r#"
{}                                    | lineItems
{"lineItems":null}                    | lineItems
{"lineItems":[]}                      | lineItems
{"lineItems":{}}                      | lineItems
{"lineItems":"none"}                  | lineItems
{"lineItems":[null]}                  | lineItems[0]
{"lineItems":[[]]}                    | lineItems[0]
{"lineItems":[3]}                     | lineItems[0]
[]                                    | body
[{"lineItems":[]}]                    | body
"success"                             | body
3                                     | body
null                                  | body
"#;

/// What replaces members of a good line ("gone" takes one away): code; the member that is named.
const MEMBERS: &str = r#"
{"catalogItemId":"gone"}              | 800002 catalogItemId
{"catalogItemId":null}                | 800002 catalogItemId
{"catalogItemId":""}                  | 800002 catalogItemId
{"catalogItemId":"  "}                | 800002 catalogItemId
{"catalogItemId":["x"]}               | 800002 catalogItemId
{"catalogItemId":"a\u0000b"}          | 800002 catalogItemId
{"quantity":"gone"}                   | 800002 quantity
{"quantity":null}                     | 800002 quantity
{"quantity":0}                        | 800002 quantity
{"quantity":-1}                       | 800002 quantity
{"quantity":1.5}                      | 800002 quantity
{"quantity":"1.5"}                    | 800002 quantity
{"quantity":"five"}                   | 800002 quantity
{"quantity":""}                       | 800002 quantity
{"quantity":2147483648}               | 800002 quantity
{"quantity":-2147483649}              | 800002 quantity
{"quantity":18446744073709551616}     | 800002 quantity
{"quantity":1e300}                    | 800002 quantity
{"quantity":true}                     | 800002 quantity
{"quantity":[1]}                      | 800002 quantity
{"quantity":{"value":1}}              | 800002 quantity
{"billingCycle":"gone"}               | 800002 billingCycle
{"billingCycle":null}                 | 800002 billingCycle
{"billingCycle":"unknown"}            | 800002 billingCycle
{"billingCycle":"Unknown"}            | 800002 billingCycle
{"billingCycle":0}                    | 800002 billingCycle
{"billingCycle":"biennial"}           | 900126 billingCycle
{"billingCycle":6}                    | 900126 billingCycle
{"billingCycle":"weekly"}             | 900126 billingCycle
{"billingCycle":7}                    | 900126 billingCycle
{"billingCycle":-1}                   | 900126 billingCycle
{"billingCycle":"99999999999999999999"} | 900126 billingCycle
{"billingCycle":["monthly"]}          | 900126 billingCycle
{"termDuration":"soon"}               | 800121 termDuration
{"termDuration":"1Y"}                 | 800121 termDuration
{"termDuration":"P"}                  | 800121 termDuration
{"termDuration":"P1"}                 | 800121 termDuration
{"termDuration":"PM"}                 | 800121 termDuration
{"termDuration":"P-1M"}               | 800121 termDuration
{"termDuration":12}                   | 800121 termDuration
{"termDuration":{}}                   | 800002 termDuration
{"friendlyName":{}}                   | 800002 friendlyName
{"friendlyName":"a\tb"}               | 800002 friendlyName
{"friendlyName":"a\u0085b"}           | 800002 friendlyName
{"currencyCode":[]}                   | 800002 currencyCode
{"currencyCode":"U\nD"}               | 800002 currencyCode
{"promotionId":{}}                    | 800002 promotionId
{"provisioningContext":"x"}           | 800002 provisioningContext
{"provisioningContext":[]}            | 800002 provisioningContext
{"provisioningContext":{"a":{}}}      | 800002 provisioningContext
{"provisioningContext":{"a":"\u001f"}} | 800002 provisioningContext
{"provisioningContext":{"a\u001f":""}} | 800002 provisioningContext
{"renewsTo":"P1Y"}                    | 800002 renewsTo
{"renewsTo":[{},{}]}                  | 800002 renewsTo
{"renewsTo":[7]}                      | 800002 renewsTo[0]
{"renewsTo":{"termDuration":"x"}}     | 800121 renewsTo.termDuration
{"attestationAccepted":"yes"}         | 800002 attestationAccepted
{"attestationAccepted":1}             | 800002 attestationAccepted
{"customTermEndDate":"soon"}          | 800002 customTermEndDate
{"customTermEndDate":"2026-02-30T00:00:00Z"} | 800002 customTermEndDate
{"customTermEndDate":20260331}        | 800002 customTermEndDate
{"purchaseCommitment":5}              | 800002 purchaseCommitment
{"purchaseCommitment":{"amount":"much"}} | 800002 purchaseCommitment.amount
{"purchaseCommitment":{"amount":1e300}} | 800002 purchaseCommitment.amount
{"scheduledNextTermInstructions":[]}  | 800002 scheduledNextTermInstructions
{"scheduledNextTermInstructions":{"product":3}} | 800002 scheduledNextTermInstructions.product
{"scheduledNextTermInstructions":{"quantity":1.5}} | 800002 scheduledNextTermInstructions.quantity
{"scheduledNextTermInstructions":{"product":{"billingCycle":"weekly"}}} | 900126 scheduledNextTermInstructions.product.billingCycle
{"scheduledNextTermInstructions":{"product":{"termDuration":"x"}}} | 800121 scheduledNextTermInstructions.product.termDuration
{"id":"first"}                        | 800002 id
{"id":1.5}                            | 800002 id
{"id":4294967296}                     | 800002 id
"#;

/// Participants that cannot be: the list; code; the member that is named. `T`, `A` and `C` are good ones.
const PARTICIPANTS: &str = r#"
{}                                          | 800002 participants
"5357564"                                   | 800002 participants
[null]                                      | 800002 participants[0]
[T,"x"]                                     | 800002 participants[1]
[{}]                                        | 800002 participants[0].key
[{"value":"5357564"}]                       | 800002 participants[0].key
[{"key":null,"value":"5357564"}]            | 800002 participants[0].key
[{"key":"unknown","value":"5357564"}]       | 800002 participants[0].key
[{"key":0,"value":"5357564"}]               | 800002 participants[0].key
[{"key":"boss","value":"5357564"}]          | 900126 participants[0].key
[{"key":"","value":"5357564"}]              | 900126 participants[0].key
[{"key":4,"value":"5357564"}]               | 900126 participants[0].key
[T,{"key":"boss","value":"1"}]              | 900126 participants[1].key
[{"key":"transaction_reseller"}]            | 800002 participants[0].value
[{"key":"transaction_reseller","value":null}] | 800002 participants[0].value
[{"key":"transaction_reseller","value":""}] | 800002 participants[0].value
[{"key":"transaction_reseller","value":"53a"}] | 800002 participants[0].value
[{"key":"transaction_reseller","value":-5}] | 800002 participants[0].value
[{"key":"transaction_reseller","value":5.5}] | 800002 participants[0].value
[{"key":"transaction_reseller","value":"123456789012345678901"}] | 800002 participants[0].value
[{"key":"transaction_reseller","value":["5357564"]}] | 800002 participants[0].value
[T,T]                                       | 800002 participants
[T,C,T]                                     | 800002 participants
[A]                                         | 800002 participants
[C,A]                                       | 800002 participants
[T,A,A,A,A,A,A]                             | 800002 participants
"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_cart_is_refused() {
    let refusals = Refusals::start().await;
    for case in cases(BODIES) {
        let (body, path) = case.rsplit_once('|').expect("two columns");
        refusals.check(body.trim(), 800002, path.trim()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_that_cannot_be_is_refused_on_lines_and_add_ons() {
    let refusals = Refusals::start().await;
    for case in cases(MEMBERS) {
        let (members, error) = case.rsplit_once('|').expect("two columns");
        let members: Value = members.parse().expect("members");
        refusals.check_member(&members, error).await;
    }
    let long = |member: &str, length: usize| json!({ member: "é".repeat(length) });
    refusals.check_member(&long("friendlyName", 257), "800002 friendlyName").await;
    for member in ["catalogItemId", "currencyCode", "promotionId"] {
        refusals.check_member(&long(member, 10_000), &format!("800002 {member}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn participants_that_cannot_be_are_refused() {
    let refusals = Refusals::start().await;
    for case in cases(PARTICIPANTS) {
        let (list, error) = case.rsplit_once('|').expect("two columns");
        let mut list = list.trim().to_owned();
        for (letter, role) in [("T", "transaction"), ("A", "additional_transaction"), ("C", "consumption")] {
            let participant = format!(r#"{{"key":"{role}_reseller","value":"5357564"}}"#);
            for place in [format!("[{letter}"), format!(",{letter}")] {
                list = list.replace(&place, &format!("{}{participant}", &place[..1]));
            }
        }
        let members = json!({ "participants": list.parse::<Value>().expect("a list") });
        refusals.check_member(&members, error).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn add_ons_stand_on_one_level_under_legacy_lines_only() {
    let refusals = Refusals::start().await;
    let base = line(LEGACY_BASE, 1, "monthly", None);
    let addon = line(LEGACY_ADDON, 1, "monthly", None);
    let nested = with(addon.clone(), json!({ "addonItems": [addon.clone()] }));
    let modern = line(PLAIN_LICENCE, 1, "monthly", None);
    for (line, path) in [
        (with(base.clone(), json!({ "addonItems": [addon.clone(), nested] })), "addonItems[1].addonItems"),
        (with(modern.clone(), json!({ "addonItems": [addon] })), "addonItems"),
        (with(modern.clone(), json!({ "addonItems": [modern.clone()] })), "addonItems"),
        (with(base.clone(), json!({ "addonItems": {} })), "addonItems"),
        (with(base, json!({ "addonItems": [7] })), "addonItems[0]"),
    ] {
        let body = cart_of([modern.clone(), line]);
        refusals.check(&body.to_string(), 800002, &format!("lineItems[1].{path}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_lines_with_add_ons_are_accepted_and_one_more_is_not() {
    let refusals = Refusals::start().await;
    let lines = |count: usize| cart_of(vec![line(PLAIN_LICENCE, 1, "monthly", None); count]);
    let addons = |count: usize| {
        let addons = vec![line(LEGACY_ADDON, 1, "monthly", None); count];
        cart_of([with(line(LEGACY_BASE, 1, "monthly", None), json!({ "addonItems": addons }))])
    };
    for body in [lines(101), addons(100)] {
        let told = refusals.check(&body.to_string(), 800002, "lineItems").await;
        assert!(told.contains("101") && told.contains("at most 100"), "{told}");
    }
    for body in [lines(100), addons(99)] {
        let cart = refusals.server.create_cart(CUSTOMER, &body).await;
        let result = refusals.server.check_out(CUSTOMER, &cart).await.expect(201);
        assert_eq!(result["orders"][0]["lineItems"].as_array().map(Vec::len), Some(100));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_that_comes_twice_in_one_spelling_is_refused() {
    let refusals = Refusals::start().await;
    let good = line(LICENCE, 1, "monthly", None).to_string();
    let twice = good.replacen('{', r#"{"quantity":1,"#, 1);
    for body in [
        format!(r#"{{"lineItems":[{good}],"lineItems":[{good}]}}"#),
        format!(r#"{{"lineItems":[{twice}]}}"#),
        format!(r#"{{"lineItems":[{good}],"x":{{"y":1,"y":1}}}}"#),
        format!(r#"{{"lineItems":[{good}],"\u0061b":1,"ab":2}}"#),
    ] {
        let told = refusals.check(&body, 800002, "body").await;
        assert!(told.contains("twice"), "{told}");
    }
}

fn cases(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|case| !case.is_empty())
}

/// A server with a cart, that refuses what it is sent and stores nothing of it.
struct Refusals {
    server: TestServer,
    database: Database,
    cart: String,
}

impl Refusals {
    async fn start() -> Self {
        let server = TestServer::start().await;
        let cart = server.create_cart(CUSTOMER, &cart_of([line(LICENCE, 1, "monthly", None)])).await;
        let cart = format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"));
        let database = server.database();
        Self { server, database, cart }
    }

    /// Sends a body to make a cart and to replace one. Returns what was said.
    async fn check(&self, body: &str, code: u32, path: &str) -> String {
        let before = self.database.everything();
        let mut said = String::new();
        for request in [Request::post(carts(CUSTOMER)), Request::put(&self.cart)] {
            let answer = self.server.send(request.bytes("application/json", body)).await;
            assert_eq!(answer.status.as_u16(), 400, "{body}: {}", answer.text);
            said = answer.expect_fault(400, code);
            let names = |sign: &str| said.contains(&format!(" {path}{sign}"));
            assert!(names(": seen is ") || names(" is missing"), "{path} is not named for {body}: {said}");
            assert!(said.contains("; accepted is "), "{said}");
        }
        assert!(self.database.everything() == before, "something was stored of {body}");
        said
    }

    /// Puts members into a line and into an add-on.
    async fn check_member(&self, members: &Value, error: &str) {
        let (code, path) = error.trim().split_once(' ').expect("code and member");
        let code = code.parse().expect("a code");
        let licence = line(LICENCE, 1, "monthly", None);
        let on_line = cart_of([licence, patched(line(LICENCE, 1, "monthly", None), members)]);
        self.check(&on_line.to_string(), code, &format!("lineItems[1].{path}")).await;
        let addon = patched(line(LEGACY_ADDON, 1, "monthly", None), members);
        let base = with(line(LEGACY_BASE, 1, "monthly", None), json!({ "addonItems": [addon] }));
        self.check(&cart_of([base]).to_string(), code, &format!("lineItems[0].addonItems[0].{path}")).await;
    }
}

/// The line with other members; "gone" takes one away, and null stays null.
fn patched(mut line: Value, members: &Value) -> Value {
    for (name, member) in members.as_object().expect("members") {
        match member.as_str() {
            Some("gone") => line.as_object_mut().and_then(|line| line.remove(name)),
            _ => line.as_object_mut().and_then(|line| line.insert(name.clone(), member.clone())),
        };
    }
    line
}
