//! Bodies: bounded before they are read, and read in the media type that they say they are.

use axum::body::Body;
use bytes::Bytes;
use domain::{
    fault::{Fault, FaultKind},
    member::Member,
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use std::time::Duration;
use tokio::time::timeout;
use wire::node::Node;

/// The largest body that is read, in bytes (promise P9).
const LIMIT: usize = 1024 * 1024;

/// The media types that are read, and what they are read as.
const JSON: [&str; 2] = ["application/json", "text/json"];

/// How long a body may take to arrive (promise P9).
const WITHIN: Duration = Duration::from_secs(30);

/// Collects a body.
pub(crate) async fn collect(body: Body) -> Result<Bytes, Fault> {
    let invalid = || Fault::new(FaultKind::InvalidInput);
    let Ok(collected) = timeout(WITHIN, Limited::new(body, LIMIT).collect()).await else {
        let seen = format!("a part of it after {} seconds", WITHIN.as_secs());
        return Err(invalid().seen(Member::Body, seen, "all of it by then"));
    };
    match collected {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            Err(invalid().seen(Member::Body, format!("more than {LIMIT} bytes"), format!("at most {LIMIT} bytes")))
        }
        Err(error) => Err(invalid().seen(Member::Body, error, "a body as long as its framing says")),
    }
}

/// Reads a body; without a media type it is taken for JSON (digest 5.2).
pub(super) fn read(content_type: Option<&str>, body: &Bytes) -> Result<Node, Fault> {
    let essence = content_type.map(|text| text.split(';').next().unwrap_or_default().trim());
    match essence.filter(|essence| !essence.is_empty()) {
        Some(essence) if !JSON.iter().any(|known| known.eq_ignore_ascii_case(essence)) => {
            Err(Fault::new(FaultKind::UnsupportedMediaType).seen(Member::ContentType, essence, JSON.join(", ")))
        }
        _ if body.is_empty() => Err(Fault::new(FaultKind::InvalidInput).missing(Member::Body, "a JSON document")),
        _ => wire::json::read(body),
    }
}
