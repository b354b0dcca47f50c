//! Forged and malformed tokens, on every route: none is accepted, all are refused in the same words, and nothing changes (promise
//! P8).
//!
//! The corpus is 205 tokens for each of two issuers, the built-in one and one elsewhere, and 16 that take one for the other. With 71
//! requests for each that is some 29,000 exchanges.

mod forgeries;

use super::{
    forge::{Forge, Signer},
    routes::every_request,
};
use crate::support::{
    AUDIENCE, Answer, CUSTOMER, IssuerKey, LICENCE, OidcIssuer, PARTNER, Request, TestServer, USER, cart_of, carts,
    line, with,
};
use app::Clock as _;
use forgeries::Forgery;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The fewest tokens that are tried for each issuer.
const FEWEST: usize = 150;

/// What differs each time; the ids are those of the request.
const OF_EACH_TIME: [&str; 2] = ["date", "ms-cv"];

/// A server that trusts itself and another, and a forger for each.
struct Wall {
    server: TestServer,
    cart: String,
    built_in: Forge,
    elsewhere: Forge,
    /// The other issuer's second key, which is on a curve.
    curve: IssuerKey,
}

impl Wall {
    async fn start() -> Self {
        let (key, curve) = (IssuerKey::new("of-elsewhere", "RS256"), IssuerKey::new("curve", "ES256"));
        let issuer = OidcIssuer::start().await;
        issuer.publish(&[&key, &curve]);
        let server = TestServer::trusting(vec![issuer.settings()]).await;
        let now = server.clock.now().seconds();
        let claims = json!({
            "iss": issuer.url, "aud": AUDIENCE, "tid": PARTNER, "oid": USER, "idtyp": "user", "iat": now, "nbf": now,
            "exp": now + 3_600,
        });
        let cart = server.create_cart(CUSTOMER, &cart_of([line(LICENCE, 1, "monthly", None)])).await;
        Self {
            built_in: Forge::of(&server).await,
            elsewhere: Forge::of_issuer(key, claims),
            curve,
            cart: cart["id"].as_str().expect("an id").to_owned(),
            server,
        }
    }

    async fn accepts(&self, token: &str) {
        let path = format!("{}/{}", carts(CUSTOMER), self.cart);
        self.server.send_bare(Request::get(path).token(token)).await.expect(200);
    }

    /// What every route answers to that token.
    async fn answers(&self, token: &str) -> Vec<(Request, Answer)> {
        let requests = every_request(&self.cart, "0123456789ab").into_iter().map(|request| {
            let ids = [("MS-RequestId", "0f8e1c5a"), ("MS-CorrelationId", "1a2b3c4d")];
            ids.iter().fold(request.token(token), |request, (name, value)| request.header(name, *value))
        });
        let mut under_way = Vec::new();
        for request in requests {
            let (address, sent) = (self.server.address(), request.clone());
            under_way.push((request, tokio::spawn(async move { crate::support::send(address, sent).await })));
        }
        let mut answers = Vec::new();
        for (request, answer) in under_way {
            answers.push((request, answer.await.expect("an answer")));
        }
        answers
    }
}

