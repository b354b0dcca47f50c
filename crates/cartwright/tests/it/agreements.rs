//! What customers and partners have signed (surroundings 2.6), with the bytes that clients send.

use crate::support::{CUSTOMER, OTHER_PARTNER, PARTNER, PLAIN_LICENCE, Request, TestServer, USER, cart_of, line};
use serde_json::{Value, json};

/// Has not signed the Microsoft Customer Agreement.
const UNSIGNED: &str = "31000000-0000-4000-8000-000000000003";
const CLOUD: &str = "998b88de-aa99-4388-a42c-1b3517d49490";
const CUSTOMER_AGREEMENT: &str = "117a77b0-9360-443b-8795-c6dedc750cf9";

/// As PowerShell's library sends it: a local time with its zone, no nulls.
const BY_POWERSHELL: &str = r#"{"DateAgreed":"2026-03-02T09:58:41.1234567+01:00","PrimaryContact":{"Email":"someone@example.com",
    "FirstName":"Tania","LastName":"Carr"},"TemplateId":"117a77b0-9360-443b-8795-c6dedc750cf9","Type":"MicrosoftCustomerAgreement"}"#;

/// As the .NET SDK sends it: a time without a zone, every null spelled out.
const BY_DOTNET: &str = r#"{"UserId":null,"PrimaryContact":{"FirstName":"Tania","LastName":"Carr","Email":"someone@example.com",
    "PhoneNumber":"1234567890"},"TemplateId":"117A77B0-9360-443B-8795-C6DEDC750CF9","DateAgreed":"2026-03-01T00:00:00",
    "Type":"MicrosoftCustomerAgreement","AgreementLink":null}"#;

fn agreements(customer: &str) -> String {
    format!("/v1/customers/{customer}/agreements")
}

fn sent(body: &str) -> Request {
    Request::post(agreements(UNSIGNED)).bytes("application/json", body)
}

/// The same, with members in place of others; null takes one away.
fn amended(members: Value) -> Request {
    let mut body: Value = serde_json::from_str(BY_DOTNET).expect("JSON");
    for (name, value) in members.as_object().expect("members") {
        body[name] = value.clone();
    }
    sent(&body.to_string())
}

fn licence() -> Value {
    cart_of([line(PLAIN_LICENCE, 1, "monthly", Some("P1M"))])
}

