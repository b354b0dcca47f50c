//! What holds in countries and regions, and addresses held against it (surroundings 2.8).

use crate::{
    answer::{self, Refused},
    extract::{Asking, Browsing},
    state::Floor,
};
use axum::{extract::State, response::Response};
use domain::member::Place;
use http::StatusCode;
use wire::{
    address::{self, AddressResource, ValidationResource},
    client,
    country::{self, CountryResource},
    xml::Root,
};

/// Gets the validation rules of a country or region.
#[utoipa::path(
    get,
    path = "/v1/countryvalidationrules/{country_code}",
    operation_id = "getCountryValidationRules",
    tag = "Reference data",
    responses((status = 200, description = "The rules.", body = CountryResource)),
)]
pub(crate) async fn read(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let rules = floor.app.read_country(&request.scope, request.ids.get("country_code"))?;
    Ok(answer::of(StatusCode::OK, Root::CountryInformation, &country::resource(rules)))
}

/// Validates an address by the rules of its country.
///
/// Clients that name the Java SDK, the open .NET SDK or PowerShell in `MS-PartnerCenter-Client` read a boolean: whether the
/// status is `Verified`.
#[utoipa::path(
    post,
    path = "/v1/validations/address",
    operation_id = "validateAddress",
    tag = "Reference data",
    request_body(content = AddressResource, description = "The address."),
    responses((status = 200, description = "What the validation comes to.", body = ValidationResource)),
)]
pub(crate) async fn validate_address(State(floor): State<Floor>, request: Asking) -> Result<Response, Refused> {
    let address = address::read(&request.node(Root::Address)?)?;
    let checked = floor.app.check_address(&address, &Place::default());
    if client::reads_booleans(&request.client) {
        return Ok(answer::of(StatusCode::OK, Root::Boolean, &checked.is_ok()));
    }
    Ok(answer::of(StatusCode::OK, Root::AddressValidation, &address::validation(&address, &checked)))
}
