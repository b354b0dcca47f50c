//! The catalogue as it is for a customer: in its market, and of the segments that are open to it.

use super::params::{ForSegment, OfView};
use crate::{
    answer::Refused,
    extract::{Reading, Writing},
    query::Query,
    state::Floor,
};
use app::CustomerScope;
use axum::{extract::State, response::Response};
use domain::catalog::Audience;
use wire::{
    collection::Collection,
    product::{AvailabilityResource, ProductResource, SkuResource},
};

/// Gets the products for a customer.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/products",
    operation_id = "listCustomerProducts",
    tag = "Catalog",
    params(OfView, ForSegment),
    responses((status = 200, description = "The products.", body = Collection<ProductResource>)),
)]
pub(crate) async fn list(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    list_of(&floor, &request.scope, &request.query)
}

/// Gets the products for a customer, as the published table of operations asks for it.
///
/// Whatever body comes is ignored.
#[utoipa::path(
    post,
    path = "/v1/customers/{customer_id}/products",
    operation_id = "listCustomerProductsByPost",
    tag = "Catalog",
    params(OfView, ForSegment),
    responses((status = 200, description = "The products.", body = Collection<ProductResource>)),
)]
pub(crate) async fn list_by_post(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    list_of(&floor, &request.scope, &request.query)
}

/// Gets a product for a customer.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/products/{product_id}",
    operation_id = "getCustomerProduct",
    tag = "Catalog",
    params(ForSegment),
    responses((status = 200, description = "The product.", body = ProductResource)),
)]
pub(crate) async fn read(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    super::read(&floor, &audience(&request)?, &request.ids)
}

/// Gets the SKUs of a product for a customer.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/products/{product_id}/skus",
    operation_id = "listCustomerSkus",
    tag = "Catalog",
    params(ForSegment),
    responses((status = 200, description = "The SKUs.", body = Collection<SkuResource>)),
)]
pub(crate) async fn list_skus(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    super::list_skus(&floor, &audience(&request)?, &request.ids)
}

/// Gets a SKU for a customer.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/products/{product_id}/skus/{sku_id}",
    operation_id = "getCustomerSku",
    tag = "Catalog",
    params(ForSegment),
    responses((status = 200, description = "The SKU.", body = SkuResource)),
)]
pub(crate) async fn read_sku(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    super::read_sku(&floor, &audience(&request)?, &request.ids)
}

/// Gets the availabilities of a SKU for a customer.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/products/{product_id}/skus/{sku_id}/availabilities",
    operation_id = "listCustomerAvailabilities",
    tag = "Catalog",
    params(ForSegment),
    responses((status = 200, description = "The availabilities.", body = Collection<AvailabilityResource>)),
)]
pub(crate) async fn list_availabilities(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    super::list_availabilities(&floor, &audience(&request)?, &request.ids)
}

/// Gets an availability for a customer.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/products/{product_id}/skus/{sku_id}/availabilities/{availability_id}",
    operation_id = "getCustomerAvailability",
    tag = "Catalog",
    params(ForSegment),
    responses((status = 200, description = "The availability.", body = AvailabilityResource)),
)]
pub(crate) async fn read_availability(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    super::read_availability(&floor, &audience(&request)?, &request.ids)
}

fn list_of(floor: &Floor, scope: &CustomerScope, query: &Query) -> Result<Response, Refused> {
    let view = query.target_view()?;
    Ok(super::list(floor, &scope.audience(query.target_segment()?)?, view))
}

fn audience(request: &Reading) -> Result<Audience, Refused> {
    Ok(request.scope.audience(request.query.target_segment()?)?)
}
