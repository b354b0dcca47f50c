//! Promotions, as clients browse them, and what their dates do to the lines of a cart (surroundings 2.4, 3.2).

mod agreement;
mod eligibility;

use crate::support::{CUSTOMER, PLAIN_LICENCE, PROMOTED, PROMOTION, TestServer, cart_of, line, with};
use domain::{Timestamp, world::World};
use serde_json::{Value, json};

const FIRST_PURCHASE: &str = "39NFIRST0001:0001:39NFIRST0002";
const ENDED: &str = "39NFENDED001:0001:39NFENDED002";

fn ids(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().expect("items");
    assert_eq!(list["totalCount"], items.len());
    items.iter().map(|item| item["id"].as_str().expect("an id")).collect()
}

/// The demo world, with the first promotion between these dates.
fn world(start: &str, end: &str) -> World {
    let mut world = cartwright::demo().expect("the demo world");
    world.promotions[0].start = Timestamp::parse(start);
    world.promotions[0].end = Timestamp::parse(end);
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn a_market_has_those_that_are_open() {
    let server = TestServer::start().await;
    let list = server.get("/v1/productPromotions?Country=us&Segment=Commercial").await.expect(200);
    assert_eq!(ids(&list), [PROMOTION, FIRST_PURCHASE]);
    assert_eq!(list["links"]["self"]["uri"], "/productpromotions?country=US&segment=commercial");
    assert_eq!(list["attributes"], json!({ "objectType": "Collection" }));
    let expected = json!({
        "id": PROMOTION,
        "name": "Microsoft 365 E3, 15 % off by the month",
        "description": "15 % off Microsoft 365 E3 with a term of one month, for up to 100 seats of a customer.",
        "startDate": "2021-10-01T00:00:00Z",
        "endDate": "9999-01-01T00:00:00Z",
        "properties": { "isAutoApplicable": true },
        "requiredProducts": [{
            "productId": "CFQ7TTC0LFLX",
            "skuId": "0001",
            "term": { "duration": "P1M", "billingCycle": "Monthly" },
            "pricingPolicies": [{ "policyType": "PercentDiscount", "value": "0.15" }],
        }],
    });
    assert_eq!(list["items"][0], expected);
    for query in ["country=US&segment=education", "country=GB&segment=commercial"] {
        let list = server.get(format!("/v1/productpromotions?{query}")).await.expect(200);
        assert_eq!(ids(&list), [""; 0], "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_found_whatever_its_dates_and_says_its_constraints() {
    let server = TestServer::start().await;
    let ended = server.get(format!("/v1/productpromotions/{}?country=US", ENDED.to_lowercase())).await.expect(200);
    assert_eq!((&ended["id"], &ended["endDate"]), (&ENDED.into(), &"2022-06-30T23:59:59Z".into()));
    let seats = json!([{ "minSeats": 1, "maxSeats": 300, "type": "SubscriptionQuantity" }]);
    assert_eq!(ended["promotionConstraints"]["seatConstraints"], seats);
    let first = server.get(format!("/v1/productpromotions/{FIRST_PURCHASE}?country=FR")).await.expect(200);
    let first_purchase = json!([{ "isApplicable": true, "type": "FirstPurchase" }]);
    assert_eq!(first["promotionConstraints"]["eligibilityConstraints"], first_purchase);
    for (path, status, code, told) in [
        ("/x?country=US", 404, 1000, "promotionId: seen is x; accepted is a promotion of market US."),
        (&format!("/{PROMOTION}?country=GB"), 404, 1000, "promotionId: seen is 39NFJQT1PHSN"),
        (&format!("/{PROMOTION}"), 400, 800002, "country is missing"),
        ("?segment=commercial", 400, 800002, "country is missing"),
        ("?country=US", 400, 800002, "segment is missing; accepted is one of commercial, education"),
        ("?country=US&segment=x", 400, 900126, "segment: seen is x"),
    ] {
        let description = server.get(format!("/v1/productpromotions{path}")).await.expect_fault(status, code);
        assert!(description.contains(told), "{path}: {description}");
    }
}

/// The clock of the tests stands at 2026-03-02.
#[tokio::test(flavor = "multi_thread")]
async fn dates_open_and_close_it() {
    let mut server = TestServer::with_world(world("2026-03-03T00:00:00Z", "2026-03-04T00:00:00Z")).await;
    for (day, open) in [(0, false), (1, true), (2, false)] {
        if day > 0 {
            server.clock.advance_days(1);
            server.renew_token().await;
        }
        let list = server.get("/v1/productpromotions?country=US&segment=commercial").await.expect(200);
        assert_eq!(ids(&list).contains(&PROMOTION), open, "day {day}");
        for named in [None, Some(PROMOTION)] {
            let line = with(line(PROMOTED, 5, "monthly", Some("P1M")), json!({ "promotionId": named }));
            let cart = server.create_cart(CUSTOMER, &cart_of([line])).await;
            let made = &cart["lineItems"][0];
            assert_eq!(made.get("promotionId").is_some(), open, "day {day}: {made}");
            assert_eq!(made.get("error"), None, "the normal price is no error: {made}");
        }
    }
}

/// The cart was shown the price of a promotion that has ended since. It is bought at the price that is true by then, as
/// where another cart had its last seats; sent back unchanged it is no error either.
#[tokio::test(flavor = "multi_thread")]
async fn a_cart_loses_one_that_ends() {
    let mut server = TestServer::with_world(world("2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z")).await;
    let body = cart_of([line(PROMOTED, 5, "monthly", Some("P1M"))]);
    let [bought, sent_back] = [server.create_cart(CUSTOMER, &body).await, server.create_cart(CUSTOMER, &body).await];
    assert_eq!(bought["lineItems"][0]["promotionId"], PROMOTION);
    server.clock.advance_days(1);
    server.renew_token().await;
    let result = server.check_out(CUSTOMER, &bought).await.expect(201);
    let line = &result["orders"][0]["lineItems"][0];
    assert_eq!((line.get("promotionId"), &line["pricing"]["price"]), (None, &34.56.into()), "{result}");
    let path = format!("{}/{}", crate::support::carts(CUSTOMER), sent_back["id"].as_str().expect("an id"));
    let cart = server.put(path, &sent_back).await.expect(201);
    assert_eq!((cart["lineItems"][0].get("promotionId"), cart["lineItems"][0].get("error")), (None, None), "{cart}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_has_ended_is_not_applied_by_itself() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &cart_of([line(PLAIN_LICENCE, 5, "monthly", Some("P1Y"))])).await;
    assert_eq!(cart["lineItems"][0].get("promotionId"), None, "{cart}");
}
