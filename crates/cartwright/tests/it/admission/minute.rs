//! Requests a minute: of a partner for each of its customers, and for none of them.

use super::{SIBLING, create, told_to_wait};
use crate::{
    support::{
        ADMITS_ALL, Binary, CUSTOMER, OTHER_CUSTOMER, OTHER_PARTNER, Request, TestServer, TestStore, send, token,
    },
    walls::routes::{ROUTES, request, requests_of_users, requests_without_a_customer},
};
use http_floor::{AdmissionSettings, RateLimits};
use std::{net::SocketAddr, num::NonZeroU32, sync::Arc, time::Duration};

const UNKNOWN: &str = "99999999-9999-4999-8999-999999999999";

async fn server(store: Arc<TestStore>, rates: RateLimits) -> TestServer {
    TestServer::admitting(store, AdmissionSettings { rates, ..ADMITS_ALL }).await
}

fn read(customer: &str) -> Request {
    Request::get(format!("/v1/customers/{customer}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_501st_request_of_a_minute_waits_and_nobody_else_does() {
    for store in TestStore::of_each_kind().await {
        let server = server(store, RateLimits::PARTNER_CENTER).await;
        for _ in 0..500 {
            server.send(read(CUSTOMER)).await.expect(200);
        }
        let before = server.database().everything();
        let answer = server.send(create(CUSTOMER).header("Accept", "application/xml")).await;
        let seconds = told_to_wait(&answer);
        assert_eq!(answer.text, r#"{"statusCode":429,"message":"Rate limit is exceeded. Try again in 1 seconds."}"#);
        assert_eq!(server.database().everything(), before, "a refused command stores nothing");

        let other = server.app_user_token(OTHER_PARTNER).await;
        server.send_bare(read(OTHER_CUSTOMER).token(&other)).await.expect(200);
        server.send(read(SIBLING)).await.expect(200);
        server.get("/v1/profiles/mpn").await.expect(200);
        told_to_wait(&server.send(read(CUSTOMER)).await);

        server.clock.advance(Duration::from_secs(seconds));
        server.send(create(CUSTOMER)).await.expect(201);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_concerns_no_customer_is_counted_by_the_partner() {
    let limit = RateLimits { per_partner: NonZeroU32::new(2), ..RateLimits::PARTNER_CENTER };
    let server = server(TestStore::fresh().await, limit).await;
    let own = || server.get("/v1/profiles/mpn");
    own().await.expect(200);
    own().await.expect(200);
    let seconds = told_to_wait(&own().await);
    assert_eq!(seconds, 30, "two a minute are one every thirty seconds");
    server.send(read(CUSTOMER)).await.expect(200);
    let other = server.app_user_token(OTHER_PARTNER).await;
    server.send_bare(Request::get("/v1/profiles/organization").token(&other)).await.expect(200);
    server.clock.advance(Duration::from_secs(seconds - 1));
    assert_eq!(told_to_wait(&own().await), 1, "too early");
    server.clock.advance(Duration::from_secs(1));
    own().await.expect(200);
}

/// Where a token is asked for, there is a limit; and whoever has none, or asks for what is not its own, is told that first.
#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_held_to_it_behind_token_and_customer() {
    let one = RateLimits { per_customer: NonZeroU32::new(1), per_partner: NonZeroU32::new(1) };
    let server = server(TestStore::fresh().await, one).await;
    server.send(read(CUSTOMER)).await.expect(200);
    server.get("/v1/profiles/mpn").await.expect(200);
    let before = server.database().everything();
    for route in ROUTES {
        let request = |customer| request(route, customer, UNKNOWN, "0123456789ab");
        told_to_wait(&server.send(request(CUSTOMER)).await);
        assert_eq!(server.send_bare(request(CUSTOMER)).await.status, 401, "{route:?}");
        server.send(request(OTHER_CUSTOMER)).await.expect_fault(403, 20002);
        server.send(request("x")).await.expect_fault(400, 800002);
    }
    for request in requests_without_a_customer().into_iter().chain(requests_of_users()) {
        let answer = server.send(request.clone()).await;
        if request.method == "HEAD" {
            assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, Some("60")));
        } else {
            assert_eq!(told_to_wait(&answer), 60);
        }
        assert_eq!(server.send_bare(request).await.status, 401);
    }
    told_to_wait(&server.send(Request::post("/v1/customers").json(&serde_json::json!({}))).await);
    assert_eq!(server.database().everything(), before);
    for path in ["/livez", "/readyz", "/_docs/openapi.json"] {
        assert_eq!(send(server.address(), Request::get(path)).await.status, 200, "{path}");
    }
    server.app_user_token(OTHER_PARTNER).await;
}

/// A client that was cut off asks again with the same name: it is told what became of its command, however much it asked since.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_is_told_again_although_the_minute_is_used_up() {
    for store in TestStore::of_each_kind().await {
        let one = RateLimits { per_customer: NonZeroU32::new(1), per_partner: NonZeroU32::new(1) };
        let server = server(store, one).await;
        let named = |request: Request| request.request_id("0f8e1c5a-0000-4000-8000-000000000001");
        let made = server.send(named(create(CUSTOMER))).await.expect(201);
        told_to_wait(&server.send(create(CUSTOMER)).await);
        assert_eq!(server.send(named(create(CUSTOMER))).await.expect(201), made);
        told_to_wait(&server.send(create(CUSTOMER).request_id("another")).await);

        let founded = server.send(named(super::founding("again.onmicrosoft.com"))).await.expect(201);
        told_to_wait(&server.send(super::founding("more.onmicrosoft.com")).await);
        let again = server.send(named(super::founding("again.onmicrosoft.com"))).await.expect(201);
        assert_eq!(again, founded);
    }
}

/// Whoever serves for others has limits unless it says otherwise, whoever tries something out has none.
#[tokio::test(flavor = "multi_thread")]
async fn serve_has_limits_and_dev_has_none_unless_they_say_so() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let requests = |limited: Option<usize>, server: SocketAddr| async move {
        let token = token(server).await;
        for made in 0..limited.map_or(600, |_| 50_000) {
            let answer = send(server, read(CUSTOMER).token(&token)).await;
            if answer.status == 429 {
                assert!(limited.is_some_and(|limit| made >= limit), "after {made} requests");
                told_to_wait(&answer);
                return;
            }
        }
        assert_eq!(limited, None, "no request was refused");
    };
    let serve = ["serve", "--store", "sqlite:limited.db", "--world", "demo", "--listen", "127.0.0.1:0"];
    let server = Binary::start(&serve, folder.path());
    requests(Some(500), server.address).await;
    drop(server);
    let server = Binary::start(&[&serve[..], &["--requests-per-customer", "3"]].concat(), folder.path());
    requests(Some(3), server.address).await;
    drop(server);
    let server = Binary::dev(folder.path(), &[]);
    requests(None, server.address).await;
    drop(server);
    let server = Binary::dev(folder.path(), &["--rate-limits", "partner-center"]);
    requests(Some(500), server.address).await;
}
