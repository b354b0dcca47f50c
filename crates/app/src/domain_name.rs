//! Domains: which of them a tenant has already.

use crate::{App, PartnerScope, Refusal};

impl App {
    /// Whether a tenant has the domain, so that no new customer can have it (surroundings 2.8).
    ///
    /// # Errors
    /// None but the machine's.
    pub async fn domain_is_taken(&self, _: &PartnerScope, domain: &str) -> Result<bool, Refusal> {
        Ok(self.store.domain_is_taken(domain).await?)
    }
}
