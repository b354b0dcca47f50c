//! The public keys of an issuer, as it publishes them (RFC 7517). Whatever cannot verify a token is left out.

use jsonwebtoken::{
    Algorithm, AlgorithmFamily, DecodingKey,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyOperations, PublicKeyUse},
};
use serde::Deserialize;
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};
use thiserror::Error;

/// The most keys that are read of one issuer. Large ones publish a dozen.
const MOST_KEYS: usize = 100;

/// The shortest and the longest modulus that is taken, in bits.
const MODULUS: std::ops::RangeInclusive<usize> = 2_048..=8_192;

/// The keys of an issuer by their names.
#[derive(Default)]
pub struct KeySet(HashMap<String, Arc<VerifyingKey>>);

/// A public key with the one algorithm that it is for.
pub struct VerifyingKey {
    pub(super) key: DecodingKey,
    pub(super) algorithm: Algorithm,
    /// Whose tokens it is for, where the issuer says so (Microsoft Entra ID does).
    pub(super) issuer: Option<String>,
}

/// Why a document is no set of keys.
#[derive(Debug, Error)]
pub enum UnreadableKeys {
    /// It is not the JSON of one.
    #[error("it is no set of keys: {0}")]
    NoSet(#[from] serde_json::Error),
    /// It has more than can be right.
    #[error("it has {0} keys; accepted are {MOST_KEYS} at most")]
    TooMany(usize),
    /// It has none that can verify a token.
    #[error(
        "none of its {0} keys can verify a token: accepted are RSA keys of 2048 to 8192 bits and EC keys on P-256 or P-384, with a kid"
    )]
    NoneOfUse(usize),
}

#[derive(Deserialize)]
struct Published {
    keys: Vec<Value>,
}

impl KeySet {
    /// Reads a set of keys.
    ///
    /// # Errors
    /// When it is none, or has none that could be used.
    pub fn read(json: &[u8]) -> Result<Self, UnreadableKeys> {
        let Published { keys } = serde_json::from_slice(json)?;
        let count = keys.len();
        if count > MOST_KEYS {
            return Err(UnreadableKeys::TooMany(count));
        }
        let mut set = HashMap::new();
        for (id, key) in keys.into_iter().filter_map(usable) {
            set.entry(id).or_insert_with(|| Arc::new(key));
        }
        if set.is_empty() { Err(UnreadableKeys::NoneOfUse(count)) } else { Ok(Self(set)) }
    }

    /// The key of that name.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Arc<VerifyingKey>> {
        self.0.get(id).cloned()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// A key with its name, if it has one and can verify tokens.
fn usable(published: Value) -> Option<(String, VerifyingKey)> {
    let issuer = published.get("issuer").and_then(Value::as_str).map(str::to_owned);
    let jwk: Jwk = serde_json::from_value(published).ok()?;
    let common = &jwk.common;
    let for_signatures = common.public_key_use.as_ref().is_none_or(|usage| *usage == PublicKeyUse::Signature);
    let operations = common.key_operations.as_ref();
    let verifies = operations.is_none_or(|operations| operations.contains(&KeyOperations::Verify));
    if !for_signatures || !verifies {
        return None;
    }
    let algorithm = algorithm(&jwk)?;
    let id = common.key_id.clone().filter(|id| !id.is_empty())?;
    Some((id, VerifyingKey { key: DecodingKey::from_jwk(&jwk).ok()?, algorithm, issuer }))
}

/// The algorithm that the key names. One that names none has the one that goes without saying: an RSA key that of OpenID
/// Connect, RS256, and a key on a curve that of its curve.
fn algorithm(jwk: &Jwk) -> Option<Algorithm> {
    let (family, unsaid) = match &jwk.algorithm {
        AlgorithmParameters::RSA(key) if MODULUS.contains(&bits(&key.n)) => (AlgorithmFamily::Rsa, Algorithm::RS256),
        AlgorithmParameters::EllipticCurve(key) => match key.curve {
            EllipticCurve::P256 => (AlgorithmFamily::Ec, Algorithm::ES256),
            EllipticCurve::P384 => (AlgorithmFamily::Ec, Algorithm::ES384),
            _ => return None,
        },
        _ => return None,
    };
    let Some(said) = jwk.common.key_algorithm else { return Some(unsaid) };
    let said = Algorithm::try_from(said).ok()?;
    let of_its_curve = family == AlgorithmFamily::Rsa || said == unsaid;
    (said.family() == family && of_its_curve).then_some(said)
}

/// The length of a number in base64url, in bits, to the byte.
fn bits(number: &str) -> usize {
    number.trim_end_matches('=').len() * 6 / 8 * 8
}

#[cfg(test)]
mod tests {
    use super::{Algorithm, KeySet};
    use serde_json::{Value, json};

