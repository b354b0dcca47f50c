//! An issuer of OpenID Connect on this machine, which can rotate its keys, hang, lie, and count who asks it.

use aws_lc_rs::{
    rand::SystemRandom,
    rsa::KeySize,
    signature::{
        self, ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _,
        RsaEncoding, RsaKeyPair,
    },
};
use axum::{Router, http::StatusCode, response::IntoResponse as _, routing::get};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use cartwright::OpenIdIssuer;
use serde_json::{Value, json};
use std::{
    future::pending,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{net::TcpListener, sync::watch};

pub const AUDIENCE: &str = "api://cartwright.example";

/// How it answers who asks for its metadata or its keys.
#[derive(Clone, Debug)]
pub enum Manner {
    /// As it should.
    Good,
    /// Never.
    Hanging,
    /// With that status and that body.
    Answering(u16, Vec<u8>),
    /// As it should, but for members of its metadata.
    Lying(Value),
}

pub struct OidcIssuer {
    pub url: String,
    shared: Arc<Shared>,
}

struct Shared {
    url: String,
    manner: Mutex<Manner>,
    keys: Mutex<Vec<Value>>,
    /// How often it was asked for its keys, or for metadata that did not lead there.
    asked: watch::Sender<usize>,
    /// Whether who asks must wait.
    closed: watch::Sender<bool>,
}

impl OidcIssuer {
    /// An issuer without a key.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let shared = Arc::new(Shared {
            url: url.clone(),
            manner: Mutex::new(Manner::Good),
            keys: Mutex::default(),
            asked: watch::channel(0).0,
            closed: watch::channel(false).0,
        });
        let (metadata, keys) = (Arc::clone(&shared), Arc::clone(&shared));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(move || async move { metadata.metadata().await }))
            .route("/keys", get(move || async move { keys.keys().await }));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, shared }
    }

    /// An issuer with one key.
    pub async fn with_key(key: &IssuerKey) -> Self {
        let issuer = Self::start().await;
        issuer.publish(&[key]);
        issuer
    }

    /// What a server is told of it.
    pub fn settings(&self) -> OpenIdIssuer {
        let usual = OpenIdIssuer::new(&self.url, AUDIENCE).expect("an issuer");
        OpenIdIssuer { fetch_within: Duration::from_secs(30), ..usual }
    }

    /// Gives out these keys from now on, and no others.
    pub fn publish(&self, keys: &[&IssuerKey]) {
        self.publish_as_they_are(keys.iter().map(|key| key.public.clone()).collect());
    }

    pub fn publish_as_they_are(&self, keys: Vec<Value>) {
        *self.shared.keys.lock().expect("no panic") = keys;
    }

    pub fn behave(&self, manner: Manner) {
        *self.shared.manner.lock().expect("no panic") = manner;
    }

    /// Lets everybody wait who asks.
    pub fn close(&self) {
        self.shared.closed.send_replace(true);
    }

    /// Answers those who wait.
    pub fn open(&self) {
        self.shared.closed.send_replace(false);
    }

    /// How often a server began to ask.
    pub fn asked(&self) -> usize {
        *self.shared.asked.borrow()
    }

    /// Waits until it was asked that often.
    pub async fn until_asked(&self, count: usize) {
        let mut asked = self.shared.asked.subscribe();
        asked.wait_for(|asked| *asked >= count).await.expect("an issuer");
    }
}

impl Shared {
    fn manner(&self) -> Manner {
        self.manner.lock().expect("no panic").clone()
    }

    async fn metadata(&self) -> axum::response::Response {
        self.asked.send_modify(|asked| *asked += 1);
        self.closed.subscribe().wait_for(|closed| !closed).await.expect("an issuer");
        let mut metadata = json!({ "issuer": self.url, "jwks_uri": format!("{}/keys", self.url) });
        match self.manner() {
            Manner::Good => {}
            Manner::Hanging => pending().await,
            Manner::Answering(status, body) => return answer(status, body),
            Manner::Lying(members) => metadata = super::with(metadata, members),
        }
        answer(200, metadata.to_string().into_bytes())
    }

