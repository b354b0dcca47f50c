//! What is read though it is written in another way: numbers, names, cases, noise (rulings 10, 21, 37; digest 4.3, 6;
//! clients 1.3, 1.4, 2).

use crate::support::{
    CUSTOMER, LEGACY_ADDON, LEGACY_BASE, LICENCE, PLAIN_LICENCE, Request, SECOND_LEGACY_ADDON, SOFTWARE, TRIAL,
    TestServer, USER, cart_of, carts, line, with,
};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn whole_numbers_come_in_many_forms() {
    let server = TestServer::start().await;
    for quantity in ["5", "5.0", "5e0", "50E-1", "\"5\"", "\" 5 \"", "\"5.0\""] {
        let line = format!(
            r#"{{"id":{quantity},"catalogItemId":"{LICENCE}","quantity":{quantity},"billingCycle":"monthly",
                "scheduledNextTermInstructions":{{"quantity":{quantity}}}}}"#
        );
        let line = &create(&server, &format!(r#"{{"lineItems":[{line}]}}"#)).await["lineItems"][0];
        assert_eq!(line["quantity"], 5, "{quantity}");
        assert_eq!(line["id"], 5, "{quantity}");
        assert_eq!(line["scheduledNextTermInstructions"]["quantity"], 5, "{quantity}");
        assert!(line["quantity"].is_i64() && line["id"].is_i64(), "no fraction is written: {line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn enumerations_come_in_many_spellings_and_go_out_in_one() {
    let server = TestServer::start().await;
    let cycles = [
        (LICENCE, "monthly", json!(["monthly", "Monthly", "MONTHLY", " monthly ", 1, "1"])),
        (LICENCE, "annual", json!(["annual", "Annual", 2])),
        (TRIAL, "none", json!(["none", "None", 3])),
        (SOFTWARE, "one_time", json!(["one_time", "OneTime", "oneTime", "onetime", "ONE_TIME", "One_Time", 4, "4"])),
        (PLAIN_LICENCE, "triennial", json!(["triennial", "Triennial", 5])),
    ];
    for (item, written, spellings) in cycles {
        for spelling in spellings.as_array().expect("spellings") {
            let asked = with(line(item, 1, "", None), json!({ "billingCycle": spelling }));
            let cart = server.create_cart(CUSTOMER, &cart_of([asked])).await;
            assert_eq!(cart["lineItems"][0]["billingCycle"], written, "{spelling}");
            assert!(cart["lineItems"][0].get("error").is_none(), "{cart}");
        }
    }
    let roles = [
        ("transaction_reseller", json!(["transaction_reseller", "TransactionReseller", "transactionReseller", 1, "1"])),
        ("consumption_reseller", json!(["consumption_reseller", "ConsumptionReseller", 2])),
        (
            "additional_transaction_reseller",
            json!(["AdditionalTransactionReseller", "additionalTransaction_reseller", 3]),
        ),
    ];
    for (written, spellings) in roles {
        for spelling in spellings.as_array().expect("spellings") {
            let mut participants = vec![json!({ "key": spelling, "value": "5357564" })];
            if written.starts_with("additional") {
                participants.push(json!({ "key": "transaction_reseller", "value": "517285" }));
            }
            let asked = with(line(LICENCE, 1, "monthly", None), json!({ "participants": participants }));
            let cart = server.create_cart(CUSTOMER, &cart_of([asked])).await;
            assert_eq!(cart["lineItems"][0]["participants"][0]["key"], written, "{spelling}");
        }
    }
}

/// Ids of a base, its two add-ons and a second line.
#[tokio::test(flavor = "multi_thread")]
async fn ids_are_kept_when_all_are_there_and_different() {
    let server = TestServer::start().await;
    let counted = [0, 1, 2, 3];
    let cases = [
        (json!([0, 1, 2, 3]), [0, 1, 2, 3]),
        (json!([7, 3, 0, 2_147_483_647]), [7, 3, 0, 2_147_483_647]),
        (json!(["7", "3", 0, 9]), [7, 3, 0, 9]),
        (json!([null, null, null, null]), counted),
        (json!([0, 0, 0, 0]), counted),
        (json!([5, 6, 7, 5]), counted),
        (json!([5, 6, 5, 7]), counted),
        (json!([5, 6, null, 7]), counted),
        (json!([null, 1, 2, 3]), counted),
        (json!([3, 2, 1, -1]), counted),
    ];
    for (sent, expected) in cases {
        let numbered = |item, number: usize| with(line(item, 1, "monthly", None), json!({ "id": sent[number] }));
        let addons = [numbered(LEGACY_ADDON, 1), numbered(SECOND_LEGACY_ADDON, 2)];
        let base = with(numbered(LEGACY_BASE, 0), json!({ "addonItems": addons }));
        let cart = server.create_cart(CUSTOMER, &cart_of([base, numbered(LICENCE, 3)])).await;
        let [base, last] = [0, 1].map(|place: usize| &cart["lineItems"][place]);
        let kept = [base, &base["addonItems"][0], &base["addonItems"][1], last].map(|line| line["id"].clone());
        assert_eq!(json!(kept), json!(expected), "{sent}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_friendly_name_has_up_to_256_characters() {
    let server = TestServer::start().await;
    for name in ["x".repeat(256), "é".repeat(256), "📎".repeat(256), "\u{202e}ab\u{feff}".to_owned()] {
        let named = with(line(LICENCE, 1, "monthly", None), json!({ "friendlyName": name }));
        let cart = server.create_cart(CUSTOMER, &cart_of([named])).await;
        assert_eq!(cart["lineItems"][0]["friendlyName"], name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_names_that_differ_in_case_only_the_last_wins() {
    let server = TestServer::start().await;
    let line =
        format!(r#""catalogItemId":"x","CATALOGITEMID":"{LICENCE}","billingCycle":"none","BillingCycle":"monthly""#);
    let body = format!(r#"{{"lineItems":7,"LineItems":[{{"Quantity":-1,"quantity":2,{line}}}]}}"#);
    let line = &create(&server, &body).await["lineItems"][0];
    assert_eq!((&line["quantity"], &line["catalogItemId"]), (&json!(2), &json!(LICENCE)));
    assert_eq!(line["billingCycle"], "monthly");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_the_server_sets_is_ignored_even_when_malformed() {
    let server = TestServer::start().await;
    let licence = line(LICENCE, 1, "monthly", None);
    let plain = server.create_cart(CUSTOMER, &cart_of([licence.clone()])).await;
    for noise in
        [json!(null), json!(7), json!("soon"), json!({}), json!([{}]), json!("99999999-9999-4999-8999-999999999999")]
    {
        let on_line = json!({
            "orderGroup": noise, "error": noise, "pricing": noise, "purchaseSystem": noise, "unknown": noise,
        });
        let mut line = licence.clone();
        let mut body = json!({});
        for (name, value) in on_line.as_object().expect("members") {
            line[name] = value.clone();
        }
        for name in [
            "id",
            "creationTimestamp",
            "creationTimeStamp",
            "lastModifiedTimestamp",
            "expirationTimestamp",
            "lastModifiedUser",
            "status",
            "links",
            "attributes",
            "unknown",
        ] {
            body[name] = noise.clone();
        }
        body["lineItems"] = json!([line]);
        let made = server.create_cart(CUSTOMER, &body).await;
        let path = format!("{}/{}", carts(CUSTOMER), made["id"].as_str().expect("an id"));
        assert_ne!(made["id"], plain["id"]);
        for cart in [server.put(&path, &body).await.expect(201), made.clone()] {
            assert_eq!(cart["id"], made["id"], "the path says which cart it is");
            for same in ["lineItems", "status", "creationTimestamp", "expirationTimestamp", "attributes"] {
                assert_eq!(cart[same], plain[same], "{noise}");
            }
            assert_eq!(cart["lastModifiedUser"], USER);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_partners_attestation_is_accepted_and_not_echoed() {
    let server = TestServer::start().await;
    for attested in [json!(true), json!(false), json!(null), json!("True")] {
        let mut body = cart_of([line(LICENCE, 1, "monthly", None)]);
        body["PartnerOnRecordAttestationAccepted"] = attested;
        let text = server.post(carts(CUSTOMER), &body).await.text;
        assert!(!text.to_lowercase().contains("attestation"), "{text}");
    }
}

/// What four public clients were seen to send.
#[tokio::test(flavor = "multi_thread")]
async fn the_bodies_of_the_known_clients_are_carts() {
    let server = TestServer::start().await;
    let java = r#"{"attributes":{"objectType":"Cart"},"lineItems":[{"addOnItems":[{"billingCycle":"monthly",
        "catalogItemId":"ADDON","id":1,"quantity":1,"termDuration":"P1Y"}],"billingCycle":"monthly",
        "catalogItemId":"BASE","friendlyName":"harness","id":0,"provisioningContext":{"domain":"contoso.example"},
        "quantity":5,"termDuration":"P1Y"}]}"#;
    let net = r#"{"Id":null,"CreationTimestamp":null,"LastModifiedTimestamp":null,
        "ExpirationTimestamp":"0001-01-01T00:00:00","LastModifiedUser":null,"LineItems":[{"Id":0,"CatalogItemId":"BASE",
        "FriendlyName":"harness","Quantity":5,"CurrencyCode":null,"BillingCycle":"monthly","TermDuration":"P1Y",
        "PromotionId":null,"Participants":[{"Key":"transaction_reseller","Value":"5139005"}],
        "ProvisioningContext":{"domain":"contoso.example"},"OrderGroup":null,"PurchaseSystem":null,
        "AddonItems":[{"Id":1,"CatalogItemId":"ADDON","FriendlyName":null,"Quantity":1,"CurrencyCode":null,
        "BillingCycle":"monthly","TermDuration":"P1Y","PromotionId":null,"Participants":null,
        "ProvisioningContext":null,"AddonItems":null,"RenewsTo":null,"Error":null}],"RenewsTo":null,"Error":null,
        "CustomTermEndDate":null,"AttestationAccepted":null}],"Status":null,"PartnerOnRecordAttestationAccepted":null,
        "Attributes":{"ObjectType":"Cart"}}"#;
    let open = r#"{"ExpirationTimestamp":"0001-01-01T00:00:00Z","LineItems":[{"AddonItems":[{"BillingCycle":"Monthly",
        "CatalogItemId":"ADDON","Id":1,"Quantity":1,"ProvisioningContext":{}}],"BillingCycle":"Monthly",
        "CatalogItemId":"BASE","FriendlyName":"harness","Id":0,"Quantity":5,"ProvisioningContext":{}}],
        "Attributes":{"ObjectType":"Cart"}}"#;
    for body in [java, net, open] {
        let cart = create(&server, &body.replace("BASE", LEGACY_BASE).replace("ADDON", LEGACY_ADDON)).await;
        let base = &cart["lineItems"][0];
        assert_eq!((&base["id"], &base["quantity"]), (&json!(0), &json!(5)), "{cart}");
        assert_eq!(base["addonItems"][0]["id"], 1, "{cart}");
        assert_eq!(base["addonItems"][0]["orderGroup"], "OMS-0", "{cart}");
        server.check_out(CUSTOMER, &cart).await.expect(201);
    }
}

async fn create(server: &TestServer, body: &str) -> Value {
    let request = Request::post(carts(CUSTOMER)).bytes("application/json", body);
    server.send(request).await.expect(201)
}
