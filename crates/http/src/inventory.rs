//! Inventory checks (surroundings 1.3, 2.2).

use crate::{
    answer::{self, Refused},
    catalog::params::OfMarket,
    extract::Asking,
    state::Floor,
};
use axum::{extract::State, response::Response};
use http::StatusCode;
use wire::{
    inventory::{self, InventoryItemResource, InventoryRequest},
    xml::Root,
};

/// Says what can be had of some SKUs.
///
/// The answer is a list without an envelope. What is not sold in the market is left out.
#[utoipa::path(
    post,
    path = "/v1/extensions/product/checkinventory",
    operation_id = "checkInventory",
    tag = "Catalog",
    params(OfMarket),
    request_body(content = InventoryRequest, description = "The SKUs, and what is known of the purchase."),
    responses((status = 200, description = "What is said of each SKU.", body = Vec<InventoryItemResource>)),
)]
pub(crate) async fn check(State(floor): State<Floor>, request: Asking) -> Result<Response, Refused> {
    let market = request.query.country()?.to_ascii_uppercase();
    let draft = inventory::draft(&request.node(Root::InventoryCheckRequest)?)?;
    let items = floor.app.check_inventory(request.scope, &market, &draft).await?;
    Ok(answer::of(StatusCode::OK, Root::InventoryItem, &inventory::resources(&items)))
}
