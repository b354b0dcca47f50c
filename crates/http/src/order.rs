//! Orders: list, read, follow (digest 1.2).

use crate::{
    answer::{self, Refused},
    extract::Reading,
    state::Floor,
};
use app::OrderFilter;
use axum::{extract::State, response::Response};
use http::StatusCode;
use wire::{order::Prices, xml::Root};

/// GET `/v1/customers/{customer_id}/orders`: 200 with the collection.
pub(crate) async fn list(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let prices = prices(&request)?;
    let filter = OrderFilter {
        billing_cycle: request.query.billing_type()?,
        with_system_purchases: request.query.include_system_purchases()?,
    };
    let orders = floor.app.list_orders(&request.scope, filter).await?;
    Ok(answer::of(
        StatusCode::OK,
        Root::OrderCollection,
        &wire::order::collection(request.scope.customer().id, &orders, prices),
    ))
}

/// GET `/v1/customers/{customer_id}/orders/{order_id}`: 200 with the order.
pub(crate) async fn read(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let prices = prices(&request)?;
    let order = floor.app.read_order(&request.scope, &request.order_id()).await?;
    Ok(answer::of(StatusCode::OK, Root::Order, &wire::order::resource(&order, prices)))
}

/// GET `/v1/customers/{customer_id}/orders/{order_id}/provisioningstatus`: 200 with a line's state each.
pub(crate) async fn provisioning_status(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let lines = floor.app.provisioning_status(&request.scope, &request.order_id()).await?;
    Ok(answer::of(StatusCode::OK, Root::ProvisioningStatusCollection, &wire::provisioning::collection(&lines)))
}

/// Prices are shown when they are asked for, to a partner that may see them (ruling 13).
fn prices(request: &Reading) -> Result<Prices, Refused> {
    if !request.query.include_price()? {
        return Ok(Prices::Hidden);
    }
    request.scope.ask_for_prices()?;
    Ok(Prices::Shown)
}
