//! Bearer tokens: signed and verified with the issuer's key (promise P8).
//!
//! The list of what is accepted is closed: one Authorization header, the known key and its one algorithm, the known
//! issuer, a tenant, an object id, and a time inside `nbf` and `exp`. `aud` is only looked at when it is configured,
//! because the SDKs ask for another one (clients section 6).

mod key;
mod seal;

pub use key::TokenKey;

use domain::{
    Timestamp,
    caller::{Caller, CallerKind},
    fault::{Fault, FaultKind},
    id::{PartnerId, UserId},
};
use http::{HeaderMap, header::AUTHORIZATION};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// How long a token lives: a working day and more, so that one that was copied in the morning still works in the evening.
pub const LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// How far clocks may differ.
const LEEWAY: i64 = 60;

/// Tokens, issued and verified.
pub struct Tokens {
    /// What `iss` starts with.
    issuer: String,
    /// What `aud` must be, if anything.
    audience: Option<String>,
    /// The key, once there is one. A new store's key takes a moment to make; until then no token can be valid.
    key: watch::Receiver<Option<Arc<TokenKey>>>,
}

/// What a token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    tid: String,
    oid: String,
    appid: String,
    idtyp: String,
    ver: String,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// The claims that decide; whatever else a token says is ignored.
#[derive(Debug, Deserialize)]
struct Verified {
    iss: String,
    #[serde(default)]
    aud: serde_json::Value,
    tid: String,
    oid: String,
    #[serde(default)]
    idtyp: Option<String>,
    nbf: Option<i64>,
    exp: i64,
}

impl Tokens {
    /// Tokens of that issuer, signed with the key that is or will be there.
    #[must_use]
    pub fn new(issuer: String, audience: Option<String>, key: watch::Receiver<Option<Arc<TokenKey>>>) -> Self {
        Self { issuer, audience, key }
    }

    /// The issuer of a tenant's tokens.
    #[must_use]
    pub fn issuer_of(&self, tenant: &str) -> String {
        format!("{}/{tenant}/v2.0", self.issuer)
    }

    /// The key, as soon as there is one; `None` when there will never be one.
    pub async fn key(&self) -> Option<Arc<TokenKey>> {
        let mut key = self.key.clone();
        let found = key.wait_for(Option::is_some).await.ok()?;
        found.clone()
    }

    /// Signs a token for a caller.
    pub async fn issue(&self, caller: &Caller, client_id: &str, now: Timestamp) -> Option<String> {
        let key = self.key().await?;
        let tenant = caller.partner.to_string();
        let claims = Claims {
            iss: self.issuer_of(&tenant),
            aud: self.audience.clone().unwrap_or_else(|| "https://api.partnercenter.microsoft.com".to_owned()),
            tid: tenant,
            oid: caller.user.to_string(),
            appid: client_id.to_owned(),
            idtyp: match caller.kind {
                CallerKind::AppOnly => "app".to_owned(),
                CallerKind::AppUser => "user".to_owned(),
            },
            ver: "2.0".to_owned(),
            iat: now.seconds(),
            nbf: now.seconds(),
            exp: now.plus(LIFE).seconds(),
        };
        let header = Header { kid: Some(key.id().to_owned()), ..Header::new(Algorithm::RS256) };
        jsonwebtoken::encode(&header, &claims, key.signing()).ok()
    }

    /// The caller behind a request. On a new store it waits for the key: another server beside this one may have it already.
    ///
    /// # Errors
    /// 401/800001 without a bearer token, 401/400 with one that is not valid, whatever is wrong with it.
    pub async fn caller(&self, headers: &HeaderMap, now: Timestamp) -> Result<Caller, Fault> {
        let token = bearer(headers)?;
        let caller = self.key().await.and_then(|key| self.verify(&key, &token, now));
        caller.ok_or_else(|| Fault::new(FaultKind::AccessDenied))
    }

    fn verify(&self, key: &TokenKey, token: &str, now: Timestamp) -> Option<Caller> {
        if jsonwebtoken::decode_header(token).ok()?.kid.as_deref() != Some(key.id()) {
            return None;
        }
        let claims = jsonwebtoken::decode::<Verified>(token, key.verifying(), &validation()).ok()?.claims;
        let now = now.seconds();
        let in_time =
            now < claims.exp.saturating_add(LEEWAY) && claims.nbf.is_none_or(|nbf| nbf.saturating_sub(LEEWAY) <= now);
        let audience = self.audience.as_deref().is_none_or(|audience| claims.aud == audience);
        if !in_time || !audience || claims.iss != self.issuer_of(&claims.tid) {
            return None;
        }
        Some(Caller {
            partner: PartnerId::parse(&claims.tid)?,
            user: UserId::parse(&claims.oid)?,
            kind: match claims.idtyp.as_deref() {
                Some("user") => CallerKind::AppUser,
                _ => CallerKind::AppOnly,
            },
        })
    }
}

/// The signature alone: everything that depends on the time is checked against our own clock.
fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation
}

fn bearer(headers: &HeaderMap) -> Result<String, Fault> {
    let missing = || Fault::new(FaultKind::PartnerTokenMissing);
    let mut given = headers.get_all(AUTHORIZATION).iter();
    let only = given.next().ok_or_else(missing)?;
    if given.next().is_some() {
        return Err(Fault::new(FaultKind::AccessDenied));
    }
    let text = String::from_utf8_lossy(only.as_bytes());
    let (scheme, token) = text.trim().split_once(' ').ok_or_else(missing)?;
    if !scheme.eq_ignore_ascii_case("bearer") || token.trim().is_empty() {
        return Err(missing());
    }
    Ok(token.trim().to_owned())
}
