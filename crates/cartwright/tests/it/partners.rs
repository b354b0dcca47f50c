//! Partners' own profiles and relationships, as clients read them (surroundings 2.7).

use crate::support::{CUSTOMER, OTHER_PARTNER, PARTNER, Request, TestServer, cart_of, line, with};
use domain::{id::PartnerId, relationship::RelationshipState, world::World};
use serde_json::{Value, json};

const PROVIDER_OF: &str = "is_indirect_cloud_solution_provider_of";
/// Looked after by reseller 5357564.
const RESOLD_CUSTOMER: &str = "31000000-0000-4000-8000-000000000011";

fn resellers(filter: &str) -> String {
    format!("/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf{filter}")
}

fn mpn_ids(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().expect("items");
    assert_eq!(list["totalCount"], items.len());
    assert_eq!(list["attributes"], json!({ "objectType": "Collection" }));
    assert_eq!(list.get("links"), None);
    items.iter().map(|item| item["mpnId"].as_str().expect("a Partner ID")).collect()
}

async fn get_as(server: &TestServer, partner: &str, path: &str) -> Value {
    let token = server.app_user_token(partner).await;
    server.send_bare(Request::get(path).token(&token)).await.expect(200)
}

/// PowerShell reads country and culture of it when it connects.
#[tokio::test(flavor = "multi_thread")]
async fn every_partner_has_a_profile_of_its_own() {
    let server = TestServer::start().await;
    let request =
        Request::get("/v1/profiles/organization").header("MS-PartnerCenter-Client", "Partner Center PowerShell");
    let ours = server.send(request).await.expect(200);
    assert_eq!((&ours["id"], &ours["tenantId"]), (&PARTNER.into(), &PARTNER.into()));
    assert_eq!((&ours["defaultAddress"]["country"], &ours["culture"]), (&"US".into(), &"en-US".into()));
    assert_eq!(ours["profileType"], "OrganizationProfile");
    assert_eq!(ours["links"]["self"]["uri"], "/profiles/organization");
    assert_eq!(ours["attributes"]["objectType"], "OrganizationProfile");
    let etag = ours["attributes"]["etag"].as_str().expect("an etag");
    assert!(etag.parse::<i64>().is_ok(), "{etag}");
    assert_eq!(server.get("/v1/Profiles/Organization/").await.expect(200), ours);
    let mut domains = Vec::new();
    for number in 1..=8 {
        let profile = get_as(&server, &format!("{}{number}", &PARTNER[..35]), "/v1/profiles/organization").await;
        for member in ["companyName", "domain", "email", "language", "culture"] {
            assert!(profile[member].as_str().is_some_and(|text| !text.is_empty()), "{member}: {profile}");
        }
        domains.push(profile["domain"].clone());
        let checked = server.post("/v1/validations/address", &profile["defaultAddress"]).await.expect(200);
        assert_eq!(checked["status"], "Verified", "{checked}");
    }
    domains.dedup();
    assert_eq!(domains.len(), 8);
    assert_eq!(get_as(&server, OTHER_PARTNER, "/v1/profiles/organization").await["culture"], "de-DE");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_without_a_profile_is_known_by_name_and_country() {
    let mut world = demo();
    world.partners[0].profile = domain::partner::OrganizationProfile::default();
    let server = TestServer::with_world(world).await;
    let profile = server.get("/v1/profiles/organization").await.expect(200);
    assert_eq!(profile["companyName"], "Contoso Cloud Distribution");
    assert_eq!(profile["defaultAddress"], json!({ "country": "US" }));
    assert_eq!(profile.get("domain"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_id_can_be_looked_up() {
    let server = TestServer::start().await;
    let own = server.get("/v1/profiles/mpn").await.expect(200);
    let link = json!({ "self": { "uri": "/profiles/mpn", "method": "GET", "headers": [] } });
    let profile = |name: &str, id: &str| {
        json!({
            "partnerName": name, "mpnId": id, "profileType": "MpnProfile", "links": link,
            "attributes": { "objectType": "MpnProfile" },
        })
    };
    assert_eq!(own, profile("Contoso Cloud Distribution", "1000001"));
    for (name, id) in [
        ("Contoso Cloud Distribution", "1000001"),
        ("Fabrikam Deutschland GmbH", "1000002"),
        ("Litware Distribution", "1000008"),
        ("VanArsdel Cloud Services", "5357564"),
        ("Fineartschool IT", "4847383"),
    ] {
        let found = server.get(format!("/v1/profiles/mpn?mpnid={id}")).await.expect(200);
        assert_eq!(found, profile(name, id));
    }
    for id in ["9999999", "abc", "-1"] {
        let told = server.get(format!("/v1/profiles/mpn?mpnId={id}")).await.expect_fault(404, 3000);
        assert_eq!(told, format!("Partner Organization with partner_id {id} could not be found"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_has_its_resellers() {
    let server = TestServer::start().await;
    for kind in [
        PROVIDER_OF,
        "IsIndirectCloudSolutionProviderOf",
        "isIndirectCloudSolutionProviderOf",
        "IS_INDIRECT_CLOUD_SOLUTION_PROVIDER_OF",
    ] {
        let list = server.get(format!("/v1/relationships?Relationship_Type={kind}")).await.expect(200);
        assert_eq!(mpn_ids(&list), ["5357564", "517285", "5139005", "4847383"]);
        let expected = json!({
            "id": "40000000-0000-4000-8000-000000000001", "name": "VanArsdel Cloud Services", "relationshipType": PROVIDER_OF,
            "state": "Active", "mpnId": "5357564", "location": "US", "attributes": { "objectType": "PartnerRelationship" },
        });
        assert_eq!(list["items"][0], expected);
    }
    let attesting = get_as(&server, crate::support::ATTESTING_PARTNER, &resellers("")).await;
    assert_eq!(mpn_ids(&attesting), ["5357564"]);
    let direct = get_as(&server, OTHER_PARTNER, &resellers("")).await;
    assert!(mpn_ids(&direct).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reseller_has_its_providers() {
    let mut world = demo();
    let known = world.resellers.iter_mut().find(|reseller| reseller.mpn_id.as_str() == "1000002").expect("one");
    known.is_indirect_reseller = true;
    known.providers = vec![PartnerId::parse(PARTNER).expect("a GUID")];
    let server = TestServer::with_world(world).await;
    let path = "/v1/relationships?relationship_type=IsIndirectResellerOf";
    let list = get_as(&server, OTHER_PARTNER, path).await;
    assert_eq!(mpn_ids(&list), ["1000001"]);
    assert_eq!(list["items"][0]["relationshipType"], "is_indirect_reseller_of");
    assert_eq!((&list["items"][0]["id"], &list["items"][0]["location"]), (&PARTNER.into(), &"US".into()));
    assert!(mpn_ids(&server.get(path).await.expect(200)).is_empty());
    assert_eq!(mpn_ids(&server.get(resellers("")).await.expect(200)).len(), 5);
}

/// Percent-encoded as .NET sends it, as Java does, and with raw braces: no client of HTTP lets quotes through.
#[tokio::test(flavor = "multi_thread")]
async fn resellers_are_found_by_name() {
    let server = TestServer::start().await;
    for (filter, expected) in [
        (
            "%7B%22Field%22%3A%22Name%22%2C%22Value%22%3A%22cloud%22%2C%22Operator%22%3A%22substring%22%7D",
            vec!["5357564", "517285"],
        ),
        (
            "%7B%22operator%22:%22StartsWith%22,%22fieldType%22:%22String%22,%22field%22:%22Name%22,%22value%22:%22graphic%22%7D",
            vec!["517285"],
        ),
        ("{%22Field%22:%22Name%22,%22Value%22:%22best%20for%22,%22Operator%22:%22starts_with%22}", vec!["5139005"]),
        ("{%22Field%22:%22Name%22,%22Value%22:%22Fineartschool+IT%22,%22Operator%22:%22equals%22}", vec!["4847383"]),
        ("{%22Field%22:%22Name%22,%22Value%22:%22nobody%22,%22Operator%22:%22substring%22}", vec![]),
    ] {
        let list = server.get(resellers(&format!("&filter={filter}"))).await.expect(200);
        assert_eq!(mpn_ids(&list), expected, "{filter}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_list_of_relationships_is_refused() {
    let server = TestServer::start().await;
    let filter = |text: &str| resellers(&format!("&filter={text}"));
    for (path, code, told) in [
        ("/v1/relationships".to_owned(), 800002, "relationship_type is missing; accepted is one of is_indirect_cloud"),
        (
            "/v1/relationships?relationship_type=friend".to_owned(),
            900126,
            "relationship_type: seen is friend; accepted is one of",
        ),
        (filter("cont"), 800002, "filter: seen is cont; accepted is one filter in JSON"),
        (
            filter("{%22Field%22:%22State%22,%22Value%22:%22x%22,%22Operator%22:%22equals%22}"),
            800002,
            "filter.field: seen is State; accepted is one of Name",
        ),
        (
            filter("{%22Field%22:%22Name%22,%22Value%22:%22x%22,%22Operator%22:%22like%22}"),
            800002,
            "filter.operator: seen is like; accepted is one of equals",
        ),
        (filter("{%22Field%22:%22Name%22,%22Operator%22:%22equals%22}"), 800002, "filter.value is missing"),
    ] {
        let description = server.get(&path).await.expect_fault(400, code);
        assert!(description.contains(told), "{path}: {description}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_has_the_reseller_that_looks_after_it() {
    let server = TestServer::start().await;
    let list = server.get(format!("/v1/customers/{RESOLD_CUSTOMER}/relationships")).await.expect(200);
    assert_eq!(mpn_ids(&list), ["5357564"]);
    let expected = json!({
        "id": "40000000-0000-4000-8000-000000000001", "name": "VanArsdel Cloud Services", "relationshipType": PROVIDER_OF,
        "mpnId": "5357564", "attributes": { "objectType": "PartnerRelationship" },
    });
    assert_eq!(list["items"][0], expected);
    let none = server.get(format!("/v1/customers/{CUSTOMER}/relationships")).await.expect(200);
    assert!(mpn_ids(&none).is_empty());
}

/// A line may name what the list of relationships has, and nobody else: by provider, and while the partnership stands.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_names_resellers_of_its_own_provider() {
    let mut world = demo();
    let elsewhere = PartnerId::parse(crate::support::ATTESTING_PARTNER).expect("a GUID");
    world.resellers[0].providers = vec![elsewhere];
    world.resellers[1].state = RelationshipState::Inactive;
    let server = TestServer::with_world(world).await;
    let list = server.get(resellers("")).await.expect(200);
    assert_eq!(mpn_ids(&list), ["517285", "5139005", "4847383"]);
    assert_eq!(list["items"][0]["state"], "Inactive");
    for (mpn_id, code) in [("5357564", Some(800016)), ("517285", Some(800016)), ("5139005", None)] {
        let participants = json!({ "participants": [{ "key": "transaction_reseller", "value": mpn_id }] });
        let line = with(line(crate::support::PLAIN_LICENCE, 1, "monthly", None), participants);
        let cart = server.create_cart(CUSTOMER, &cart_of([line])).await;
        let result = server.check_out(CUSTOMER, &cart).await.expect(201);
        assert_eq!(result["orderErrors"][0]["code"].as_u64(), code, "{mpn_id}: {result}");
    }
}

fn demo() -> World {
    cartwright::demo().expect("the demo world")
}
