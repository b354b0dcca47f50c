//! Answers: a resource or a fault, written in the media type that was asked for. JSON only, so far.

use app::{Failure, Refusal};
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use domain::fault::{Fault, FaultKind};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// Seconds after which a client may try again when the machine was at fault.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

/// What a handler returns when it does not do what it was asked.
pub(crate) struct Refused(Refusal);

impl<R: Into<Refusal>> From<R> for Refused {
    fn from(refusal: R) -> Self {
        Self(refusal.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self.0 {
            Refusal::Fault(fault) => of_fault(&fault),
            Refusal::Failure(failure) => of_failure(&failure),
        }
    }
}

/// A resource, with its status.
pub(crate) fn of(status: StatusCode, resource: &impl Serialize) -> Response {
    match serde_json::to_vec(resource) {
        Ok(body) => with_body(status, body),
        Err(error) => of_failure(&Failure::Broken(format!("an answer cannot be written: {error}"))),
    }
}

/// A fault as an HTTP error.
pub(crate) fn of_fault(fault: &Fault) -> Response {
    let status = StatusCode::from_u16(fault.kind().status().code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(&wire::fault::resource(fault)).unwrap_or_default();
    with_body(status, body)
}

/// What the caller is told of a failure is only whether trying again may help; the log has the rest.
fn of_failure(failure: &Failure) -> Response {
    tracing::error!(%failure, "a request failed");
    match failure {
        Failure::Broken(_) => of_fault(&Fault::new(FaultKind::ServiceException)),
        Failure::Unavailable(_) | Failure::Unknown(_) => {
            let mut response = of_fault(&Fault::new(FaultKind::ServiceUnavailable));
            response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
            response
        }
    }
}

fn with_body(status: StatusCode, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, JSON);
    response
}
