//! Compression of answers for clients that ask for it.

use axum::body::Body;
use http::{HeaderMap, HeaderValue, Request, header::ACCEPT_ENCODING};
use tower_http::compression::{CompressionLayer, predicate::SizeAbove};

/// The smallest answer that is compressed, in bytes: a smaller one would hardly shrink.
const SMALLEST: u64 = 256;

/// Compresses what is long enough.
pub(crate) fn layer() -> CompressionLayer<SizeAbove> {
    CompressionLayer::new().compress_when(SizeAbove::new(SMALLEST))
}

/// Lets every client have its answer uncompressed, whatever it accepts: one that is refused with 406 after its command was
/// carried out would be told wrong (as for media types: ruling 11).
pub(crate) fn or_as_it_is(mut request: Request<Body>) -> Request<Body> {
    if let Some(accepted) = with_identity(request.headers()) {
        request.headers_mut().insert(ACCEPT_ENCODING, accepted);
    }
    request
}

fn with_identity(headers: &HeaderMap) -> Option<HeaderValue> {
    headers.get(ACCEPT_ENCODING)?;
    let lines = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    let identity =
        |coding: &&str| coding.split(';').next().is_some_and(|name| name.trim().eq_ignore_ascii_case("identity"));
    let mut codings: Vec<_> = lines.flat_map(|line| line.split(',')).filter(|coding| !identity(coding)).collect();
    codings.push("identity;q=0.001");
    HeaderValue::from_str(&codings.join(",")).ok()
}

#[cfg(test)]
mod tests {
    use super::with_identity;
    use http::{HeaderMap, HeaderValue, header::ACCEPT_ENCODING};

    #[test]
    fn identity_is_always_accepted_last() {
        for (accepted, expected) in [
            ("gzip", Some("gzip,identity;q=0.001")),
            ("gzip, Identity;q=0, *;q=0", Some("gzip, *;q=0,identity;q=0.001")),
            ("identity;q=0", Some("identity;q=0.001")),
            ("", Some(",identity;q=0.001")),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
            let with = with_identity(&headers);
            assert_eq!(with.as_ref().map(|value| value.to_str().expect("text")), expected, "{accepted}");
        }
        assert_eq!(with_identity(&HeaderMap::new()), None);
    }
}
