//! Customers as answers show them, and what clients send of them (surroundings 2.5).

mod profile;
mod read;

pub use profile::{BillingProfileResource, CompanyProfileResource, billing, company};
pub use read::{billing_draft, draft, ends_relationship};

use crate::{
    collection::{PageLinks, SeekCollection},
    link::{Attributes, ResourceLinks},
    schema,
};
use domain::{
    customer::{Customer, CustomerEntry, CustomerField, NewCustomer, Relationship},
    id::CustomerId,
};
use serde::Serialize;
use utoipa::ToSchema;

/// The fields that customers can be searched by.
pub const FIELDS: [(&str, CustomerField); 4] = [
    ("CompanyName", CustomerField::CompanyName),
    ("Domain", CustomerField::Domain),
    ("IndirectReseller", CustomerField::IndirectReseller),
    ("IndirectCloudSolutionProvider", CustomerField::IndirectReseller),
];

/// A customer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Customer)]
pub struct CustomerResource<'a> {
    #[schema(value_type = String, format = "uuid")]
    id: CustomerId,
    #[schema(value_type = String, format = "uuid")]
    commerce_id: String,
    company_profile: CompanyProfileResource<'a>,
    billing_profile: BillingProfileResource<'a>,
    #[schema(schema_with = schema::relationship_to_partner)]
    relationship_to_partner: &'static str,
    allow_delegated_access: bool,
    #[serde(rename = "enableGDAPByDefault")]
    enable_gdap_by_default: bool,
    /// The domains of its tenant.
    custom_domains: Vec<&'a str>,
    /// Its administrator, told once: when it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    user_credentials: Option<UserCredentialsResource<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<ResourceLinks>,
    attributes: Attributes,
}

/// How the first administrator of a new tenant signs in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UserCredentials)]
struct UserCredentialsResource<'a> {
    user_name: &'static str,
    password: &'a str,
}

/// A customer as the list shows it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ListedCustomer)]
pub struct ListedCustomerResource<'a> {
    #[schema(value_type = String, format = "uuid")]
    id: CustomerId,
    company_profile: CompanyProfileResource<'a>,
    #[schema(schema_with = schema::relationship_to_partner)]
    relationship_to_partner: &'static str,
    links: ResourceLinks,
    attributes: Attributes,
}

/// The resource of a customer.
#[must_use]
pub fn resource(customer: &Customer) -> CustomerResource<'_> {
    CustomerResource {
        id: customer.id,
        commerce_id: customer.commerce_id().to_string(),
        company_profile: company(customer),
        billing_profile: billing(customer),
        relationship_to_partner: relationship(customer.relationship),
        // No customer of today keeps its partner out: what would, ends the relationship.
        allow_delegated_access: true,
        enable_gdap_by_default: customer.enable_gdap_by_default,
        custom_domains: customer.domain.as_deref().into_iter().collect(),
        user_credentials: None,
        links: Some(ResourceLinks::to_self(format!("/customers/{}", customer.id))),
        attributes: Attributes::of("Customer"),
    }
}

/// The resource of a customer that was just made: with its credentials, and without links, as the sample has it.
#[must_use]
pub fn created(created: &NewCustomer) -> CustomerResource<'_> {
    let credentials = UserCredentialsResource { user_name: "admin", password: &created.password };
    CustomerResource { user_credentials: Some(credentials), links: None, ..resource(&created.customer) }
}

/// A page of the partner's customers.
#[must_use]
pub fn page(entries: &[CustomerEntry], links: PageLinks) -> SeekCollection<ListedCustomerResource<'_>> {
    SeekCollection::page(entries.iter().map(listed).collect(), links)
}

/// Only those that the partner sells to are listed.
fn listed(entry: &CustomerEntry) -> ListedCustomerResource<'_> {
    ListedCustomerResource {
        id: entry.id,
        company_profile: profile::listed(entry),
        relationship_to_partner: relationship(Relationship::Reseller),
        links: ResourceLinks::to_self(format!("/customers/{}", entry.id)),
        attributes: Attributes::of("Customer"),
    }
}

/// What the partner is to the customer, in Partner Center's words.
#[must_use]
pub const fn relationship(relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::Reseller => "reseller",
        Relationship::None => "none",
    }
}
