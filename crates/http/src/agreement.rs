//! What customers and partners have signed (surroundings 2.6).

use crate::{
    answer::{self, Refused},
    extract::{Browsing, Reading, Writing},
    state::Floor,
};
use axum::{extract::State, response::Response};
use http::StatusCode;
use wire::{
    agreement::{self, AgreementResource, DirectSignedStatusResource, SignatureStatusResource},
    collection::Collection,
    xml::Root,
};

/// Gets the agreements that a customer has accepted, as its partner confirmed.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/agreements",
    operation_id = "listCustomerAgreements",
    tag = "Agreements",
    params(("agreementType" = Option<String>, Query,
        description = "The type of agreement, `*` for all; the Microsoft Cloud Agreement without it.",
        example = "MicrosoftCustomerAgreement")),
    responses((status = 200, description = "The agreements.", body = Collection<AgreementResource>)),
)]
pub(crate) async fn list(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let selection = request.query.agreement_selection()?;
    let agreements = floor.app.list_customer_agreements(&request.scope, selection);
    let collection = agreement::collection(request.scope.customer().id, selection, &agreements);
    Ok(answer::of(StatusCode::OK, Root::AgreementCollection, &collection))
}

/// Confirms that a customer has accepted an agreement.
///
/// `templateId` and `type` are those of `/v1/agreements`. Once the Microsoft Customer Agreement is confirmed, the customer can
/// buy. The user who confirms is the token's; app-only callers name one in `userId`. Another contact may accept the same
/// version: the same one again is 409/600061.
#[utoipa::path(
    post,
    path = "/v1/customers/{customer_id}/agreements",
    operation_id = "createCustomerAgreement",
    tag = "Agreements",
    request_body(content = AgreementResource, description = "The agreement, and who accepted it."),
    responses((status = 201, description = "The agreement.", body = AgreementResource)),
)]
pub(crate) async fn create(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let draft = agreement::draft(&request.node(Root::Agreement)?)?;
    let agreement = floor.app.confirm_agreement(&request.scope, request.name, draft).await?;
    Ok(answer::of(StatusCode::CREATED, Root::Agreement, &agreement::resource(&agreement)))
}

/// Gets whether a customer signed the Microsoft Customer Agreement itself.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/directsignedmicrosoftcustomeragreementstatus",
    operation_id = "getDirectSignedMicrosoftCustomerAgreementStatus",
    tag = "Agreements",
    responses((status = 200, description = "Whether it did.", body = DirectSignedStatusResource)),
)]
pub(crate) async fn direct_signed_status(request: Reading) -> Response {
    let status = agreement::direct_signed_status(request.scope.customer().has_signed_directly());
    answer::of(StatusCode::OK, Root::DirectSignedStatus, &status)
}

/// Gets whether an indirect reseller has signed the Microsoft Partner Agreement.
///
/// One that has not is a refusal: 2203 of a Partner ID, 2206 of a tenant.
#[utoipa::path(
    get,
    path = "/v1/compliance/csp/agreementstatus",
    operation_id = "getPartnerAgreementStatus",
    tag = "Partners",
    params(
        ("mpnId" = Option<String>, Query, description = "Its Partner ID.", example = "5357564"),
        ("tenantId" = Option<String>, Query, description = "Its tenant, where no Partner ID is given."),
    ),
    responses((status = 200, description = "It has.", body = SignatureStatusResource)),
)]
pub(crate) async fn partner_status(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    floor.app.check_partner_agreement(&request.scope, &request.query.signatory()?).await?;
    Ok(answer::of(StatusCode::OK, Root::AgreementSignatureStatus, &agreement::signed()))
}
