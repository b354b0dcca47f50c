//! The catalogue of a market, which every partner may read.

use super::params::{ForSegment, OfMarket, OfView};
use crate::{answer::Refused, extract::Browsing, state::Floor};
use axum::{extract::State, response::Response};
use domain::catalog::Audience;
use wire::{
    collection::Collection,
    product::{AvailabilityResource, ProductResource, SkuResource},
};

/// Gets the products of a market.
#[utoipa::path(
    get,
    path = "/v1/products",
    operation_id = "listProducts",
    tag = "Catalog",
    params(OfMarket, OfView, ForSegment),
    responses((status = 200, description = "The products.", body = Collection<ProductResource>)),
)]
pub(crate) async fn list(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let view = request.query.target_view()?;
    Ok(super::list(&floor, &audience(&request)?, view))
}

/// Gets a product of a market.
#[utoipa::path(
    get,
    path = "/v1/products/{product_id}",
    operation_id = "getProduct",
    tag = "Catalog",
    params(OfMarket, ForSegment),
    responses((status = 200, description = "The product.", body = ProductResource)),
)]
pub(crate) async fn read(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    super::read(&floor, &audience(&request)?, &request.ids)
}

/// Gets the SKUs of a product of a market.
#[utoipa::path(
    get,
    path = "/v1/products/{product_id}/skus",
    operation_id = "listSkus",
    tag = "Catalog",
    params(OfMarket, ForSegment),
    responses((status = 200, description = "The SKUs.", body = Collection<SkuResource>)),
)]
pub(crate) async fn list_skus(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    super::list_skus(&floor, &audience(&request)?, &request.ids)
}

/// Gets a SKU of a market.
#[utoipa::path(
    get,
    path = "/v1/products/{product_id}/skus/{sku_id}",
    operation_id = "getSku",
    tag = "Catalog",
    params(OfMarket, ForSegment),
    responses((status = 200, description = "The SKU.", body = SkuResource)),
)]
pub(crate) async fn read_sku(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    super::read_sku(&floor, &audience(&request)?, &request.ids)
}

/// Gets the availabilities of a SKU of a market.
#[utoipa::path(
    get,
    path = "/v1/products/{product_id}/skus/{sku_id}/availabilities",
    operation_id = "listAvailabilities",
    tag = "Catalog",
    params(OfMarket, ForSegment),
    responses((status = 200, description = "The availabilities.", body = Collection<AvailabilityResource>)),
)]
pub(crate) async fn list_availabilities(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    super::list_availabilities(&floor, &audience(&request)?, &request.ids)
}

/// Gets an availability of a market.
#[utoipa::path(
    get,
    path = "/v1/products/{product_id}/skus/{sku_id}/availabilities/{availability_id}",
    operation_id = "getAvailability",
    tag = "Catalog",
    params(OfMarket, ForSegment),
    responses((status = 200, description = "The availability.", body = AvailabilityResource)),
)]
pub(crate) async fn read_availability(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    super::read_availability(&floor, &audience(&request)?, &request.ids)
}

fn audience(request: &Browsing) -> Result<Audience, Refused> {
    let segment = request.query.target_segment()?;
    Ok(request.scope.audience(request.query.country()?, segment))
}
