//! Which answers are kept, and how long.

use super::{ID, OTHER_ID, assert_repeats, check_out, create, expect, faulty_wish, path_of, replace, wish};
use crate::support::{Answer, CUSTOMER, OTHER_PARTNER, PRINTED_CUSTOMER, Request, TestServer, carts};
use serde_json::{Value, json};
use std::time::Duration;

const SEVEN_DAYS: Duration = Duration::from_secs(7 * 24 * 60 * 60);
const MOMENT: Duration = Duration::from_millis(1);

/// The kept refusal stays, though by now the checkout would succeed; a fresh id says so.
#[tokio::test(flavor = "multi_thread")]
async fn the_refusal_of_a_faulty_cart_is_kept() {
    let server = TestServer::start().await;
    let cart = expect(&server, create(&faulty_wish()), 201).await.json();
    assert!(cart["lineItems"][0]["error"].is_object(), "{cart}");
    let refused = server.send(check_out(&cart).request_id(ID)).await;
    refused.expect_fault(400, 800_009);

    expect(&server, replace(&cart, &wish(1)), 201).await;
    assert_repeats(&server.send(check_out(&cart).request_id(ID)).await, &refused);
    assert_eq!(server.get(path_of(&cart)).await.expect(200)["status"], "Active");
    assert_eq!(server.rows("orders"), 0);

    expect(&server, check_out(&cart).request_id(OTHER_ID), 201).await;
    assert_repeats(&server.send(check_out(&cart).request_id(ID)).await, &refused);
    assert_eq!(server.rows("orders"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_refusal_to_change_an_ordered_cart_is_kept() {
    let server = TestServer::start().await;
    let cart = expect(&server, create(&wish(1)), 201).await.json();
    expect(&server, check_out(&cart), 201).await;
    let refused = server.send(replace(&cart, &wish(2)).request_id(ID)).await;
    refused.expect_fault(400, 800_065);
    assert_repeats(&server.send(replace(&cart, &wish(2)).request_id(ID)).await, &refused);
    server.send(replace(&cart, &wish(3)).request_id(ID)).await.expect_fault(400, 800_002);
}

/// After a partial checkout (one group names a reseller that nobody knows), its ordered line is frozen.
#[tokio::test(flavor = "multi_thread")]
async fn the_refusal_to_change_ordered_lines_is_kept() {
    let server = TestServer::start().await;
    let mut half = wish(1);
    half["lineItems"][1]["participants"] = json!([{ "key": "transaction_reseller", "value": "999" }]);
    let cart = expect(&server, create(&half), 201).await.json();
    let partial = expect(&server, check_out(&cart).request_id(OTHER_ID), 201).await;
    assert_eq!(partial.json()["orderErrors"][0]["code"], 800_015);
    let refused = server.send(replace(&cart, &wish(2)).request_id(ID)).await;
    refused.expect_fault(400, 800_065);
    assert_repeats(&server.send(replace(&cart, &wish(2)).request_id(ID)).await, &refused);

    expect(&server, replace(&cart, &wish(1)), 201).await;
    let whole = expect(&server, check_out(&cart), 201).await;
    assert_eq!(whole.json()["orders"].as_array().map(Vec::len), Some(2));
    let again = expect(&server, check_out(&cart).request_id(OTHER_ID), 201).await;
    assert_repeats(&again, &partial);
    assert_eq!(server.rows("orders"), 2);
}

/// What cannot be read leaves nothing behind: the same id may carry what was meant.
#[tokio::test(flavor = "multi_thread")]
async fn unreadable_input_is_not_kept() {
    let server = TestServer::start().await;
    let unreadable = [
        ("application/json", 400, "{"),
        ("application/json", 400, "[]"),
        ("application/json", 400, ""),
        ("application/json", 400, r#"{"lineItems":[{"quantity":1.5}]}"#),
        ("application/json", 400, r#"{"lineItems":1,"lineItems":2}"#),
        ("application/yaml", 415, "lineItems: []"),
    ];
    for (n, (media_type, status, body)) in unreadable.into_iter().enumerate() {
        let id = format!("unreadable-{n}");
        let request = Request::post(carts(CUSTOMER)).bytes(media_type, body).request_id(&id);
        server.send(request).await.expect_fault(status, 800_002);
        expect(&server, create(&wish(1)).request_id(&id), 201).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_of_identity_are_not_kept() {
    let server = TestServer::start().await;
    let post = create(&wish(1)).request_id(ID);
    server.send_bare(post.clone()).await.expect_fault(401, 800_001);
    server.send_bare(post.clone().token("x.y.z")).await.expect_fault(401, 400);
    let theirs = server.app_user_token(OTHER_PARTNER).await;
    let answer = server.send_bare(post.clone().token(&theirs)).await;
    answer.expect_fault(403, 20_002);
    assert_eq!(server.rows("receipts"), 0);
    expect(&server, post, 201).await;
}

/// Were the 404 kept, another body under the same id would be told that the id was used.
#[tokio::test(flavor = "multi_thread")]
async fn a_missing_cart_is_not_kept() {
    let server = TestServer::start().await;
    let nowhere = json!({ "id": "00000000-0000-4000-8000-000000000000" });
    for quantity in [1, 2] {
        let answer = server.send(replace(&nowhere, &wish(quantity)).request_id(ID)).await;
        answer.expect_fault(404, 800_008);
    }
    let cart = expect(&server, create(&wish(1)), 201).await.json();
    let id = cart["id"].as_str().expect("an id");
    let foreign = Request::put(format!("{}/{id}", carts(PRINTED_CUSTOMER))).json(&wish(2));
    server.send(foreign.request_id(ID)).await.expect_fault(404, 800_008);
    expect(&server, replace(&cart, &wish(2)).request_id(ID), 201).await;
    assert_eq!(server.rows("receipts"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_cart_is_missing_but_what_was_said_of_it_is_kept() {
    let mut server = TestServer::start().await;
    let cart = expect(&server, create(&faulty_wish()), 201).await.json();
    server.clock.advance(Duration::from_secs(60));
    let refused = server.send(check_out(&cart).request_id(ID)).await;
    refused.expect_fault(400, 800_009);
    server.clock.advance(SEVEN_DAYS - Duration::from_secs(30));
    server.renew_token().await;
    for _ in 0..2 {
        let answer = server.send(check_out(&cart).request_id(OTHER_ID)).await;
        answer.expect_fault(404, 800_008);
    }
    assert_repeats(&server.send(check_out(&cart).request_id(ID)).await, &refused);
    assert_eq!(server.rows("receipts"), 1, "a 404 is not kept");
    server.clock.advance(Duration::from_secs(30));
    let answer = server.send(check_out(&cart).request_id(ID)).await;
    answer.expect_fault(404, 800_008);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_kept_for_seven_days() {
    let mut server = TestServer::start().await;
    let first = expect(&server, create(&wish(1)).request_id(ID), 201).await;
    server.clock.advance(SEVEN_DAYS - MOMENT);
    server.renew_token().await;
    assert_repeats(&server.send(create(&wish(1)).request_id(ID)).await, &first);
    server.send(create(&wish(2)).request_id(ID)).await.expect_fault(400, 800_002);

    server.clock.advance(MOMENT);
    let second = expect(&server, create(&wish(2)).request_id(ID), 201).await;
    assert_ne!(first.json()["id"], second.json()["id"], "the id is free for a new command");
    assert_repeats(&server.send(create(&wish(2)).request_id(ID)).await, &second);
    assert_eq!(server.rows("receipts"), 1, "in place of the old one");
    server.clock.advance(SEVEN_DAYS - MOMENT);
    server.renew_token().await;
    assert_repeats(&server.send(create(&wish(2)).request_id(ID)).await, &second);
}

/// Answers to every sort of command, and a refusal, are the same after a restart.
#[tokio::test(flavor = "multi_thread")]
async fn answers_are_kept_over_a_restart() {
    let server = TestServer::start().await;
    let cart = expect(&server, create(&wish(1)).request_id(ID), 201).await.json();
    let faulty = expect(&server, create(&faulty_wish()), 201).await.json();
    let commands = [
        create(&wish(1)).request_id(ID),
        replace(&cart, &wish(2)).request_id(ID),
        check_out(&cart).request_id(ID),
        check_out(&faulty).request_id(ID),
        replace(&cart, &wish(3)).request_id(OTHER_ID),
    ];
    let mut answers: Vec<(Request, Answer)> = Vec::new();
    for command in commands {
        let answer = server.send(command.clone()).await;
        answers.push((command, answer));
    }
    let statuses: Vec<_> = answers.iter().map(|(_, answer)| answer.status.as_u16()).collect();
    assert_eq!(statuses, [201, 201, 201, 400, 400]);
    let before = contents(&server);
    let server = server.restart().await;
    for (command, first) in &answers {
        assert_repeats(&server.send(command.clone()).await, first);
    }
    assert_eq!(contents(&server), before);
}

fn contents(server: &TestServer) -> Value {
    let rows = |table| server.rows(table);
    json!({ "carts": rows("carts"), "orders": rows("orders"), "receipts": rows("receipts"), "jobs": rows("jobs") })
}
