//! A token taken apart, before anything of it is believed: its header, its claims, and what was signed.
//!
//! What RFC 8725 warns of is refused here, before any key is looked for: algorithms that are no signatures of a public key,
//! headers that bring a key or the address of one along, extensions that must be understood, and members that stand twice.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey};
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, MapAccess, Visitor},
};
use serde_json::{Map, Value};
use std::{fmt, str::FromStr as _};

/// What a header must not have: keys, addresses of keys, and whatever changes what is signed.
const REFUSED: [&str; 9] = ["b64", "crit", "cty", "enc", "jku", "jwk", "x5c", "x5u", "zip"];

/// What a header may say that it is (RFC 7519, RFC 9068).
const TYPES: [&str; 3] = ["jwt", "at+jwt", "application/at+jwt"];

/// A token that nobody has verified.
pub(super) struct Unverified<'a> {
    pub(super) algorithm: Algorithm,
    pub(super) key_id: String,
    pub(super) claims: Claims,
    signed: &'a str,
    signature: &'a str,
}

/// What a token says, member by member.
#[derive(Debug)]
pub(super) struct Claims(Map<String, Value>);

impl<'a> Unverified<'a> {
    /// Takes a token apart. `None` for what is none, and for what no header may say.
    pub(super) fn read(token: &'a str) -> Option<Self> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let header = object(header)?;
        let typed = header.0.get("typ").map(|typ| typ.as_str().unwrap_or_default().to_ascii_lowercase());
        if REFUSED.iter().any(|name| header.0.contains_key(*name))
            || typed.is_some_and(|typ| !TYPES.contains(&typ.as_str()))
        {
            return None;
        }
        let algorithm = Algorithm::from_str(header.text("alg")?).ok()?;
        let asymmetric = algorithm.family() != AlgorithmFamily::Hmac;
        let key_id = header.text("kid")?.to_owned();
        asymmetric.then_some(Self { algorithm, key_id, claims: object(claims)?, signed, signature })
    }

    /// Whether that key signed it, with the algorithm that is the key's.
    pub(super) fn is_signed_by(&self, key: &DecodingKey, algorithm: Algorithm) -> bool {
        let verify = || jsonwebtoken::crypto::verify(self.signature, self.signed.as_bytes(), key, algorithm);
        self.algorithm == algorithm && verify().unwrap_or(false)
    }
}

impl Claims {
    /// A claim that is a text, and not an empty one.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// A claim that is a whole number.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.0.get(name)?.as_i64()
    }

    /// Whether a claim is there at all.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_null())
    }

    /// A claim that is one text, or a list of them.
    pub(super) fn texts(&self, name: &str) -> Vec<&str> {
        match self.0.get(name) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(texts)) => texts.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

impl FromIterator<(String, Value)> for Claims {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(members: I) -> Self {
        Self(members.into_iter().collect())
    }
}

fn object(part: &str) -> Option<Claims> {
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

/// An object whose members stand there once: which of two would be believed is nothing to guess.
impl<'de> Deserialize<'de> for Claims {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Once;
        impl<'de> Visitor<'de> for Once {
            type Value = Claims;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Claims, A::Error> {
                let mut read = Map::new();
                while let Some((name, value)) = members.next_entry::<String, Value>()? {
                    if read.insert(name, value).is_some() {
                        return Err(A::Error::custom("a member stands there twice"));
                    }
                }
                Ok(Claims(read))
            }
        }
        deserializer.deserialize_map(Once)
    }
}

#[cfg(test)]
mod tests {
    use super::Unverified;
    use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};

    fn is_read(header: &str, claims: &str) -> bool {
        let encode = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
        Unverified::read(&format!("{}.{}.c2ln", encode(header), encode(claims))).is_some()
    }

    #[test]
    fn a_header_says_what_it_must_and_nothing_that_it_must_not() {
        for header in [
            r#"{"alg":"RS256","kid":"k"}"#,
            r#"{"alg":"ES384","kid":"k","typ":"at+JWT","x5t":"MQ"}"#,
            r#"{"alg":"PS512","kid":"k","typ":"JWT","unknown":1}"#,
        ] {
            assert!(is_read(header, "{}"), "{header}");
        }
        for header in [
            r#"{"alg":"none","kid":"k"}"#,
            r#"{"alg":"HS256","kid":"k"}"#,
            r#"{"alg":"rs256","kid":"k"}"#,
            r#"{"alg":"RS256"}"#,
            r#"{"alg":"RS256","kid":""}"#,
            r#"{"alg":"RS256","kid":7}"#,
            r#"{"kid":"k"}"#,
            r#"{"alg":"RS256","kid":"k","typ":"continuation"}"#,
            r#"{"alg":"RS256","kid":"k","typ":null}"#,
            r#"{"alg":"RS256","kid":"k","crit":[]}"#,
            r#"{"alg":"RS256","kid":"k","jwk":{}}"#,
            r#"{"alg":"RS256","kid":"k","x5c":[]}"#,
            r#"{"alg":"RS256","alg":"RS256","kid":"k"}"#,
            r#"[]"#,
        ] {
            assert!(!is_read(header, "{}"), "{header}");
        }
    }

    #[test]
    fn claims_are_an_object_without_doubles() {
        let header = r#"{"alg":"RS256","kid":"k"}"#;
        assert!(is_read(header, r#"{"a":{"b":[1]}}"#));
        for claims in ["", "[]", "null", r#"{"a":1,"a":1}"#, r#"{"a":1}x"#] {
            assert!(!is_read(header, claims), "{claims}");
        }
    }
}
