//! Domains, countries, addresses and agreements, as clients ask for them before they create a customer (surroundings 2.6,
//! 2.8 and 3.7).

use crate::support::{Answer, Request, TestServer};
use serde_json::{Value, json};

const OBJECT_CLIENT: &str = "Partner Center .NET SDK";
const RULES: &str = "/v1/countryvalidationrules";
const VALIDATION: &str = "/v1/validations/address";

/// As the .NET libraries send it.
const AMERICAN: &str = r#"{"AddressLine1":"One Microsoft Way","AddressLine2":null,"City":"Redmond","Country":"US",
    "FirstName":"Ana","LastName":"Bowman","PhoneNumber":"4255550101","PostalCode":"98052","Region":null,"State":"WA"}"#;

async fn validate(server: &TestServer, client: &str, body: &str) -> Answer {
    let request = Request::post(VALIDATION).header("MS-PartnerCenter-Client", client);
    server.send(request.bytes("application/json", body)).await
}

async fn head(server: &TestServer, domain: &str) -> u16 {
    let answer = server.send(Request::new("HEAD", format!("/v1/domains/{domain}"))).await;
    assert_eq!(answer.text, "");
    answer.status.as_u16()
}

/// What PowerShell sends when it is to create a customer.
#[tokio::test(flavor = "multi_thread")]
async fn powershell_prepares_a_new_customer() {
    let server = TestServer::start().await;
    assert_eq!(head(&server, "fabrikam-new.onmicrosoft.com").await, 404);
    let rules = server.get(format!("{RULES}/US")).await.expect(200);
    assert_eq!((&rules["isStateRequired"], &rules["isPostalCodeRequired"]), (&true.into(), &true.into()));
    let client = "Partner Center Open .NET SDK";
    let right = validate(&server, client, AMERICAN).await;
    assert_eq!((right.status.as_u16(), right.text.as_str()), (200, "true"));
    let wrong = validate(&server, client, &AMERICAN.replace("98052", "1")).await;
    assert_eq!((wrong.status.as_u16(), wrong.text.as_str()), (200, "false"));
}

