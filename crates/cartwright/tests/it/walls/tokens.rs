//! Only a valid token acts (promise P8): where it stands, how long it lives, and what comes before and after it. Forged ones are in
//! `corpus`.

use super::{
    forge::{Forge, Signer},
    routes::{ROUTES, request},
};
use crate::support::{Answer, CUSTOMER, Database, LICENCE, Request, TestServer, cart_of, carts, line};
use serde_json::json;
use std::time::Duration;

const ISSUER: &str = "https://cartwright.invalid";
const UNKNOWN_TENANT: &str = "10000000-0000-4000-8000-999999999999";

#[tokio::test(flavor = "multi_thread")]
async fn a_request_without_a_bearer_token_is_refused() {
    let wall = Wall::start().await;
    let token = &wall.forge.issued;
    let mut others = vec![None];
    for value in
        ["", " ", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Negotiate YII=", "Digest username=x", "MSAuth1.0 t=x"]
    {
        others.push(Some(value.to_owned()));
    }
    others.extend(
        [format!("Token {token}"), token.clone(), format!("Bearer:{token}"), format!("Bearer{token}")].map(Some),
    );
    for authorization in others {
        let headers: Vec<_> = authorization.iter().map(|value| ("Authorization", value.as_str())).collect();
        wall.refuses(&format!("{authorization:?}"), &headers, 800001).await;
    }
    let elsewhere = format!("access_token={token}");
    for header in ["Cookie", "X-Authorization", "Proxy-Authorization", "X-MS-TOKEN-AAD-ACCESS-TOKEN"] {
        wall.refuses(header, &[(header, &elsewhere)], 800001).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_authorization_headers_are_one_too_many() {
    let wall = Wall::start().await;
    let good = format!("Bearer {}", wall.forge.issued);
    for other in [good.as_str(), "Basic dXNlcjpwYXNz", "Bearer x", ""] {
        let both = [("Authorization", good.as_str()), ("Authorization", other)];
        wall.refuses(other, &both, 400).await;
        wall.refuses(other, &[both[1], both[0]], 400).await;
    }
    let joined = format!("{good}, {good}");
    wall.refuses("joined", &[("Authorization", &joined)], 400).await;
}

/// A token is there, even if no token looks like that.
#[tokio::test(flavor = "multi_thread")]
async fn a_bearer_token_of_other_characters_is_invalid_and_not_missing() {
    Wall::start().await.refuses_tokens(vec!["\u{e9}".to_owned()]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_lives_a_day_and_a_minute() {
    let wall = Wall::start().await;
    let token = wall.forge.issued.clone();
    wall.server.clock.advance(Duration::from_secs(24 * 60 * 60 + 59));
    wall.accepts(&token).await;
    wall.server.clock.advance(Duration::from_secs(1));
    wall.refuses_tokens(vec![token.clone()]).await;
    wall.server.clock.advance(Duration::from_secs(60 * 60));
    wall.refuses_tokens(vec![token]).await;
}

/// Ruling 40: the token comes before the form of ids.
#[tokio::test(flavor = "multi_thread")]
async fn a_bad_token_is_refused_before_the_customer_id_is_looked_at() {
    let wall = Wall::start().await;
    let unknown = json!({ "tid": UNKNOWN_TENANT, "iss": format!("{ISSUER}/{UNKNOWN_TENANT}/v2.0") });
    let unknown = wall.forge.claims_with(unknown);
    let unknown = wall.forge.sign(Signer::Issuer, &wall.forge.header(), &unknown);
    for token in ["x", unknown.as_str()] {
        for route in ROUTES {
            let answer = wall.server.send_bare(request(route, "no-guid", "x", "x").token(token)).await;
            answer.expect_fault(401, 400);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_scheme_has_no_case() {
    let wall = Wall::start().await;
    for scheme in ["bearer", "BEARER", "BeArEr"] {
        let list = Request::get(format!("/v1/customers/{CUSTOMER}/orders"));
        let list = list.header("Authorization", format!("{scheme}  {} ", wall.forge.issued));
        wall.server.send_bare(list).await.expect(200);
    }
}

/// A server with a cart, and a forger who knows everything about it.
struct Wall {
    server: TestServer,
    database: Database,
    forge: Forge,
    cart: String,
}

impl Wall {
    async fn start() -> Self {
        let server = TestServer::start().await;
        let cart = server.create_cart(CUSTOMER, &cart_of([line(LICENCE, 1, "monthly", None)])).await;
        Self {
            database: server.database(),
            forge: Forge::of(&server).await,
            cart: cart["id"].as_str().expect("an id").to_owned(),
            server,
        }
    }

    async fn accepts(&self, token: &str) {
        let path = format!("{}/{}", carts(CUSTOMER), self.cart);
        self.server.send_bare(Request::get(path).token(token)).await.expect(200);
    }

    async fn refuses_tokens(&self, texts: Vec<String>) {
        for text in texts {
            let authorization = format!("Bearer {text}");
            let shown: String = text.chars().take(2_000).collect();
            self.refuses(&shown, &[("Authorization", &authorization)], 400).await;
        }
    }

    /// Every route refuses these headers with 401, in the same words each time.
    async fn refuses(&self, what: &str, headers: &[(&str, &str)], code: u32) {
        let before = self.database.everything();
        let mut refusals = Vec::new();
        for route in ROUTES {
            let mut request = request(route, CUSTOMER, &self.cart, "0123456789ab");
            for (name, value) in headers {
                request = request.header(name, *value);
            }
            let answer: Answer = self.server.send_bare(request).await;
            assert_eq!(answer.status.as_u16(), 401, "{route:?} with {what}: {}", answer.text);
            assert_eq!(answer.json()["code"], code, "{route:?} with {what}: {}", answer.text);
            answer.expect_fault(401, code);
            let realm = answer.header("www-authenticate").expect("a challenge");
            assert!(realm.starts_with("OAuth realm=urn:cpsvc:cpid:"), "{realm}");
            refusals.push(answer.text);
        }
        refusals.dedup();
        assert_eq!(refusals.len(), 1, "{what}: {refusals:?}");
        assert!(self.database.everything() == before, "{what} changed something");
    }
}
