//! Answers: a resource or a fault. What it is, is said here; [`write`] writes it in the media type that was asked for,
//! when the exchange is framed.

use crate::{admission::Throttled, compress};
use app::{Failure, Refusal};
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use domain::fault::{Fault, FaultKind};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use wire::{
    media::{Format, Media},
    xml::{self, Root},
};

/// What an answer says, in JSON: every other format is made of it.
#[derive(Clone)]
struct Document {
    root: Root,
    json: Bytes,
}

/// Seconds after which a client may try again when the machine was at fault.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

/// What a handler returns when it does not do what it was asked.
pub(crate) struct Refused {
    why: Why,
    closes: bool,
}

enum Why {
    Refusal(Refusal),
    Throttled(Throttled),
}

impl<R: Into<Refusal>> From<R> for Refused {
    fn from(refusal: R) -> Self {
        Self { why: Why::Refusal(refusal.into()), closes: false }
    }
}

impl From<Throttled> for Refused {
    fn from(throttled: Throttled) -> Self {
        Self { why: Why::Throttled(throttled), closes: false }
    }
}

impl Refused {
    /// The same, and the connection ends with it.
    pub(crate) fn closing(self) -> Self {
        Self { closes: true, ..self }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let answer = match self.why {
            Why::Refusal(Refusal::Fault(fault)) => of_fault(&fault),
            Why::Refusal(Refusal::Failure(failure)) => of_failure(&failure),
            Why::Throttled(throttled) => of_throttled(throttled),
        };
        if self.closes { closing(answer) } else { answer }
    }
}

/// A resource, with its status and what it is a document of.
pub(crate) fn of(status: StatusCode, root: Root, resource: &impl Serialize) -> Response {
    match serde_json::to_vec(resource) {
        Ok(json) => saying(status, root, json),
        Err(error) => of_failure(&Failure::Broken(format!("an answer cannot be written: {error}"))),
    }
}

/// What was begun, and where to look at it. There is nothing else to say.
pub(crate) fn accepted(location: &str) -> Response {
    let mut response = empty(StatusCode::ACCEPTED);
    if let Ok(location) = HeaderValue::from_str(location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// A status that says everything.
pub(crate) fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// A fault as an HTTP error.
pub(crate) fn of_fault(fault: &Fault) -> Response {
    let status = StatusCode::from_u16(fault.kind().status().code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    saying(status, Root::ApiFault, serde_json::to_vec(&wire::fault::resource(fault)).unwrap_or_default())
}

/// Always in JSON, whatever was asked for (ruling 20): clients that are told to come back read it unseen.
fn of_throttled(throttled: Throttled) -> Response {
    let Throttled { reason, seconds } = throttled;
    let body = serde_json::to_vec(&wire::throttled::resource(reason, seconds)).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(Media::ApplicationJson.content_type()));
    headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// An answer behind which nothing more is read on its connection. Over HTTP/2, which frames each exchange by itself, the header is
/// left out.
pub(crate) fn closing(mut answer: Response) -> Response {
    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    answer
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

fn saying(status: StatusCode, root: Root, json: Vec<u8>) -> Response {
    let mut response = empty(status);
    response.extensions_mut().insert(Document { root, json: json.into() });
    response
}

/// How a client wants its answer written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) media: Media,
    pub(crate) gzip: bool,
}

/// What an answer depends on beside its target.
const VARY: HeaderValue = HeaderValue::from_static("Accept, Accept-Encoding");

/// Writes what an answer says. Answers that say nothing of the API, such as a token, are written already.
pub(crate) fn write(response: &mut Response, wanted: Wanted) {
    let Some(Document { root, json }) = response.extensions_mut().remove::<Document>() else { return };
    let (media, body) = match wanted.media.format() {
        Format::Json => (wanted.media, json),
        Format::Xml => match xml::write(root, &json) {
            Ok(xml) => (wanted.media, xml.into()),
            Err(error) => {
                tracing::error!(%error, "an answer cannot be written as XML");
                (Media::ApplicationJson, json)
            }
        },
    };
    let compressed = if wanted.gzip { compress::gzip(&body) } else { None };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media.content_type()));
    headers.insert(header::VARY, VARY);
    if compressed.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    *response.body_mut() = Body::from(compressed.unwrap_or(body));
}
