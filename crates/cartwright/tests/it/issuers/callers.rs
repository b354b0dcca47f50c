//! Who the caller is: what the claims of an issuer's tokens say.

use super::{Pair, claims, read};
use crate::support::{
    APPLICATION, AUDIENCE, CUSTOMER, IssuerKey, LICENCE, OTHER_CUSTOMER, OTHER_PARTNER, OidcIssuer, PARTNER, Request,
    TestServer, USER, cart_of, carts, line, with,
};
use cartwright::OpenIdIssuer;
use serde_json::{Value, json};

const ALGORITHMS: [&str; 8] = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"];

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_every_algorithm_is_taken() {
    let issuer = OidcIssuer::start().await;
    let keys = ALGORITHMS.map(|algorithm| IssuerKey::new(&format!("key-{algorithm}"), algorithm));
    issuer.publish(&keys.iter().collect::<Vec<_>>());
    let server = TestServer::trusting(vec![issuer.settings()]).await;
    for key in &keys {
        read(&server, CUSTOMER, &key.token(&claims(&issuer, &server, json!({})))).await.expect(200);
    }
    assert_eq!(issuer.asked(), 1, "the keys are fetched once");
}

/// Microsoft Entra ID's keys do not say what they are for.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_names_no_algorithm_has_the_usual_one() {
    let issuer = OidcIssuer::start().await;
    let keys = ["RS256", "ES256", "ES384"].map(|algorithm| IssuerKey::new(&format!("key-{algorithm}"), algorithm));
    issuer.publish_as_they_are(keys.iter().map(|key| with(key.public.clone(), json!({ "alg": null }))).collect());
    let server = TestServer::trusting(vec![issuer.settings()]).await;
    for key in &keys {
        read(&server, CUSTOMER, &key.token(&claims(&issuer, &server, json!({})))).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_caller_makes_is_signed_with_its_object_id() {
    let pair = Pair::start().await;
    for (kind, object) in [("user", USER), ("app", APPLICATION)] {
        let token = pair.key.token(&claims(&pair.issuer, &pair.server, json!({ "idtyp": kind, "oid": object })));
        let cart = cart_of([line(LICENCE, 1, "monthly", None)]);
        let made = pair.server.send_bare(Request::post(carts(CUSTOMER)).token(&token).json(&cart)).await.expect(201);
        assert_eq!(made["lastModifiedUser"], object);
    }
}

/// Ruling 33: what asks for a user is not for an application, whichever way the token says what it is.
#[tokio::test(flavor = "multi_thread")]
async fn an_application_is_told_from_a_user() {
    let pair = Pair::start().await;
    let sheet = "/v1.0/sales/pricesheets(Market='US',PricesheetView='software')/$value";
    for (changes, status) in [
        (json!({ "idtyp": "user" }), 200),
        (json!({ "idtyp": "app" }), 403),
        (json!({ "idtyp": null, "scp": "user_impersonation" }), 200),
        (json!({ "idtyp": null, "roles": ["Orders"] }), 403),
        (json!({ "idtyp": "app", "scp": "user_impersonation" }), 403),
        (json!({ "idtyp": null }), 401),
        (json!({ "idtyp": "device" }), 401),
    ] {
        let token = pair.key.token(&claims(&pair.issuer, &pair.server, changes.clone()));
        let answer = pair.server.send_bare(Request::get(sheet).token(&token)).await;
        assert_eq!(answer.status.as_u16(), status, "{changes}: {}", answer.text);
        if status == 403 {
            answer.expect_fault(403, 900_329);
            pair.read(&token).await.expect(200);
        }
    }
}

/// An issuer of many tenants, as Microsoft Entra ID is: each of them signs in its own partner, and nobody else's.
#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_of_many_tenants_speaks_for_each_of_them() {
    let key = IssuerKey::new("first", "RS256");
    let issuer = OidcIssuer::start().await;
    let form = format!("{}/{{tenantid}}/v2.0", issuer.url);
    issuer.publish_as_they_are(vec![with(key.public.clone(), json!({ "issuer": form }))]);
    issuer.behave(crate::support::Manner::Lying(json!({ "issuer": form })));
    let usual = OpenIdIssuer::new(&form, AUDIENCE).expect("an issuer");
    let server = TestServer::trusting(vec![OpenIdIssuer { metadata: issuer.settings().metadata, ..usual }]).await;
    let of_tenant = |tenant: &str, named: &str| {
        let iss = format!("{}/{named}/v2.0", issuer.url);
        key.token(&claims(&issuer, &server, json!({ "iss": iss, "tid": tenant })))
    };
    read(&server, CUSTOMER, &of_tenant(PARTNER, PARTNER)).await.expect(200);
    read(&server, OTHER_CUSTOMER, &of_tenant(OTHER_PARTNER, OTHER_PARTNER)).await.expect(200);
    read(&server, CUSTOMER, &of_tenant(OTHER_PARTNER, OTHER_PARTNER)).await.expect_fault(403, 20_002);
    let unknown = "10000000-0000-4000-8000-999999999999";
    for (tenant, named) in
        [(PARTNER, OTHER_PARTNER), (OTHER_PARTNER, PARTNER), (PARTNER, "{tenantid}"), (unknown, unknown)]
    {
        read(&server, CUSTOMER, &of_tenant(tenant, named)).await.expect_fault(401, 400);
    }
}

