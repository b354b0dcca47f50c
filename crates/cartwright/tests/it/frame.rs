//! What every answer carries, whatever it answers; and which paths and methods there are.
//!
//! What an operation does is tested elsewhere: here only the frame around it.

mod limits;
mod methods;
mod paths;

use crate::{
    printed::shape::{is_guid, is_http_date, is_vector},
    support::{Answer, CUSTOMER, OTHER_CUSTOMER, Request, TestServer, carts, send_bytes},
};
use serde_json::json;

const NOWHERE: &str = "00000000-0000-4000-8000-00000000dead";

/// One request for each sort of answer, with the status that it gets.
fn one_of_each(server: &TestServer) -> Vec<(u16, Request)> {
    let orders = |customer: &str| format!("/v1/customers/{customer}/orders");
    let line = json!({ "catalogItemId": "MS-AZR-0145P", "quantity": 1, "billingCycle": "monthly" });
    let cart = format!("{}/{NOWHERE}", carts(CUSTOMER));
    let as_partner = |request: Request| request.token(server.token());
    vec![
        (200, as_partner(Request::get(orders(CUSTOMER)))),
        (201, as_partner(Request::post(carts(CUSTOMER)).json(&json!({ "lineItems": [line] })))),
        (400, as_partner(Request::post(carts(CUSTOMER)).json(&json!({})))),
        (401, Request::get(orders(CUSTOMER))),
        (403, as_partner(Request::get(orders(OTHER_CUSTOMER)))),
        (404, as_partner(Request::get(cart.as_str()))),
        (404, as_partner(Request::get("/v1/nothing"))),
        (405, as_partner(Request::new("DELETE", cart.as_str()))),
        (415, as_partner(Request::post(carts(CUSTOMER)).bytes("image/png", "x"))),
    ]
}

/// Sends one of each, each changed in the same way, and looks at the answers.
async fn for_each_answer(change: impl Fn(Request) -> Request, look: impl Fn(&Answer)) {
    let server = TestServer::start().await;
    for (status, request) in one_of_each(&server) {
        let said = format!("{} {}", request.method, request.path);
        let answer = server.send_bare(change(request)).await;
        assert_eq!(answer.status.as_u16(), status, "{said}: {}", answer.text);
        look(&answer);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_echoes_the_ids_that_were_sent() {
    let ids = [("MS-RequestId", "4FA6DAD6-a89f-4875-8247-8294a10ae1cf"), ("MS-CorrelationId", "any text!")];
    let correlation = ids[1].1.replace(' ', "-");
    let change = |request: Request| request.request_id(ids[0].1).header(ids[1].0, correlation.as_str());
    let look = |answer: &Answer| {
        assert_eq!(answer.header("ms-requestid"), Some(ids[0].1));
        assert_eq!(answer.header("ms-correlationid"), Some(correlation.as_str()));
    };
    for_each_answer(change, look).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_ids_of_its_own_when_none_were_sent() {
    let seen = std::sync::Mutex::new(std::collections::HashSet::new());
    let look = |answer: &Answer| {
        for name in ["ms-requestid", "ms-correlationid"] {
            let id = answer.header(name).expect("an id").to_owned();
            assert!(is_guid(&id), "{name}: {id}");
            assert!(seen.lock().expect("no panic").insert(id), "every id is another one");
        }
        let vector = answer.header("ms-cv").expect("a vector");
        assert!(is_vector(vector), "{vector}");
    };
    for_each_answer(|request| request, look).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_extends_the_vector_that_was_sent() {
    for_each_answer(
        |request| request.header("MS-CV", "sF/wRa2ih0CzbABc.7"),
        |answer| assert_eq!(answer.header("ms-cv"), Some("sF/wRa2ih0CzbABc.7.0")),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_says_length_date_server_and_media_type() {
    for_each_answer(
        |request| request,
        |answer| {
            assert_eq!(answer.header("content-length"), Some(answer.text.len().to_string().as_str()));
            assert!(answer.header("date").is_some_and(is_http_date));
            assert_eq!(answer.header("ms-serverid"), Some("000001"));
            assert_eq!(answer.header("content-type"), Some("application/json; charset=utf-8"));
            assert!(!answer.text.starts_with('\u{feff}'), "no byte order mark");
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_of_an_answer_is_the_first_that_was_asked_for() {
    for (asked, answered) in [
        (None, "en-US"),
        (Some("en-US,en-US"), "en-US"),
        (Some("de-DE"), "de-DE"),
        (Some("fr-FR, en-US"), "fr-FR"),
        (Some("pt"), "pt"),
        (Some(""), "en-US"),
        (Some("not a language"), "en-US"),
    ] {
        for_each_answer(
            |request| match asked {
                Some(asked) => request.header("X-Locale", asked),
                None => request,
            },
            |answer| assert_eq!(answer.header("x-locale"), Some(answered), "{asked:?}"),
        )
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_is_not_known_is_told_how_to_become_known() {
    let server = TestServer::start().await;
    let orders = format!("/v1/customers/{CUSTOMER}/orders");
    let none = server.send_bare(Request::get(orders.as_str())).await;
    none.expect_fault(401, 800_001);
    let wrong = server.send_bare(Request::get(orders.as_str()).token("nonsense")).await;
    wrong.expect_fault(401, 400);
    for answer in [none, wrong] {
        let id = answer.header("ms-requestid").expect("an id");
        let realm = format!("OAuth realm=urn:cpsvc:cpid:{id}");
        assert_eq!(answer.header("www-authenticate"), Some(realm.as_str()));
    }
    let known = server.get(orders).await;
    assert_eq!(known.header("www-authenticate"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_that_cannot_be_echoed_are_replaced() {
    let server = TestServer::start().await;
    let long = "a".repeat(4_000);
    let bad: [&[u8]; 4] = [b"", b"two words", b"caf\xc3\xa9 \xff", long.as_bytes()];
    for value in bad {
        let head = format!("GET /v1/customers/{CUSTOMER}/orders HTTP/1.1\r\nHost: test\r\n");
        let token = format!("Authorization: Bearer {}\r\n", server.token());
        let mut request = [head.as_bytes(), token.as_bytes()].concat();
        for name in ["MS-RequestId: ", "MS-CorrelationId: ", "MS-CV: ", "X-Locale: "] {
            request.extend([name.as_bytes(), value, b"\r\n"].concat());
        }
        request.extend(b"\r\n");
        let answer = send_bytes(server.address(), &request).await;
        answer.check_frame();
        answer.expect(200);
        for name in ["ms-requestid", "ms-correlationid"] {
            assert!(answer.header(name).is_some_and(is_guid), "{name}: {:?}", answer.headers);
        }
        assert!(answer.header("ms-cv").is_some_and(is_vector), "{:?}", answer.headers);
        assert_eq!(answer.header("x-locale"), Some("en-US"));
    }
}
