//! A customer and its profiles.

use super::path;
use crate::support::{CUSTOMER, FRENCH_CUSTOMER, OTHER_CUSTOMER, TestServer};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_shown_with_its_profiles() {
    let server = TestServer::start().await;
    let french = server.get(path(FRENCH_CUSTOMER)).await.expect(200);
    let link = |rest: &str| {
        let uri = format!("/customers/{FRENCH_CUSTOMER}{rest}");
        json!({ "self": { "uri": uri, "method": "GET", "headers": [] } })
    };
    let address = json!({
        "country": "FR", "city": "Lyon", "addressLine1": "12 rue de la République", "postalCode": "69002",
        "firstName": "Camille", "lastName": "Moreau", "phoneNumber": "+33 4 72 55 02 05",
    });
    let company = json!({
        "tenantId": FRENCH_CUSTOMER, "domain": "lucernepublishing.onmicrosoft.com", "companyName": "Lucerne Publishing",
        "address": address, "email": "billing@lucernepublishing.example", "links": link("/profiles/company"),
        "attributes": { "objectType": "CustomerCompanyProfile" },
    });
    let billing = json!({
        "id": FRENCH_CUSTOMER, "firstName": "Camille", "lastName": "Moreau",
        "email": "billing@lucernepublishing.example", "culture": "fr-FR", "language": "fr",
        "companyName": "Lucerne Publishing", "defaultAddress": address, "links": link("/profiles/billing"),
        "attributes": { "etag": "1", "objectType": "CustomerBillingProfile" },
    });
    let expected = json!({
        "id": FRENCH_CUSTOMER, "commerceId": french["commerceId"], "companyProfile": company, "billingProfile": billing,
        "relationshipToPartner": "reseller", "allowDelegatedAccess": true, "enableGDAPByDefault": false,
        "customDomains": ["lucernepublishing.onmicrosoft.com"], "links": link(""),
        "attributes": { "objectType": "Customer" },
    });
    assert_eq!(french, expected);
    assert_ne!(french["commerceId"], french["id"]);
    let alone = |rest: &str| server.get(format!("{}{rest}", path(FRENCH_CUSTOMER)));
    assert_eq!(alone("/profiles/billing").await.expect(200), billing);
    assert_eq!(alone("/Profiles/Company/").await.expect(200), company);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_the_partners_is_not_told_from_what_is_not_there() {
    let server = TestServer::start().await;
    for rest in ["", "/profiles/billing", "/profiles/company"] {
        let refusals = [OTHER_CUSTOMER, "99999999-9999-4999-8999-999999999999"]
            .map(|customer| server.get(format!("{}{rest}", path(customer))));
        let [foreign, unknown] = refusals;
        let (foreign, unknown) = (foreign.await.expect_fault(403, 20_002), unknown.await.expect_fault(403, 20_002));
        assert_eq!(foreign, unknown, "{rest}");
    }
    server.get("/v1/customers/nobody").await.expect_fault(400, 800_002);
    let xml = crate::support::Request::get(path(CUSTOMER)).header("Accept", "application/xml");
    let xml = server.send(xml).await;
    assert!(xml.text.starts_with("<Customer xmlns:i="), "{}", xml.text);
}
