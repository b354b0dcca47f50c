//! The refusals that every operation shares, in the words of the seeds.

use super::{frame, headers};
use std::collections::BTreeMap;
use utoipa::{
    ToSchema as _,
    openapi::{Content, Ref, RefOr, Response, ResponseBuilder},
};
use wire::{fault::ApiFault, throttled::ThrottledResource};

/// A refusal: its status, its name among the components, what it means, and the headers that it alone carries.
struct Refusal {
    status: &'static str,
    name: &'static str,
    meaning: &'static str,
    headers: &'static [&'static str],
}

/// The refusal that has a body of its own, in JSON alone (ruling 20).
const THROTTLED: &str = "429";

const ALL: [Refusal; 9] = [
    Refusal {
        status: "400",
        name: "BadRequest",
        meaning: "There was a missing or an invalid input. The response body provides the error details.",
        headers: &[],
    },
    Refusal {
        status: "401",
        name: "Unauthorized",
        meaning: "The request was not authenticated. The client needs a valid token first.",
        headers: &["WWW-Authenticate"],
    },
    Refusal {
        status: "403",
        name: "Forbidden",
        meaning: "The request was authenticated but was refused since the caller does not have the rights to invoke it.",
        headers: &[],
    },
    Refusal {
        status: "404",
        name: "NotFound",
        meaning: "The resource is not found or not available with the given input parameters.",
        headers: &[],
    },
    Refusal {
        status: "409",
        name: "Conflict",
        meaning: "The resource is being processed by another request. Try again.",
        headers: &[],
    },
    Refusal {
        status: "415",
        name: "UnsupportedMediaType",
        meaning: "The media type or the encoding of the request body is not supported.",
        headers: &[],
    },
    Refusal {
        status: THROTTLED,
        name: "TooManyRequests",
        meaning: "There were too many requests for now. Callers may retry this after as many seconds as Retry-After says.",
        headers: &["Retry-After"],
    },
    Refusal {
        status: "500",
        name: "InternalServerError",
        meaning: "The service or one of its dependencies failed to fulfill the request. Callers may retry this.",
        headers: &[],
    },
    Refusal {
        status: "503",
        name: "ServiceUnavailable",
        meaning: "The service cannot answer for now. Callers may retry this.",
        headers: &["Retry-After"],
    },
];

/// Every refusal, to be referred to.
pub(super) fn components() -> BTreeMap<String, RefOr<Response>> {
    ALL.iter().map(|refusal| (refusal.name.to_owned(), refusal.response().into())).collect()
}

/// References to the refusals of an operation: which of them depends on whether it writes and whether it reads a body.
pub(super) fn of_operation(writes: bool, reads_a_body: bool) -> impl Iterator<Item = (String, RefOr<Response>)> {
    let can_happen = move |refusal: &&Refusal| match refusal.status {
        "409" => writes,
        "415" => reads_a_body,
        _ => true,
    };
    ALL.iter().filter(can_happen).map(|refusal| {
        let reference = Ref::new(format!("#/components/responses/{}", refusal.name));
        (refusal.status.to_owned(), reference.into())
    })
}

/// The refusals of HEAD, whose answers have no body.
pub(super) fn without_bodies() -> impl Iterator<Item = (String, RefOr<Response>)> {
    let of_reads = ALL.iter().filter(|refusal| !matches!(refusal.status, "409" | "415"));
    of_reads.map(|refusal| (refusal.status.to_owned(), refusal.bare().into()))
}

impl Refusal {
    fn response(&self) -> Response {
        let (schema, media) = match self.status {
            THROTTLED => (ThrottledResource::name(), &frame::ANSWERS[..1]),
            _ => (ApiFault::name(), &frame::ANSWERS[..]),
        };
        let content = Content::new(Some(Ref::from_schema_name(schema)));
        let mut response = self.bare();
        response.content = media.iter().map(|media| ((*media).to_owned(), content.clone().into())).collect();
        response
    }

    /// The same without its body.
    fn bare(&self) -> Response {
        let mut response = ResponseBuilder::new().description(self.meaning).build();
        response.headers = headers::of_answer(self.headers);
        response
    }
}