#[tokio::test(flavor = "multi_thread")]
async fn domains_of_partners_are_taken() {
    let server = TestServer::start().await;
    let own = server.get("/v1/profiles/organization").await.expect(200);
    let own = own["domain"].as_str().expect("a domain");
    assert_eq!(head(&server, own).await, 200);
    assert_eq!(head(&server, &own.to_uppercase()).await, 200);
    assert_eq!(head(&server, "fabrikamde.onmicrosoft.com").await, 200);
    for free in ["onmicrosoft.com", "contoso", "%ff", "a%2Fb"] {
        assert_eq!(head(&server, free).await, 404, "{free}");
    }
    let answer = server.get("/v1/domains/contoso.example").await;
    answer.expect_fault(405, 1000);
    assert_eq!(answer.header("allow"), Some("HEAD"));
    let nobody = server.send_bare(Request::new("HEAD", format!("/v1/domains/{own}"))).await;
    assert_eq!((nobody.status.as_u16(), nobody.text.as_str()), (401, ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_country_has_rules() {
    let server = TestServer::start().await;
    let american = server.get(format!("{RULES}/us")).await.expect(200);
    assert_eq!(american["iso2Code"], "US");
    assert_eq!(american["supportedStatesList"].as_array().map(Vec::len), Some(51));
    assert_eq!(american["supportedCulturesList"], json!(["en-US", "es-US"]));
    assert_eq!(american["supportedLanguagesList"], json!(["en", "es"]));
    assert_eq!(american["countryCallingCodesList"], json!(["1"]));
    assert_eq!(american["postalCodeRegex"], r"^\d{5}(-\d{4})?$");
    assert_eq!(american["attributes"], json!({ "objectType": "CountryInformation" }));
    let german = server.get("/V1/CountryValidationRules/DE").await.expect(200);
    assert_eq!((&german["isStateRequired"], &german["supportedStatesList"]), (&false.into(), &json!([])));
    assert_eq!((&german["isVatIdSupported"], &german["isTaxIdSupported"]), (&true.into(), &false.into()));
    for country in ["FR", "GB", "CA", "NL", "CH", "JP", "BR", "ZA", "IN", "AE"] {
        let rules = server.get(format!("{RULES}/{country}")).await.expect(200);
        assert_eq!(rules["iso2Code"], country);
    }
    for unknown in ["XX", "USA", "1", "%ff"] {
        let told = server.get(format!("{RULES}/{unknown}")).await.expect_fault(404, 1000);
        assert!(told.contains("country_code: seen is ") && told.contains("accepted is one of AE, AM"), "{told}");
    }
}

/// One right address of each country, and what its postal code may not be.
#[tokio::test(flavor = "multi_thread")]
async fn addresses_keep_the_rules_of_their_country() {
    let server = TestServer::start().await;
    for (country, state, code, wrong) in [
        ("US", "NY", "10001-0001", "1000"),
        ("ca", "on", "K1A 0B1", "K1A 0O1"),
        ("DE", "", "80802", "8080"),
        ("FR", "", "75008", "F-75008"),
        ("GB", "", "sw1a 1aa", "SW1A"),
        ("NL", "", "1012 JS", "0012 JS"),
        ("CH", "", "8001", "0001"),
        ("JP", "", "100-0001", "100-00"),
        ("BR", "SP", "01310-100", "01310"),
        ("ZA", "", "2000", "20000"),
        ("IN", "karnataka", "560001", "060001"),
    ] {
        let address = |code: &str| json!({ "country": country, "state": state, "city": "a", "addressLine1": "b", "postalCode": code });
        let right = server.post(VALIDATION, &address(code)).await.expect(200);
        assert_eq!(right["status"], "Verified", "{country}: {right}");
        let refused = server.post(VALIDATION, &address(wrong)).await.expect(200);
        assert_eq!(refused["status"], "None", "{country}: {refused}");
        let message = refused["validationMessage"].as_str().expect("a message");
        assert!(message.contains(&format!("postalCode: seen is {wrong}; accepted is ")), "{message}");
    }
    let without_code = json!({ "country": "AE", "city": "Dubai", "addressLine1": "Sheikh Zayed Road" });
    assert_eq!(server.post(VALIDATION, &without_code).await.expect(200)["status"], "Verified");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_validation_says_everything_that_is_wrong() {
    let server = TestServer::start().await;
    let right = validate(&server, OBJECT_CLIENT, AMERICAN).await.expect(200);
    assert_eq!((&right["status"], right.get("validationMessage")), (&"Verified".into(), None));
    assert_eq!(right["suggestedAddresses"], json!([]));
    assert_eq!(right["originalAddress"]["addressLine1"], "One Microsoft Way");
    assert_eq!(right["originalAddress"].get("addressLine2"), None);
    let without = |name: &str| {
        let mut address: Value = serde_json::from_str(AMERICAN).expect("JSON");
        address[name] = Value::Null;
        address.to_string()
    };
    for (body, status, told) in [
        (without("State"), "None", "state is missing; accepted is one of AK, "),
        (without("City"), "None", "city is missing"),
        (without("PostalCode"), "None", "postalCode is missing"),
        (without("AddressLine1"), "StreetPartial", "addressLine1 is missing"),
        (without("Country"), "NotValidated", "country is missing; accepted is one of AE, "),
        (AMERICAN.replace("\"US\"", "\"XX\""), "NotValidated", "country: seen is XX"),
        (AMERICAN.replace("\"WA\"", "\"Washington\""), "None", "state: seen is Washington"),
        ("{}".to_owned(), "NotValidated", "country is missing"),
    ] {
        let answer = validate(&server, OBJECT_CLIENT, &body).await.expect(200);
        assert_eq!(answer["status"], status, "{body}: {answer}");
        assert!(answer["validationMessage"].as_str().expect("a message").contains(told), "{body}: {answer}");
        let boolean = validate(&server, "Partner Center Java SDK", &body).await;
        assert_eq!(boolean.text, "false", "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_cannot_be_read_is_refused() {
    let server = TestServer::start().await;
    for (body, told) in [
        ("", "body is missing; accepted is an address"),
        ("[]", "body: seen is a list of 0"),
        ("{", "body: seen is "),
        (r#"{"city":{}}"#, "city: seen is an object"),
    ] {
        let description = validate(&server, OBJECT_CLIENT, body).await.expect_fault(400, 800002);
        assert!(description.contains(told), "{body}: {description}");
    }
    let answer = server.send(Request::post(VALIDATION).bytes("text/html", "{}")).await;
    answer.expect_fault(415, 800002);
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_come_and_answers_go_in_every_media_type() {
    let server = TestServer::start().await;
    let expected = server.send(Request::post(VALIDATION).bytes("application/json", AMERICAN)).await.expect(200);
    let xml = "<Address><AddressLine1>One Microsoft Way</AddressLine1><City>Redmond</City><Country>US</Country>\
        <FirstName>Ana</FirstName><LastName>Bowman</LastName><PhoneNumber>4255550101</PhoneNumber>\
        <PostalCode>98052</PostalCode><State>WA</State></Address>";
    let form = "AddressLine1=One+Microsoft+Way&City=Redmond&Country=US&FirstName=Ana&LastName=Bowman\
        &PhoneNumber=4255550101&PostalCode=98052&State=WA";
    for (media, body) in [("application/xml", xml), ("application/x-www-form-urlencoded", form)] {
        assert_eq!(server.send(Request::post(VALIDATION).bytes(media, body)).await.expect(200), expected);
    }
    for path in ["/v1/profiles/organization", "/v1/profiles/mpn", &format!("{RULES}/US"), "/v1/agreements"] {
        let answer = server.send(Request::get(path).header("Accept", "application/xml")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (200, Some("application/xml; charset=utf-8"))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn agreements_are_listed_by_type() {
    let server = TestServer::start().await;
    let cloud = json!({
        "templateId": "998b88de-aa99-4388-a42c-1b3517d49490", "agreementType": "MicrosoftCloudAgreement",
        "agreementLink": "https://docs.microsoft.com/partner-center/agreements", "versionRank": 0,
    });
    let customer = json!({
        "templateId": "117a77b0-9360-443b-8795-c6dedc750cf9", "agreementType": "MicrosoftCustomerAgreement",
        "agreementLink": "https://aka.ms/customeragreement", "versionRank": 0,
    });
    for (query, items, uri) in [
        ("", vec![&cloud], "/agreements"),
        ("?agreementType=", vec![&cloud], "/agreements"),
        (
            "?AgreementType=microsoftcustomeragreement",
            vec![&customer],
            "/agreements?agreementType=MicrosoftCustomerAgreement",
        ),
        ("?agreementType=*", vec![&cloud, &customer], "/agreements?agreementType=*"),
        ("?agreementType=%2A", vec![&cloud, &customer], "/agreements?agreementType=*"),
    ] {
        let list = server.get(format!("/v1/agreements{query}")).await.expect(200);
        assert_eq!(list["items"], json!(items), "{query}");
        assert_eq!(list["totalCount"], items.len());
        assert_eq!(list["links"]["self"]["uri"], uri);
    }
    let told = server.get("/v1/agreements?agreementType=Handshake").await.expect_fault(400, 900126);
    assert!(told.contains("agreementType: seen is Handshake; accepted is one of MicrosoftCloudAgreement, "), "{told}");
}
