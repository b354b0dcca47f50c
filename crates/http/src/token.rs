//! Bearer tokens: of the built-in issuer, which signs them, and of issuers elsewhere (promise P8).
//!
//! The list of what is accepted is closed: one Authorization header, a known issuer, one of its keys with that key's one
//! algorithm, a tenant, an object id, and a time inside `nbf` and `exp`. The built-in issuer's `aud` is only looked at when it
//! is configured, because the SDKs ask for another one (clients section 6); others say whom they are for.

mod key;
mod key_set;
mod rules;
mod seal;
mod unverified;
mod verified;

pub use key::TokenKey;
pub use key_set::{KeySet, UnreadableKeys, VerifyingKey};
pub use rules::{Rules, TENANT, TENANT_CLAIM};

use rules::Bearer;

use app::{Failure, Refusal};
use domain::{
    Timestamp,
    caller::{Caller, CallerKind},
    fault::{Fault, FaultKind},
};
use futures::future::{BoxFuture, FutureExt as _};
use http::{HeaderMap, header::AUTHORIZATION};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::Serialize;
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;
use unverified::Unverified;
use verified::{Fingerprint, Good, Verified};

/// How long a token lives: a working day and more, so that one that was copied in the morning still works in the evening.
pub const LIFE: Duration = Duration::from_secs(24 * 60 * 60);

/// How far clocks may differ.
const LEEWAY: i64 = 60;

/// Tokens, issued and verified.
pub struct Tokens {
    /// What the built-in issuer's tokens say.
    own: Rules,
    /// Whether it issues any. If not, its key seals pages and nothing else.
    issues: bool,
    key: OwnKey,
    /// Whose tokens are taken, the built-in issuer among them if it issues any.
    trusted: Vec<Arc<Trusted>>,
    verified: Verified,
}

/// An issuer elsewhere whose tokens are taken.
pub struct Trusted {
    /// What they must say.
    pub rules: Rules,
    /// What they are signed with.
    pub keys: Arc<dyn KeySource>,
}

/// Where the keys of an issuer come from.
pub trait KeySource: Send + Sync + 'static {
    /// The key of that name, as far as the issuer has one.
    ///
    /// # Errors
    /// When nobody can say, because the issuer does not answer.
    fn key<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Arc<VerifyingKey>>, Failure>>;
}

/// The built-in issuer's key, once there is one. A new store's key takes a moment to make; until then none of its tokens can be valid.
#[derive(Clone)]
struct OwnKey(watch::Receiver<Option<Arc<TokenKey>>>);

/// What a token says.
#[derive(Debug, Serialize)]
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

impl Tokens {
    /// Tokens of the built-in issuer, signed with the key that is or will be there, and those of others. What `iss` starts with is
    /// the built-in issuer's name; without one it issues nothing.
    #[must_use]
    pub fn new(
        issuer: &str,
        audience: Option<String>,
        issues: bool,
        key: watch::Receiver<Option<Arc<TokenKey>>>,
        others: Vec<Trusted>,
    ) -> Self {
        let own = Rules::of(format!("{issuer}/{TENANT}/v2.0"), audience.into_iter().collect());
        let key = OwnKey(key);
        let itself = issues.then(|| Trusted { rules: own.clone(), keys: Arc::new(key.clone()) });
        let trusted = others.into_iter().chain(itself).map(Arc::new).collect();
        Self { own, issues, key, trusted, verified: Verified::default() }
    }

    /// Whether there is a built-in issuer.
    #[must_use]
    pub fn are_issued(&self) -> bool {
        self.issues
    }

    /// The issuer of a tenant's tokens.
    #[must_use]
    pub fn issuer_of(&self, tenant: &str) -> String {
        self.own.issuer_of(tenant)
    }

    /// The key, as soon as there is one; `None` when there will never be one.
    pub async fn key(&self) -> Option<Arc<TokenKey>> {
        self.key.wait().await
    }

    /// Signs a token for a caller.
    pub async fn issue(&self, caller: &Caller, client_id: &str, now: Timestamp) -> Option<String> {
        let key = self.key().await?;
        let (tenant, audience) = (caller.partner.to_string(), self.own.audiences.first().cloned());
        let claims = Claims {
            iss: self.issuer_of(&tenant),
            aud: audience.unwrap_or_else(|| "https://api.partnercenter.microsoft.com".to_owned()),
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
    /// 401/800001 without a bearer token, 401/400 with one that is not valid, whatever is wrong with it. A failure when the keys
    /// of its issuer cannot be had.
    pub async fn caller(&self, headers: &HeaderMap, now: Timestamp) -> Result<Caller, Refusal> {
        let token = bearer(headers)?;
        let print = Fingerprint::of(&token);
        if let Some(caller) = self.verified.recall(&print, now).await? {
            return Ok(caller);
        }
        self.verify(&token, print, now).await?.ok_or_else(|| Fault::new(FaultKind::AccessDenied).into())
    }

    async fn verify(&self, token: &str, print: Fingerprint, now: Timestamp) -> Result<Option<Caller>, Failure> {
        let Some(token) = Unverified::read(token) else { return Ok(None) };
        let Some(issuer) = self.trusted.iter().find(|issuer| issuer.rules.claims_to_be(&token.claims)) else {
            return Ok(None);
        };
        let Some((bearer, key)) = issuer.bearer(&token, now).await? else { return Ok(None) };
        let caller = bearer.caller.clone();
        self.verified.remember(print, Good { bearer, issuer: Arc::clone(issuer), key_id: token.key_id, key });
        Ok(Some(caller))
    }
}

impl Trusted {
    /// Whom a token names, and the key that signed it. Whoever has no good claims need not ask the issuer for a key.
    async fn bearer(
        &self,
        token: &Unverified<'_>,
        now: Timestamp,
    ) -> Result<Option<(Bearer, Arc<VerifyingKey>)>, Failure> {
        let Some(bearer) = self.rules.bearer(&token.claims, now) else { return Ok(None) };
        let Some(key) = self.keys.key(&token.key_id).await? else { return Ok(None) };
        let of_its_issuer = key.issuer.as_ref().is_none_or(|form| self.rules.is_named(form, &token.claims));
        let good = of_its_issuer && token.is_signed_by(&key.key, key.algorithm);
        Ok(good.then_some((bearer, key)))
    }
}

impl OwnKey {
    async fn wait(&self) -> Option<Arc<TokenKey>> {
        let mut key = self.0.clone();
        let found = key.wait_for(Option::is_some).await.ok()?;
        found.clone()
    }
}

impl KeySource for OwnKey {
    fn key<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Arc<VerifyingKey>>, Failure>> {
        async move {
            let key = self.wait().await.filter(|key| key.id() == id);
            Ok(key.map(|key| Arc::clone(key.verifying())))
        }
        .boxed()
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
