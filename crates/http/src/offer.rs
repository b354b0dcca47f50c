//! Legacy offers (surroundings 1.4): of a market, and for a customer.

use crate::{
    answer::{self, Refused},
    catalog::params::{OfMarket, OfOffers},
    extract::{Browsing, Reading},
    state::Floor,
};
use axum::{extract::State, response::Response};
use http::StatusCode;
use wire::{
    collection::Collection,
    offer::{self, CategoryResource, OfferResource},
    xml::Root,
};

/// Gets the legacy offers of a market.
#[utoipa::path(
    get,
    path = "/v1/offers",
    operation_id = "listOffers",
    tag = "Catalog",
    params(OfMarket, OfOffers),
    responses((status = 200, description = "The offers.", body = Collection<OfferResource>)),
)]
pub(crate) async fn list(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let (market, selection) = (market(&request)?, request.query.offers()?);
    let offers = floor.app.list_offers(request.scope.offers_of(&market), &selection);
    Ok(answer::of(StatusCode::OK, Root::OfferCollection, &offer::collection(&market, None, &selection, offers)))
}

/// Gets a legacy offer of a market.
#[utoipa::path(
    get,
    path = "/v1/offers/{offer_id}",
    operation_id = "getOffer",
    tag = "Catalog",
    params(OfMarket),
    responses((status = 200, description = "The offer.", body = OfferResource)),
)]
pub(crate) async fn read(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let market = market(&request)?;
    let found = floor.app.read_offer(request.scope.offers_of(&market), request.ids.get("offer_id"))?;
    Ok(answer::of(StatusCode::OK, Root::Offer, &offer::resource(&market, found)))
}

/// Gets the add-on offers of a legacy offer.
#[utoipa::path(
    get,
    path = "/v1/offers/{offer_id}/addons",
    operation_id = "listOfferAddOns",
    tag = "Catalog",
    params(OfMarket, OfOffers),
    responses((status = 200, description = "The add-on offers.", body = Collection<OfferResource>)),
)]
pub(crate) async fn list_add_ons(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let (market, selection) = (market(&request)?, request.query.offers()?);
    let (audience, id) = (request.scope.offers_of(&market), request.ids.get("offer_id"));
    let (base, offers) = floor.app.list_add_on_offers(audience, id, &selection)?;
    Ok(answer::of(StatusCode::OK, Root::OfferCollection, &offer::add_ons(&market, base, &selection, offers)))
}

/// Gets the legacy offers that a customer can buy.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/offers",
    operation_id = "listCustomerOffers",
    tag = "Catalog",
    params(OfOffers),
    responses((status = 200, description = "The offers.", body = Collection<OfferResource>)),
)]
pub(crate) async fn list_for_customer(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let (audience, selection) = (request.scope.offers(), request.query.offers()?);
    let (customer, offers) = (request.scope.customer().id, floor.app.list_offers(audience, &selection));
    let resource = offer::collection(audience.market, Some(customer), &selection, offers);
    Ok(answer::of(StatusCode::OK, Root::OfferCollection, &resource))
}

/// Gets the categories that the legacy offers of a market are listed under.
#[utoipa::path(
    get,
    path = "/v1/offercategories",
    operation_id = "listOfferCategories",
    tag = "Catalog",
    params(OfMarket),
    responses((status = 200, description = "The categories.", body = Collection<CategoryResource>)),
)]
pub(crate) async fn list_categories(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let market = market(&request)?;
    let categories = floor.app.list_offer_categories(request.scope.offers_of(&market));
    Ok(answer::of(StatusCode::OK, Root::OfferCategoryCollection, &offer::categories(&market, &categories)))
}

/// Gets the categories of the legacy offers that a customer can buy.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/offercategories",
    operation_id = "listCustomerOfferCategories",
    tag = "Catalog",
    responses((status = 200, description = "The categories.", body = Collection<CategoryResource>)),
)]
pub(crate) async fn list_categories_for_customer(
    State(floor): State<Floor>,
    request: Reading,
) -> Result<Response, Refused> {
    let audience = request.scope.offers();
    let categories = floor.app.list_offer_categories(audience);
    Ok(answer::of(StatusCode::OK, Root::OfferCategoryCollection, &offer::categories(audience.market, &categories)))
}

fn market(request: &Browsing) -> Result<String, Refused> {
    Ok(request.query.country()?.to_ascii_uppercase())
}
