//! What partners say of themselves, as answers show it (surroundings 2.7).

use crate::{
    address::{self, AddressResource},
    link::{Attributes, ResourceLinks},
};
use domain::{
    id::PartnerId,
    partner::{MpnProfile, OrganizationProfile, Partner},
};
use serde::Serialize;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use utoipa::ToSchema;

/// The profile of a partner's organization.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrganizationProfile)]
pub struct OrganizationResource<'a> {
    #[schema(value_type = String, format = "uuid")]
    id: PartnerId,
    company_name: &'a str,
    default_address: AddressResource<'a>,
    #[schema(value_type = String, format = "uuid")]
    tenant_id: PartnerId,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    culture: Option<&'a str>,
    profile_type: &'static str,
    links: ResourceLinks,
    attributes: Attributes,
}

/// What a Partner ID stands for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MpnProfile)]
pub struct MpnProfileResource<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    partner_name: Option<&'a str>,
    mpn_id: &'a str,
    profile_type: &'static str,
    links: ResourceLinks,
    attributes: Attributes,
}

/// The resource of a partner's organization.
#[must_use]
pub fn organization(partner: &Partner) -> OrganizationResource<'_> {
    let OrganizationProfile { company_name, default_address, domain, email, language, culture } = &partner.profile;
    let mut default_address = address::resource(default_address);
    default_address.country.get_or_insert(&partner.country);
    OrganizationResource {
        id: partner.id,
        company_name: company_name.as_deref().unwrap_or(&partner.name),
        default_address,
        tenant_id: partner.id,
        domain: domain.as_deref(),
        email: email.as_deref(),
        language: language.as_deref(),
        culture: culture.as_deref(),
        profile_type: "OrganizationProfile",
        links: ResourceLinks::to_self("/profiles/organization".to_owned()),
        attributes: Attributes::with_etag("OrganizationProfile", etag(&partner.profile)),
    }
}

/// The resource of a Partner ID. Its link is that of the samples, whoever was looked up.
#[must_use]
pub fn mpn(profile: &MpnProfile) -> MpnProfileResource<'_> {
    MpnProfileResource {
        partner_name: profile.name.as_deref(),
        mpn_id: profile.mpn_id.as_str(),
        profile_type: "MpnProfile",
        links: ResourceLinks::to_self("/profiles/mpn".to_owned()),
        attributes: Attributes::of("MpnProfile"),
    }
}

/// A signed number as text, as the service's own (surroundings 2.5): of what the profile says, for it has no version.
fn etag(profile: &OrganizationProfile) -> String {
    let mut hasher = DefaultHasher::new();
    profile.hash(&mut hasher);
    hasher.finish().cast_signed().to_string()
}
