//! The agreements that customers can be asked to accept, as answers show them (surroundings 2.6).

use crate::{collection::Collection, enumeration, schema};
use domain::agreement_template::{AgreementSelection, AgreementTemplate};
use serde::Serialize;
use utoipa::ToSchema;

/// An agreement, and where its text is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AgreementMetaData)]
pub struct AgreementTemplateResource<'a> {
    #[schema(format = "uuid")]
    template_id: String,
    #[schema(schema_with = schema::agreement_type)]
    agreement_type: &'static str,
    agreement_link: &'a str,
    version_rank: i32,
}

/// Where the text of an agreement is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AgreementDocument)]
pub struct AgreementDocumentResource<'a> {
    display_uri: &'a str,
    download_uri: &'a str,
}

/// The collection of the agreements that were selected.
#[must_use]
pub fn collection<'a>(
    selection: AgreementSelection,
    templates: Vec<&'a AgreementTemplate>,
) -> Collection<AgreementTemplateResource<'a>> {
    let uri = format!("/agreements{}", query(selection));
    Collection::linked(templates.into_iter().map(resource).collect(), uri)
}

/// The query that selects them.
pub(crate) fn query(selection: AgreementSelection) -> String {
    match selection {
        AgreementSelection::DEFAULT => String::new(),
        AgreementSelection::Only(kind) => format!("?agreementType={}", enumeration::agreement_type_name(kind)),
        AgreementSelection::All => "?agreementType=*".to_owned(),
    }
}

/// Where the text of an agreement is. There is one text of it, whatever the language and the country.
#[must_use]
pub fn document(template: &AgreementTemplate) -> AgreementDocumentResource<'_> {
    AgreementDocumentResource { display_uri: &template.link, download_uri: &template.link }
}

fn resource(template: &AgreementTemplate) -> AgreementTemplateResource<'_> {
    let AgreementTemplate { id, kind, link, version_rank } = template;
    AgreementTemplateResource {
        template_id: id.to_string(),
        agreement_type: enumeration::agreement_type_name(*kind),
        agreement_link: link,
        version_rank: *version_rank,
    }
}
