//! Who may set participants (10004), and who must attest to them (900206).

use super::{Caller, error_of};
use crate::support::{
    ATTESTING_CUSTOMER, ATTESTING_PARTNER, CUSTOMER, LEGACY_ADDON, LEGACY_BASE, OTHER_CUSTOMER, OTHER_PARTNER, PARTNER,
    PLAIN_LICENCE, Request, TestServer, cart_of, carts, line, with,
};
use serde_json::{Value, json};

const ATTESTATION: &str = "PartnerOnRecordAttestationAccepted";

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_bill_partner_sets_no_participants() {
    let server = TestServer::start().await;
    let caller = Caller::of(&server, OTHER_PARTNER, OTHER_CUSTOMER).await;
    let modern = line(PLAIN_LICENCE, 1, "monthly", Some("P1M"));
    let legacy = line(LEGACY_BASE, 1, "monthly", None);
    for (wish, roles) in [
        (modern.clone(), vec!["transaction_reseller"]),
        (modern.clone(), vec!["consumption_reseller"]),
        (modern, vec!["transaction_reseller", "additional_transaction_reseller"]),
        (legacy, vec!["transaction_reseller"]),
    ] {
        let cart = caller.create(&cart_of([with(wish.clone(), participants(&roles))])).await;
        let (code, text) = error_of(&cart);
        assert_eq!(code, 10004, "{cart}");
        assert!(
            text.contains("lineItems[0].participants[0]: seen is 5357564; accepted is a line without participants"),
            "{text}"
        );
        caller.check_out(&cart).await.expect_fault(400, 800009);
        let mended = caller.put(&cart, &cart_of([wish])).await.expect(201);
        assert!(mended["lineItems"][0].get("error").is_none(), "{mended}");
        caller.check_out(&cart).await.expect(201);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_of_a_direct_bill_partner_names_nobody_either() {
    let server = TestServer::start().await;
    let caller = Caller::of(&server, OTHER_PARTNER, OTHER_CUSTOMER).await;
    let addon = with(line(LEGACY_ADDON, 1, "monthly", None), participants(&["transaction_reseller"]));
    let base = with(line(LEGACY_BASE, 1, "monthly", None), json!({ "addonItems": [addon] }));
    let cart = caller.create(&cart_of([base])).await;
    let error = &cart["lineItems"][0]["addonItems"][0]["error"];
    assert_eq!(error["errorCode"], 10004, "{cart}");
    let told = error["errorDescription"].as_str().expect("a description");
    assert!(told.contains("lineItems[0].addonItems[0].participants[0]: seen is "), "{told}");
}

/// Additional resellers are meant for the EU and EFTA; no code says so.
#[tokio::test(flavor = "multi_thread")]
async fn an_indirect_provider_names_additional_resellers_anywhere() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &named(&["transaction_reseller", "additional_transaction_reseller"])).await;
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(result["orders"][0]["lineItems"][0]["additionalPartnerIdsOnRecord"], json!(["517285"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_that_must_attest_does_when_it_names_participants() {
    let server = TestServer::start().await;
    let caller = Caller::of(&server, ATTESTING_PARTNER, ATTESTING_CUSTOMER).await;
    let attested = with(named(&["transaction_reseller"]), json!({ ATTESTATION: true }));
    let kept = caller.create(&attested).await;
    let before = server.rows("carts");
    for (members, told) in [
        (json!({}), "PartnerOnRecordAttestationAccepted is missing; accepted is true where a line names participants."),
        (json!({ ATTESTATION: false }), "PartnerOnRecordAttestationAccepted: seen is false; accepted is true "),
    ] {
        let body = with(named(&["transaction_reseller"]), members);
        for answer in [caller.post(&body).await, caller.put(&kept, &body).await] {
            let text = answer.expect_fault(400, 900206);
            assert!(text.contains(told), "{text}");
        }
    }
    assert_eq!(server.rows("carts"), before, "nothing is stored");
    assert_eq!(caller.get(&kept).await, kept, "nothing is changed");
    caller.check_out(&kept).await.expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_attests_to_no_participants() {
    let server = TestServer::start().await;
    let caller = Caller::of(&server, ATTESTING_PARTNER, ATTESTING_CUSTOMER).await;
    caller.create(&named(&[])).await;
    let caller = Caller::of(&server, PARTNER, CUSTOMER).await;
    caller.create(&named(&["transaction_reseller"])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn participants_of_an_add_on_want_the_attestation_too() {
    let server = TestServer::start().await;
    let caller = Caller::of(&server, ATTESTING_PARTNER, ATTESTING_CUSTOMER).await;
    let addon = with(line(LEGACY_ADDON, 1, "monthly", None), participants(&["transaction_reseller"]));
    let body = cart_of([with(line(LEGACY_BASE, 1, "monthly", None), json!({ "addonItems": [addon] }))]);
    caller.post(&body).await.expect_fault(400, 900206);
    caller.create(&with(body, json!({ ATTESTATION: true }))).await;
}

/// In every media type, in any case, and never said back.
#[tokio::test(flavor = "multi_thread")]
async fn the_attestation_is_read_however_it_is_written() {
    let server = TestServer::start().await;
    let caller = Caller::of(&server, ATTESTING_PARTNER, ATTESTING_CUSTOMER).await;
    let wish = named(&["transaction_reseller"]);
    let json = |name: &str, value: &str| {
        let body = wish.to_string();
        format!("{{\"{name}\":{value},{}", &body[1..])
    };
    let xml = |value: &str| {
        format!(
            "<Cart><LineItems><CartLineItem><BillingCycle>Monthly</BillingCycle><CatalogItemId>{PLAIN_LICENCE}</CatalogItemId>\
             <Participants><KeyValuePairOfParticipantTypestringQAG9AoZz><key>TransactionReseller</key><value>5357564</value>\
             </KeyValuePairOfParticipantTypestringQAG9AoZz></Participants><Quantity>1</Quantity></CartLineItem></LineItems>\
             <PartnerOnRecordAttestationAccepted>{value}</PartnerOnRecordAttestationAccepted></Cart>"
        )
    };
    let form = |value: &str| {
        format!(
            "LineItems[0].CatalogItemId={PLAIN_LICENCE}&LineItems[0].Quantity=1&LineItems[0].BillingCycle=Monthly\
             &LineItems[0].Participants[0].Key=transaction_reseller&LineItems[0].Participants[0].Value=5357564\
             &PartnerOnRecordAttestationAccepted={value}"
        )
    };
    let bodies = [
        ("application/json", json(ATTESTATION, "true"), true),
        ("application/json", json("partneronrecordattestationaccepted", "true"), true),
        ("text/json", json("partnerOnRecordAttestationAccepted", "\"True\""), true),
        ("application/json", json(ATTESTATION, "false"), false),
        ("application/json", json(ATTESTATION, "null"), false),
        ("application/xml", xml("true"), true),
        ("application/xml", xml("false"), false),
        ("application/x-www-form-urlencoded", form("true"), true),
        ("application/x-www-form-urlencoded", form("false"), false),
    ];
    for (media, body, accepted) in bodies {
        for format in ["application/json", "application/xml"] {
            let request = Request::post(carts(ATTESTING_CUSTOMER)).bytes(media, body.clone()).header("Accept", format);
            let answer = caller.send(request).await;
            assert_eq!(answer.status.as_u16(), if accepted { 201 } else { 400 }, "{media} {body}: {}", answer.text);
            assert!(answer.text.contains("900206") != accepted, "{}", answer.text);
            assert!(!accepted || !answer.text.contains("PartnerOnRecord"), "{}", answer.text);
        }
    }
}

/// The attestation is part of the wish: the same id with another one is another command (ruling 6).
#[tokio::test(flavor = "multi_thread")]
async fn a_request_id_is_for_one_attestation() {
    let server = TestServer::start().await;
    let caller = Caller::of(&server, ATTESTING_PARTNER, ATTESTING_CUSTOMER).await;
    let post = |members: Value| {
        let body = with(named(&["transaction_reseller"]), members);
        caller.send(Request::post(carts(ATTESTING_CUSTOMER)).json(&body).request_id("the-same"))
    };
    post(json!({})).await.expect_fault(400, 900206);
    let first = post(json!({ ATTESTATION: true })).await;
    first.expect(201);
    assert_eq!(post(json!({ ATTESTATION: true })).await.text, first.text);
    post(json!({ ATTESTATION: false })).await.expect_fault(400, 800002);
    post(json!({})).await.expect_fault(400, 800002);
}

/// A cart of a licence with resellers in those roles.
fn named(roles: &[&str]) -> Value {
    cart_of([with(line(PLAIN_LICENCE, 1, "monthly", Some("P1M")), participants(roles))])
}

fn participants(roles: &[&str]) -> Value {
    let resellers = roles.iter().zip(["5357564", "517285"]);
    let participants: Vec<_> = resellers.map(|(role, mpn_id)| json!({ "key": role, "value": mpn_id })).collect();
    json!({ "participants": participants })
}
