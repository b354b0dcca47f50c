//! Partner, id, method and path make a command; the id alone does not.

use super::{ID, assert_repeats, check_out, create, expect, path_of, replace, wish};
use crate::support::{CUSTOMER, FRENCH_CUSTOMER, OTHER_CUSTOMER, OTHER_PARTNER, PARTNER, Request, TestServer, carts};

#[tokio::test(flavor = "multi_thread")]
async fn the_same_id_on_other_paths_and_methods_names_other_commands() {
    let server = TestServer::start().await;
    let before = server.rows("carts");
    let first = expect(&server, create(&wish(1)).request_id(ID), 201).await.json();
    let elsewhere = Request::post(carts(FRENCH_CUSTOMER)).json(&wish(1)).request_id(ID);
    let elsewhere = expect(&server, elsewhere, 201).await.json();
    assert_ne!(first["id"], elsewhere["id"]);
    let second = expect(&server, create(&wish(1)), 201).await.json();
    assert_eq!(server.rows("carts"), before + 3);

    for cart in [&first, &second] {
        let changed = expect(&server, replace(cart, &wish(2)).request_id(ID), 201).await.json();
        assert_eq!((&changed["id"], &changed["lineItems"][0]["quantity"]), (&cart["id"], &2.into()));
    }
    for cart in [&first, &second] {
        expect(&server, check_out(cart).request_id(ID), 201).await;
        let left = server.get(path_of(cart)).await.expect(200);
        assert_eq!(left["status"], "Ordered");
    }
    assert_eq!(server.rows("receipts"), 6);
    assert_eq!(server.rows("orders"), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_id_of_another_partner_names_another_command() {
    let server = TestServer::start().await;
    let first = expect(&server, create(&wish(1)).request_id(ID), 201).await.json();
    let token = server.app_user_token(OTHER_PARTNER).await;
    let theirs = Request::post(carts(OTHER_CUSTOMER)).json(&wish(2)).request_id(ID);
    let theirs = server.send_bare(theirs.token(&token)).await.expect(201);
    assert_ne!(first["id"], theirs["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_has_no_case() {
    let server = TestServer::start().await;
    let before = server.rows("carts");
    let first = expect(&server, create(&wish(1)).request_id(&ID.to_lowercase()), 201).await;
    let again = expect(&server, create(&wish(1)).request_id(&ID.to_uppercase()), 201).await;
    assert_repeats(&again, &first);
    assert_eq!(again.header("ms-requestid"), Some(ID.to_uppercase().as_str()), "echoed as sent");
    assert_eq!(server.rows("carts"), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_in_another_spelling_names_the_same_command() {
    let server = TestServer::start().await;
    let before = server.rows("carts");
    let first = expect(&server, create(&wish(1)).request_id(ID), 201).await;
    for path in [
        format!("/v1/customers/{CUSTOMER}/carts/"),
        format!("//v1/customers//{CUSTOMER}/carts"),
        format!("/V1/Customers/{CUSTOMER}/Carts"),
        format!("/v1/customers/{}/carts", CUSTOMER.to_uppercase()),
        format!("/v1/customers/{CUSTOMER}/carts?country=US"),
    ] {
        let request = Request::post(&path).json(&wish(1)).request_id(ID);
        assert_repeats(&expect(&server, request, 201).await, &first);
        assert_eq!(server.rows("carts"), before + 1, "{path}");
    }
}

/// `%2D` is a hyphen, so this is the same customer, and it must be the same command.
#[tokio::test(flavor = "multi_thread")]
async fn a_path_with_escaped_characters_names_the_same_command() {
    let server = TestServer::start().await;
    let before = server.rows("carts");
    let first = expect(&server, create(&wish(1)).request_id(ID), 201).await;
    let escaped = format!("/v1/customers/{}/carts", CUSTOMER.replace('-', "%2D"));
    let again = server.send(Request::post(escaped).json(&wish(1)).request_id(ID)).await;
    assert_repeats(&again, &first);
    assert_eq!(server.rows("carts"), before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_application_alone_finds_what_was_answered_to_its_user() {
    let server = TestServer::start().await;
    let first = expect(&server, create(&wish(1)).request_id(ID), 201).await;
    let token = server.app_only_token(PARTNER).await;
    let again = server.send_bare(create(&wish(1)).request_id(ID).token(&token)).await;
    assert_repeats(&again, &first);
}

/// A kept answer is for whoever may see it, now.
#[tokio::test(flavor = "multi_thread")]
async fn a_replay_never_skips_authorisation() {
    let server = TestServer::start().await;
    let post = create(&wish(1)).request_id(ID);
    let first = expect(&server, post.clone(), 201).await;
    let theirs = server.app_user_token(OTHER_PARTNER).await;
    let answer = server.send_bare(post.clone().token(&theirs)).await;
    answer.expect_fault(403, 20_002);
    server.send_bare(post.clone()).await.expect_fault(401, 800_001);
    let forged = format!("{}x", server.token());
    server.send_bare(post.clone().token(&forged)).await.expect_fault(401, 400);
    assert_repeats(&server.send(post.clone()).await, &first);

    server.clock.advance_days(2);
    server.send(post.clone()).await.expect_fault(401, 400);
    let token = server.app_user_token(PARTNER).await;
    assert_repeats(&server.send_bare(post.token(&token)).await, &first);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_the_server_made_up_takes_part_in_nothing() {
    let server = TestServer::start().await;
    let first = expect(&server, create(&wish(1)), 201).await;
    let made_up = first.header("ms-requestid").expect("an id").to_owned();
    let other = expect(&server, create(&wish(2)).request_id(&made_up), 201).await;
    assert_ne!(other.json()["id"], first.json()["id"]);

    let without = expect(&server, create(&wish(1)).header("MS-RequestId", ""), 201).await;
    assert_ne!(without.json()["id"], first.json()["id"], "an empty id is none");
    assert_eq!(server.rows("receipts"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_takes_no_part() {
    let server = TestServer::start().await;
    let cart = expect(&server, create(&wish(1)).request_id(ID), 201).await.json();
    let read = || Request::get(path_of(&cart)).request_id(ID);
    assert_eq!(expect(&server, read(), 200).await.json(), cart);
    let changed = expect(&server, replace(&cart, &wish(2)), 201).await.json();
    assert_eq!(expect(&server, read(), 200).await.json(), changed);
}
