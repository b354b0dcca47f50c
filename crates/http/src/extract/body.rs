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
use wire::{node::Node, xml::Root};

/// The largest body that is read, in bytes (promise P9).
const LIMIT: usize = 1024 * 1024;

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

/// Reads a body in the media type that it says it is (digest 5.2); `content_type` is empty when it says nothing.
pub(super) fn read(content_type: &str, root: Root, body: &Bytes) -> Result<Node, Fault> {
    let content_type = wire::media::content_type(content_type)?;
    if body.is_empty() {
        return Err(Fault::new(FaultKind::InvalidInput).missing(Member::Body, root.what()));
    }
    wire::body::read(content_type, root, body)
}
