//! Bodies: bounded before they are read, and read in the media type that they say they are.

use crate::pace::TooSlow;
use axum::body::Body;
use bytes::Bytes;
use domain::{
    fault::{Fault, FaultKind},
    member::Member,
};
use http_body_util::{BodyExt as _, Collected, LengthLimitError, Limited};
use wire::{node::Node, xml::Root};

/// The largest body that is read, in bytes (promise P9).
pub(super) const LIMIT: usize = 1024 * 1024;

/// Collects a body. How fast it must come is seen to where the exchange is framed.
pub(crate) async fn collect(body: Body) -> Result<Bytes, Fault> {
    let collected = Limited::new(body, LIMIT).collect().await;
    collected.map(Collected::to_bytes).map_err(|error| {
        let (seen, accepted) = if error.is::<LengthLimitError>() {
            (format!("more than {LIMIT} bytes"), format!("at most {LIMIT} bytes"))
        } else if let Some(too_slow) = TooSlow::behind(&*error) {
            too_slow.told()
        } else {
            (error.to_string(), "a body as long as its framing says".to_owned())
        };
        Fault::new(FaultKind::InvalidInput).seen(Member::Body, seen, accepted)
    })
}

/// Reads a body in the media type that it says it is (digest 5.2); `content_type` is empty when it says nothing.
pub(super) fn read(content_type: &str, root: Root, body: &Bytes) -> Result<Node, Fault> {
    let content_type = wire::media::content_type(content_type)?;
    if body.is_empty() {
        return Err(Fault::new(FaultKind::InvalidInput).missing(Member::Body, root.what()));
    }
    wire::body::read(content_type, root, body)
}
