//! Only a valid token acts (promise P8): every forged, stale or misplaced one is refused on every route with the same
//! words, and nothing changes.

use super::{
    forge::{Forge, Signer, content, encode},
    routes::{ROUTES, request},
};
use crate::support::{Answer, CUSTOMER, Database, LICENCE, OTHER_PARTNER, Request, TestServer, cart_of, carts, line};
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256};
use serde_json::{Value, json};
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

#[tokio::test(flavor = "multi_thread")]
async fn text_that_is_no_token_is_refused() {
    let wall = Wall::start().await;
    let token = &wall.forge.issued;
    let parts: Vec<_> = token.split('.').collect();
    let [header, claims, signature] = parts[..] else { panic!("not three parts") };
    let mut texts: Vec<String> =
        [".", "..", "...", "a.b.c", "null", "{}", "*", "eyJ", "e30.e30.e30", "e30.."].map(str::to_owned).to_vec();
    texts.extend([
        format!("{header}.{claims}"),
        format!("{header}.{claims}."),
        format!(".{claims}.{signature}"),
        format!("{header}..{signature}"),
        format!("{token}."),
        format!("{token}.{signature}"),
        format!("{token}="),
        format!("{token} {token}"),
        format!("\"{token}\""),
        token.replace('.', "_"),
        "A".repeat(20_000),
        format!("{}.{claims}.{signature}", "A".repeat(20_000)),
    ]);
    wall.refuses_tokens(texts).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_tampered_with_is_refused() {
    let wall = Wall::start().await;
    let forge = &wall.forge;
    let parts: Vec<_> = forge.issued.split('.').collect();
    let [header, claims, signature] = parts[..] else { panic!("not three parts") };
    let mut texts = Vec::new();
    for change in [
        json!({ "tid": OTHER_PARTNER, "iss": format!("{ISSUER}/{OTHER_PARTNER}/v2.0") }),
        json!({ "oid": "21000000-0000-4000-8000-000000000002" }),
        json!({ "exp": 4_000_000_000_u64 }),
        json!({ "idtyp": "app" }),
        json!({ "extra": 1 }),
    ] {
        texts.push(format!("{header}.{}.{signature}", encode(forge.claims_with(change).to_string().as_bytes())));
    }
    for place in [0, 1, signature.len() / 2, signature.len() - 2] {
        let mut changed = signature.as_bytes().to_vec();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        texts.push(format!("{header}.{claims}.{}", String::from_utf8(changed).expect("ASCII")));
    }
    texts.push(format!("{header}.{claims}.{}", &signature[..signature.len() - 4]));
    texts.push(format!("{header}.{claims}.{signature}AAAA"));
    texts.push(format!("{header}.{claims}.{}", encode(&[0; 256])));
    texts.push(format!("{header}.{claims}.{}", encode(&[0xFF; 256])));
    texts.push(format!("{header}.{claims}.{claims}"));
    let spaced = encode(format!("{} ", forge.header()).as_bytes());
    texts.push(format!("{spaced}.{claims}.{signature}"));
    wall.refuses_tokens(texts).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_without_the_servers_signature_is_refused() {
    let wall = Wall::start().await;
    let forge = &wall.forge;
    let mut texts = Vec::new();
    let signature = forge.issued.split('.').nth(2).expect("a signature");
    for none in ["none", "None", "NONE", "nOnE", ""] {
        let header = json!({ "typ": "JWT", "alg": none, "kid": forge.kid });
        let unsigned = content(&header.to_string(), &forge.claims.to_string());
        texts.extend(["", signature, "e30"].map(|signature| format!("{unsigned}.{signature}")));
    }
    for secret in forge.public_forms() {
        texts.extend(["HS256", "HS384", "HS512", "RS256"].map(|name| forge.sign_with_secret(name, &secret)));
    }
    let jwk = forge.strangers_jwk();
    for members in [
        json!({}),
        json!({ "jwk": jwk }),
        json!({ "jku": "https://example.com/keys" }),
        json!({ "x5u": "https://example.com/certificate" }),
        json!({ "kid": "../../../../dev/null" }),
        json!({ "kid": "' OR 1=1 --" }),
        json!({ "kid": null }),
        json!({ "alg": "ES256" }),
        json!({ "alg": "EdDSA" }),
    ] {
        let header = crate::support::with(forge.header(), members);
        texts.push(forge.sign(Signer::Stranger, &header, &forge.claims));
    }
    wall.refuses_tokens(texts).await;
}

/// Signed with the server's own key, so that nothing but the header or the claim under test can be the reason.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_says_something_else_is_refused_even_with_the_servers_signature() {
    let wall = Wall::start().await;
    let forge = &wall.forge;
    wall.accepts(&forge.sign(Signer::Server, &forge.header(), &forge.claims)).await;
    let mut texts = Vec::new();
    for members in [json!({ "kid": "another" }), json!({ "kid": null }), json!({ "kid": "" }), json!({ "alg": null })] {
        let header = crate::support::with(forge.header(), members);
        texts.push(forge.sign(Signer::Server, &header, &forge.claims));
    }
    for (name, encoding) in [
        ("RS384", &RSA_PKCS1_SHA384 as &dyn aws_lc_rs::signature::RsaEncoding),
        ("RS512", &RSA_PKCS1_SHA512),
        ("PS256", &RSA_PSS_SHA256),
        ("RS256", &RSA_PKCS1_SHA512),
        ("RS256", &RSA_PSS_SHA256),
    ] {
        let header = crate::support::with(forge.header(), json!({ "alg": name }));
        texts.push(forge.sign_as(Signer::Server, encoding, &header.to_string(), &forge.claims.to_string()));
    }
    for claims in other_claims(&forge.claims) {
        texts.push(forge.sign(Signer::Server, &forge.header(), &claims));
    }
    let twice = forge.claims.to_string().replacen('{', &format!(r#"{{"tid":"{OTHER_PARTNER}","#), 1);
    for claims in ["", "null", "[]", "\"x\"", "{", "7", &twice] {
        let header = forge.header().to_string();
        texts.push(forge.sign_as(Signer::Server, &RSA_PKCS1_SHA256, &header, claims));
    }
    wall.refuses_tokens(texts).await;
}

/// A token is there, even if no token looks like that.
#[tokio::test(flavor = "multi_thread")]
async fn a_bearer_token_of_other_characters_is_invalid_and_not_missing() {
    Wall::start().await.refuses_tokens(vec!["\u{e9}".to_owned()]).await;
}

/// Claims with one thing wrong each.
fn other_claims(good: &Value) -> Vec<Value> {
    let now = good["iat"].as_i64().expect("an instant");
    let foreign = format!("{ISSUER}/{OTHER_PARTNER}/v2.0");
    let unknown = json!({ "tid": UNKNOWN_TENANT, "iss": format!("{ISSUER}/{UNKNOWN_TENANT}/v2.0") });
    let mut changes = vec![
        unknown,
        json!({ "iss": foreign }),
        json!({ "tid": OTHER_PARTNER }),
        json!({ "iss": "https://login.example.com/10000000-0000-4000-8000-000000000001/v2.0" }),
        json!({ "iss": ISSUER }),
        json!({ "iss": format!("{}/", good["iss"].as_str().expect("an issuer")) }),
        json!({ "iss": [good["iss"]] }),
        json!({ "tid": "contoso", "iss": format!("{ISSUER}/contoso/v2.0") }),
        json!({ "tid": "", "iss": format!("{ISSUER}//v2.0") }),
        json!({ "oid": "the user" }),
        json!({ "oid": "" }),
        json!({ "oid": 7 }),
        json!({ "exp": now - 61 }),
        json!({ "exp": 0 }),
        json!({ "exp": -1 }),
        json!({ "exp": "4000000000" }),
        json!({ "nbf": now + 3_600 }),
        json!({ "nbf": now + 61 }),
        json!({ "nbf": "soon" }),
    ];
    changes.extend(["exp", "tid", "oid", "iss"].map(|name| json!({ name: null })));
    changes.into_iter().map(|change| crate::support::with(good.clone(), change)).collect()
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
    let unknown = wall.forge.sign(Signer::Server, &wall.forge.header(), &unknown);
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
