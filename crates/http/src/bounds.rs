//! How large a request's head may be (promise P9). Looked at before anything else (ruling 40).

use domain::{
    fault::{Fault, FaultKind},
    member::Member,
};
use http::{HeaderMap, Uri};

/// The most headers.
const HEADERS: usize = 64;

/// The most bytes of all headers, as they are sent.
const HEADER_BYTES: usize = 32 * 1024;

/// What stands around a name and its value: a colon, a blank and the end of the line.
const AROUND: usize = 4;

/// The most bytes of the path with its query.
const TARGET_BYTES: usize = 8 * 1024;

/// Refuses a head that is too large, with 400/800002.
pub(crate) fn check(uri: &Uri, headers: &HeaderMap) -> Result<(), Fault> {
    let refuse =
        |member, seen: String, accepted: String| Err(Fault::new(FaultKind::InvalidInput).seen(member, seen, accepted));
    let target = uri.path_and_query().map_or(0, |target| target.as_str().len());
    if target > TARGET_BYTES {
        return refuse(Member::Target, format!("{target} bytes"), format!("at most {TARGET_BYTES} bytes"));
    }
    if headers.len() > HEADERS {
        return refuse(Member::Headers, format!("{} headers", headers.len()), format!("at most {HEADERS}"));
    }
    let bytes: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + AROUND).sum();
    if bytes > HEADER_BYTES {
        return refuse(Member::Headers, format!("{bytes} bytes"), format!("at most {HEADER_BYTES} bytes"));
    }
    Ok(())
}
