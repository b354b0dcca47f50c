//! Health: alive, and ready for work.

use crate::state::Floor;
use axum::{extract::State, response::IntoResponse};
use http::StatusCode;

/// The process answers.
pub(crate) async fn live() -> impl IntoResponse {
    (StatusCode::OK, "alive\n")
}

/// The store answers too, and the server is not draining.
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