#[tokio::test(flavor = "multi_thread")]
async fn powershell_confirms_an_agreement_and_the_customer_can_buy() {
    let server = TestServer::start().await;
    let cart = server.create_cart(UNSIGNED, &licence()).await;
    server.check_out(UNSIGNED, &cart).await.expect_fault(403, 13605);
    let known = server.get("/v1/agreements?agreementType=MicrosoftCustomerAgreement").await.expect(200);
    assert_eq!(known["items"][0]["templateId"], CUSTOMER_AGREEMENT);

    let confirmed = server.send(sent(BY_POWERSHELL)).await.expect(201);
    let expected = json!({
        "userId": USER,
        "primaryContact": { "firstName": "Tania", "lastName": "Carr", "email": "someone@example.com" },
        "templateId": CUSTOMER_AGREEMENT,
        "dateAgreed": "2026-03-02T08:58:41.1234567Z",
        "type": "MicrosoftCustomerAgreement",
        "agreementLink": "https://aka.ms/customeragreement",
    });
    assert_eq!(confirmed, expected);

    let listed = server.get(agreements(UNSIGNED) + "?agreementtype=microsoftcustomeragreement").await.expect(200);
    assert_eq!((&listed["items"], &listed["totalCount"]), (&json!([expected]), &json!(1)));
    let itself = format!("/customers/{UNSIGNED}/agreements?agreementType=MicrosoftCustomerAgreement");
    assert_eq!(listed["links"]["self"]["uri"], itself);
    server.check_out(UNSIGNED, &cart).await.expect(201);
    let status = server.get(format!("/v1/customers/{UNSIGNED}/directSignedMicrosoftCustomerAgreementStatus")).await;
    assert_eq!(status.expect(200), json!({ "isSigned": false }), "the partner's word is no signature");
    server.restart().await.get(agreements(UNSIGNED) + "?agreementType=*").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_of_former_times_is_listed_unasked_and_opens_nothing() {
    let server = TestServer::start().await;
    let former = amended(json!({ "Type": "MicrosoftCloudAgreement", "TemplateId": CLOUD }));
    server.send(former).await.expect(201);
    let count = async |query: &str| server.get(agreements(UNSIGNED) + query).await.expect(200)["totalCount"].clone();
    assert_eq!((count("").await, count("?agreementType=*").await), (json!(1), json!(1)));
    assert_eq!(count("?agreementType=MicrosoftCustomerAgreement").await, 0);
    server.get(agreements(UNSIGNED) + "?agreementType=x").await.expect_fault(400, 900_126);
    let cart = server.create_cart(UNSIGNED, &licence()).await;
    server.check_out(UNSIGNED, &cart).await.expect_fault(403, 13605);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_that_signed_itself_is_told_so() {
    let server = TestServer::start().await;
    let path = format!("/V1/Customers/{CUSTOMER}/DirectSignedMicrosoftCustomerAgreementStatus/");
    assert_eq!(server.get(path).await.expect(200), json!({ "isSigned": true }));
    assert_eq!(server.get(agreements(CUSTOMER) + "?agreementType=*").await.expect(200)["items"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_an_agreement_is_told() {
    let server = TestServer::start().await;
    let contact = |name: &str, value: Value| {
        let mut contact = json!({ "FirstName": "Tania", "LastName": "Carr", "Email": "someone@example.com" });
        contact[name] = value;
        json!({ "PrimaryContact": contact })
    };
    for (members, code, told) in [
        (json!({ "TemplateId": null }), 800_002, "templateId is missing; accepted is "),
        (json!({ "TemplateId": "x" }), 800_002, "templateId: seen is x; accepted is "),
        (
            json!({ "TemplateId": CLOUD }),
            800_002,
            "117a77b0-9360-443b-8795-c6dedc750cf9 for MicrosoftCustomerAgreement",
        ),
        (json!({ "Type": null }), 800_002, "type is missing; accepted is one of MicrosoftCloudAgreement, "),
        (json!({ "Type": "MicrosoftPartnerAgreement" }), 900_126, "type: seen is \"MicrosoftPartnerAgreement\""),
        (json!({ "DateAgreed": null }), 800_002, "dateAgreed is missing"),
        (json!({ "DateAgreed": "0001-01-01T00:00:00" }), 800_002, "dateAgreed is missing"),
        (json!({ "DateAgreed": "yesterday" }), 800_002, "dateAgreed: seen is \"yesterday\""),
        (json!({ "DateAgreed": "2026-03-04T00:00:00Z" }), 800_002, "dateAgreed: seen is 2026-03-04T00:00:00Z"),
        (json!({ "PrimaryContact": null }), 800_002, "primaryContact is missing"),
        (json!({ "PrimaryContact": 5 }), 800_002, "primaryContact: seen is 5"),
        (contact("FirstName", json!(" ")), 800_002, "primaryContact.firstName is missing"),
        (contact("LastName", Value::Null), 800_002, "primaryContact.lastName is missing"),
        (contact("LastName", json!("x".repeat(257))), 800_002, "primaryContact.lastName: seen is xxx"),
        (contact("Email", json!("someone")), 800_002, "primaryContact.email: seen is someone"),
        (contact("PhoneNumber", json!("1".repeat(257))), 800_002, "primaryContact.phoneNumber: seen is 111"),
    ] {
        let description = server.send(amended(members.clone())).await.expect_fault(400, code);
        assert!(description.contains(told), "{members}: {description}");
    }
    let nothing = server.send(sent("{}")).await.expect(400);
    assert_eq!(nothing["data"].as_array().map(Vec::len), Some(4), "{nothing}");
    assert_eq!(server.get(agreements(UNSIGNED) + "?agreementType=*").await.expect(200)["totalCount"], 0);
}

/// No user stands behind an app-only token: the caller says who confirms. Behind another one, the token does.
#[tokio::test(flavor = "multi_thread")]
async fn an_app_only_caller_says_who_confirms() {
    let server = TestServer::start().await;
    let app_only = server.app_only_token(PARTNER).await;
    let unnamed = server.send_bare(sent(BY_POWERSHELL).token(&app_only)).await;
    unnamed.expect_fault_saying(400, 800_002, "userId is missing");
    let malformed = amended(json!({ "UserId": "somebody" })).token(&app_only);
    server.send_bare(malformed).await.expect_fault_saying(400, 800_002, "userId: seen is somebody");
    let who = "40000000-0000-4000-8000-00000000abcd";
    let named = || amended(json!({ "UserId": who }));
    assert_eq!(server.send_bare(named().token(&app_only)).await.expect(201)["userId"], who);
    let other =
        json!({ "UserId": who, "PrimaryContact": { "FirstName": "A", "LastName": "B", "Email": "c@d.example" } });
    assert_eq!(server.send(amended(other)).await.expect(201)["userId"], USER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_confirms_a_version_once_and_a_retry_is_no_second_time() {
    let server = TestServer::start().await;
    let first = || sent(BY_DOTNET).request_id("5a1f0b64-8f1c-4d3f-9a39-5b1b3a9f0001");
    let confirmed = server.send(first()).await.expect(201);
    assert_eq!(confirmed["dateAgreed"], "2026-03-01T00:00:00Z");
    assert_eq!(server.send(first()).await.expect(201), confirmed);
    let other = sent(BY_POWERSHELL).request_id("5a1f0b64-8f1c-4d3f-9a39-5b1b3a9f0001");
    server.send(other).await.expect_fault_saying(400, 800_002, "MS-RequestId");

    let again =
        || amended(json!({ "DateAgreed": "2026-03-02T00:00:00" })).request_id("5a1f0b64-8f1c-4d3f-9a39-5b1b3a9f0002");
    let refused = server.send(again()).await;
    let told = refused.expect_fault(409, 600_061);
    let body = refused.json();
    assert_eq!((&body["message"], &body["isRetryable"]), (&json!(told), &json!(false)));
    assert_eq!(body["errorName"], "PartnerConfirmedAgreementAlreadyExists");
    assert_eq!((&body["parameters"], &body["errorMessageExtended"]), (&json!({}), &json!("InternalErrorCode=600061")));
    assert_eq!(server.send(again()).await.json(), body, "a rule decided: it is kept");

    server.send(sent(BY_POWERSHELL)).await.expect(201);
    let all = server.get(agreements(UNSIGNED) + "?agreementType=*").await.expect(200);
    assert_eq!(all["totalCount"], 2, "the same person without a telephone is another contact: {all}");
}

#[tokio::test(flavor = "multi_thread")]
async fn agreements_come_in_every_media_type() {
    let server = TestServer::start().await;
    let xml = format!(
        "<Agreement><DateAgreed>2026-03-01T00:00:00</DateAgreed><PrimaryContact><Email>a@b.example</Email><FirstName>A</FirstName>\
         <LastName>B</LastName></PrimaryContact><TemplateId>{CUSTOMER_AGREEMENT}</TemplateId>\
         <Type>MicrosoftCustomerAgreement</Type></Agreement>"
    );
    let request = Request::post(agreements(UNSIGNED)).bytes("application/xml", xml.clone());
    let answer = server.send(request.header("Accept", "application/xml")).await;
    assert_eq!(answer.status.as_u16(), 201, "{}", answer.text);
    let inside = answer.text.contains("<AgreementLink>https://aka.ms/customeragreement</AgreementLink>");
    assert!(inside && answer.text.contains("<PhoneNumber i:nil=\"true\" />"), "{}", answer.text);
    let again = Request::post(agreements(UNSIGNED)).bytes("application/xml", xml).header("Accept", "application/xml");
    let refused = server.send(again).await;
    let told = ["<Code>600061</Code>", "<ErrorName>PartnerConfirmedAgreementAlreadyExists</ErrorName>", "<Message>"];
    assert!(told.iter().all(|part| refused.text.contains(part)), "{}", refused.text);
    let form = format!(
        "PrimaryContact.FirstName=C&PrimaryContact.LastName=D&PrimaryContact.Email=c%40d.example&DateAgreed=2026-03-01\
         &TemplateId={CUSTOMER_AGREEMENT}&Type=MicrosoftCustomerAgreement"
    );
    let request = Request::post(agreements(UNSIGNED)).bytes("application/x-www-form-urlencoded", form);
    server.send(request).await.expect(201);
}

/// Of many who confirm at once, each is heard.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_lost_who_confirms_beside_others() {
    let server = TestServer::start().await;
    let confirm = async |number: u8| {
        let contact = json!({ "FirstName": "A", "LastName": "B", "Email": format!("{number}@example.com") });
        server.send(amended(json!({ "PrimaryContact": contact }))).await.status.as_u16()
    };
    let statuses = tokio::join!(confirm(1), confirm(2), confirm(3), confirm(4));
    assert_eq!(statuses, (201, 201, 201, 201));
    assert_eq!(server.get(agreements(UNSIGNED) + "?agreementType=*").await.expect(200)["totalCount"], 4);
}

/// Whoever loses five rounds is told so and has done nothing. That each is lost is the doing of a trigger.
#[tokio::test(flavor = "multi_thread")]
async fn five_lost_rounds_are_a_conflict() {
    let server = TestServer::start().await;
    let database = server.database();
    database.lose_updates("customers");
    server.send(sent(BY_DOTNET)).await.expect_fault(409, 800_064);
    let qualification = format!("/v1/customers/{UNSIGNED}/qualification");
    server.put(qualification, &json!("Education")).await.expect_fault(409, 800_064);
    database.lose_no_more("customers");
    assert_eq!(server.get(agreements(UNSIGNED) + "?agreementType=*").await.expect(200)["totalCount"], 0);
    server.send(sent(BY_DOTNET)).await.expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_asks_whether_a_reseller_has_signed() {
    let server = TestServer::start().await;
    let path = "/v1/compliance/csp/agreementstatus";
    let tenant = |last: u8| format!("tenantId=40000000-0000-4000-8000-00000000000{last}");
    for asked in [
        "mpnId=5357564".to_owned(),
        "mpnid=517285&tenantId=".to_owned(),
        tenant(1),
        format!("tenantid={PARTNER}"),
        format!("tenantid={OTHER_PARTNER}"),
    ] {
        let status = server.get(format!("{path}?{asked}")).await.expect(200);
        assert_eq!(status, json!({ "isAgreementSigned": true }), "{asked}");
    }
    for (asked, code, told) in [
        ("mpnId=x".to_owned(), 2000, "mpnId: seen is x"),
        ("tenantId=x".to_owned(), 2000, "tenantId: seen is x"),
        (format!("mpnId=5357564&{}", tenant(1)), 2000, "tenantId: seen is 4"),
        (String::new(), 2001, "mpnId is missing"),
        ("mpnId=4711".to_owned(), 2200, "4711"),
        ("mpnId=4847383".to_owned(), 2203, "4847383"),
        ("mpnId=1000002".to_owned(), 2204, "1000002"),
        ("mpnId=1000003".to_owned(), 2204, "1000003"),
        (tenant(9), 2205, "40000000-0000-4000-8000-000000000009"),
        (tenant(4), 2206, "40000000-0000-4000-8000-000000000004"),
    ] {
        let answer = server.get(format!("{path}?{asked}")).await;
        let description = answer.expect_fault(400, code);
        assert!(description.contains(told), "{asked}: {description}");
    }
    server.get("/v1/compliance/other/agreementstatus?mpnId=5357564").await.expect_fault(404, 1000);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_has_a_text() {
    let server = TestServer::start().await;
    let path = |id: &str| format!("/v1/agreementTemplates/{id}/document?language=en-US&country=US");
    let link = "https://aka.ms/customeragreement";
    for id in [CUSTOMER_AGREEMENT, &CUSTOMER_AGREEMENT.to_uppercase()] {
        let found = server.get(path(id)).await.expect(200);
        assert_eq!(found, json!({ "displayUri": link, "downloadUri": link }));
    }
    for id in ["x", "%ff", USER] {
        let told = server.get(path(id)).await.expect_fault(404, 1000);
        assert!(told.contains("template_id: seen is ") && told.contains(CUSTOMER_AGREEMENT), "{told}");
    }
}
