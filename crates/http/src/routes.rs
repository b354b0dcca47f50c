//! The table of contents: every path, and who answers it.

use crate::{
    agreement, agreement_template, cart, catalog, country, customer, docs, domain_name, exchange, health, inventory,
    issuer, offer, offer_matrix, openapi, order, path, price_sheet, profile, promotion, qualification, refuse,
    relationship,
    state::{Floor, Standing},
    subscription,
};
use app::LiveApp;
use axum::{
    Router,
    body::Body,
    middleware,
    response::Response,
    routing::{any, get, post},
};
use http::Request;
use std::sync::Arc;
use tower::{
    Layer as _,
    util::{BoxCloneSyncService, MapRequestLayer},
};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Paths that are not served, though they look like that of a resource that is: a word stands where its id would.
const WORDS_FOR_IDS: [&str; 5] = [
    "/v1/customers/relationshiprequests",
    "/v1/customers/usagerecords",
    "/v1/customers/{customer_id}/subscriptions/customtermenddates",
    "/v1/customers/{customer_id}/subscriptions/overage",
    "/v1/customers/{customer_id}/subscriptions/usagerecords",
];

/// The whole surface as one service, whose use cases are those that are live when a request comes. The path is made normal
/// before a route is looked for.
#[must_use]
pub fn service(
    floor: Floor,
    live: Arc<LiveApp>,
) -> BoxCloneSyncService<Request<Body>, Response, std::convert::Infallible> {
    let router = router(floor, live);
    let normalise = MapRequestLayer::new(|mut request: Request<Body>| {
        *request.uri_mut() = path::normal(std::mem::take(request.uri_mut()));
        request
    });
    BoxCloneSyncService::new(normalise.layer(router))
}

/// The surface described in OpenAPI 3.1, as its file has it: the whole of it, tokens included.
#[must_use]
pub fn description() -> String {
    docs::written(&described(true).1)
}

fn router(floor: Floor, live: Arc<LiveApp>) -> Router {
    let (router, description) = described(floor.tokens.are_issued());
    let router = WORDS_FOR_IDS.iter().fold(router, |router, path| router.route(path, any(refuse::not_found)));
    let standing = Standing::new(floor, live);
    router
        .merge(docs::router(&description))
        .method_not_allowed_fallback(refuse::method_not_allowed)
        .fallback(refuse::not_found)
        .layer(CatchPanicLayer::custom(refuse::panicked))
        .layer(middleware::from_fn_with_state(standing.clone(), exchange::frame))
        .with_state(standing)
}

/// The routes and their description: each handler says its own path, so that the two cannot differ.
fn described(with_tokens: bool) -> (Router<Standing>, OpenApi) {
    let mut router = purchases().merge(surroundings()).routes(routes!(health::live)).routes(routes!(health::ready));
    if with_tokens {
        router = router
            .routes(routes!(issuer::token))
            .routes(routes!(issuer::configuration))
            .routes(routes!(issuer::keys))
            .route("/{tenant}/oauth2/token", post(issuer::token))
            .route("/{tenant}/.well-known/openid-configuration", get(issuer::configuration))
            .route("/{tenant}/discovery/keys", get(issuer::keys));
    }
    let (router, description) = router.split_for_parts();
    (router, openapi::complete(description))
}

/// Carts, orders and subscriptions, and the catalogue that they are of.
fn purchases() -> OpenApiRouter<Standing> {
    OpenApiRouter::new()
        .routes(routes!(cart::create))
        .routes(routes!(cart::read, cart::update))
        .routes(routes!(cart::check_out))
        .routes(routes!(order::list, order::create))
        .routes(routes!(order::read, order::update))
        .routes(routes!(order::provisioning_status))
        .routes(routes!(order::activation_links))
        .routes(routes!(order::line_activation_links))
        .routes(routes!(catalog::market::list))
        .routes(routes!(catalog::market::read))
        .routes(routes!(catalog::market::list_skus))
        .routes(routes!(catalog::market::read_sku))
        .routes(routes!(catalog::market::list_availabilities))
        .routes(routes!(catalog::market::read_availability))
        .routes(routes!(catalog::customer::list, catalog::customer::list_by_post))
        .routes(routes!(catalog::customer::read))
        .routes(routes!(catalog::customer::list_skus))
        .routes(routes!(catalog::customer::read_sku))
        .routes(routes!(catalog::customer::list_availabilities))
        .routes(routes!(catalog::customer::read_availability))
        .routes(routes!(offer::list))
        .routes(routes!(offer::read))
        .routes(routes!(offer::list_add_ons))
        .routes(routes!(offer::list_for_customer))
        .routes(routes!(offer::list_categories))
        .routes(routes!(offer::list_categories_for_customer))
        .routes(routes!(promotion::list))
        .routes(routes!(promotion::read))
        .routes(routes!(promotion::eligibilities))
        .routes(routes!(inventory::check))
        .routes(routes!(price_sheet::give_out))
        .routes(routes!(offer_matrix::give_out))
        .routes(routes!(subscription::list))
        .routes(routes!(subscription::read, subscription::update))
        .routes(routes!(subscription::add_ons))
        .routes(routes!(subscription::provisioning_status))
        .routes(routes!(subscription::activation_links))
        .routes(routes!(subscription::registration_status))
        .routes(routes!(subscription::register))
}

/// Who buys and who sells, and what holds where.
fn surroundings() -> OpenApiRouter<Standing> {
    OpenApiRouter::new()
        .routes(routes!(customer::list, customer::create))
        .routes(routes!(customer::read, customer::update, customer::delete))
        .routes(routes!(customer::billing, customer::update_billing))
        .routes(routes!(customer::company))
        .routes(routes!(profile::organization))
        .routes(routes!(profile::mpn))
        .routes(routes!(relationship::list))
        .routes(routes!(relationship::list_for_customer))
        .routes(routes!(domain_name::head))
        .routes(routes!(country::validate_address))
        .routes(routes!(country::read))
        .routes(routes!(agreement_template::list))
        .routes(routes!(agreement_template::document))
        .routes(routes!(agreement::list, agreement::create))
        .routes(routes!(agreement::direct_signed_status))
        .routes(routes!(agreement::partner_status))
        .routes(routes!(qualification::list, qualification::create))
        .routes(routes!(qualification::read, qualification::update))
        .routes(routes!(qualification::list_validation_codes))
        .routes(routes!(qualification::account_status))
}
