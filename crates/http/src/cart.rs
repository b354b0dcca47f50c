//! Carts: POST, GET, PUT, and checkout (digest 1.1).

use crate::{
    answer::{self, Refused},
    extract::{Reading, Writing},
    state::Floor,
};
use axum::{extract::State, response::Response};
use http::StatusCode;
use wire::{order::Prices, xml::Root};

/// POST `/v1/customers/{customer_id}/carts`: 201 with the cart.
pub(crate) async fn create(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let draft = wire::cart::draft(&request.node()?)?;
    let cart = floor.app.create_cart(&request.scope, request.name, draft).await?;
    Ok(answer::of(StatusCode::CREATED, Root::Cart, &wire::cart::resource(&cart)))
}

/// GET `/v1/customers/{customer_id}/carts/{cart_id}`: 200 with the cart.
pub(crate) async fn read(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let cart = floor.app.read_cart(&request.scope, request.cart_id()?).await?;
    Ok(answer::of(StatusCode::OK, Root::Cart, &wire::cart::resource(&cart)))
}

/// PUT `/v1/customers/{customer_id}/carts/{cart_id}`: 201 with the cart (ruling 24).
pub(crate) async fn update(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let id = request.cart_id()?;
    let draft = wire::cart::draft(&request.node()?)?;
    let cart = floor.app.update_cart(&request.scope, request.name, id, draft).await?;
    Ok(answer::of(StatusCode::CREATED, Root::Cart, &wire::cart::resource(&cart)))
}

/// POST `/v1/customers/{customer_id}/carts/{cart_id}/checkout`: 201 with the result. Whatever body the SDKs send is
/// bounded and ignored (digest section 8, no. 44).
pub(crate) async fn check_out(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let id = request.cart_id()?;
    let prices = if request.scope.partner().sees_prices { Prices::Shown } else { Prices::Hidden };
    let result = floor.app.check_out_cart(&request.scope, request.name, id).await?;
    Ok(answer::of(StatusCode::CREATED, Root::CartCheckoutResult, &wire::order::checkout(&result, prices)))
}
