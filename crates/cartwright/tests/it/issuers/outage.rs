//! An issuer that does not answer, or answers what cannot be right: keys that were fetched are kept for a day, and what nobody
//! can verify is refused as something to try again.

use super::{Pair, claims, read};
use crate::support::{Answer, CUSTOMER, IssuerKey, Manner, OidcIssuer, TestServer};
use cartwright::OpenIdIssuer;
use serde_json::json;
use std::time::Duration;

fn down() -> Manner {
    Manner::Answering(503, b"away".to_vec())
}

#[track_caller]
fn is_unavailable(answer: &Answer) {
    answer.expect_fault(503, 800_003);
    assert_eq!(answer.header("retry-after"), Some("1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_that_is_down_at_the_start_is_asked_again() {
    let key = IssuerKey::new("first", "RS256");
    let issuer = OidcIssuer::with_key(&key).await;
    issuer.behave(down());
    let server = TestServer::trusting(vec![issuer.settings()]).await;
    let token = key.token(&claims(&issuer, &server, json!({})));
    is_unavailable(&read(&server, CUSTOMER, &token).await);
    issuer.behave(Manner::Good);
    is_unavailable(&read(&server, CUSTOMER, &token).await);
    assert_eq!(issuer.asked(), 1);
    server.clock.advance(Duration::from_secs(30));
    read(&server, CUSTOMER, &token).await.expect(200);
    // Who is not of that issuer never heard of it.
    read(&server, CUSTOMER, server.token()).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_kept_for_a_day_while_their_issuer_is_away() {
    let pair = Pair::start().await;
    let token = pair.token(&pair.key);
    pair.read(&token).await.expect(200);
    pair.issuer.behave(down());
    for _ in 0..23 {
        pair.server.clock.advance(Duration::from_secs(60 * 60));
        pair.read(&token).await.expect(200);
    }
    pair.server.clock.advance(Duration::from_secs(60 * 60 - 1));
    pair.read(&token).await.expect(200);
    pair.server.clock.advance(Duration::from_secs(31));
    is_unavailable(&pair.read(&token).await);
    pair.issuer.behave(Manner::Good);
    pair.server.clock.advance(Duration::from_secs(30));
    pair.read(&token).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_that_hangs_is_not_waited_for_without_end() {
    let key = IssuerKey::new("first", "RS256");
    let issuer = OidcIssuer::with_key(&key).await;
    issuer.behave(Manner::Hanging);
    let settings = OpenIdIssuer { fetch_within: Duration::from_millis(20), ..issuer.settings() };
    let server = TestServer::trusting(vec![settings]).await;
    is_unavailable(&read(&server, CUSTOMER, &key.token(&claims(&issuer, &server, json!({})))).await);
}

/// Whatever it says, nothing of it is believed, and what was known before goes on.
#[tokio::test(flavor = "multi_thread")]
async fn what_an_issuer_cannot_mean_is_not_believed() {
    let forger = IssuerKey::new("first", "RS256");
    let elsewhere = OidcIssuer::with_key(&forger).await;
    let huge = format!("{{\"issuer\":\"{}\"}}", "x".repeat(1024 * 1024));
    for manner in [
        Manner::Lying(json!({ "issuer": "https://login.example.com" })),
        Manner::Lying(json!({ "issuer": null })),
        Manner::Lying(json!({ "jwks_uri": null })),
        Manner::Lying(json!({ "jwks_uri": "" })),
        Manner::Lying(json!({ "jwks_uri": "file:///etc/passwd" })),
        Manner::Lying(json!({ "jwks_uri": "http://login.example.com/keys" })),
        Manner::Lying(json!({ "jwks_uri": "http://user:secret@127.0.0.1/keys" })),
        Manner::Answering(302, Vec::new()),
        Manner::Answering(404, Vec::new()),
        Manner::Answering(200, Vec::new()),
        Manner::Answering(200, b"<html></html>".to_vec()),
        Manner::Answering(200, b"[]".to_vec()),
        Manner::Answering(200, vec![b'['; 100_000]),
        Manner::Answering(200, huge.into_bytes()),
    ] {
        let pair = Pair::start().await;
        let token = pair.token(&pair.key);
        pair.read(&token).await.expect(200);
        pair.issuer.behave(manner.clone());
        pair.server.clock.advance(Duration::from_secs(30));
        pair.read(&pair.token(&IssuerKey::new("second", "RS256"))).await.expect_fault(401, 400);
        assert_eq!(pair.issuer.asked(), 2, "{manner:?}");
        pair.read(&token).await.expect(200);
        pair.read(&pair.token(&forger)).await.expect_fault(401, 400);

        let issuer = OidcIssuer::with_key(&pair.key).await;
        issuer.behave(manner);
        let server = TestServer::trusting(vec![issuer.settings()]).await;
        is_unavailable(&read(&server, CUSTOMER, &pair.key.token(&claims(&issuer, &server, json!({})))).await);
    }
    assert_eq!(elsewhere.asked(), 0);
}

/// A set without a key of use is no reason to forget those that are known.
#[tokio::test(flavor = "multi_thread")]
async fn an_empty_set_takes_no_key_away() {
    let pair = Pair::start().await;
    pair.read(&pair.token(&pair.key)).await.expect(200);
    let secret = json!({ "kty": "oct", "kid": "secret", "alg": "HS256", "k": "c2VjcmV0" });
    for keys in [vec![], vec![secret], vec![json!(7)]] {
        pair.issuer.publish_as_they_are(keys);
        pair.server.clock.advance(Duration::from_secs(30));
        pair.read(&pair.token(&IssuerKey::new("second", "RS256"))).await.expect_fault(401, 400);
        pair.read(&pair.token(&pair.key)).await.expect(200);
    }
    assert_eq!(pair.issuer.asked(), 4);
}
