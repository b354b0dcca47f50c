//! Making customers.

use super::{SANDBOX, as_partner, draft, id, path};
use crate::support::{OTHER_PARTNER, PARTNER, PLAIN_LICENCE, Request, TestServer, cart_of, line, with};
use cartwright::demo;
use serde_json::{Value, json};

async fn create(server: &TestServer, body: &Value) -> crate::support::Answer {
    server.post("/v1/customers", body).await
}

/// The way of PowerShell's `New-PartnerCustomer`: is the domain free, what does the country ask for, is the address right,
/// then the customer.
#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_made_listed_and_read() {
    let server = TestServer::start().await;
    let domain = "wingtiptoys.onmicrosoft.com";
    let head = || Request::new("HEAD", format!("/v1/domains/{domain}"));
    assert_eq!(server.send(head()).await.status, 404);
    server.get("/v1/countryvalidationrules/us").await.expect(200);
    let address = draft(domain)["BillingProfile"]["DefaultAddress"].clone();
    let powershell = Request::post("/v1/validations/address").header("MS-PartnerCenter-Client", "PowerShell");
    assert_eq!(server.send(powershell.json(&address)).await.expect(200), json!(true));
    let made = create(&server, &draft(domain)).await.expect(201);
    assert_eq!(made["userCredentials"]["userName"], "admin");
    assert!(made["userCredentials"]["password"].as_str().is_some_and(|password| password.len() > 16), "{made}");
    assert_eq!((made.get("links"), &made["relationshipToPartner"]), (None, &json!("reseller")));
    assert_eq!(
        (&made["billingProfile"]["firstName"], &made["companyProfile"]["domain"]),
        (&json!("Gena"), &json!(domain))
    );
    let read = server.get(path(id(&made))).await.expect(200);
    assert_eq!(read.get("userCredentials"), None, "told once");
    for member in ["billingProfile", "companyProfile", "commerceId", "id"] {
        assert_eq!(read[member], made[member], "{member}");
    }
    assert_eq!(server.send(head()).await.status, 200);
    let found = server.get(
        "/v1/customers?filter={%22Field%22:%22Domain%22,%22Value%22:%22wingtip%22,%22Operator%22:%22starts_with%22}",
    );
    assert_eq!(found.await.expect(200)["items"][0]["id"], made["id"]);
    // Nobody has confirmed that it accepted the agreement.
    let cart = server.create_cart(id(&made), &cart_of([line(PLAIN_LICENCE, 1, "monthly", Some("P1M"))])).await;
    server.check_out(id(&made), &cart).await.expect_fault(403, 13_605);
    let foreign = as_partner(&server, OTHER_PARTNER, Request::get(path(id(&made)))).await;
    foreign.expect_fault(403, 20_002);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_made_once_for_a_request_and_a_domain() {
    let server = TestServer::start().await;
    let named =
        |body: &Value| Request::post("/v1/customers").request_id("c0ffee00-0000-4000-8000-000000000001").json(body);
    let body = draft("once.onmicrosoft.com");
    let first = server.send(named(&body)).await.expect(201);
    assert_eq!(server.send(named(&body)).await.expect(201), first, "its password, too");
    server.send(named(&draft("twice.onmicrosoft.com"))).await.expect_fault(400, 800_002);
    let again = create(&server, &draft("ONCE.onmicrosoft.com")).await;
    again.expect_fault_saying(409, 800_002, "companyProfile.domain: seen is once.onmicrosoft.com");
    let wanted = draft("race.onmicrosoft.com");
    let one = || create(&server, &wanted);
    let (first, second, third, fourth) = tokio::join!(one(), one(), one(), one());
    let statuses = [first, second, third, fourth].map(|answer| answer.status.as_u16());
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [201, 409].contains(status)), "{statuses:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_wrong_is_told() {
    let server = TestServer::start().await;
    let bare = create(&server, &json!({})).await.expect(400);
    let told: Vec<_> = bare["data"].as_array().expect("data").iter().map(ToString::to_string).collect();
    for member in [
        "billingProfile.companyName",
        "billingProfile.email",
        "billingProfile.culture",
        "billingProfile.language",
        "billingProfile.defaultAddress",
        "companyProfile.domain",
    ] {
        assert!(told.iter().any(|told| told.contains(&format!("{member} is missing"))), "{member}: {told:?}");
    }
    let wrong = |change: Value| {
        let mut body = draft("wrong.onmicrosoft.com");
        for (pointer, value) in change.as_object().expect("pointers") {
            *body.pointer_mut(pointer).expect(pointer) = value.clone();
        }
        body
    };
    for (change, told) in [
        (json!({ "/BillingProfile/Email": "gena" }), "billingProfile.email: seen is gena"),
        (json!({ "/BillingProfile/Culture": "English" }), "billingProfile.culture: seen is English"),
        (json!({ "/BillingProfile/Language": "eng" }), "billingProfile.language: seen is eng"),
        (json!({ "/BillingProfile/DefaultAddress/State": "XX" }), "defaultAddress.state: seen is XX"),
        (json!({ "/BillingProfile/DefaultAddress/Country": "QQ" }), "defaultAddress.country: seen is QQ"),
        (json!({ "/BillingProfile/DefaultAddress/LastName": null }), "defaultAddress.lastName is missing"),
        (json!({ "/CompanyProfile/Domain": "no domain" }), "companyProfile.domain: seen is no domain"),
        (json!({ "/CompanyProfile/Domain": "-a.b" }), "companyProfile.domain: seen is -a.b"),
    ] {
        create(&server, &wrong(change)).await.expect_fault_saying(400, 800_002, told);
    }
    create(&server, &json!([])).await.expect_fault(400, 800_002);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_country_asks_for_what_it_asks_for() {
    let server = TestServer::start().await;
    let brazilian = |number: Option<&str>, phone: Option<&str>| {
        let mut body = draft("brasil.onmicrosoft.com");
        body["BillingProfile"]["DefaultAddress"] = json!({
            "FirstName": "Ana", "LastName": "Souza", "AddressLine1": "Avenida Paulista 1000", "City": "São Paulo",
            "State": "SP", "PostalCode": "01310-100", "Country": "br", "PhoneNumber": phone,
        });
        body["CompanyProfile"]["OrganizationRegistrationNumber"] = json!(number);
        body
    };
    let phone = Some("+55 11 5555 0100");
    for (number, phone, code) in
        [(None, phone, 600_049), (Some("???"), phone, 600_050), (Some("12.345.678/0001-95"), None, 600_051)]
    {
        create(&server, &brazilian(number, phone)).await.expect_fault(400, code);
    }
    let made = create(&server, &brazilian(Some("12.345.678/0001-95"), phone)).await.expect(201);
    assert_eq!(made["companyProfile"]["organizationRegistrationNumber"], "12.345.678/0001-95");
    assert_eq!(made["billingProfile"]["defaultAddress"]["country"], "BR");
    let mut american = draft("america.onmicrosoft.com");
    american["CompanyProfile"]["OrganizationRegistrationNumber"] = json!("12345");
    create(&server, &american).await.expect_fault(400, 600_002);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reseller_looks_after_a_customer_where_there_is_a_partnership() {
    let server = TestServer::start().await;
    let relationships = "/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf";
    let resellers = server.get(relationships).await.expect(200);
    let reseller = &resellers["items"][0];
    let associated = |tenant: &Value| with(draft("reseller.onmicrosoft.com"), json!({ "AssociatedPartnerId": tenant }));
    for wrong in [json!(reseller["mpnId"]), json!(PARTNER)] {
        let refused = create(&server, &associated(&wrong)).await;
        refused.expect_fault_saying(400, 800_002, "associatedPartnerId: seen is ");
    }
    let made = create(&server, &associated(&reseller["id"])).await.expect(201);
    let of_customer = server.get(format!("{}/relationships", path(id(&made)))).await.expect(200);
    assert_eq!(of_customer["items"][0]["id"], reseller["id"]);
    let elsewhere = Request::post("/v1/customers").json(&associated(&reseller["id"]));
    as_partner(&server, OTHER_PARTNER, elsewhere).await.expect_fault(400, 800_002);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_account_has_so_many_customers() {
    let mut world = demo().expect("the demo world");
    let sandbox = world.partners.iter_mut().find_map(|partner| partner.sandbox.as_mut()).expect("a sandbox account");
    sandbox.customers = Some(2);
    let server = TestServer::with_world(world).await;
    let make = |domain: &str| as_partner(&server, SANDBOX, Request::post("/v1/customers").json(&draft(domain)));
    let second = make("second.onmicrosoft.com").await.expect(201);
    make("third.onmicrosoft.com").await.expect_fault_saying(400, 800_018, "at most 2");
    // Who is deleted makes room, once.
    let delete = || as_partner(&server, SANDBOX, Request::new("DELETE", path(id(&second))));
    assert_eq!(delete().await.status, 204);
    delete().await.expect_fault(403, 20_002);
    make("third.onmicrosoft.com").await.expect(201);
    make("fourth.onmicrosoft.com").await.expect_fault(400, 800_018);
}
