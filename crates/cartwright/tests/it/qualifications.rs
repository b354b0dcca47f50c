//! As what customers qualify, and what is recorded of their accounts (surroundings 2.5), with the bytes that clients send.

use crate::support::{
    CUSTOMER, EDUCATION, EDUCATION_CUSTOMER, OTHER_PARTNER, PARTNER, Request, TestServer, cart_of, line,
};
use domain::{
    qualification::{Qualification, QualificationKind, VettingStatus},
    time::Timestamp,
};
use serde_json::{Value, json};

const SIBLING: &str = "3a15e1df-b095-41d4-9029-27a5974c2458";
const CODES: &str = "/v1/customers/all/validations";

/// As the .NET SDK sends it.
const SCHOOL: &str =
    r#"{"Qualification":"Education","EducationSegment":"K12","Website":"example.edu","ValidationCode":null}"#;

fn qualifications(customer: &str) -> String {
    format!("/v1/customers/{customer}/qualifications")
}

fn former(customer: &str) -> String {
    format!("/v1/customers/{customer}/qualification")
}

async fn request(server: &TestServer, customer: &str, body: &str) -> crate::support::Answer {
    server.send(Request::post(qualifications(customer)).bytes("application/json", body)).await
}

/// The code of the line's error; none for an item that can be bought.
async fn education(server: &TestServer, customer: &str) -> Option<Value> {
    let cart = server.create_cart(customer, &cart_of([line(EDUCATION, 1, "monthly", Some("P1M"))])).await;
    cart["lineItems"][0]["error"].get("errorCode").cloned()
}