/// Microsoft Entra ID publishes keys of some tenants beside those of all: each is for its own issuer.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_of_one_tenant_signs_for_no_other() {
    let (shared, own) = (IssuerKey::new("shared", "RS256"), IssuerKey::new("own", "RS256"));
    let issuer = OidcIssuer::start().await;
    let (form, of_other) =
        (format!("{}/{{tenantid}}/v2.0", issuer.url), format!("{}/{OTHER_PARTNER}/v2.0", issuer.url));
    let published = |key: &IssuerKey, named: &str| with(key.public.clone(), json!({ "issuer": named }));
    issuer.publish_as_they_are(vec![published(&shared, &form), published(&own, &of_other)]);
    issuer.behave(crate::support::Manner::Lying(json!({ "issuer": form })));
    let usual = OpenIdIssuer::new(&form, AUDIENCE).expect("an issuer");
    let server = TestServer::trusting(vec![OpenIdIssuer { metadata: issuer.settings().metadata, ..usual }]).await;
    let ours = json!({ "iss": format!("{}/{PARTNER}/v2.0", issuer.url) });
    let theirs = json!({ "iss": of_other, "tid": OTHER_PARTNER });
    read(&server, CUSTOMER, &shared.token(&claims(&issuer, &server, ours.clone()))).await.expect(200);
    read(&server, OTHER_CUSTOMER, &own.token(&claims(&issuer, &server, theirs))).await.expect(200);
    read(&server, CUSTOMER, &own.token(&claims(&issuer, &server, ours))).await.expect_fault(401, 400);
}

/// Keycloak has no claims of Microsoft's names until somebody maps them: others can be named.
#[tokio::test(flavor = "multi_thread")]
async fn the_claims_can_have_other_names() {
    let key = IssuerKey::new("first", "RS256");
    let issuer = OidcIssuer::with_key(&key).await;
    let mut settings = issuer.settings();
    (settings.rules.partner, settings.rules.user) = ("partner_tenant".to_owned(), "sub".to_owned());
    (settings.rules.kind, settings.rules.permissions) = ("actor".to_owned(), vec!["orders".to_owned()]);
    let server = TestServer::trusting(vec![settings]).await;
    let token = |changes: Value| {
        let keycloak = json!({
            "typ": "Bearer", "azp": "shop", "scope": "profile orders", "tid": null, "oid": null, "idtyp": null,
            "partner_tenant": PARTNER, "sub": USER, "actor": "user", "aud": ["account", AUDIENCE],
        });
        key.token(&with(claims(&issuer, &server, keycloak), changes))
    };
    read(&server, CUSTOMER, &token(json!({}))).await.expect(200);
    for changes in [
        json!({ "partner_tenant": null, "tid": PARTNER }),
        json!({ "sub": null, "oid": USER }),
        json!({ "actor": "nobody" }),
        json!({ "scope": "profile" }),
        json!({ "typ": "ID" }),
        json!({ "aud": ["account"] }),
    ] {
        read(&server, CUSTOMER, &token(changes)).await.expect_fault(401, 400);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_built_in_issuer_goes_on_beside_others() {
    let pair = Pair::start().await;
    pair.read(pair.server.token()).await.expect(200);
    pair.read(&pair.token(&pair.key)).await.expect(200);
}
