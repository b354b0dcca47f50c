//! What partners are to each other: indirect providers and the resellers they sell through (surroundings 2.7).

use crate::{
    id::{MpnId, PartnerId},
    partner::Partner,
    reseller::Reseller,
};
use serde::{Deserialize, Serialize};

/// What one partner is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationshipType {
    /// The other one sells what it provides.
    IsIndirectCloudSolutionProviderOf,
    /// It sells what the other one provides.
    IsIndirectResellerOf,
}

impl RelationshipType {
    /// Each of them.
    pub const ALL: [Self; 2] = [Self::IsIndirectCloudSolutionProviderOf, Self::IsIndirectResellerOf];
}

/// Whether two partners still sell together. Samples know the first alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RelationshipState {
    /// They do.
    #[default]
    Active,
    /// They no longer do: lines may not name the reseller any more.
    Inactive,
}

/// The fields that relationships can be searched by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationshipField {
    /// The other partner's name.
    Name,
}

/// A relationship, as the one who asks sees it: the other partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relationship {
    /// What the one who asks is to the other.
    pub kind: RelationshipType,
    /// The other one's tenant, where it is known.
    pub id: Option<PartnerId>,
    /// The name that people know it by.
    pub name: Option<String>,
    /// Its Partner ID.
    pub mpn_id: MpnId,
    /// Whether they still sell together, where that is told.
    pub state: Option<RelationshipState>,
    /// Two-letter country or region of the other one, where that is told.
    pub location: Option<String>,
}

impl Relationship {
    /// A provider's, with one of its resellers.
    #[must_use]
    pub fn with_reseller(reseller: &Reseller) -> Self {
        let state = Some(reseller.state);
        Self { state, location: reseller.location.clone(), ..Self::of_customer(reseller) }
    }

    /// The same as the list of a customer tells it: without state and location.
    #[must_use]
    pub fn of_customer(reseller: &Reseller) -> Self {
        Self {
            kind: RelationshipType::IsIndirectCloudSolutionProviderOf,
            id: reseller.id,
            name: reseller.name.clone(),
            mpn_id: reseller.mpn_id.clone(),
            state: None,
            location: None,
        }
    }

    /// A reseller's, with one of its providers.
    #[must_use]
    pub fn with_provider(reseller: &Reseller, provider: &Partner) -> Self {
        Self {
            kind: RelationshipType::IsIndirectResellerOf,
            id: Some(provider.id),
            name: Some(provider.name.clone()),
            mpn_id: provider.mpn_id.clone(),
            state: Some(reseller.state),
            location: Some(provider.country.clone()),
        }
    }
}
