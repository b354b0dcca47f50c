//! Tokens that were good a moment ago. To verify a signature takes longer than most of what a request is about, and clients bring
//! the same token for an hour.
//!
//! What is remembered stands in for the signature alone: the time is looked at again, and the key must be the very one that the
//! issuer has now. A key that it withdraws, or fetches anew, takes with it what was verified with it.

use super::{Trusted, VerifyingKey, rules::Bearer};
use app::Failure;
use domain::{Timestamp, caller::Caller};
use quick_cache::sync::Cache;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// How many tokens are remembered: some hundred bytes each, and those that come often stay longest.
const MOST: usize = 10_000;

/// What a token is remembered by. The token itself is not kept: whoever reads memory finds nothing to act with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Fingerprint([u8; 32]);

/// A token that was verified.
pub(super) struct Good {
    pub(super) bearer: Bearer,
    pub(super) issuer: Arc<Trusted>,
    pub(super) key_id: String,
    pub(super) key: Arc<VerifyingKey>,
}

/// Tokens that were verified. Only good ones are kept, so nobody can fill it with others.
pub(super) struct Verified(Cache<Fingerprint, Arc<Good>>);

impl Default for Verified {
    fn default() -> Self {
        Self(Cache::new(MOST))
    }
}

impl Fingerprint {
    pub(super) fn of(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }
}

impl Verified {
    pub(super) fn remember(&self, print: Fingerprint, good: Good) {
        self.0.insert(print, Arc::new(good));
    }

    /// Whose token it is, if it was verified with a key that its issuer still has, and is in time.
    ///
    /// # Errors
    /// When the keys of its issuer cannot be had.
    pub(super) async fn recall(&self, print: &Fingerprint, now: Timestamp) -> Result<Option<Caller>, Failure> {
        let Some(good) = self.0.get(print) else { return Ok(None) };
        if good.bearer.times.hold(now) && good.is_of_its_issuer().await? {
            return Ok(Some(good.bearer.caller.clone()));
        }
        self.0.remove(print);
        Ok(None)
    }
}

impl Good {
    async fn is_of_its_issuer(&self) -> Result<bool, Failure> {
        let key = self.issuer.keys.key(&self.key_id).await?;
        Ok(key.is_some_and(|key| Arc::ptr_eq(&key, &self.key)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Arc, Bearer, Failure, Fingerprint, Good, Timestamp, Trusted, Verified, VerifyingKey};
    use crate::token::{KeySource, Rules, rules::Times};
    use domain::{
        caller::{Caller, CallerKind},
        id::{PartnerId, UserId},
    };
    use futures::future::{BoxFuture, FutureExt as _, ready};
    use jsonwebtoken::{Algorithm, DecodingKey};
    use std::sync::Mutex;

    /// An issuer whose one key can be changed; without one it does not answer.
    struct Changing(Mutex<Option<Arc<VerifyingKey>>>);

    impl KeySource for Changing {
        fn key<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Arc<VerifyingKey>>, Failure>> {
            let key = self.0.lock().expect("no panic").clone().filter(|_| id == "k");
            ready(key.map(Some).ok_or_else(|| Failure::Unavailable("gone".to_owned()))).boxed()
        }
    }

    fn a_key() -> Arc<VerifyingKey> {
        let key = DecodingKey::from_rsa_components("AQAB", "AQAB").expect("a key");
        Arc::new(VerifyingKey { key, algorithm: Algorithm::RS256, issuer: None })
    }

    fn at(second: i128) -> Timestamp {
        Timestamp::from_nanoseconds(second * 1_000_000_000).expect("an instant")
    }

    /// What was verified with the key that an issuer has, good from 1,000 until 2,000.
    fn remembered(issuer: &Arc<Changing>) -> (Verified, Fingerprint) {
        let key = issuer.0.lock().expect("no panic").clone().expect("a key");
        let caller = Caller {
            partner: PartnerId::parse("10000000-0000-4000-8000-000000000001").expect("an id"),
            user: UserId::parse("21000000-0000-4000-8000-000000000001").expect("an id"),
            kind: CallerKind::AppUser,
        };
        let keys: Arc<dyn KeySource> = Arc::<Changing>::clone(issuer);
        let issuer = Arc::new(Trusted { rules: Rules::of(String::new(), Vec::new()), keys });
        let bearer = Bearer { caller, times: Times { from: 1_000, until: 2_000 } };
        let (verified, print) = (Verified::default(), Fingerprint::of("a.b.c"));
        verified.remember(print.clone(), Good { bearer, issuer, key_id: "k".to_owned(), key });
        (verified, print)
    }

    #[tokio::test]
    async fn a_token_is_known_again_while_it_is_in_time() {
        let issuer = Arc::new(Changing(Mutex::new(Some(a_key()))));
        for (second, known) in [(999, false), (1_000, true), (1_999, true), (2_000, false)] {
            let (verified, print) = remembered(&issuer);
            assert_eq!(verified.recall(&print, at(second)).await.expect("a key").is_some(), known, "{second}");
            let other = Fingerprint::of("a.b.d");
            assert!(verified.recall(&other, at(second)).await.expect("a key").is_none(), "another token");
        }
    }

    #[tokio::test]
    async fn a_key_that_is_withdrawn_takes_its_tokens_with_it() {
        let issuer = Arc::new(Changing(Mutex::new(Some(a_key()))));
        let (verified, print) = remembered(&issuer);
        *issuer.0.lock().expect("no panic") = None;
        assert!(verified.recall(&print, at(1_500)).await.is_err(), "nobody can say");
        *issuer.0.lock().expect("no panic") = Some(a_key());
        assert!(verified.recall(&print, at(1_500)).await.expect("a key").is_none(), "another key of that name");
    }
}
