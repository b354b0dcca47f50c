//! Relationships between partners: whose resellers and whose providers (surroundings 2.7).

use crate::{App, CustomerScope, PartnerScope, Refusal};
use domain::{
    filter::Filter,
    partner::PartnerKind,
    relationship::{Relationship, RelationshipField, RelationshipType},
    reseller,
};

impl App {
    /// The partner's relationships of a type that a filter lets through, in the order in which they were recorded.
    ///
    /// # Errors
    /// None but the machine's.
    pub async fn list_relationships(
        &self,
        scope: &PartnerScope,
        kind: RelationshipType,
        filter: Option<&Filter<RelationshipField>>,
    ) -> Result<Vec<Relationship>, Refusal> {
        let mut relationships = match kind {
            RelationshipType::IsIndirectCloudSolutionProviderOf => self.resellers_of(scope),
            RelationshipType::IsIndirectResellerOf => self.providers_of(scope).await?,
        };
        relationships.retain(|relationship| filter.is_none_or(|filter| admits(filter, relationship)));
        Ok(relationships)
    }

    /// The indirect reseller that looks after the customer, if one does.
    #[must_use]
    pub fn list_customer_relationships(&self, scope: &CustomerScope) -> Vec<Relationship> {
        let mpn_id = scope.customer().indirect_reseller.as_ref();
        let reseller = mpn_id.and_then(|mpn_id| reseller::find(mpn_id, &self.reference.resellers));
        reseller.map(Relationship::of_customer).into_iter().collect()
    }

    /// Only an indirect provider has resellers.
    fn resellers_of(&self, scope: &PartnerScope) -> Vec<Relationship> {
        let partner = scope.partner();
        if partner.kind != PartnerKind::IndirectProvider {
            return Vec::new();
        }
        let resellers = self.reference.resellers.iter().filter(|reseller| reseller.is_reseller_of(partner.id));
        resellers.map(Relationship::with_reseller).collect()
    }

    async fn providers_of(&self, scope: &PartnerScope) -> Result<Vec<Relationship>, Refusal> {
        let known = reseller::find(&scope.partner().mpn_id, &self.reference.resellers);
        let Some(reseller) = known.filter(|reseller| reseller.is_indirect_reseller) else { return Ok(Vec::new()) };
        let mut providers = Vec::new();
        for id in &reseller.providers {
            let provider = self.store.partner(*id).await?;
            providers.extend(provider.map(|provider| Relationship::with_provider(reseller, &provider)));
        }
        Ok(providers)
    }
}

/// Who has no name is not found by one.
fn admits(filter: &Filter<RelationshipField>, relationship: &Relationship) -> bool {
    match filter.field {
        RelationshipField::Name => relationship.name.as_deref().is_some_and(|name| filter.admits(name)),
    }
}
