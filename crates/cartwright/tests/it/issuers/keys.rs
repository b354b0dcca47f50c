//! Keys change, and forgers name keys that never were: the issuer is asked once for everybody, and not too often.

use super::{Pair, claims, read};
use crate::support::{CUSTOMER, IssuerKey, Manner, OidcIssuer, Request, TestServer, send_together};
use serde_json::json;
use std::time::Duration;

/// The least time between two fetches.
const PAUSE: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread")]
async fn a_new_key_is_found_and_an_old_one_is_forgotten() {
    let pair = Pair::start().await;
    pair.read(&pair.token(&pair.key)).await.expect(200);
    let second = IssuerKey::new("second", "ES256");
    pair.issuer.publish(&[&second]);
    pair.read(&pair.token(&second)).await.expect_fault(401, 400);
    assert_eq!(pair.issuer.asked(), 1, "it was asked a moment ago");
    pair.server.clock.advance(PAUSE);
    pair.read(&pair.token(&second)).await.expect(200);
    assert_eq!(pair.issuer.asked(), 2);
    pair.read(&pair.token(&pair.key)).await.expect_fault(401, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_unknown_keys_at_once_are_one_fetch() {
    let pair = Pair::start().await;
    pair.read(&pair.token(&pair.key)).await.expect(200);
    pair.server.clock.advance(PAUSE);
    pair.issuer.close();
    let forged = |number: usize| {
        let key = json!({ "typ": "JWT", "alg": "RS256", "kid": format!("forged-{number}") });
        let claims = claims(&pair.issuer, &pair.server, json!({}));
        pair.key.sign(&key.to_string(), &claims.to_string())
    };
    let path = format!("/v1/customers/{CUSTOMER}/orders");
    let requests: Vec<_> = (0..64).map(|number| Request::get(&path).token(&forged(number))).collect();
    let mut waiting = tokio::task::JoinSet::new();
    for request in requests {
        let address = pair.server.address();
        waiting.spawn(async move { crate::support::send(address, request).await });
    }
    pair.issuer.until_asked(2).await;
    // Whoever has a good token does not wait for what others want to know.
    pair.read(&pair.token(&pair.key)).await.expect(200);
    pair.issuer.open();
    while let Some(answer) = waiting.join_next().await {
        answer.expect("an answer").expect_fault(401, 400);
    }
    assert_eq!(pair.issuer.asked(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_keys_cannot_make_the_server_hammer_its_issuer() {
    let pair = Pair::start().await;
    pair.read(&pair.token(&pair.key)).await.expect(200);
    let forge = |number: u32| {
        let key = json!({ "typ": "JWT", "alg": "RS256", "kid": format!("forged-{number}") });
        pair.key.sign(&key.to_string(), &claims(&pair.issuer, &pair.server, json!({})).to_string())
    };
    for round in 0..5 {
        for number in 0..20 {
            pair.read(&forge(number)).await.expect_fault(401, 400);
        }
        assert_eq!(pair.issuer.asked(), 1 + round, "once each 30 seconds");
        pair.server.clock.advance(PAUSE);
    }
}

/// Whoever says something wrong, or signs for nobody, is refused without a question.
#[tokio::test(flavor = "multi_thread")]
async fn only_good_claims_are_worth_a_question() {
    let pair = Pair::start().await;
    pair.read(&pair.token(&pair.key)).await.expect(200);
    pair.server.clock.advance(PAUSE);
    let header = json!({ "typ": "JWT", "alg": "RS256", "kid": "unknown" }).to_string();
    for changes in [
        json!({ "iss": "https://elsewhere.example" }),
        json!({ "aud": "api://another" }),
        json!({ "exp": 0 }),
        json!({ "tid": "contoso" }),
    ] {
        let claims = claims(&pair.issuer, &pair.server, changes).to_string();
        pair.read(&pair.key.sign(&header, &claims)).await.expect_fault(401, 400);
    }
    assert_eq!(pair.issuer.asked(), 1);
}

/// After an hour the keys are fetched again, and nobody waits for it.
#[tokio::test(flavor = "multi_thread")]
async fn keys_are_renewed_beside_their_use() {
    let pair = Pair::start().await;
    pair.read(&pair.token(&pair.key)).await.expect(200);
    pair.server.clock.advance(Duration::from_secs(59 * 60));
    pair.read(&pair.token(&pair.key)).await.expect(200);
    assert_eq!(pair.issuer.asked(), 1);
    pair.server.clock.advance(Duration::from_secs(60));
    let second = IssuerKey::new("second", "RS256");
    pair.issuer.publish(&[&pair.key, &second]);
    pair.issuer.close();
    pair.read(&pair.token(&pair.key)).await.expect(200);
    pair.issuer.until_asked(2).await;
    pair.read(&pair.token(&pair.key)).await.expect(200);
    pair.issuer.open();
    pair.read(&pair.token(&second)).await.expect(200);
    assert_eq!(pair.issuer.asked(), 2);
}

/// What is asked while the first fetch goes on waits for it, and is not refused.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_requests_wait_for_the_keys() {
    let key = IssuerKey::new("first", "RS256");
    let issuer = OidcIssuer::with_key(&key).await;
    issuer.close();
    let server = TestServer::trusting(vec![issuer.settings()]).await;
    let token = key.token(&claims(&issuer, &server, json!({})));
    let address = server.address();
    let request = Request::get(format!("/v1/customers/{CUSTOMER}/orders")).token(&token);
    let early = tokio::spawn(async move { crate::support::send(address, request).await });
    issuer.until_asked(1).await;
    send_together(&server, [Request::get(format!("/v1/customers/{CUSTOMER}/orders"))]).await[0].expect(200);
    issuer.open();
    early.await.expect("an answer").expect(200);
    assert_eq!(issuer.asked(), 1);
}

/// Two issuers, and the key of one of them: it signs for its own issuer only.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_its_own_issuers() {
    let (first, second) = (IssuerKey::new("same", "RS256"), IssuerKey::new("same", "RS256"));
    let (one, other) = (OidcIssuer::with_key(&first).await, OidcIssuer::with_key(&second).await);
    let server = TestServer::trusting(vec![one.settings(), other.settings()]).await;
    for (key, issuer, status) in
        [(&first, &one, 200), (&second, &other, 200), (&first, &other, 401), (&second, &one, 401)]
    {
        let answer = read(&server, CUSTOMER, &key.token(&claims(issuer, &server, json!({})))).await;
        assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    }
    one.behave(Manner::Hanging);
    read(&server, CUSTOMER, &second.token(&claims(&other, &server, json!({})))).await.expect(200);
}
