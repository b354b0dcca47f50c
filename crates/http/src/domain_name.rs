//! Domains: which of them are taken (surroundings 2.8).

use crate::{
    answer::{self, Refused},
    extract::Browsing,
    state::Floor,
};
use axum::{extract::State, response::Response};
use http::StatusCode;

/// Tells whether a domain is taken. Neither answer has a body.
#[utoipa::path(
    head,
    path = "/v1/domains/{domain}",
    operation_id = "headDomain",
    tag = "Reference data",
    responses((status = 200, description = "A tenant has the domain. 404 is answered when it is free.")),
)]
pub(crate) async fn head(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let taken = floor.app.domain_is_taken(&request.scope, request.ids.get("domain")).await?;
    Ok(answer::empty(if taken { StatusCode::OK } else { StatusCode::NOT_FOUND }))
}
