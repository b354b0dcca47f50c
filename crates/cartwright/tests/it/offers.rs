//! Legacy offers, as clients browse them (surroundings 1.4, 2.3).

use crate::support::{
    AZURE, CUSTOMER, FRENCH_CUSTOMER, LEGACY_ADDON, LEGACY_BASE, LEGACY_NOT_SOLD, SECOND_LEGACY_ADDON, TestServer,
    cart_of, line,
};
use serde_json::{Value, json};

fn ids(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().expect("items");
    assert_eq!(list["totalCount"], items.len());
    items.iter().map(|item| item["id"].as_str().expect("an id")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_market_has_its_offers_and_a_customer_those_that_it_can_buy() {
    let server = TestServer::start().await;
    let american = server.get("/v1/offers?country=us").await.expect(200);
    let all = [LEGACY_NOT_SOLD, SECOND_LEGACY_ADDON, LEGACY_BASE, LEGACY_ADDON, AZURE];
    assert_eq!(ids(&american), all);
    assert_eq!(american["links"]["self"]["uri"], "/offers?country=US");
    let customer = server.get(format!("/v1/customers/{CUSTOMER}/offers")).await.expect(200);
    assert_eq!(ids(&customer), all[1..]);
    assert_eq!(customer["links"]["self"]["uri"], format!("/customers/{CUSTOMER}/offers"));
    let french = server.get(format!("/v1/customers/{FRENCH_CUSTOMER}/offers")).await.expect(200);
    assert_eq!(ids(&french), all[1..4]);
    for offer in customer["items"].as_array().expect("offers").iter().filter(|offer| offer["isAddOn"] == false) {
        let cycle = offer["supportedBillingCycles"][0].as_str().expect("a cycle");
        let line = line(offer["id"].as_str().expect("an id"), 1, cycle, None);
        let cart = server.create_cart(CUSTOMER, &cart_of([line])).await;
        assert_eq!(cart["lineItems"][0].get("error"), None, "{cart}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_says_what_it_is_and_what_can_be_added() {
    let server = TestServer::start().await;
    let base = server.get(format!("/v1/Offers/{}/?country=US", LEGACY_BASE.to_lowercase())).await.expect(200);
    assert_eq!((&base["isAddOn"], &base["hasAddOns"]), (&false.into(), &true.into()));
    assert_eq!((&base["billing"], &base["term"]), (&"license".into(), &1.into()));
    assert_eq!(base["attributes"], json!({ "objectType": "Offer" }));
    let uri = format!("/offers/{LEGACY_BASE}?country=US");
    assert_eq!(base["links"]["self"]["uri"], uri);
    let path = format!("/v1/offers/{LEGACY_BASE}/addons?country=US");
    let add_ons = server.get(path).await.expect(200);
    assert_eq!(ids(&add_ons), [SECOND_LEGACY_ADDON, LEGACY_ADDON]);
    assert_eq!(add_ons["items"][0]["prerequisiteOffers"], json!([LEGACY_BASE]));
    assert_eq!(add_ons["items"][0]["isAddOn"], true);
    let azure = server.get(format!("/v1/offers/{AZURE}?country=US")).await.expect(200);
    assert_eq!((&azure["billing"], &azure["hasAddOns"]), (&"usage".into(), &false.into()));
    let retired = server.get(format!("/v1/offers/{LEGACY_NOT_SOLD}?country=US")).await.expect(200);
    assert_eq!(retired["isAvailableForPurchase"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_legacy_offer_of_the_market_is_refused() {
    let server = TestServer::start().await;
    for (path, status, code, told) in [
        ("/v1/offers", 400, 800002, "country is missing"),
        ("/v1/offers/MS-AZR-0145P", 400, 800002, "country is missing"),
        ("/v1/offers/MS-AZR-0145P?country=FR", 404, 1000, "offerId: seen is MS-AZR-0145P"),
        ("/v1/offers/x?country=US", 404, 1000, "offerId: seen is x"),
        ("/v1/offers/x/addons?country=US", 404, 1000, "offerId: seen is x"),
        ("/v1/offers/CFQ7TTC0LF8S?country=US", 400, 2100, "offerId: seen is CFQ7TTC0LF8S"),
        ("/v1/offers/CFQ7TTC0LF8S:0001:CFQ7TTC0N81H/addons?country=US", 400, 2100, "offerId: seen is "),
    ] {
        let description = server.get(path).await.expect_fault(status, code);
        assert!(description.contains(told), "{path}: {description}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn offers_are_listed_under_categories() {
    let server = TestServer::start().await;
    let categories = server.get("/v1/OfferCategories?country=us").await.expect(200);
    assert_eq!(ids(&categories), ["Enterprise_Key", "SmallBusiness_Key", "Nonprofit_Key", "Trial_Key"]);
    let enterprise = json!({
        "id": "Enterprise_Key", "name": "Enterprise", "rank": 20, "locale": "en-US", "country": "US",
        "attributes": { "objectType": "OfferCategory" },
    });
    assert_eq!(categories["items"][0], enterprise);
    assert_eq!(categories.get("links"), None);
    let customer = server.get(format!("/v1/customers/{FRENCH_CUSTOMER}/offercategories")).await.expect(200);
    assert_eq!(ids(&customer), ["Enterprise_Key"], "those that it can buy something of");
    assert_eq!(customer["items"][0]["country"], "FR");

    let base = server.get(format!("/v1/offers/{LEGACY_BASE}?country=US")).await.expect(200);
    assert_eq!(base["category"], enterprise);
    let azure = server.get(format!("/v1/offers/{AZURE}?country=US")).await.expect(200);
    assert_eq!((&azure["category"]["id"], &azure["category"]["rank"]), (&"".into(), &0.into()));
    let told = server.get("/v1/offercategories").await.expect_fault(400, 800002);
    assert!(told.contains("country is missing"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn offers_are_narrowed_and_paged() {
    let server = TestServer::start().await;
    let enterprise = [SECOND_LEGACY_ADDON, LEGACY_BASE, LEGACY_ADDON];
    for (query, expected, again) in [
        ("offer_category_id=enterprise_key", &enterprise[..], "&offer_category_id=enterprise_key"),
        ("Offer_Category_Id=Trial_Key", &[], "&offer_category_id=Trial_Key"),
        ("offer_category_id=a%26b", &[], "&offer_category_id=a%26b"),
        ("offset=1&size=2", &enterprise[..2], "&offset=1&size=2"),
        ("offset=4", &[AZURE], "&offset=4"),
        ("offset=5&size=9", &[], "&offset=5&size=9"),
        (
            "size=1&offset=1&offer_category_id=Enterprise_Key",
            &enterprise[1..2],
            "&offer_category_id=Enterprise_Key&offset=1&size=1",
        ),
    ] {
        let list = server.get(format!("/v1/offers?country=US&{query}")).await.expect(200);
        assert_eq!(ids(&list), expected, "{query}");
        assert_eq!(list["links"]["self"]["uri"], format!("/offers?country=US{again}"));
    }
    assert_eq!(ids(&server.get("/v1/offers?country=US&size=0").await.expect(200)).len(), 5, "no size is all");
    let add_ons = server.get(format!("/v1/offers/{LEGACY_BASE}/addons?country=US&offset=1&size=1")).await.expect(200);
    assert_eq!(ids(&add_ons), [LEGACY_ADDON]);
    let customer = server.get(format!("/v1/customers/{CUSTOMER}/offers?size=2")).await.expect(200);
    assert_eq!(ids(&customer), enterprise[..2]);
    assert_eq!(customer["links"]["self"]["uri"], format!("/customers/{CUSTOMER}/offers?size=2"));
    for (query, told) in [("offset=-1", "offset: seen is -1"), ("size=all", "size: seen is all")] {
        let description = server.get(format!("/v1/offers?country=US&{query}")).await.expect_fault(400, 800002);
        assert!(description.contains(told), "{query}: {description}");
    }
}