/// Everything of an answer, but for what differs each time.
fn constant(answer: &Answer) -> String {
    let lasting = answer.headers.iter().filter(|(name, _)| !OF_EACH_TIME.contains(&name.as_str()));
    let headers: BTreeSet<_> = lasting.map(|(name, value)| format!("{name}: {value:?}")).collect();
    format!("{} {headers:?} {}", answer.status, answer.text)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_forged_token_is_accepted_on_any_route() {
    let wall = Wall::start().await;
    for good in [&wall.built_in.issued, &wall.elsewhere.issued] {
        wall.accepts(good).await;
    }
    wall.accepts(&wall.built_in.sign(Signer::Issuer, &wall.built_in.header(), &wall.built_in.claims)).await;
    wall.accepts(&wall.curve.token(&wall.elsewhere.claims)).await;
    let database = wall.server.database();
    let before = database.everything();
    let built_in = forgeries::of(&wall.built_in);
    let elsewhere = forgeries::of(&wall.elsewhere);
    for corpus in [&built_in, &elsewhere] {
        let distinct: BTreeSet<_> = corpus.iter().map(|forgery| &forgery.token).collect();
        assert_eq!(distinct.len(), corpus.len(), "a token stands there twice");
        assert!(distinct.len() >= FEWEST, "{}", distinct.len());
    }
    let all = built_in.into_iter().chain(elsewhere).chain(mixed_up(&wall));
    // What is no token at all is the same for both.
    let forgeries: BTreeMap<String, String> = all.map(|Forgery { name, token }| (token, name)).collect();
    let mut exchanges = 0;
    let (mut refusals, mut without_body) = (BTreeSet::new(), BTreeSet::new());
    for (token, name) in &forgeries {
        for (request, answer) in wall.answers(token).await {
            let told = format!("{name}: {} {}: {} {}", request.method, request.path, answer.status, answer.text);
            assert_eq!(answer.status.as_u16(), 401, "{told}");
            let kind = if request.method == "HEAD" { &mut without_body } else { &mut refusals };
            exchanges += 1;
            kind.insert(constant(&answer));
            assert_eq!(kind.len(), 1, "{told} is not what others are told: {kind:?}");
        }
    }
    let refusal = refusals.pop_first().expect("a refusal");
    assert!(refusal.contains("\"code\":400") && refusal.contains("OAuth realm=urn:cpsvc:cpid:0f8e1c5a"), "{refusal}");
    assert!(database.everything() == before, "something changed");
    assert!(exchanges > 29_000, "{exchanges}");
}

/// What one of the issuers says, in the name of the other; and a curve where no curve is.
fn mixed_up(wall: &Wall) -> Vec<Forgery> {
    let (own, other, curve) = (&wall.built_in, &wall.elsewhere, &wall.curve);
    let forged = |name: &str, token: String| Forgery { name: format!("mixed up: {name}"), token };
    let named = |forge: &Forge, kid: &str| with(forge.header(), json!({ "kid": kid }));
    let psychic = |algorithm: &str, kid: &str, length: usize| {
        let header = json!({ "typ": "JWT", "alg": algorithm, "kid": kid });
        let signed = super::forge::content(&header.to_string(), &other.claims.to_string());
        format!("{signed}.{}", super::forge::encode(&vec![0; length]))
    };
    let by_curve = |header: Value| curve.sign(&header.to_string(), &other.claims.to_string());
    vec![
        forged("the built-in key for the other", own.sign(Signer::Issuer, &own.header(), &other.claims)),
        forged("the built-in key by the other's name", own.sign(Signer::Issuer, &other.header(), &other.claims)),
        forged("the other's key for the built-in", other.sign(Signer::Issuer, &other.header(), &own.claims)),
        forged("the other's key by the built-in name", other.sign(Signer::Issuer, &own.header(), &own.claims)),
        forged(
            "an RSA signature by the curve's name",
            other.sign(Signer::Issuer, &named(other, "curve"), &other.claims),
        ),
        forged("a curve's signature as RS256", by_curve(with(curve.header(), json!({ "alg": "RS256" })))),
        forged(
            "a curve's signature by the RSA key's name",
            by_curve(with(curve.header(), json!({ "kid": other.kid }))),
        ),
        forged("a curve's signature as ES384", by_curve(with(curve.header(), json!({ "alg": "ES384" })))),
        forged("a curve's key for the built-in", curve.token(&own.claims)),
        forged("zeros on the curve", psychic("ES256", "curve", 64)),
        forged("nothing on the curve", psychic("ES256", "curve", 0)),
        forged("zeros on a longer curve", psychic("ES384", "curve", 96)),
        forged("zeros as RSA", psychic("RS256", &other.kid, 256)),
        forged(
            "another audience",
            other.sign(Signer::Issuer, &other.header(), &other.claims_with(json!({ "aud": "api://x" }))),
        ),
        forged("no audience", other.sign(Signer::Issuer, &other.header(), &other.claims_with(json!({ "aud": null })))),
        forged(
            "the audience in a list of lists",
            other.sign(Signer::Issuer, &other.header(), &other.claims_with(json!({ "aud": [[AUDIENCE]] }))),
        ),
    ]
}

/// Nothing that a token opens is left out of the walks over every route.
#[tokio::test(flavor = "multi_thread")]
async fn every_operation_is_walked() {
    let server = TestServer::start().await;
    let description = server.send_bare(Request::get("/_docs/openapi.json")).await.expect(200);
    let walked = every_request("cart", "order");
    let mut operations = 0;
    for (template, methods) in description["paths"].as_object().expect("paths") {
        let template = template.replace("{version}", "1");
        if !template.starts_with("/v1") {
            continue;
        }
        for method in methods
            .as_object()
            .expect("methods")
            .keys()
            .filter(|name| *name != "parameters")
            .map(|method| method.to_uppercase())
        {
            let of_it = |request: &&Request| request.method == method && is_of(&request.path, &template);
            assert!(walked.iter().any(|request| of_it(&request)), "{method} {template}");
            operations += 1;
        }
    }
    assert!(operations >= 60, "{operations}");
}

/// Whether a path is one of a template, in which a segment with braces stands for any.
fn is_of(path: &str, template: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default().to_ascii_lowercase();
    let template = template.to_ascii_lowercase();
    let (path, template): (Vec<_>, Vec<_>) = (path.split('/').collect(), template.split('/').collect());
    let same = |(segment, pattern): (&&str, &&str)| {
        let fixed = pattern.split('{').next().unwrap_or_default();
        segment == pattern || (pattern.contains('{') && segment.starts_with(fixed))
    };
    path.len() == template.len() && path.iter().zip(&template).all(same)
}
