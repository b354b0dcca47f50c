//! The agreements that customers can be asked to accept (surroundings 2.6).

use crate::{
    answer::{self, Refused},
    extract::Browsing,
    state::Floor,
};
use axum::{extract::State, response::Response};
use http::StatusCode;
use wire::{
    agreement_template::{self, AgreementTemplateResource},
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
