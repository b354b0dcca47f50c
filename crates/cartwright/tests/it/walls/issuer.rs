//! The built-in issuer: tokens for those who know the secret, OAuth's errors for the rest, and public keys that prove
//! what it issued (RFC 6749 section 5, RFC 7517).

use super::forge::decode;
use crate::support::{APPLICATION, Answer, PARTNER, Request, TestServer, USER};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, jwk::JwkSet};
use serde_json::{Value, json};

const SECRET: &str = "client_secret=dev-secret";

/// Tenant; form, where APP, SECRET, GRANT and REFRESH stand for good fields; status and error.
const DENIALS: &str = r#"
10000000-0000-4000-8000-000000000001 |                                              | 400 invalid_request
10000000-0000-4000-8000-000000000001 | APP&SECRET                                   | 400 invalid_request
10000000-0000-4000-8000-000000000001 | APP&SECRET&grant_type=                       | 400 unsupported_grant_type
10000000-0000-4000-8000-000000000001 | APP&SECRET&grant_type=password               | 400 unsupported_grant_type
10000000-0000-4000-8000-000000000001 | APP&SECRET&grant_type=authorization_code     | 400 unsupported_grant_type
10000000-0000-4000-8000-000000000001 | GRANT                                        | 401 invalid_client
10000000-0000-4000-8000-000000000001 | GRANT&SECRET                                 | 401 invalid_client
10000000-0000-4000-8000-000000000001 | GRANT&SECRET&client_id=                      | 401 invalid_client
10000000-0000-4000-8000-000000000001 | GRANT&SECRET&client_id=the+app               | 401 invalid_client
10000000-0000-4000-8000-000000000001 | GRANT&SECRET&client_id=10000000-0000-4000-8000-000000000001 | 401 invalid_client
10000000-0000-4000-8000-000000000001 | GRANT&SECRET&client_id=20000000-0000-4000-8000-000000000002 | 401 invalid_client
10000000-0000-4000-8000-000000000001 | GRANT&APP                                    | 401 invalid_client
10000000-0000-4000-8000-000000000001 | GRANT&APP&client_secret=                     | 401 invalid_client
10000000-0000-4000-8000-000000000001 | GRANT&APP&client_secret=dev-secre            | 401 invalid_client
10000000-0000-4000-8000-000000000001 | GRANT&APP&client_secret=dev-secret+          | 401 invalid_client
10000000-0000-4000-8000-000000000001 | GRANT&APP&client_secret=DEV-SECRET           | 401 invalid_client
10000000-0000-4000-8000-000000000001 | GRANT&APP&client_secret=dev-secret%00        | 401 invalid_client
10000000-0000-4000-8000-000000000002 | GRANT&APP&SECRET                             | 401 invalid_client
99999999-9999-4999-8999-999999999999 | GRANT&APP&SECRET                             | 401 invalid_client
common                               | GRANT&APP&SECRET                             | 401 invalid_client
contoso.example                      | GRANT&APP&SECRET                             | 401 invalid_client
10000000-0000-4000-8000-000000000001 | REFRESH&APP&refresh_token=dev-refresh-001    | 401 invalid_client
10000000-0000-4000-8000-000000000001 | REFRESH&APP&SECRET&refresh_token=dev-refresh-002 | 400 invalid_grant
10000000-0000-4000-8000-000000000001 | REFRESH&APP&SECRET&refresh_token=x           | 400 invalid_grant
10000000-0000-4000-8000-000000000001 | REFRESH&APP&SECRET&refresh_token=            | 400 invalid_grant
"#;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_prove_who_he_is_gets_an_oauth_error_and_no_token() {
    let server = TestServer::start().await;
    for case in DENIALS.lines().filter(|case| !case.is_empty()) {
        let columns: Vec<_> = case.split('|').map(str::trim).collect();
        let [tenant, form, denial] = columns[..] else { panic!("not three columns: {case}") };
        let (status, error) = denial.split_once(' ').expect("status and error");
        let form = form
            .replace("APP", &format!("client_id={APPLICATION}"))
            .replace("&SECRET", &format!("&{SECRET}"))
            .replace("GRANT", "grant_type=client_credentials")
            .replace("REFRESH", "grant_type=refresh_token");
        for version in ["oauth2/token", "oauth2/v2.0/token"] {
            let answer = ask(&server, &format!("/{tenant}/{version}"), &form).await;
            let body = answer.expect(status.parse().expect("a status"));
            assert_eq!(body["error"], error, "{form}: {body}");
            assert!(body["error_description"].as_str().is_some_and(|text| !text.is_empty()), "{body}");
            assert_eq!(body.as_object().map(serde_json::Map::len), Some(2), "{body}");
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("application/json")));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_that_is_no_text_is_an_unknown_tenant() {
    let server = TestServer::start().await;
    let form = format!("grant_type=client_credentials&client_id={APPLICATION}&{SECRET}");
    let answer = ask(&server, "/%ff/oauth2/v2.0/token", &form).await;
    assert_eq!(answer.header("content-type"), Some("application/json"), "{}", answer.text);
    assert_eq!(answer.expect(401)["error"], "invalid_client");
}

