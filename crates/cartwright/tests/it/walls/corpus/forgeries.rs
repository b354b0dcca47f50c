//! The corpus itself, for any issuer: each token is wrong in one way, and in no other where that can be.

use crate::support::{OTHER_PARTNER, with};
use crate::walls::forge::{Forge, Signer, content, encode};
use aws_lc_rs::signature::{
    RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512, RsaEncoding,
};
use serde_json::{Value, json};

/// A token that must be refused, and why.
pub struct Forgery {
    pub name: String,
    pub token: String,
}

/// Texts in which HEADER, CLAIMS and SIGNATURE are those of a good token, and LONG is more than anybody has to say.
const TEXTS: [&str; 25] = [
    ".",
    "..",
    "...",
    "a.b.c",
    "null",
    "{}",
    "*",
    "eyJ",
    "e30.e30.e30",
    "e30..",
    "HEADER.CLAIMS",
    "HEADER.CLAIMS.",
    ".CLAIMS.SIGNATURE",
    "HEADER..SIGNATURE",
    "HEADER.CLAIMS.SIGNATURE.",
    "HEADER.CLAIMS.SIGNATURE.SIGNATURE",
    "HEADER.CLAIMS.SIGNATURE=",
    "HEADER.CLAIMS.SIGNATURE HEADER.CLAIMS.SIGNATURE",
    "\"HEADER.CLAIMS.SIGNATURE\"",
    "HEADER_CLAIMS_SIGNATURE",
    "HEADER.CLAIMS.CLAIMS",
    "CLAIMS.HEADER.SIGNATURE",
    "HEADER.CLAIMS.SIGNATUREAAAA",
    "LONG",
    "LONG.CLAIMS.SIGNATURE",
];

/// What a good header is changed to before the issuer's own key signs it; a null takes a member away.
const HEADERS: [&str; 29] = [
    r#"{"kid":"another"}"#,
    r#"{"kid":null}"#,
    r#"{"kid":""}"#,
    r#"{"kid":7}"#,
    r#"{"kid":["KID"]}"#,
    r#"{"kid":"../../../../dev/null"}"#,
    r#"{"kid":"' OR 1=1 --"}"#,
    r#"{"alg":null}"#,
    r#"{"alg":""}"#,
    r#"{"alg":"rs256"}"#,
    r#"{"alg":"RS256 "}"#,
    r#"{"alg":["RS256"]}"#,
    r#"{"alg":"ES256"}"#,
    r#"{"alg":"EdDSA"}"#,
    r#"{"alg":"RSA-OAEP"}"#,
    r#"{"crit":["exp"]}"#,
    r#"{"crit":[]}"#,
    r#"{"crit":["b64"],"b64":false}"#,
    r#"{"b64":true}"#,
    r#"{"zip":"DEF"}"#,
    r#"{"enc":"A256GCM"}"#,
    r#"{"cty":"JWT"}"#,
    r#"{"jku":"https://example.com/keys"}"#,
    r#"{"jwk":{"kty":"RSA"}}"#,
    r#"{"x5u":"https://example.com/certificate"}"#,
    r#"{"x5c":["MIIB"]}"#,
    r#"{"typ":"continuation"}"#,
    r#"{"typ":"JOSE"}"#,
    r#"{"typ":7}"#,
];

/// What a stranger changes a good header to, before his own key signs it. JWK is his own.
const STRANGERS_HEADERS: [&str; 11] = [
    "{}",
    r#"{"jwk":JWK}"#,
    r#"{"jku":"https://example.com/keys"}"#,
    r#"{"x5u":"https://example.com/certificate"}"#,
    r#"{"x5c":["MIIB"]}"#,
    r#"{"kid":"../../../../dev/null"}"#,
    r#"{"kid":null}"#,
    r#"{"kid":null,"jwk":JWK}"#,
    r#"{"kid":"another","jwk":JWK}"#,
    r#"{"alg":"ES256"}"#,
    r#"{"alg":"EdDSA"}"#,
];

