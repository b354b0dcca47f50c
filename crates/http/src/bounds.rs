//! How large a request's head may be (promise P9), and what it must not leave in doubt: where the body ends and which host
//! is meant (RFC 9112, 3.2 and 6.1). Looked at before anything else (ruling 40).

use domain::{
    fault::{Fault, FaultKind},
    member::Parameter,
};
use http::{
    HeaderMap, Request, Version,
    header::{HOST, TRANSFER_ENCODING},
    uri::Authority,
};

/// The most headers.
const HEADERS: usize = 64;

/// The most bytes of all headers, as they are sent.
const HEADER_BYTES: usize = 32 * 1024;

/// What stands around a name and its value: a colon, a blank and the end of the line.
const AROUND: usize = 4;

/// The most bytes of the path with its query.
const TARGET_BYTES: usize = 8 * 1024;

/// Refuses a head that is too large or leaves something in doubt, with 400/800002.
pub(crate) fn check<B>(request: &Request<B>) -> Result<(), Fault> {
    let headers = request.headers();
    let refuse =
        |member, seen: String, accepted: String| Err(Fault::new(FaultKind::InvalidInput).seen(member, seen, accepted));
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    if target > TARGET_BYTES {
        return refuse(Parameter::Target, format!("{target} bytes"), format!("at most {TARGET_BYTES} bytes"));
    }
    if headers.len() > HEADERS {
        return refuse(Parameter::Headers, format!("{} headers", headers.len()), format!("at most {HEADERS}"));
    }
    let bytes: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + AROUND).sum();
    if bytes > HEADER_BYTES {
        return refuse(Parameter::Headers, format!("{bytes} bytes"), format!("at most {HEADER_BYTES} bytes"));
    }
    if !is_framed(headers) {
        return refuse(
            Parameter::Headers,
            "another Transfer-Encoding".to_owned(),
            "chunked, once and alone".to_owned(),
        );
    }
    if !names_host(request) {
        return refuse(Parameter::Headers, "no Host, several, or none that is one".to_owned(), "one Host".to_owned());
    }
    Ok(())
}

/// Whether the body is in chunks and in nothing else, or not encoded at all. The HTTP library undoes the chunks only, and
/// takes whatever stands in front of them.
fn is_framed(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all(TRANSFER_ENCODING).iter();
    let coding = codings.next().is_none_or(|coding| coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"chunked"));
    coding && codings.next().is_none()
}

/// Whether one host is named. HTTP/1.0 may do without, and the name may be empty. HTTP/2 names it as the authority of the target,
/// beside which a `Host` says nothing else (RFC 9113, 8.3.1); in HTTP/1 a `Host` must be there whatever the target says.
fn names_host<B>(request: &Request<B>) -> bool {
    let (version, target) = (request.version(), request.uri().authority());
    let mut hosts = request.headers().get_all(HOST).iter().map(http::HeaderValue::as_bytes);
    match (hosts.next(), hosts.next()) {
        (None, _) if version >= Version::HTTP_2 => target.is_some_and(|target| is_host(target.as_str().as_bytes())),
        (None, _) => version < Version::HTTP_11,
        (Some(host), None) if version >= Version::HTTP_2 => {
            is_host(host) && target.is_none_or(|target| target.as_str().as_bytes().eq_ignore_ascii_case(host))
        }
        (Some(host), None) => is_host(host),
        (Some(_), Some(_)) => false,
    }
}

fn is_host(host: &[u8]) -> bool {
    host.is_empty() || (!host.contains(&b'@') && Authority::try_from(host).is_ok())
}