/// RFC 6749, 5.2: libraries read `error` whatever went wrong.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_beyond_measure_gets_an_oauth_error() {
    let server = TestServer::start().await;
    let form = format!("x={}", "y".repeat(1024 * 1024));
    let answer = ask(&server, &format!("/{PARTNER}/oauth2/v2.0/token"), &form).await;
    assert_eq!(answer.expect(400)["error"], "invalid_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_form_gets_no_token() {
    let server = TestServer::start().await;
    let path = format!("/{PARTNER}/oauth2/v2.0/token");
    let json = json!({ "grant_type": "client_credentials", "client_id": APPLICATION, "client_secret": "dev-secret" });
    for body in [json.to_string().into_bytes(), vec![0xFF; 64], b"%".repeat(100), b"&=&=&".to_vec()] {
        let request = Request::post(&path).bytes("application/json", body);
        let answer = server.send_bare(request).await;
        assert_eq!(answer.expect(400)["error"], "invalid_request", "{}", answer.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_published_keys_prove_what_was_issued() {
    let server = TestServer::start().await;
    for version in ["", "/v2.0"] {
        let path = format!("/{PARTNER}{version}/.well-known/openid-configuration");
        let configuration = server.send_bare(Request::get(path)).await.expect(200);
        let keys = server.send_bare(Request::get(path_of(&configuration["jwks_uri"]))).await;
        for private in ["\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"", "\"k\""] {
            assert!(!keys.text.contains(private), "{private} is not for publishing: {}", keys.text);
        }
        let keys: JwkSet = serde_json::from_value(keys.expect(200)).expect("a key set");
        let endpoint = path_of(&configuration["token_endpoint"]);
        for (grant, user, kind) in [
            ("grant_type=client_credentials".to_owned(), APPLICATION, "app"),
            ("grant_type=refresh_token&refresh_token=dev-refresh-001".to_owned(), USER, "user"),
        ] {
            let form = format!("{grant}&client_id={APPLICATION}&{SECRET}&scope=x%2F.default");
            let answer = ask(&server, &endpoint, &form).await;
            let body = answer.expect(200);
            assert_eq!(body["token_type"], "Bearer");
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            let claims = verify(body["access_token"].as_str().expect("a token"), &keys, &configuration);
            assert_eq!((&claims["tid"], &claims["oid"]), (&json!(PARTNER), &json!(user)));
            assert_eq!((&claims["appid"], &claims["idtyp"]), (&json!(APPLICATION), &json!(kind)));
            let life = claims["exp"].as_i64().zip(claims["iat"].as_i64()).map(|(exp, iat)| exp - iat);
            assert_eq!(life, body["expires_in"].as_i64());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_can_be_asked_for_by_post_only() {
    let server = TestServer::start().await;
    let path = format!("/{PARTNER}/oauth2/v2.0/token");
    let query = format!("?grant_type=client_credentials&client_id={APPLICATION}&{SECRET}");
    for method in ["GET", "PUT", "DELETE"] {
        let answer = server.send_bare(Request::new(method, format!("{path}{query}"))).await;
        assert_eq!(answer.status.as_u16(), 405);
        assert!(!answer.text.contains("access_token"), "{}", answer.text);
    }
    let by_query = ask(&server, &format!("{path}{query}"), "").await;
    assert_eq!(by_query.expect(400)["error"], "invalid_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_outlives_a_restart() {
    let server = TestServer::start().await;
    let token = server.app_user_token(PARTNER).await;
    let server = server.restart().await;
    let orders = format!("/v1/customers/{}/orders", crate::support::CUSTOMER);
    server.send_bare(Request::get(orders).token(&token)).await.expect(200);
    let again = server.app_user_token(PARTNER).await;
    let [before, after] = [&token, &again].map(|token| decode(token.split('.').next().expect("a header")));
    assert_eq!(before["kid"], after["kid"]);
}

async fn ask(server: &TestServer, path: &str, form: &str) -> Answer {
    let request = Request::post(path).bytes("application/x-www-form-urlencoded", form);
    let answer = server.send_bare(request).await;
    let has_token = answer.text.contains("access_token");
    assert_eq!(has_token, answer.status.as_u16() == 200, "{}", answer.text);
    answer
}

/// As a client that trusts the configuration would: issuer, algorithm, key and signature. The test's clock stands in
/// the past, so the times are left to the server's own tests.
fn verify(token: &str, keys: &JwkSet, configuration: &Value) -> Value {
    let header = jsonwebtoken::decode_header(token).expect("a header");
    let key = keys.find(header.kid.as_deref().expect("a kid")).expect("the key of the token");
    let mut validation = Validation::new(Algorithm::RS256);
    validation.validate_exp = false;
    validation.set_issuer(&[configuration["issuer"].as_str().expect("an issuer")]);
    validation.set_audience(&["https://api.partnercenter.microsoft.com"]);
    let key = DecodingKey::from_jwk(key).expect("a public key");
    jsonwebtoken::decode::<Value>(token, &key, &validation).expect("a signature").claims
}

/// The path of an absolute address.
fn path_of(address: &Value) -> String {
    let address = address.as_str().expect("an address");
    let (_, path) = address.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("a path");
    format!("/{path}")
}