/// What good claims are changed to before the issuer's own key signs them. ISS is its name, OTHER another partner, UNKNOWN nobody,
/// and a number with `now` in front of it counts from now.
const CLAIMS: [&str; 43] = [
    r#"{"iss":null}"#,
    r#"{"iss":""}"#,
    r#"{"iss":7}"#,
    r#"{"iss":["ISS"]}"#,
    r#"{"iss":"ISS/"}"#,
    r#"{"iss":"ISS "}"#,
    r#"{"iss":"https://login.example.com/10000000-0000-4000-8000-000000000001/v2.0"}"#,
    r#"{"iss":"https://cartwright.invalid"}"#,
    r#"{"iss":"https://cartwright.invalid/{tenantid}/v2.0"}"#,
    r#"{"iss":"https://cartwright.invalid/OTHER/v2.0"}"#,
    r#"{"iss":"https://cartwright.invalid/UNKNOWN/v2.0","tid":"UNKNOWN"}"#,
    r#"{"iss":"https://cartwright.invalid/contoso/v2.0","tid":"contoso"}"#,
    r#"{"iss":"https://cartwright.invalid//v2.0","tid":""}"#,
    r#"{"tid":null}"#,
    r#"{"tid":""}"#,
    r#"{"tid":"UNKNOWN"}"#,
    r#"{"tid":"contoso"}"#,
    r#"{"tid":["OTHER"]}"#,
    r#"{"tid":{}}"#,
    r#"{"tid":"{10000000-0000-4000-8000-000000000001}"}"#,
    r#"{"tid":"10000000-0000-4000-8000-000000000001 "}"#,
    r#"{"oid":null}"#,
    r#"{"oid":""}"#,
    r#"{"oid":"the user"}"#,
    r#"{"oid":7}"#,
    r#"{"exp":null}"#,
    r#"{"exp":0}"#,
    r#"{"exp":-1}"#,
    r#"{"exp":"4000000000"}"#,
    r#"{"exp":true}"#,
    r#"{"exp":1e300}"#,
    r#"{"exp":"now-60"}"#,
    r#"{"exp":"now-61"}"#,
    r#"{"exp":"now-100000"}"#,
    r#"{"nbf":"soon"}"#,
    r#"{"nbf":"now+61"}"#,
    r#"{"nbf":"now+3600"}"#,
    r#"{"idtyp":null}"#,
    r#"{"idtyp":"device"}"#,
    r#"{"idtyp":["user"]}"#,
    r#"{"typ":"ID"}"#,
    r#"{"typ":"Refresh"}"#,
    r#"{"cnf":{"jkt":"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}}"#,
];

/// What stands where the claims do, signed with the issuer's own key. GOOD is the inside of good claims.
const BODIES: [&str; 9] = [
    "",
    "null",
    "[]",
    "\"x\"",
    "7",
    "{",
    "{GOOD} x",
    r#"{"tid":"10000000-0000-4000-8000-000000000002",GOOD}"#,
    r#"{GOOD,"exp":4000000000}"#,
];

/// Every forgery of an issuer's tokens.
pub fn of(forge: &Forge) -> Vec<Forgery> {
    let mut forgeries = Vec::new();
    forgeries.extend(TEXTS.map(|text| forgery("text", text, filled(forge, text))));
    forgeries.extend(tampered(forge));
    forgeries.extend(unsigned(forge));
    forgeries.extend(keyed_with_public_texts(forge));
    forgeries.extend(STRANGERS_HEADERS.map(|changes| {
        let header = changed(forge.header(), &changes.replace("JWK", &forge.strangers_jwk().to_string()));
        forgery("by a stranger", changes, forge.sign(Signer::Stranger, &header, &forge.claims))
    }));
    forgeries.extend(HEADERS.map(|changes| {
        let header = changed(forge.header(), &changes.replace("KID", &forge.kid));
        forgery("header", changes, forge.sign(Signer::Issuer, &header, &forge.claims))
    }));
    forgeries.extend(with_another_algorithm(forge));
    forgeries.extend(CLAIMS.map(|changes| {
        forgery("claims", changes, forge.sign(Signer::Issuer, &forge.header(), &other_claims(forge, changes)))
    }));
    forgeries.extend(BODIES.map(|body| {
        let good = forge.claims.to_string();
        let body = body.replace("GOOD", good.trim_matches(['{', '}']));
        let header = forge.header().to_string();
        forgery("body", &body, forge.sign_as(Signer::Issuer, &RSA_PKCS1_SHA256, &header, &body))
    }));
    forgeries
}

fn forgery(sort: &str, what: &str, token: String) -> Forgery {
    Forgery { name: format!("{sort}: {what}"), token }
}

fn changed(good: Value, changes: &str) -> Value {
    with(good, serde_json::from_str(changes).unwrap_or_else(|error| panic!("{error}: {changes}")))
}

fn filled(forge: &Forge, text: &str) -> String {
    let parts: Vec<_> = forge.issued.split('.').collect();
    let [header, claims, signature] = parts[..] else { panic!("not three parts") };
    let filled = text.replace("LONG", &"A".repeat(20_000)).replace("HEADER", header);
    filled.replace("CLAIMS", claims).replace("SIGNATURE", signature)
}

