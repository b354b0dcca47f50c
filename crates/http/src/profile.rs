//! What partners say of themselves (surroundings 2.7).

use crate::{
    answer::{self, Refused},
    extract::Browsing,
    state::Floor,
};
use axum::{extract::State, response::Response};
use http::StatusCode;
use wire::{
    profile::{self, MpnProfileResource, OrganizationResource},
    xml::Root,
};

/// Gets the profile of the partner's own organization.
#[utoipa::path(
    get,
    path = "/v1/profiles/organization",
    operation_id = "getOrganizationProfile",
    tag = "Partners",
    responses((status = 200, description = "The profile.", body = OrganizationResource)),
)]
pub(crate) async fn organization(request: Browsing) -> Response {
    answer::of(StatusCode::OK, Root::OrganizationProfile, &profile::organization(request.scope.partner()))
}

/// Gets what a Partner ID stands for.
#[utoipa::path(
    get,
    path = "/v1/profiles/mpn",
    operation_id = "getMpnProfile",
    tag = "Partners",
    params(("mpnId" = Option<String>, Query, description = "The Partner ID; the partner's own without it.")),
    responses((status = 200, description = "The profile.", body = MpnProfileResource)),
)]
pub(crate) async fn mpn(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let found = floor.app.read_mpn_profile(&request.scope, request.query.mpn_profile()).await?;
    Ok(answer::of(StatusCode::OK, Root::MpnProfile, &profile::mpn(&found)))
}
