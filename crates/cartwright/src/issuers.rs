//! Issuers elsewhere, by OpenID Connect: where their keys are found, when they are fetched, and how long they are kept.
//!
//! What their tokens must say, and how they are verified, is the HTTP floor's. Whoever forges tokens cannot make this server ask an
//! issuer more than twice a minute, and an issuer that is away for a day takes nobody's access away.

mod address;
mod fetch;
mod freshness;
mod keeper;
mod settings;

pub use settings::OpenIdIssuer;
pub(crate) use settings::Table;

use crate::exit::StartError;
use app::Clock;
use fetch::Fetch;
use http_floor::token::Trusted;
use keeper::Keeper;
use std::sync::Arc;

/// Gets ready to take their tokens. The keys are fetched meanwhile: a request that comes earlier waits for them.
pub(crate) fn trust(issuers: Vec<OpenIdIssuer>, clock: &Arc<dyn Clock>) -> Result<Vec<Trusted>, StartError> {
    let trust = |issuer: OpenIdIssuer| {
        let fetch = Fetch::new(&issuer)?;
        let keys = Keeper::new(fetch, Arc::clone(clock));
        keys.begin();
        Ok(Trusted { rules: issuer.rules, keys: Arc::new(keys) })
    };
    issuers.into_iter().map(trust).collect()
}