fn other_claims(forge: &Forge, changes: &str) -> Value {
    let issuer = forge.claims["iss"].as_str().expect("an issuer");
    let changes = changes.replace("ISS", issuer).replace("OTHER", OTHER_PARTNER);
    let mut changes: Value = serde_json::from_str(&changes.replace("UNKNOWN", "10000000-0000-4000-8000-999999999999"))
        .unwrap_or_else(|error| panic!("{error}: {changes}"));
    let now = forge.claims["iat"].as_i64().expect("an instant");
    for value in changes.as_object_mut().expect("an object").values_mut() {
        let from_now = value.as_str().and_then(|text| text.strip_prefix("now")).map(str::parse::<i64>);
        if let Some(Ok(seconds)) = from_now {
            *value = json!(now + seconds);
        }
    }
    with(forge.claims.clone(), changes)
}

/// A good signature, with something else before it; and what is nearly a good signature.
fn tampered(forge: &Forge) -> Vec<Forgery> {
    let parts: Vec<_> = forge.issued.split('.').collect();
    let [header, claims, signature] = parts[..] else { panic!("not three parts") };
    let issuer = forge.claims["iss"].as_str().expect("an issuer");
    let mut forgeries = Vec::new();
    for changes in [
        json!({ "tid": OTHER_PARTNER, "iss": issuer.replace("000000000001", "000000000002") }),
        json!({ "oid": "21000000-0000-4000-8000-000000000002" }),
        json!({ "exp": 4_000_000_000_u64 }),
        json!({ "idtyp": "app" }),
        json!({ "extra": 1 }),
    ] {
        let claims = encode(forge.claims_with(changes.clone()).to_string().as_bytes());
        forgeries.push(forgery("tampered", &changes.to_string(), format!("{header}.{claims}.{signature}")));
    }
    for place in [0, 1, signature.len() / 2, signature.len() - 2] {
        let mut changed = signature.as_bytes().to_vec();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).expect("ASCII");
        forgeries.push(forgery("signature changed at", &place.to_string(), format!("{header}.{claims}.{changed}")));
    }
    for (what, signature) in [
        ("cut short", signature[..signature.len() - 4].to_owned()),
        ("all zeros", encode(&[0; 256])),
        ("all ones", encode(&[0xFF; 256])),
        ("one", encode(&[[0; 255].as_slice(), &[1]].concat())),
        ("in the other alphabet", format!("+/{}", &signature[2..])),
    ] {
        forgeries.push(forgery("signature", what, format!("{header}.{claims}.{signature}")));
    }
    let spaced = encode(format!("{} ", forge.header()).as_bytes());
    forgeries.push(forgery("tampered", "a header with a space", format!("{spaced}.{claims}.{signature}")));
    forgeries
}

fn unsigned(forge: &Forge) -> Vec<Forgery> {
    let signature = forge.issued.split('.').nth(2).expect("a signature");
    let mut forgeries = Vec::new();
    for none in ["none", "None", "NONE", "nOnE", ""] {
        let header = json!({ "typ": "JWT", "alg": none, "kid": forge.kid });
        let unsigned = content(&header.to_string(), &forge.claims.to_string());
        forgeries.extend(["", signature, "e30"].map(|signature| {
            let what = format!("{none:?} with {signature:?}");
            forgery("without a signature", &what, format!("{unsigned}.{signature}"))
        }));
    }
    forgeries
}

/// Keyed digests whose key everybody knows: the public half of the issuer's, in every form.
fn keyed_with_public_texts(forge: &Forge) -> Vec<Forgery> {
    let mut forgeries = Vec::new();
    for (form, secret) in forge.public_forms().iter().enumerate() {
        forgeries.extend(["HS256", "HS384", "HS512", "RS256"].map(|algorithm| {
            let what = format!("public form {form} as {algorithm}");
            forgery("a keyed digest", &what, forge.sign_with_secret(algorithm, secret))
        }));
    }
    forgeries
}

/// The issuer's own key, with an algorithm that is not its own, or that is not the one that is named.
fn with_another_algorithm(forge: &Forge) -> Vec<Forgery> {
    let encodings: [(&str, &'static dyn RsaEncoding); 10] = [
        ("RS384", &RSA_PKCS1_SHA384),
        ("RS512", &RSA_PKCS1_SHA512),
        ("PS256", &RSA_PSS_SHA256),
        ("PS384", &RSA_PSS_SHA384),
        ("PS512", &RSA_PSS_SHA512),
        ("RS256", &RSA_PKCS1_SHA384),
        ("RS256", &RSA_PKCS1_SHA512),
        ("RS256", &RSA_PSS_SHA256),
        ("RS384", &RSA_PKCS1_SHA256),
        ("PS256", &RSA_PKCS1_SHA256),
    ];
    let sign = |(at, (name, encoding)): (usize, (&str, &'static dyn RsaEncoding))| {
        let header = with(forge.header(), json!({ "alg": name })).to_string();
        let token = forge.sign_as(Signer::Issuer, encoding, &header, &forge.claims.to_string());
        forgery("another algorithm", &format!("{at} as {name}"), token)
    };
    encodings.into_iter().enumerate().map(sign).collect()
}
