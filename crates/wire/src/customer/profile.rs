//! The profiles of a customer (surroundings 2.5).

use crate::{
    address::{self, AddressResource},
    link::{Attributes, ResourceLinks},
};
use domain::{
    customer::{BillingProfile, Customer, CustomerEntry},
    id::CustomerId,
};
use serde::Serialize;
use utoipa::ToSchema;

/// Whom to bill.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CustomerBillingProfile)]
pub struct BillingProfileResource<'a> {
    #[schema(value_type = String, format = "uuid")]
    id: CustomerId,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    culture: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    company_name: &'a str,
    default_address: AddressResource<'a>,
    links: ResourceLinks,
    attributes: Attributes,
}

/// What the company is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CustomerCompanyProfile)]
pub struct CompanyProfileResource<'a> {
    #[schema(value_type = String, format = "uuid")]
    tenant_id: CustomerId,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<&'a str>,
    company_name: &'a str,
    /// Not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<AddressResource<'a>>,
    /// Not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization_registration_number: Option<&'a str>,
    links: ResourceLinks,
    attributes: Attributes,
}

/// The billing profile of a customer. Its etag is how often it was written, as text, like the numbers of the service's own.
#[must_use]
pub fn billing(customer: &Customer) -> BillingProfileResource<'_> {
    let BillingProfile { first_name, last_name, email, culture, language, revision, .. } = &customer.billing;
    BillingProfileResource {
        id: customer.id,
        first_name: first_name.as_deref(),
        last_name: last_name.as_deref(),
        email: email.as_deref(),
        culture: culture.as_deref(),
        language: language.as_deref(),
        company_name: &customer.name,
        default_address: default_address(customer),
        links: ResourceLinks::to_self(format!("/customers/{}/profiles/billing", customer.id)),
        attributes: Attributes::with_etag("CustomerBillingProfile", revision.to_string()),
    }
}

/// The company profile of a customer.
#[must_use]
pub fn company(customer: &Customer) -> CompanyProfileResource<'_> {
    CompanyProfileResource {
        domain: customer.domain.as_deref(),
        address: Some(default_address(customer)),
        email: customer.billing.email.as_deref(),
        organization_registration_number: customer.registration_number.as_deref(),
        ..bare(customer.id, &customer.name)
    }
}

/// The company profile as the list shows it.
pub(super) fn listed(entry: &CustomerEntry) -> CompanyProfileResource<'_> {
    CompanyProfileResource { domain: entry.domain.as_deref(), ..bare(entry.id, &entry.company_name) }
}

fn bare(id: CustomerId, company_name: &str) -> CompanyProfileResource<'_> {
    CompanyProfileResource {
        tenant_id: id,
        domain: None,
        company_name,
        address: None,
        email: None,
        organization_registration_number: None,
        links: ResourceLinks::to_self(format!("/customers/{id}/profiles/company")),
        attributes: Attributes::of("CustomerCompanyProfile"),
    }
}

/// The country is the market where the address says none.
fn default_address(customer: &Customer) -> AddressResource<'_> {
    let mut address = address::resource(&customer.billing.default_address);
    address.country.get_or_insert(&customer.market);
    address
}
