//! Relationships between partners, as answers show them (surroundings 2.7): neither they nor their collection have links.

use crate::{collection::Collection, enumeration, link::Attributes, schema};
use domain::{
    id::PartnerId,
    relationship::{Relationship, RelationshipField},
};
use serde::Serialize;
use utoipa::ToSchema;

/// The fields that relationships can be searched by.
pub const FIELDS: [(&str, RelationshipField); 1] = [("Name", RelationshipField::Name)];

/// A relationship with another partner.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PartnerRelationship)]
pub struct RelationshipResource<'a> {
    /// The other one's tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = "uuid")]
    id: Option<PartnerId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[schema(schema_with = schema::relationship_type)]
    relationship_type: &'static str,
    /// Whether they still sell together; not told of the reseller of a customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    mpn_id: &'a str,
    /// Country or region; not told of the reseller of a customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<&'a str>,
    attributes: Attributes,
}

/// The collection of relationships.
#[must_use]
pub fn collection(relationships: &[Relationship]) -> Collection<RelationshipResource<'_>> {
    Collection::unlinked(relationships.iter().map(resource).collect())
}

fn resource(relationship: &Relationship) -> RelationshipResource<'_> {
    let Relationship { kind, id, name, mpn_id, state, location } = relationship;
    RelationshipResource {
        id: *id,
        name: name.as_deref(),
        relationship_type: enumeration::relationship_type_name(*kind),
        state: state.map(enumeration::relationship_state),
        mpn_id: mpn_id.as_str(),
        location: location.as_deref(),
        attributes: Attributes::of("PartnerRelationship"),
    }
}
