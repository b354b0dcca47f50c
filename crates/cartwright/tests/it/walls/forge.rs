//! Tokens as a forger makes them, and as only an issuer could: the server's own, or one elsewhere.
//!
//! Signed by hand, byte by byte: a library would refuse to write most of them.

use crate::support::{IssuerKey, PARTNER, TestServer, USER};
use aws_lc_rs::{
    encoding::{AsDer as _, PublicKeyX509Der},
    hmac,
    rand::SystemRandom,
    rsa::KeySize,
    signature::{self, KeyPair as _, RsaEncoding, RsaKeyPair},
};
use base64::{Engine as _, prelude::BASE64_STANDARD, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};

pub struct Forge {
    /// The public name of the issuer's key.
    pub kid: String,
    /// The issuer's key: nobody else has it.
    own: RsaKeyPair,
    /// A key that nobody has ever seen.
    stranger: RsaKeyPair,
    /// A token that the issuer gave out.
    pub issued: String,
    /// What that token says.
    pub claims: Value,
}

/// Who signs.
#[derive(Clone, Copy, Debug)]
pub enum Signer {
    Issuer,
    Stranger,
}

impl Forge {
    /// A forger of the built-in issuer's tokens.
    pub async fn of(server: &TestServer) -> Self {
        Self::with_key(server.database().signing_key(), server.app_user_token(PARTNER).await)
    }

    /// The same, by the key's name and the key, and a token that it signed for the default partner's user.
    pub fn with_key((kid, pkcs8): (String, Vec<u8>), issued: String) -> Self {
        let claims = decode(issued.split('.').nth(1).expect("claims"));
        assert_eq!((&claims["tid"], &claims["oid"]), (&json!(PARTNER), &json!(USER)));
        Self {
            kid,
            own: RsaKeyPair::from_pkcs8(&pkcs8).expect("the server's key"),
            stranger: RsaKeyPair::generate(KeySize::Rsa2048).expect("a key"),
            issued,
            claims,
        }
    }

    /// A forger of the tokens of an issuer elsewhere, whose good ones say this.
    pub fn of_issuer(key: IssuerKey, claims: Value) -> Self {
        Self {
            kid: key.id.clone(),
            issued: key.token(&claims),
            own: key.into_rsa(),
            stranger: RsaKeyPair::generate(KeySize::Rsa2048).expect("a key"),
            claims,
        }
    }

    /// The header of a token that is accepted.
    pub fn header(&self) -> Value {
        json!({ "typ": "JWT", "alg": "RS256", "kid": self.kid })
    }

    /// The claims of a token that is accepted, with others in their place. A null takes one away.
    pub fn claims_with(&self, members: Value) -> Value {
        crate::support::with(self.claims.clone(), members)
    }

    /// A token with a correct RS256 signature.
    pub fn sign(&self, signer: Signer, header: &Value, claims: &Value) -> String {
        self.sign_as(signer, &signature::RSA_PKCS1_SHA256, &header.to_string(), &claims.to_string())
    }

    /// A token with a correct signature of that sort.
    pub fn sign_as(&self, signer: Signer, encoding: &'static dyn RsaEncoding, header: &str, claims: &str) -> String {
        let signed = content(header, claims);
        let key = match signer {
            Signer::Issuer => &self.own,
            Signer::Stranger => &self.stranger,
        };
        let mut signature = vec![0; key.public_modulus_len()];
        key.sign(encoding, &SystemRandom::new(), signed.as_bytes(), &mut signature).expect("a signature");
        format!("{signed}.{}", encode(&signature))
    }

    /// A token whose signature is a keyed digest, with a text that everybody knows for a key.
    pub fn sign_with_secret(&self, algorithm: &str, secret: &[u8]) -> String {
        let digest = match algorithm {
            "HS384" => hmac::HMAC_SHA384,
            "HS512" => hmac::HMAC_SHA512,
            _ => hmac::HMAC_SHA256,
        };
        let header = json!({ "typ": "JWT", "alg": algorithm, "kid": self.kid });
        let signed = content(&header.to_string(), &self.claims.to_string());
        let signature = hmac::sign(&hmac::Key::new(digest, secret), signed.as_bytes());
        format!("{signed}.{}", encode(signature.as_ref()))
    }

    /// The public half of the issuer's key in every form that a careless server might take for a secret.
    pub fn public_forms(&self) -> Vec<Vec<u8>> {
        let public = self.own.public_key();
        let der: PublicKeyX509Der<'_> = public.as_der().expect("a public key");
        let modulus = public.modulus().big_endian_without_leading_zero().to_vec();
        let pem = pem("PUBLIC KEY", der.as_ref());
        let jwk = json!({ "kty": "RSA", "n": encode(&modulus), "e": "AQAB", "kid": self.kid });
        vec![
            pem.trim_end().as_bytes().to_vec(),
            pem.replace('\n', "").into_bytes(),
            pem.into_bytes(),
            pem_of(public.as_ref()),
            der.as_ref().to_vec(),
            public.as_ref().to_vec(),
            encode(&modulus).into_bytes(),
            modulus,
            jwk.to_string().into_bytes(),
            self.kid.clone().into_bytes(),
            b"dev-secret".to_vec(),
            Vec::new(),
        ]
    }

    /// The stranger's public key, as headers can carry one.
    pub fn strangers_jwk(&self) -> Value {
        let modulus = self.stranger.public_key().modulus().big_endian_without_leading_zero().to_vec();
        json!({ "kty": "RSA", "n": encode(&modulus), "e": "AQAB", "kid": self.kid, "alg": "RS256", "use": "sig" })
    }
}

/// What is signed.
pub fn content(header: &str, claims: &str) -> String {
    format!("{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()))
}

pub fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// A part of a token as JSON.
pub fn decode(part: &str) -> Value {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(part).expect("base64");
    serde_json::from_slice(&bytes).expect("JSON")
}

fn pem_of(pkcs1: &[u8]) -> Vec<u8> {
    pem("RSA PUBLIC KEY", pkcs1).into_bytes()
}

fn pem(label: &str, der: &[u8]) -> String {
    let mut pem = format!("-----BEGIN {label}-----\n");
    for line in BASE64_STANDARD.encode(der).as_bytes().chunks(64) {
        pem.push_str(std::str::from_utf8(line).expect("ASCII"));
        pem.push('\n');
    }
    pem + &format!("-----END {label}-----\n")
}
