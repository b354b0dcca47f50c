//! Availabilities for education, government and nonprofits: a line error 10006 (surroundings 3.1, row 6).

use super::{error_of, path};
use crate::support::{CUSTOMER, EDUCATION, EDUCATION_CUSTOMER, PLAIN_LICENCE, TestServer, cart_of, line};
use domain::{
    catalog::Segment,
    qualification::{Qualification, QualificationKind, VettingStatus},
};
use serde_json::Value;

#[tokio::test(flavor = "multi_thread")]
async fn an_education_item_is_for_customers_approved_for_education() {
    let server = TestServer::start().await;
    let approved = server.create_cart(EDUCATION_CUSTOMER, &education()).await;
    let result = server.check_out(EDUCATION_CUSTOMER, &approved).await.expect(201);
    assert_eq!(result["orders"][0]["lineItems"][0]["offerId"], EDUCATION);

    let refused = server.create_cart(CUSTOMER, &education()).await;
    let (code, text) = error_of(&refused);
    assert_eq!(code, 10006);
    assert!(text.contains(&format!("lineItems[0].catalogItemId: seen is {EDUCATION}; accepted is ")), "{text}");
    assert!(text.contains("an Approved qualification Education, and the customer's is absent"), "{text}");
    server.check_out(CUSTOMER, &refused).await.expect_fault(400, 800009);

    let commercial = cart_of([line(PLAIN_LICENCE, 1, "monthly", Some("P1M"))]);
    let mended = server.put(path(CUSTOMER, &refused), &commercial).await.expect(201);
    assert!(mended["lineItems"][0].get("error").is_none(), "{mended}");
    server.check_out(CUSTOMER, &refused).await.expect(201);
}

/// An approved customer may buy what is for everybody, too.
#[tokio::test(flavor = "multi_thread")]
async fn a_commercial_item_is_for_everybody() {
    let server = TestServer::start().await;
    let commercial = cart_of([line(PLAIN_LICENCE, 1, "monthly", Some("P1M"))]);
    let cart = server.create_cart(EDUCATION_CUSTOMER, &commercial).await;
    server.check_out(EDUCATION_CUSTOMER, &cart).await.expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_approved_qualification_that_matches_the_segment_counts() {
    use QualificationKind::{Education, GovernmentCommunityCloud, Nonprofit, StateOwnedEntity};
    use VettingStatus::{Approved, Denied, InReview};
    let cases = [
        (Segment::Education, vec![(Education, Approved)], None),
        (Segment::Education, vec![(Education, InReview)], Some("InReview")),
        (Segment::Education, vec![(Education, Denied)], Some("Denied")),
        (Segment::Education, vec![(GovernmentCommunityCloud, Approved), (Nonprofit, Approved)], Some("absent")),
        (Segment::Education, vec![(StateOwnedEntity, Approved), (Education, Approved)], None),
        (Segment::Government, vec![(GovernmentCommunityCloud, Approved)], None),
        (Segment::Government, vec![(GovernmentCommunityCloud, Denied)], Some("Denied")),
        (Segment::Government, vec![(StateOwnedEntity, Approved)], Some("absent")),
        (Segment::Nonprofit, vec![(Nonprofit, Approved)], None),
        (Segment::Nonprofit, vec![], Some("absent")),
        (Segment::Commercial, vec![], None),
    ];
    for (segment, held, refused) in cases {
        let server = TestServer::with_world(world(segment, &held)).await;
        let cart = server.create_cart(CUSTOMER, &education()).await;
        let told = cart["lineItems"][0]["error"]["errorDescription"].as_str();
        assert_eq!(told.is_some(), refused.is_some(), "{segment:?} {held:?}: {cart}");
        let (told, standing) = (told.unwrap_or_default(), refused.unwrap_or_default());
        assert!(told.contains(standing) && told.contains(refused.map_or("", |_| segment.name())), "{told}");
    }
}

/// What is accepted instead of an unknown availability is only what this customer may buy.
#[tokio::test(flavor = "multi_thread")]
async fn an_availability_of_a_closed_segment_is_not_offered() {
    let server = TestServer::start().await;
    let wish = cart_of([line("CFQ7TTC0EDU1:0001:CFQ7TTC0NONE", 1, "monthly", Some("P1M"))]);
    for (customer, offered) in [(CUSTOMER, false), (EDUCATION_CUSTOMER, true)] {
        let cart = server.create_cart(customer, &wish).await;
        let (code, text) = error_of(&cart);
        assert_eq!((code, text.contains("CFQ7TTC0EDUA")), (400019, offered), "{text}");
    }
}

fn education() -> Value {
    cart_of([line(EDUCATION, 1, "monthly", Some("P1M"))])
}

/// The demo world, but the education item is of that segment and the customer has those qualifications.
fn world(segment: Segment, held: &[(QualificationKind, VettingStatus)]) -> domain::world::World {
    let mut world = cartwright::demo().expect("the demo world");
    let item = world.products.iter_mut().find(|product| EDUCATION.starts_with(&product.id)).expect("the item");
    item.skus[0].availabilities[0].segment = segment;
    let customer = world.customers.iter_mut().find(|customer| customer.id.to_string() == CUSTOMER).expect("a customer");
    let qualification = |&(qualification, vetting_status): &_| Qualification::of(qualification, vetting_status);
    customer.qualifications = held.iter().map(qualification).collect();
    world
}
