//! The table of contents: every path, and who answers it.

use crate::{cart, exchange, health, issuer, order, path, refuse, state::Floor};
use axum::{
    Router,
    body::Body,
    middleware,
    response::Response,
    routing::{get, post},
};
use http::Request;
use tower::{Layer as _, util::BoxCloneSyncService};
use tower_http::catch_panic::CatchPanicLayer;

/// The whole surface as one service. The path is made normal before a route is looked for.
#[must_use]
pub fn service(floor: Floor) -> BoxCloneSyncService<Request<Body>, Response, std::convert::Infallible> {
    let router = router(floor);
    let normalise = tower::util::MapRequestLayer::new(|mut request: Request<Body>| {
        *request.uri_mut() = path::normal(std::mem::take(request.uri_mut()));
        request
    });
    BoxCloneSyncService::new(normalise.layer(router))
}

fn router(floor: Floor) -> Router {
    let mut router = Router::new()
        .route("/v1/customers/{customer_id}/carts", post(cart::create))
        .route("/v1/customers/{customer_id}/carts/{cart_id}", get(cart::read).put(cart::update))
        .route("/v1/customers/{customer_id}/carts/{cart_id}/checkout", post(cart::check_out))
        .route("/v1/customers/{customer_id}/orders", get(order::list))
        .route("/v1/customers/{customer_id}/orders/{order_id}", get(order::read))
        .route("/v1/customers/{customer_id}/orders/{order_id}/provisioningstatus", get(order::provisioning_status))
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready));
    if floor.issues_tokens {
        router = router
            .route("/{tenant}/oauth2/token", post(issuer::token))
            .route("/{tenant}/oauth2/v2.0/token", post(issuer::token))
            .route("/{tenant}/.well-known/openid-configuration", get(issuer::configuration))
            .route("/{tenant}/v2.0/.well-known/openid-configuration", get(issuer::configuration))
            .route("/{tenant}/discovery/keys", get(issuer::keys))
            .route("/{tenant}/discovery/v2.0/keys", get(issuer::keys));
    }
    router
        .method_not_allowed_fallback(refuse::method_not_allowed)
        .fallback(refuse::not_found)
        .layer(CatchPanicLayer::custom(refuse::panicked))
        .layer(middleware::from_fn_with_state(floor.clone(), exchange::frame))
        .with_state(floor)
}
