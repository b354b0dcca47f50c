//! The frame of every exchange: the headers that each answer carries (digest 2.2), and one log line.

use crate::{
    answer::{self, Wanted},
    bounds, pace,
    state::Floor,
};
use axum::{
    body::Body,
    extract::{MatchedPath, State},
    middleware::Next,
    response::Response,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("ms-requestid");
const CORRELATION_ID: HeaderName = HeaderName::from_static("ms-correlationid");
const VECTOR: HeaderName = HeaderName::from_static("ms-cv");
const SERVER_ID: HeaderName = HeaderName::from_static("ms-serverid");
const LOCALE: HeaderName = HeaderName::from_static("x-locale");

/// The longest id of a request that is taken, in characters. A GUID has 36.
pub(crate) const ID_LENGTH: usize = 128;

/// The longest correlation vector that can still be extended.
const VECTOR_LENGTH: usize = 126;

/// The language of an answer when the request names none (ruling 41).
const DEFAULT_LOCALE: HeaderValue = HeaderValue::from_static("en-US");

/// Runs an exchange and frames its answer.
pub(crate) async fn frame(State(floor): State<Floor>, request: Request<Body>, rest: Next) -> Response {
    let headers = request.headers();
    let request_id = id(headers, &REQUEST_ID).unwrap_or_else(|| made_up_id(&floor));
    let correlation_id = id(headers, &CORRELATION_ID).unwrap_or_else(|| made_up_id(&floor));
    let vector = vector(headers, &floor);
    let locale = locale(headers);
    let wanted = Wanted {
        media: wire::media::accepted(&joined(headers, header::ACCEPT)),
        gzip: wire::coding::accepts_gzip(&joined(headers, header::ACCEPT_ENCODING)),
    };
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());

    let (request, given_up) = pace::hold(request, floor.pace);
    let mut response = match bounds::check(&request) {
        Ok(()) => rest.run(request).await,
        // Where a head is not to be trusted, neither is the end of its body.
        Err(fault) => answer::closing(answer::of_fault(&fault)),
    };
    if given_up.is_so() {
        response = answer::closing(response);
    }

    let status = response.status();
    if status == StatusCode::TOO_MANY_REQUESTS {
        floor.admission.turn_to_refuse().await;
    }
    let realm = format!("OAuth realm=urn:cpsvc:cpid:{}", request_id.to_str().unwrap_or_default());
    answer::write(&mut response, wanted);
    let answer = response.headers_mut();
    if status == StatusCode::UNAUTHORIZED
        && let Ok(realm) = HeaderValue::from_str(&realm)
    {
        answer.insert(header::WWW_AUTHENTICATE, realm);
    }
    tracing::info!(
        %method,
        path = uri.path(),
        route,
        status = status.as_u16(),
        request_id = request_id.to_str().unwrap_or_default(),
        correlation_id = correlation_id.to_str().unwrap_or_default(),
        "exchange"
    );
    answer.insert(REQUEST_ID, request_id);
    answer.insert(CORRELATION_ID, correlation_id);
    answer.insert(VECTOR, vector);
    answer.insert(LOCALE, locale);
    if let Ok(server_id) = HeaderValue::from_str(&floor.identity.server_id) {
        answer.insert(SERVER_ID, server_id);
    }
    response
}

/// A header that lists what the client accepts: its lines as one.
pub(crate) fn joined(headers: &HeaderMap, name: HeaderName) -> String {
    let lines = headers.get_all(name).iter().filter_map(|line| line.to_str().ok());
    lines.collect::<Vec<_>>().join(",")
}

/// An id that the client gave, if it is one line of visible characters and not too long.
fn id(headers: &HeaderMap, name: &HeaderName) -> Option<HeaderValue> {
    headers.get(name).filter(|value| is_id(value)).cloned()
}

/// Whether a header's value can be taken as an id.
pub(crate) fn is_id(value: &HeaderValue) -> bool {
    let bytes = value.as_bytes();
    (1..=ID_LENGTH).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic)
}

fn made_up_id(floor: &Floor) -> HeaderValue {
    header_value(&floor.entropy.guid().to_string())
}

/// The client's vector, extended; or a new one.
fn vector(headers: &HeaderMap, floor: &Floor) -> HeaderValue {
    let given = headers.get(&VECTOR).and_then(|value| value.to_str().ok());
    let usable = given.filter(|given| given.len() <= VECTOR_LENGTH && given.bytes().all(|b| b.is_ascii_graphic()));
    match usable.filter(|given| !given.is_empty()) {
        Some(given) => header_value(&format!("{given}.0")),
        None => header_value(&format!("{}.0", BASE64_STANDARD.encode(floor.entropy.vector()))),
    }
}

/// The request's first language, if it looks like one.
fn locale(headers: &HeaderMap) -> HeaderValue {
    let given = headers.get(&LOCALE).and_then(|value| value.to_str().ok());
    let first = given.and_then(|given| given.split([',', ';']).next()).map(str::trim);
    let language =
        |tag: &&str| (2..=35).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    first.filter(language).map_or(DEFAULT_LOCALE, header_value)
}

/// Visible ASCII is always a header's value.
fn header_value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(DEFAULT_LOCALE)
}