    fn rsa(length: usize, further: Value) -> Value {
        let key = json!({ "kty": "RSA", "kid": "k", "n": "u".repeat(length - 1) + "w", "e": "AQAB" });
        with(key, further)
    }

    fn curve(name: &str, further: Value) -> Value {
        let key = json!({ "kty": "EC", "kid": "k", "crv": name, "x": "AAAA", "y": "AAAA" });
        with(key, further)
    }

    fn with(mut key: Value, further: Value) -> Value {
        key.as_object_mut().expect("an object").extend(further.as_object().expect("an object").clone());
        key
    }

    fn algorithm(key: Value) -> Option<Algorithm> {
        let set = KeySet::read(json!({ "keys": [key] }).to_string().as_bytes()).ok()?;
        set.get("k").map(|key| key.algorithm)
    }

    #[test]
    fn a_key_has_one_algorithm() {
        for (key, expected) in [
            (rsa(342, json!({})), Some(Algorithm::RS256)),
            (rsa(342, json!({ "alg": "PS384", "use": "sig" })), Some(Algorithm::PS384)),
            (rsa(342, json!({ "key_ops": ["verify"] })), Some(Algorithm::RS256)),
            (curve("P-256", json!({})), Some(Algorithm::ES256)),
            (curve("P-384", json!({ "alg": "ES384" })), Some(Algorithm::ES384)),
            (curve("P-384", json!({ "alg": "ES256" })), None),
            (curve("P-256", json!({ "alg": "RS256" })), None),
            (curve("P-521", json!({})), None),
            (rsa(342, json!({ "alg": "HS256" })), None),
            (rsa(342, json!({ "alg": "ES256" })), None),
            (rsa(342, json!({ "alg": "RSA-OAEP" })), None),
            (rsa(342, json!({ "use": "enc" })), None),
            (rsa(342, json!({ "key_ops": ["encrypt"] })), None),
            (rsa(171, json!({})), None),
            (rsa(2_000, json!({})), None),
            (rsa(342, json!({ "kid": "" })), None),
            (json!({ "kty": "oct", "kid": "k", "k": "c2VjcmV0", "alg": "HS256" }), None),
            (json!({ "kty": "OKP", "kid": "k", "crv": "Ed25519", "x": "AAAA" }), None),
        ] {
            assert_eq!(algorithm(key.clone()), expected, "{key}");
        }
    }

    #[test]
    fn what_is_unknown_is_left_out_and_nothing_is_an_error() {
        let set = json!({ "keys": [{ "kty": "new" }, 7, rsa(342, json!({}))] });
        assert_eq!(KeySet::read(set.to_string().as_bytes()).expect("a set").count(), 1);
        let many = json!({ "keys": vec![rsa(342, json!({})); 101] }).to_string();
        for document in ["", "[]", "{}", r#"{"keys":{}}"#, r#"{"keys":[]}"#, r#"{"keys":[{"kty":"new"}]}"#, &many] {
            assert!(KeySet::read(document.as_bytes()).is_err(), "{document}");
        }
    }
}
