//! Health: alive, and ready for work.

use crate::state::Floor;
use axum::{extract::State, response::IntoResponse};
use http::StatusCode;

/// Tells whether the process answers.
#[utoipa::path(
    get, path = "/livez", operation_id = "isAlive", tag = "Health",
    responses((status = 200, description = "It does.", body = String, content_type = "text/plain")),
)]
pub(crate) async fn live() -> impl IntoResponse {
    (StatusCode::OK, "alive\n")
}

/// Tells whether the store answers too, and the server is not draining.
#[utoipa::path(
    get, path = "/readyz", operation_id = "isReady", tag = "Health",
    responses(
        (status = 200, description = "It is ready for work.", body = String, content_type = "text/plain"),
        (status = 503, description = "It is not.", body = String, content_type = "text/plain"),
    ),
)]
pub(crate) async fn ready(State(floor): State<Floor>) -> impl IntoResponse {
    if !floor.readiness.is_ready() {
        return (StatusCode::SERVICE_UNAVAILABLE, "not ready: starting or draining\n");
    }
    match floor.app.check().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(failure) => {
            tracing::warn!(%failure, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready: the store does not answer\n")
        }
    }
}
