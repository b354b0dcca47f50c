//! The agreements that customers can be asked to accept (surroundings 2.6).

use crate::{
    answer::{self, Refused},
    extract::Browsing,
    state::Floor,
};
use axum::{extract::State, response::Response};
use http::StatusCode;
use wire::{
    agreement_template::{self, AgreementDocumentResource, AgreementTemplateResource},
    collection::Collection,
    xml::Root,
};

/// Gets the agreements that customers can be asked to accept.
#[utoipa::path(
    get,
    path = "/v1/agreements",
    operation_id = "listAgreements",
    tag = "Reference data",
    params(("agreementType" = Option<String>, Query,
        description = "The type of agreement, `*` for all; the Microsoft Cloud Agreement without it.",
        example = "MicrosoftCustomerAgreement")),
    responses((status = 200, description = "The agreements.", body = Collection<AgreementTemplateResource>)),
)]
pub(crate) async fn list(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let selection = request.query.agreement_selection()?;
    let templates = floor.app.list_agreement_templates(&request.scope, selection);
    let collection = agreement_template::collection(selection, templates);
    Ok(answer::of(StatusCode::OK, Root::AgreementTemplateCollection, &collection))
}

/// Gets where the text of an agreement is.
#[utoipa::path(
    get,
    path = "/v1/agreementtemplates/{template_id}/document",
    operation_id = "getAgreementDocument",
    tag = "Reference data",
    params(
        ("language" = Option<String>, Query, description = "Passed over: there is one text.", example = "en-US"),
        ("country" = Option<String>, Query, description = "Passed over: there is one text.", example = "US"),
    ),
    responses((status = 200, description = "Where the text is.", body = AgreementDocumentResource)),
)]
pub(crate) async fn document(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let template = floor.app.read_agreement_template(&request.scope, request.ids.get("template_id"))?;
    Ok(answer::of(StatusCode::OK, Root::AgreementDocument, &agreement_template::document(template)))
}
