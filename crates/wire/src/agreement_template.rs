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

/// The collection of the agreements that were selected.
#[must_use]
pub fn collection<'a>(
    selection: AgreementSelection,
    templates: Vec<&'a AgreementTemplate>,
) -> Collection<AgreementTemplateResource<'a>> {
    let uri = match selection {
        AgreementSelection::DEFAULT => "/agreements".to_owned(),
        AgreementSelection::Only(kind) => {
            format!("/agreements?agreementType={}", enumeration::agreement_type_name(kind))
        }
        AgreementSelection::All => "/agreements?agreementType=*".to_owned(),
    };
    Collection::linked(templates.into_iter().map(resource).collect(), uri)
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
