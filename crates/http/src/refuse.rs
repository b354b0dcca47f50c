//! Answers to what no handler answers: unknown paths, methods that a path does not take, panics.

use crate::answer;
use axum::response::Response;
use domain::fault::{Fault, FaultKind};
use std::any::Any;

/// 404 with the error body (ruling 4).
pub(crate) async fn not_found() -> Response {
    answer::of_fault(&Fault::new(FaultKind::ResourceNotFound))
}

/// 405 with the error body; the router adds `Allow` (ruling 4).
pub(crate) async fn method_not_allowed() -> Response {
    answer::of_fault(&Fault::new(FaultKind::MethodNotAllowed))
}

/// A panic is our fault, and nobody outside learns more of it.
pub(crate) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no text");
    tracing::error!(panic = text, "a handler panicked");
    answer::of_fault(&Fault::new(FaultKind::ServiceException))
}
