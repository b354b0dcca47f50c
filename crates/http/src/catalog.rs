//! The modern catalogue (surroundings 1.3, 2.1): of a market, and for a customer. Both find the same; who asks differs.

pub(crate) mod customer;
pub(crate) mod market;
pub(crate) mod params;

use crate::{
    answer::{self, Refused},
    extract::Ids,
    state::Floor,
};
use axum::response::Response;
use domain::catalog::{Audience, View};
use http::StatusCode;
use wire::{product, xml::Root};

fn list(floor: &Floor, audience: &Audience, view: View) -> Response {
    let products = floor.app.list_products(audience, view);
    answer::of(StatusCode::OK, Root::ProductCollection, &product::collection(audience, view, &products))
}

fn read(floor: &Floor, audience: &Audience, ids: &Ids) -> Result<Response, Refused> {
    let found = floor.app.read_product(audience, ids.get("product_id"))?;
    Ok(answer::of(StatusCode::OK, Root::Product, &product::resource(audience, found)))
}

fn list_skus(floor: &Floor, audience: &Audience, ids: &Ids) -> Result<Response, Refused> {
    let found = floor.app.read_product(audience, ids.get("product_id"))?;
    Ok(answer::of(StatusCode::OK, Root::SkuCollection, &product::skus(audience, found)))
}

fn read_sku(floor: &Floor, audience: &Audience, ids: &Ids) -> Result<Response, Refused> {
    let found = floor.app.read_sku(audience, ["product_id", "sku_id"].map(|name| ids.get(name)))?;
    Ok(answer::of(StatusCode::OK, Root::Sku, &product::sku(audience, found)))
}

fn list_availabilities(floor: &Floor, audience: &Audience, ids: &Ids) -> Result<Response, Refused> {
    let found = floor.app.read_sku(audience, ["product_id", "sku_id"].map(|name| ids.get(name)))?;
    Ok(answer::of(StatusCode::OK, Root::AvailabilityCollection, &product::availabilities(audience, found)))
}

fn read_availability(floor: &Floor, audience: &Audience, ids: &Ids) -> Result<Response, Refused> {
    let ids = ["product_id", "sku_id", "availability_id"].map(|name| ids.get(name));
    let found = floor.app.read_availability(audience, ids)?;
    Ok(answer::of(StatusCode::OK, Root::Availability, &product::availability(audience, found)))
}
