//! The modern catalogue as answers show it (surroundings 2.1): products, their SKUs and availabilities.
//!
//! None of them has attributes; only collections do. Links of items name the market, whoever reads them.

mod availability;
mod sku;
mod term;

pub use availability::AvailabilityResource;
pub use sku::SkuResource;

use crate::{collection::Collection, enumeration, link::Link};
use domain::catalog::{Audience, Availability, Product, ProductKind, Sku, SubKind, View};
use serde::Serialize;
use utoipa::ToSchema;

/// Who publishes what names no publisher.
const MICROSOFT: &str = "Microsoft Corporation";

/// A product.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Product)]
pub struct ProductResource<'a> {
    id: &'a str,
    title: &'a str,
    description: &'a str,
    product_type: ProductTypeResource,
    is_microsoft_product: bool,
    publisher_name: &'a str,
    links: ProductLinks,
}

/// What sort of product it is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ProductType)]
struct ProductTypeResource {
    id: &'static str,
    display_name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub_type: Option<SubTypeResource>,
}

/// What sort among those of its type.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ProductSubType)]
struct SubTypeResource {
    id: &'static str,
    display_name: &'static str,
}

/// The links of a product.
#[derive(Debug, Serialize, ToSchema)]
struct ProductLinks {
    skus: Link,
    #[serde(rename = "self")]
    itself: Link,
}

/// The resource of a product.
#[must_use]
pub fn resource<'a>(audience: &Audience, product: &'a Product) -> ProductResource<'a> {
    let (id, display_name) = type_names(product.kind);
    let (uri, country) = (format!("/products/{}", product.id), &audience.market);
    ProductResource {
        id: &product.id,
        title: &product.title,
        description: product.description.as_deref().unwrap_or(&product.title),
        product_type: ProductTypeResource { id, display_name, sub_type: product.sub_kind.map(sub_type) },
        is_microsoft_product: product.publisher.is_none(),
        publisher_name: product.publisher.as_deref().unwrap_or(MICROSOFT),
        links: ProductLinks {
            skus: Link::get(format!("{uri}/skus?country={country}")),
            itself: Link::get(format!("{uri}?country={country}")),
        },
    }
}

/// The resource of a SKU.
#[must_use]
pub fn sku<'a>(audience: &Audience, found: (&'a Product, &'a Sku)) -> SkuResource<'a> {
    sku::resource(audience, found)
}

/// The resource of an availability.
#[must_use]
pub fn availability<'a>(
    audience: &'a Audience,
    found: (&'a Product, &'a Sku, &'a Availability),
) -> AvailabilityResource<'a> {
    availability::resource(audience, found)
}

/// The collection of a view's products.
#[must_use]
pub fn collection<'a>(audience: &Audience, view: View, products: &[&'a Product]) -> Collection<ProductResource<'a>> {
    let items = products.iter().map(|product| resource(audience, product)).collect();
    let view = format!("targetView={}", enumeration::view_name(view));
    Collection::linked(items, link_of(audience, "/products", Some(view)))
}

/// The collection of a product's SKUs.
#[must_use]
pub fn skus<'a>(audience: &Audience, product: &'a Product) -> Collection<SkuResource<'a>> {
    let items = product.skus_for(audience).into_iter().map(|sku| self::sku(audience, (product, sku))).collect();
    Collection::linked(items, link_of(audience, &format!("/products/{}/skus", product.id), None))
}

/// The collection of a SKU's availabilities.
#[must_use]
pub fn availabilities<'a>(
    audience: &'a Audience,
    (product, sku): (&'a Product, &'a Sku),
) -> Collection<AvailabilityResource<'a>> {
    let found = sku.availabilities_for(audience).into_iter();
    let items = found.map(|found| availability(audience, (product, sku, found))).collect();
    let path = format!("/products/{}/skus/{}/availabilities", product.id, sku.id);
    Collection::linked(items, link_of(audience, &path, None))
}

/// The link of a collection: below the customer where it is read for one, with the market otherwise.
fn link_of(audience: &Audience, path: &str, view: Option<String>) -> String {
    let (owner, country) = match audience.customer {
        Some(customer) => (format!("/customers/{customer}"), None),
        None => (String::new(), Some(format!("country={}", audience.market))),
    };
    let segment = audience.segment.map(|segment| format!("targetSegment={}", segment.name()));
    let query: Vec<_> = [country, view, segment].into_iter().flatten().collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{owner}{path}{mark}{}", query.join("&"))
}

fn type_names(kind: ProductKind) -> (&'static str, &'static str) {
    match kind {
        ProductKind::OnlineServicesNce => ("OnlineServicesNCE", "OnlineServicesNCE"),
        ProductKind::Software => ("Software", "Software"),
        ProductKind::Saas => ("SaaS", "SaaS"),
        ProductKind::Reservation | ProductKind::AzurePlan | ProductKind::SavingsPlan => ("Azure", "Azure"),
    }
}

fn sub_type(kind: SubKind) -> SubTypeResource {
    let (id, display_name) = match kind {
        SubKind::VirtualMachines => ("VirtualMachines", "Virtual Machines"),
        SubKind::SqlDatabases => ("SqlDatabases", "SQL Databases"),
        SubKind::CosmosDb => ("CosmosDb", "Cosmos DB"),
        SubKind::SuseLinux => ("SUSELinux", "SUSE Linux"),
    };
    SubTypeResource { id, display_name }
}
