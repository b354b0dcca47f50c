//! What becomes of a body when its request is refused before it was read. The answer goes out at once; the client may still be
//! sending. If the connection were closed on it, it might never see the answer (RFC 9112, 9.6), so the rest is read and
//! thrown away, as much as any body may have and for a while. Then the connection is good for the next request.

use super::body::LIMIT;
use crate::answer::Refused;
use axum::body::{Body, HttpBody};
use http::{header::EXPECT, request::Parts};
use http_body_util::{BodyExt as _, Limited};
use std::time::Duration;
use tokio::time::timeout;

/// How long the rest of a body is waited for.
const WITHIN: Duration = Duration::from_secs(5);

/// Hands the body back, or leaves it when the request is refused.
pub(super) fn leave<T>(outcome: Result<T, Refused>, parts: &Parts, body: Body) -> Result<(T, Body), Refused> {
    match outcome {
        Ok(begun) => Ok((begun, body)),
        // Whoever waits to be told to go on may send the body or not (RFC 9110, 10.1.1): nobody knows what comes next.
        Err(refused) if parts.headers.contains_key(EXPECT) => Err(refused.closing()),
        Err(refused) => {
            if !HttpBody::is_end_stream(&body) {
                tokio::spawn(timeout(WITHIN, throw_away(body)));
            }
            Err(refused)
        }
    }
}

async fn throw_away(body: Body) {
    let mut body = Limited::new(body, LIMIT);
    while let Some(Ok(_)) = body.frame().await {}
}