async fn remaining(server: &TestServer) -> Vec<i64> {
    let codes = server.get(CODES).await.expect(200);
    let codes = codes.as_array().expect("a bare list");
    codes.iter().map(|code| code["remainingCreates"].as_i64().expect("a number")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_stays_in_review_and_its_purchases_commercial() {
    let server = TestServer::start().await;
    assert_eq!(server.get(qualifications(CUSTOMER)).await.expect(200), json!([]));
    let created = request(&server, CUSTOMER, SCHOOL).await.expect(201);
    let expected = json!({
        "qualification": "Education", "vettingStatus": "InReview", "vettingCreatedDate": "2026-03-02T10:00:00.1234567Z",
    });
    assert_eq!(created, expected);
    assert_eq!(server.get(qualifications(CUSTOMER)).await.expect(200), json!([expected]));
    assert_eq!(education(&server, CUSTOMER).await, Some(json!(10006)));
    assert_eq!(server.get(former(CUSTOMER)).await.expect(200), "none");

    // An approved customer that is vetted anew is no longer approved.
    assert_eq!(education(&server, EDUCATION_CUSTOMER).await, None);
    assert_eq!(server.get(former(EDUCATION_CUSTOMER)).await.expect(200), "education");
    request(&server, EDUCATION_CUSTOMER, r#"{"qualification":"education"}"#).await.expect(201);
    let held = server.get(qualifications(EDUCATION_CUSTOMER)).await.expect(200);
    assert_eq!((held.as_array().map(Vec::len), &held[0]["vettingStatus"]), (Some(1), &json!("InReview")));
    assert_eq!(education(&server, EDUCATION_CUSTOMER).await, Some(json!(10006)));
}

#[tokio::test(flavor = "multi_thread")]
async fn several_qualifications_stand_beside_one_another() {
    let server = TestServer::start().await;
    request(&server, CUSTOMER, SCHOOL).await.expect(201);
    request(&server, CUSTOMER, r#"{"Qualification":"StateOwnedEntity"}"#).await.expect(201);
    request(&server, CUSTOMER, SCHOOL).await.expect(201);
    let held = server.get(qualifications(CUSTOMER)).await.expect(200);
    let names: Vec<_> = held.as_array().expect("a list").iter().map(|held| held["qualification"].clone()).collect();
    assert_eq!(names, ["StateOwnedEntity", "Education"]);
}

/// How a vetting ends is data: nobody vets here. What was denied says why.
#[tokio::test(flavor = "multi_thread")]
async fn a_vetting_that_ended_is_told() {
    let mut world = cartwright::demo().expect("the demo world");
    let customer = world.customers.iter_mut().find(|customer| customer.id.to_string() == CUSTOMER).expect("a customer");
    let denied = Qualification {
        vetting_reason: Some("Not an Education Customer".to_owned()),
        vetting_created: Timestamp::parse("2026-01-12T10:37:38.885Z"),
        ..Qualification::of(QualificationKind::Education, VettingStatus::Denied)
    };
    customer.qualifications = vec![denied, Qualification::of(QualificationKind::Nonprofit, VettingStatus::Approved)];
    let server = TestServer::with_world(world).await;
    let expected = json!([
        {
            "qualification": "Education", "vettingStatus": "Denied", "vettingReason": "Not an Education Customer",
            "vettingCreatedDate": "2026-01-12T10:37:38.885Z",
        },
        { "qualification": "Nonprofit", "vettingStatus": "Approved" },
    ]);
    assert_eq!(server.get(qualifications(CUSTOMER)).await.expect(200), expected);
    assert_eq!(server.get(former(CUSTOMER)).await.expect(200), "nonprofit");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_government_takes_a_validation_code() {
    let server = TestServer::start().await;
    let expected = json!({
        "partnerId": PARTNER, "organizationName": "Contoso Cloud Distribution, Inc.", "validationId": "12345",
        "maxCreates": 5, "remainingCreates": 5, "eTag": "W/\"5\"",
    });
    assert_eq!(server.get(CODES).await.expect(200)[0], expected);
    let body = r#"{"Qualification":"GovernmentCommunityCloud","EducationSegment":null,"Website":null,"ValidationCode":"12345"}"#;
    let once = || {
        let request = Request::post(qualifications(CUSTOMER)).bytes("application/json", body);
        request.request_id("6a1f0b64-8f1c-4d3f-9a39-5b1b3a9f0001")
    };
    let created = server.send(once()).await.expect(201);
    assert_eq!(created["vettingStatus"], "InReview");
    assert_eq!(server.send(once()).await.expect(201), created);
    assert_eq!(remaining(&server).await, [4, 1], "a retry uses nothing");

    let without = r#"{"qualification":"governmentcommunitycloud"}"#;
    let refused = request(&server, SIBLING, without).await;
    refused.expect_fault_saying(
        400,
        800_002,
        "validationCode is missing; accepted is a validation code of the partner",
    );
    let in_query = format!("{}?code=987654", qualifications(SIBLING));
    server.send(Request::post(in_query.clone()).bytes("application/json", without)).await.expect(201);
    assert_eq!(remaining(&server).await, [4, 0]);
    let used_up = server.send(Request::post(in_query).bytes("application/json", without)).await;
    used_up.expect_fault_saying(400, 800_002, "code: seen is 987654; accepted is a validation code of the partner");
    let unknown = request(&server, SIBLING, &body.replace("12345", "4711")).await;
    unknown.expect_fault_saying(400, 800_002, "validationCode: seen is 4711; accepted is ");
    assert_eq!(remaining(&server).await, [4, 0], "what is refused uses nothing");
}

/// A code is good for so many customers, however many are qualified at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_never_used_too_often() {
    let server = TestServer::start().await;
    let customers = [CUSTOMER, SIBLING, EDUCATION_CUSTOMER, "28045616-f6b9-462f-9701-0d89b5e65c44"];
    let body = r#"{"Qualification":"GovernmentCommunityCloud","ValidationCode":"987654"}"#;
    let ask = async |customer| request(&server, customer, body).await.status.as_u16();
    let [one, two, three, four] = customers;
    let (one, two, three, four) = tokio::join!(ask(one), ask(two), ask(three), ask(four));
    let statuses = [one, two, three, four];
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    assert_eq!(remaining(&server).await, [5, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_the_partners_own() {
    let server = TestServer::start().await;
    let token = server.app_user_token(OTHER_PARTNER).await;
    let codes = server.send_bare(Request::get("/v1/Customers/All/Validations").token(&token)).await;
    assert_eq!(codes.expect(200), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_requested_is_refused() {
    let server = TestServer::start().await;
    for (body, code, told) in [
        (
            r#"{"Qualification":"Nonprofit"}"#,
            800_002,
            "qualification: seen is Nonprofit; accepted is one of Education, ",
        ),
        (r#"{"Qualification":"None"}"#, 800_002, "qualification: seen is None; accepted is one of Education, "),
        (r#"{"Qualification":null}"#, 800_002, "qualification is missing; accepted is one of Education, "),
        (r#"{"Qualification":"School"}"#, 900_126, "qualification: seen is \"School\""),
        (r#"{"Qualification":"Education","EducationSegment":"K13"}"#, 900_126, "educationSegment: seen is \"K13\""),
        (r#"{"Qualification":"Education","Website":{}}"#, 800_002, "website: seen is an object"),
        (r#""Education""#, 800_002, "body: seen is \"Education\"; accepted is an object"),
        ("", 800_002, "body is missing; accepted is a qualification"),
    ] {
        let description = request(&server, CUSTOMER, body).await.expect_fault(400, code);
        assert!(description.contains(told), "{body}: {description}");
    }
    assert_eq!(server.get(qualifications(CUSTOMER)).await.expect(200), json!([]));
}

/// Java and PowerShell know a customer's one qualification, which takes effect at once and for good.
#[tokio::test(flavor = "multi_thread")]
async fn java_and_powershell_qualify_a_customer_at_once() {
    let server = TestServer::start().await;
    let put = async |customer: &str, query: &str, body: &str| {
        let request = Request::put(former(customer) + query).bytes("application/json; charset=utf-8", body);
        server.send(request).await
    };
    assert_eq!(education(&server, CUSTOMER).await, Some(json!(10006)));
    assert_eq!(put(CUSTOMER, "", r#""education""#).await.expect(200), "education");
    assert_eq!(server.get(former(CUSTOMER)).await.expect(200), "education");
    let held = server.get(qualifications(CUSTOMER)).await.expect(200);
    assert_eq!(held, json!([{ "qualification": "Education", "vettingStatus": "Approved" }]));
    assert_eq!(education(&server, CUSTOMER).await, None);
    assert_eq!(put(CUSTOMER, "", r#""Education""#).await.expect(200), "education");
    let other = put(CUSTOMER, "?code=12345", r#""GovernmentCommunityCloud""#).await;
    other.expect_fault_saying(400, 800_002, "accepted is Education, which the customer was qualified as");

    put(SIBLING, "", "3").await.expect_fault_saying(400, 800_002, "code is missing; accepted is a validation code");
    assert_eq!(put(SIBLING, "?Code=12345", "3").await.expect(200), "governmentcommunitycloud");
    assert_eq!(
        put(SIBLING, "?code=12345", r#""GovernmentCommunityCloud""#).await.expect(200),
        "governmentcommunitycloud"
    );
    assert_eq!(remaining(&server).await, [4, 1], "the same again uses nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_former_way_cannot_set_is_refused() {
    let server = TestServer::start().await;
    for (body, code, told) in [
        (r#""none""#, 800_002, "body: seen is None; accepted is one of Education, "),
        ("0", 800_002, "body: seen is None"),
        (r#""Nonprofit""#, 800_002, "body: seen is Nonprofit"),
        (r#""School""#, 900_126, "body: seen is \"School\"; accepted is one of None, Education"),
        ("7", 900_126, "body: seen is 7"),
        (r#"{"Qualification":"Education"}"#, 900_126, "body: seen is an object"),
        ("null", 800_002, "body is missing"),
        ("", 800_002, "body is missing; accepted is the name of a qualification"),
    ] {
        let request = Request::put(former(CUSTOMER)).bytes("application/json", body);
        let description = server.send(request).await.expect_fault(400, code);
        assert!(description.contains(told), "{body}: {description}");
    }
    assert_eq!(server.get(former(CUSTOMER)).await.expect(200), "none");
}

#[tokio::test(flavor = "multi_thread")]
async fn qualifications_come_in_xml_and_forms() {
    let server = TestServer::start().await;
    let namespace = "http://schemas.microsoft.com/2003/10/Serialization/";
    let body = format!(r#"<string xmlns="{namespace}">Education</string>"#);
    let put = Request::put(former(CUSTOMER)).bytes("application/xml", body).header("Accept", "text/xml");
    let answer = server.send(put).await;
    assert!(answer.text.ends_with(">education</string>") && answer.text.contains(namespace), "{}", answer.text);
    let list = server.send(Request::get(qualifications(CUSTOMER)).header("Accept", "application/xml")).await;
    let inside = "<Qualification>Education</Qualification>";
    assert!(list.text.starts_with("<ArrayOfCustomerQualification ") && list.text.contains(inside), "{}", list.text);
    let form = |body: &str| Request::put(former(SIBLING)).bytes("application/x-www-form-urlencoded", body);
    server.send(form("Education")).await.expect_fault_saying(
        400,
        800_002,
        "accepted is the value behind an equals sign",
    );
    assert_eq!(server.send(form("=Education")).await.expect(200), "education");
    let codes = server.send(Request::get(CODES).header("Accept", "application/xml")).await;
    let inside = "<ETag>W/\"5\"</ETag><MaxCreates>5</MaxCreates>";
    assert!(codes.text.starts_with("<ArrayOfValidationCode ") && codes.text.contains(inside), "{}", codes.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_has_a_status() {
    let server = TestServer::start().await;
    let status = |customer: &str| format!("/v1/customers/{customer}/validationStatus?type=Account");
    assert_eq!(server.get(status(CUSTOMER)).await.expect(200), json!({ "type": "account", "status": "Allowed" }));
    for (last, expected, updated) in
        [(4, "UnderReview", "2026-01-12T09:30:00Z"), (5, "NotAllowed", "2026-01-14T16:05:00Z")]
    {
        let found = server.get(status(&format!("31000000-0000-4000-8000-00000000000{last}"))).await.expect(200);
        assert_eq!(found, json!({ "type": "account", "status": expected, "lastUpdateDateTime": updated }));
    }
    let path = format!("/v1/customers/{CUSTOMER}/validationstatus");
    server.get(path.clone()).await.expect_fault_saying(400, 800_002, "type is missing; accepted is account");
    let other = server.get(path + "?type=tenant").await;
    other.expect_fault_saying(400, 900_126, "type: seen is tenant; accepted is account");
}

/// Nothing is recorded of this account: that is told in the newer shape, and in nobody's way.
#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_which_nothing_is_recorded_may_transact() {
    let mut world = cartwright::demo().expect("the demo world");
    let customer = world.customers.iter_mut().find(|customer| customer.id.to_string() == CUSTOMER).expect("a customer");
    customer.validation_status = domain::customer::ValidationStatus::NotRecorded;
    let server = TestServer::with_world(world).await;
    let answer = server.get(format!("/v1/customers/{CUSTOMER}/validationStatus?type=account")).await;
    let told = answer.expect_fault(404, 600_074);
    let body = answer.json();
    assert_eq!((&body["errorName"], &body["message"]), (&json!("AccountStatusNotFound"), &json!(told)));
    let cart = cart_of([line("CFQ7TTC0LH16:0001:CFQ7TTC0XXXX", 1, "monthly", Some("P1M"))]);
    let cart = server.create_cart(CUSTOMER, &cart).await;
    server.check_out(CUSTOMER, &cart).await.expect(201);
}
