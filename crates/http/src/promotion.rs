//! Promotions (surroundings 1.3, 2.4): of a market, and which of them a customer would get.

use crate::{
    answer::{self, Refused},
    catalog::params::{OfMarket, OfSegment},
    extract::{Browsing, Writing},
    state::Floor,
};
use axum::{extract::State, response::Response};
use http::StatusCode;
use wire::{
    collection::Collection,
    promotion::{self, EligibilitiesRequest, EligibilitiesResource, PromotionResource},
    xml::Root,
};

/// Gets the promotions of a market for a segment, as far as their dates include now.
#[utoipa::path(
    get,
    path = "/v1/productpromotions",
    operation_id = "listProductPromotions",
    tag = "Catalog",
    params(OfMarket, OfSegment),
    responses((status = 200, description = "The promotions.", body = Collection<PromotionResource>)),
)]
pub(crate) async fn list(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let (country, segment) = (request.query.country()?, request.query.segment()?);
    let audience = request.scope.audience(country, Some(segment));
    let promotions = floor.app.list_promotions(&audience);
    let collection = promotion::collection(&audience, segment, &promotions);
    Ok(answer::of(StatusCode::OK, Root::ProductPromotionCollection, &collection))
}

/// Gets a promotion of a market, whatever its dates.
#[utoipa::path(
    get,
    path = "/v1/productpromotions/{promotion_id}",
    operation_id = "getProductPromotion",
    tag = "Catalog",
    params(OfMarket),
    responses((status = 200, description = "The promotion, with its constraints.", body = PromotionResource)),
)]
pub(crate) async fn read(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let market = request.query.country()?.to_ascii_uppercase();
    let found = floor.app.read_promotion(&market, request.ids.get("promotion_id"))?;
    Ok(answer::of(StatusCode::OK, Root::ProductPromotion, &promotion::resource(found)))
}

/// Says which promotions a customer would get for some items.
///
/// Decided as a line of a cart would be, each item as if it were bought alone. Nothing is changed.
#[utoipa::path(
    post,
    path = "/v1/customers/{customer_id}/promotioneligibilities",
    operation_id = "verifyPromotionEligibilities",
    tag = "Catalog",
    request_body(content = EligibilitiesRequest, description = "The items."),
    responses((status = 200, description = "What is said of each item.", body = Collection<EligibilitiesResource>)),
)]
pub(crate) async fn eligibilities(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let items = promotion::items(&request.node(Root::PromotionEligibilitiesRequest)?)?;
    let decided = floor.app.promotion_eligibilities(&request.scope, items).await?;
    let collection = promotion::eligibilities(&decided);
    Ok(answer::of(StatusCode::OK, Root::PromotionEligibilitiesCollection, &collection))
}
