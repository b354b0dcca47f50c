//! Availabilities: what a cart line names, with the terms that it may ask for.

use super::{
    ProductResource, SkuResource,
    term::{self, RenewalInstructionResource, TermResource},
};
use crate::link::ResourceLinks;
use domain::{
    catalog::{Audience, Availability, Plan, Product, ProductKind, Sku},
    money::Currency,
};
use serde::Serialize;
use utoipa::ToSchema;

/// An availability.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Availability)]
pub struct AvailabilityResource<'a> {
    /// Can change over time.
    id: &'a str,
    product_id: &'a str,
    sku_id: &'a str,
    /// What a cart line names.
    catalog_item_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_currency: Option<CurrencyResource>,
    segment: &'static str,
    country: &'a str,
    is_purchasable: bool,
    is_renewable: bool,
    /// What a trial turns into.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    renewal_instructions: Vec<RenewalInstructionResource<'a>>,
    terms: Vec<TermResource<'a>>,
    product: ProductResource<'a>,
    sku: SkuResource<'a>,
    links: ResourceLinks,
}

/// A currency.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CurrencyInfo)]
struct CurrencyResource {
    code: &'static str,
    symbol: String,
}

pub(super) fn resource<'a>(
    audience: &'a Audience,
    (product, sku, found): (&'a Product, &'a Sku, &'a Availability),
) -> AvailabilityResource<'a> {
    let plans: Vec<_> = plans(audience, found).collect();
    let country = &audience.market;
    AvailabilityResource {
        id: &found.id,
        product_id: &product.id,
        sku_id: &sku.id,
        catalog_item_id: format!("{}:{}:{}", product.id, sku.id, found.id),
        default_currency: audience.currency_of(found).map(currency),
        segment: found.segment.name(),
        country,
        is_purchasable: found.purchasable,
        is_renewable: is_renewable(product, sku, &plans),
        renewal_instructions: term::renewal_instructions(sku, &plans),
        terms: plans.iter().map(|plan| term::resource(product.kind, plan)).collect(),
        product: super::resource(audience, product),
        sku: super::sku(audience, (product, sku)),
        links: ResourceLinks::to_self(format!(
            "/products/{}/skus/{}/availabilities/{}?country={country}",
            product.id, sku.id, found.id
        )),
    }
}

/// The plans that are sold in the market.
fn plans<'a>(audience: &Audience, found: &'a Availability) -> impl Iterator<Item = &'a Plan> {
    let currency = audience.currency_of(found);
    found
        .plans
        .iter()
        .filter(move |plan| currency.is_some_and(|currency| plan.price(&audience.market, currency).is_some()))
}

/// What has a term starts a new one at its end, but for trials that turn into nothing and for Azure's own commitments.
fn is_renewable(product: &Product, sku: &Sku, plans: &[&Plan]) -> bool {
    let licence = matches!(product.kind, ProductKind::OnlineServicesNce | ProductKind::Saas | ProductKind::Software);
    licence && plans.iter().any(|plan| plan.term.is_some() && (plan.is_paid() || sku.renews_to.is_some()))
}

fn currency(currency: Currency) -> CurrencyResource {
    CurrencyResource { code: currency.code(), symbol: currency.sign() }
}
