//! Issuers elsewhere, by OpenID Connect: whose tokens are taken, what they say of the caller, and how their keys come here.
//!
//! Every forged token that is refused is in `walls`.

mod callers;
mod keys;
mod outage;

use crate::support::{Answer, CUSTOMER, IssuerKey, OidcIssuer, PARTNER, Request, TestServer, USER, with};
use app::Clock as _;
use serde_json::{Value, json};

/// A server that trusts an issuer, which has one key.
struct Pair {
    issuer: OidcIssuer,
    key: IssuerKey,
    server: TestServer,
}

impl Pair {
    async fn start() -> Self {
        let key = IssuerKey::new("first", "RS256");
        let issuer = OidcIssuer::with_key(&key).await;
        let server = TestServer::trusting(vec![issuer.settings()]).await;
        Self { issuer, key, server }
    }

    /// A token of the default partner's user, signed now with that key.
    fn token(&self, key: &IssuerKey) -> String {
        key.token(&claims(&self.issuer, &self.server, json!({})))
    }

    async fn read(&self, token: &str) -> Answer {
        read(&self.server, CUSTOMER, token).await
    }
}

/// What a good token of the default partner's user says now, with other claims in their place; a null takes one away.
fn claims(issuer: &OidcIssuer, server: &TestServer, changes: Value) -> Value {
    let now = server.clock.now().seconds();
    let good = json!({
        "iss": issuer.url, "aud": crate::support::AUDIENCE, "tid": PARTNER, "oid": USER, "idtyp": "user",
        "iat": now, "nbf": now, "exp": now + 30 * 24 * 60 * 60,
    });
    with(good, changes)
}

async fn read(server: &TestServer, customer: &str, token: &str) -> Answer {
    server.send_bare(Request::get(format!("/v1/customers/{customer}/orders")).token(token)).await
}