    async fn keys(&self) -> axum::response::Response {
        let keys = json!({ "keys": *self.keys.lock().expect("no panic") });
        answer(200, keys.to_string().into_bytes())
    }
}

fn answer(status: u16, body: Vec<u8>) -> axum::response::Response {
    let elsewhere = [("Location", "http://127.0.0.1:9/keys")];
    (StatusCode::from_u16(status).expect("a status"), elsewhere, body).into_response()
}

/// A key of an issuer, with the algorithm that it is for.
pub struct IssuerKey {
    pub id: String,
    pub algorithm: &'static str,
    pub public: Value,
    pair: Pair,
}

enum Pair {
    Rsa(RsaKeyPair),
    Curve(EcdsaKeyPair),
}

impl IssuerKey {
    pub fn new(id: &str, algorithm: &'static str) -> Self {
        let (pair, public) = match algorithm {
            "ES256" => curve(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key"), "P-256"),
            "ES384" => curve(EcdsaKeyPair::generate(&ECDSA_P384_SHA384_FIXED_SIGNING).expect("a key"), "P-384"),
            _ => rsa(RsaKeyPair::generate(KeySize::Rsa2048).expect("a key")),
        };
        let public = super::with(public, json!({ "kid": id, "alg": algorithm, "use": "sig" }));
        Self { id: id.to_owned(), algorithm, public, pair }
    }

    pub fn header(&self) -> Value {
        json!({ "typ": "JWT", "alg": self.algorithm, "kid": self.id })
    }

    /// A token of these claims, as the issuer would sign it.
    pub fn token(&self, claims: &Value) -> String {
        self.sign(&self.header().to_string(), &claims.to_string())
    }

    /// The header and the claims as they are, with a good signature of the key's own algorithm.
    pub fn sign(&self, header: &str, claims: &str) -> String {
        let signed = format!("{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()));
        let signature = match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                let random = SystemRandom::new();
                pair.sign(encoding(self.algorithm), &random, signed.as_bytes(), &mut signature).expect("a signature");
                signature
            }
            Pair::Curve(pair) => {
                pair.sign(&SystemRandom::new(), signed.as_bytes()).expect("a signature").as_ref().to_vec()
            }
        };
        format!("{signed}.{}", encode(&signature))
    }

    /// The key itself, if it is an RSA key.
    pub fn into_rsa(self) -> RsaKeyPair {
        let Pair::Rsa(pair) = self.pair else { panic!("no RSA key") };
        pair
    }
}

fn rsa(pair: RsaKeyPair) -> (Pair, Value) {
    let modulus = pair.public_key().modulus().big_endian_without_leading_zero().to_vec();
    (Pair::Rsa(pair), json!({ "kty": "RSA", "n": encode(&modulus), "e": "AQAB" }))
}

fn curve(pair: EcdsaKeyPair, name: &str) -> (Pair, Value) {
    let point = pair.public_key().as_ref()[1..].to_vec();
    let (x, y) = point.split_at(point.len() / 2);
    (Pair::Curve(pair), json!({ "kty": "EC", "crv": name, "x": encode(x), "y": encode(y) }))
}

fn encoding(algorithm: &str) -> &'static dyn RsaEncoding {
    match algorithm {
        "RS256" => &signature::RSA_PKCS1_SHA256,
        "RS384" => &signature::RSA_PKCS1_SHA384,
        "RS512" => &signature::RSA_PKCS1_SHA512,
        "PS256" => &signature::RSA_PSS_SHA256,
        "PS384" => &signature::RSA_PSS_SHA384,
        "PS512" => &signature::RSA_PSS_SHA512,
        other => panic!("{other} is no algorithm of an RSA key"),
    }
}

fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
