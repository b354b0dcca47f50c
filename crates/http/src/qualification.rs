//! As what customers qualify, in both forms that clients know, and what is recorded of their accounts (surroundings 2.5).

use crate::{
    answer::{self, Refused},
    extract::{Browsing, Reading, Writing},
    state::Floor,
};
use axum::{extract::State, response::Response};
use domain::qualification::QualificationName;
use http::StatusCode;
use wire::{
    qualification::{self, AccountStatusResource, QualificationRequest, QualificationResource, ValidationCodeResource},
    xml::Root,
};

/// Gets the qualifications of a customer, and where their vetting stands.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/qualifications",
    operation_id = "listCustomerQualifications",
    tag = "Qualifications",
    responses((status = 200, description = "The qualifications.", body = Vec<QualificationResource>)),
)]
pub(crate) async fn list(request: Reading) -> Response {
    let resources = qualification::resources(request.scope.customer());
    answer::of(StatusCode::OK, Root::CustomerQualification, &resources)
}

/// Asks for the vetting of a customer.
///
/// It stays in review: purchases stay commercial until it is approved. A qualification has one vetting, the last that was
/// asked for. GovernmentCommunityCloud needs one of the partner's validation codes, in the body or in `code`.
#[utoipa::path(
    post,
    path = "/v1/customers/{customer_id}/qualifications",
    operation_id = "createCustomerQualification",
    tag = "Qualifications",
    params(("code" = Option<String>, Query, description = "A validation code, where the body has none.")),
    request_body(content = QualificationRequest, description = "As what the customer is to qualify."),
    responses((status = 201, description = "The qualification, in review.", body = QualificationResource)),
)]
pub(crate) async fn create(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let body = request.node(Root::CustomerQualificationRequest)?;
    let draft = qualification::draft(&body, request.query.validation_code())?;
    let created = floor.app.request_qualification(&request.scope, request.name, draft).await?;
    Ok(answer::of(StatusCode::CREATED, Root::CustomerQualification, &qualification::resource(&created)))
}

/// Gets as what a customer is qualified, in the form of former times: a bare name.
///
/// What is still in review does not count.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/qualification",
    operation_id = "getCustomerQualification",
    tag = "Qualifications",
    responses((status = 200, description = "The name, in lower case; `none` without one.", body = String)),
)]
pub(crate) async fn read(request: Reading) -> Response {
    let name = qualification::former(request.scope.customer().qualified_as());
    answer::of(StatusCode::OK, Root::QualificationName, &name)
}

/// Qualifies a customer at once, in the form of former times: the body is a bare name, or its number in .NET.
///
/// The partner has validated the customer itself: nobody vets it, and another qualification no longer takes its place.
#[utoipa::path(
    put,
    path = "/v1/customers/{customer_id}/qualification",
    operation_id = "updateCustomerQualification",
    tag = "Qualifications",
    params(("code" = Option<String>, Query,
        description = "One of the partner's validation codes, for the government's community cloud.")),
    request_body(content = String, description = "Education, GovernmentCommunityCloud or StateOwnedEntity."),
    responses((status = 200, description = "The name, in lower case.", body = String)),
)]
pub(crate) async fn update(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let name = qualification::name(&request.node(Root::QualificationName)?)?;
    let code = qualification::sent_in_query(request.query.validation_code());
    let kind = floor.app.qualify(&request.scope, request.name, name, code).await?;
    let name = qualification::former(QualificationName::Kind(kind));
    Ok(answer::of(StatusCode::OK, Root::QualificationName, &name))
}

/// Gets the partner's validation codes for the government's community cloud, and what is left of each.
#[utoipa::path(
    get,
    path = "/v1/customers/all/validations",
    operation_id = "listValidationCodes",
    tag = "Qualifications",
    responses((status = 200, description = "The codes.", body = Vec<ValidationCodeResource>)),
)]
pub(crate) async fn list_validation_codes(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let codes = floor.app.list_validation_codes(&request.scope).await?;
    let resources = qualification::validation_codes(request.scope.partner().id, &codes);
    Ok(answer::of(StatusCode::OK, Root::ValidationCode, &resources))
}

/// Gets what is recorded of a customer's account: whether it may transact.
///
/// One of which nothing is recorded is 404/600074, and may transact.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/validationstatus",
    operation_id = "getCustomerValidationStatus",
    tag = "Qualifications",
    params(("type" = String, Query, description = "What was validated.", example = "account")),
    responses((status = 200, description = "What is recorded.", body = AccountStatusResource)),
)]
pub(crate) async fn account_status(request: Reading) -> Result<Response, Refused> {
    request.query.check_validation_type()?;
    let customer = request.scope.customer();
    let resource = qualification::account_status(customer.account_status()?, customer.validation_updated);
    Ok(answer::of(StatusCode::OK, Root::ValidationStatus, &resource))
}
