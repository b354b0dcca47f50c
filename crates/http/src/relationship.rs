//! Relationships between partners (surroundings 2.7).

use crate::{
    answer::{self, Refused},
    extract::{Browsing, Reading},
    state::Floor,
};
use axum::{extract::State, response::Response};
use http::StatusCode;
use wire::{
    collection::Collection,
    relationship::{self, RelationshipResource},
    xml::Root,
};

/// Gets the partner's indirect resellers, or its indirect providers.
#[utoipa::path(
    get,
    path = "/v1/relationships",
    operation_id = "listRelationships",
    tag = "Partners",
    params(
        ("relationship_type" = String, Query, description = "What the partner is to the others.",
            example = "is_indirect_cloud_solution_provider_of"),
        ("filter" = Option<String>, Query, description = "A filter in JSON on the field `Name`.",
            example = r#"{"Field":"Name","Value":"cont","Operator":"substring"}"#),
    ),
    responses((status = 200, description = "The relationships.", body = Collection<RelationshipResource>)),
)]
pub(crate) async fn list(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let kind = request.query.relationship_type()?;
    let filter = request.query.filter(&relationship::FIELDS)?;
    let found = floor.app.list_relationships(&request.scope, kind, filter.as_ref()).await?;
    Ok(answer::of(StatusCode::OK, Root::RelationshipCollection, &relationship::collection(&found)))
}

/// Gets the indirect resellers of a customer: the one that looks after it, if one does.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/relationships",
    operation_id = "listCustomerRelationships",
    tag = "Partners",
    responses((status = 200, description = "The relationships.", body = Collection<RelationshipResource>)),
)]
pub(crate) async fn list_for_customer(State(floor): State<Floor>, request: Reading) -> Response {
    let found = floor.app.list_customer_relationships(&request.scope);
    answer::of(StatusCode::OK, Root::RelationshipCollection, &relationship::collection(&found))
}
