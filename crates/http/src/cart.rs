//! Carts: POST, GET, PUT (which answers 201: ruling 24), and checkout (digest 1.1; section 8, no. 44).

use crate::{
    answer::{self, Refused},
    extract::{Reading, Writing},
    state::Floor,
};
use axum::{extract::State, response::Response};
use http::StatusCode;
use wire::{cart::CartResource, order::CheckoutResource, xml::Root};

/// Creates a new cart.
///
/// A line that cannot be bought is stored with an `error`. A body that is no cart is refused, and nothing is stored.
#[utoipa::path(
    post,
    path = "/v1/customers/{customer_id}/carts",
    operation_id = "createCart",
    tag = "Carts",
    request_body(content = CartResource, description = "The cart."),
    responses((status = 201, description = "The cart, as it was stored.", body = CartResource)),
)]
pub(crate) async fn create(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let draft = wire::cart::draft(&request.node(Root::Cart)?)?;
    let cart = floor.app.create_cart(&request.scope, request.name, draft).await?;
    Ok(answer::of(StatusCode::CREATED, Root::Cart, &wire::cart::resource(&cart)))
}

/// Gets a cart by its ID.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/carts/{cart_id}",
    operation_id = "getCart",
    tag = "Carts",
    responses((status = 200, description = "The cart.", body = CartResource)),
)]
pub(crate) async fn read(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let cart = floor.app.read_cart(&request.scope, request.ids.cart_id()?).await?;
    Ok(answer::of(StatusCode::OK, Root::Cart, &wire::cart::resource(&cart)))
}

/// Updates a cart.
///
/// What is sent replaces what is in it, and is checked anew. The answer is 201, as the documentation prints it.
#[utoipa::path(
    put,
    path = "/v1/customers/{customer_id}/carts/{cart_id}",
    operation_id = "updateCart",
    tag = "Carts",
    request_body(content = CartResource, description = "The cart as it shall be."),
    responses((status = 201, description = "The cart, as it was stored.", body = CartResource)),
)]
pub(crate) async fn update(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let id = request.ids.cart_id()?;
    let draft = wire::cart::draft(&request.node(Root::Cart)?)?;
    let cart = floor.app.update_cart(&request.scope, request.name, id, draft).await?;
    Ok(answer::of(StatusCode::CREATED, Root::Cart, &wire::cart::resource(&cart)))
}

/// Checks a cart out.
///
/// Each order group becomes an order, or an entry of `orderErrors`. A cart that is ordered already repeats its first
/// answer. Whatever body comes is ignored.
#[utoipa::path(
    post,
    path = "/v1/customers/{customer_id}/carts/{cart_id}/checkout",
    operation_id = "checkoutCart",
    tag = "Carts",
    responses((status = 201, description = "The orders that were made.", body = CheckoutResource)),
)]
pub(crate) async fn check_out(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let id = request.ids.cart_id()?;
    let prices = request.prices_of_purchase();
    let result = floor.app.check_out_cart(&request.scope, request.name, id).await?;
    Ok(answer::of(StatusCode::CREATED, Root::CartCheckoutResult, &wire::order::checkout(&result, prices)))
}
