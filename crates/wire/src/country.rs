//! The rules of countries as answers show them: flat, as recorded of the service (surroundings 2.8).

use crate::link::Attributes;
use domain::country::{CountryRules, Pattern, TaxId};
use serde::Serialize;
use utoipa::ToSchema;

/// What holds in a country or region.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CountryInformation)]
pub struct CountryResource<'a> {
    iso2_code: &'a str,
    default_culture: &'a str,
    is_state_required: bool,
    supported_states_list: &'a [String],
    supported_languages_list: &'a [String],
    supported_cultures_list: &'a [String],
    is_postal_code_required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code_regex: Option<&'a str>,
    is_city_required: bool,
    is_vat_id_supported: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    vat_id_regex: Option<&'a str>,
    is_tax_id_supported: bool,
    is_tax_id_optional: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    tax_id_format: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tax_id_sample: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number_regex: Option<&'a str>,
    country_calling_codes_list: &'a [String],
    attributes: Attributes,
}

/// The resource of a country.
#[must_use]
pub fn resource(country: &CountryRules) -> CountryResource<'_> {
    let tax_id = country.tax_id.as_ref();
    CountryResource {
        iso2_code: &country.iso2,
        default_culture: &country.default_culture,
        is_state_required: country.state_required,
        supported_states_list: &country.states,
        supported_languages_list: &country.languages,
        supported_cultures_list: &country.cultures,
        is_postal_code_required: country.postal_code_required,
        postal_code_regex: country.postal_code.as_ref().map(Pattern::as_str),
        is_city_required: country.city_required,
        is_vat_id_supported: country.vat_id_supported,
        vat_id_regex: country.vat_id.as_ref().map(Pattern::as_str),
        is_tax_id_supported: tax_id.is_some(),
        is_tax_id_optional: tax_id.is_none_or(|tax_id| tax_id.optional),
        tax_id_format: tax_id.and_then(|TaxId { format, .. }| format.as_deref()),
        tax_id_sample: tax_id.and_then(|TaxId { sample, .. }| sample.as_deref()),
        phone_number_regex: country.phone_number.as_ref().map(Pattern::as_str),
        country_calling_codes_list: &country.calling_codes,
        attributes: Attributes::of("CountryInformation"),
    }
}
