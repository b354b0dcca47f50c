//! The issuer's RSA key, in the forms that signing, verifying and publishing want.

use super::VerifyingKey;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, jwk::Jwk};
use std::sync::Arc;

/// An RSA key with its public name.
pub struct TokenKey {
    id: String,
    signing: EncodingKey,
    verifying: Arc<VerifyingKey>,
    published: Jwk,
}

impl TokenKey {
    /// Takes a private key in PKCS#8.
    ///
    /// # Errors
    /// When it is no RSA key.
    pub fn new(id: String, pkcs8: &[u8]) -> Result<Self, jsonwebtoken::errors::Error> {
        let signing = EncodingKey::from_rsa_pem(pem(pkcs8).as_bytes())?;
        let mut published = Jwk::from_encoding_key(&signing, Algorithm::RS256)?;
        published.common.key_id = Some(id.clone());
        published.common.public_key_use = Some(jsonwebtoken::jwk::PublicKeyUse::Signature);
        let key = DecodingKey::from_jwk(&published)?;
        let verifying = Arc::new(VerifyingKey { key, algorithm: Algorithm::RS256, issuer: None });
        Ok(Self { id, signing, verifying, published })
    }

    /// The public name, the `kid` of its tokens.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The public half, as the key set shows it.
    #[must_use]
    pub fn published(&self) -> &Jwk {
        &self.published
    }

    pub(super) fn signing(&self) -> &EncodingKey {
        &self.signing
    }

    pub(super) fn verifying(&self) -> &Arc<VerifyingKey> {
        &self.verifying
    }
}

fn pem(pkcs8: &[u8]) -> String {
    let mut pem = "-----BEGIN PRIVATE KEY-----\n".to_owned();
    for line in BASE64_STANDARD.encode(pkcs8).as_bytes().chunks(64) {
        pem.extend(line.iter().map(|byte| char::from(*byte)));
        pem.push('\n');
    }
    pem + "-----END PRIVATE KEY-----\n"
}
