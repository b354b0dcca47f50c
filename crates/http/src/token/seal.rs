//! What clients are given to bring back, such as where the next page begins: signed with the issuer's key, so that nobody can
//! make one up. It is no access token: it says nothing of an issuer or a tenant.

use super::{TokenKey, validation};
use jsonwebtoken::{Algorithm, Header};
use serde::{Serialize, de::DeserializeOwned};

/// What the header of a sealed text says that it is.
const TYPE: &str = "continuation";

impl TokenKey {
    /// Seals something. `None` where it cannot be written.
    #[must_use]
    pub fn seal(&self, content: &impl Serialize) -> Option<String> {
        let header = Header { typ: Some(TYPE.to_owned()), ..Header::new(Algorithm::RS256) };
        jsonwebtoken::encode(&header, content, self.signing()).ok()
    }

    /// What was sealed; `None` for anything that was not sealed with this key.
    #[must_use]
    pub fn unseal<T: DeserializeOwned>(&self, text: &str) -> Option<T> {
        let typed = jsonwebtoken::decode_header(text).ok()?.typ.as_deref() == Some(TYPE);
        let opened = jsonwebtoken::decode::<T>(text, &self.verifying().key, &validation()).ok()?;
        typed.then_some(opened.claims)
    }
}
