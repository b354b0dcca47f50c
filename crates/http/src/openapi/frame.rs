//! What every operation of the API shares, as `exchange` and `extract` do it.

use super::{BEARER, examples, headers, refusals};
use utoipa::openapi::{Content, PathItem, RefOr, Response, path::Operation, security::SecurityRequirement};

/// The media types of answers.
pub(super) const ANSWERS: [&str; 4] = ["application/json", "text/json", "application/xml", "text/xml"];

/// The one media type that only bodies have.
const FORM: &str = "application/x-www-form-urlencoded";

/// What files are given out as, which nobody asks for in another form.
const FILE: &str = "application/octet-stream";

/// Where the API begins. What lies elsewhere (tokens, health) describes itself.
const API: &str = "/v1/";

/// Where its files begin.
const FILES: &str = "/v1.0/";

/// Keys as routes name them, in a segment of their own, and as clients write them (surroundings 2.14).
const KEYS: [(&str, &str); 2] = [
    ("pricesheets/{keys}", "pricesheets(Market='{market}',PricesheetView='{view}')"),
    ("offermatrix/{keys}", "offermatrix(Month='{month}')"),
];

/// A path of the API as the seeds write it, with everything that its operations share.
pub(super) fn path((path, mut item): (String, PathItem)) -> (String, PathItem) {
    let path = KEYS.iter().fold(path, |path, (route, written)| path.replace(route, written));
    let mut parameters: Vec<_> = headers::of_path(&path).collect();
    let path = match path.strip_prefix(API) {
        Some(rest) => {
            parameters.insert(0, headers::version());
            format!("/v{{version}}/{rest}")
        }
        None => path,
    };
    let is_of_api = path.starts_with("/v{") || path.starts_with(FILES);
    item.parameters = Some(parameters).filter(|parameters| !parameters.is_empty());
    if is_of_api {
        share(&mut item);
    }
    (path, item)
}

/// Adds what operations share.
fn share(item: &mut PathItem) {
    let PathItem { get, head, put, post, patch, delete, .. } = item;
    let operations = [(get, false), (put, true), (post, true), (patch, true), (delete, true)];
    for (operation, writes) in operations {
        if let Some(operation) = operation {
            complete(operation);
            let refusals = refusals::of_operation(writes, operation.request_body.is_some());
            operation.responses.responses.extend(refusals);
        }
    }
    if let Some(operation) = head {
        complete(operation);
        operation.responses.responses.extend(refusals::without_bodies());
    }
}

fn complete(operation: &mut Operation) {
    operation.parameters.get_or_insert_default().extend(headers::of_request());
    operation.security = Some(vec![SecurityRequirement::new(BEARER, [""; 0])]);
    for response in operation.responses.responses.values_mut() {
        if let RefOr::T(response) = response {
            succeed(response);
        }
    }
    if let Some(RefOr::T(body)) = &mut operation.request_body
        && let Some((_, RefOr::T(resource))) = body.content.pop_first()
    {
        let example = examples::of(operation.operation_id.as_deref().unwrap_or_default());
        let with_example = |media: &str| {
            let mut content: Content = resource.clone();
            content.example = Some(example(media));
            content
        };
        let media = ANSWERS.iter().chain([&FORM]);
        let content = media.map(|media| ((*media).to_owned(), with_example(media).into()));
        body.content = content.collect();
    }
}

fn succeed(response: &mut Response) {
    if !response.content.contains_key(FILE)
        && let Some((_, content)) = response.content.pop()
    {
        response.content = ANSWERS.iter().map(|media| ((*media).to_owned(), content.clone())).collect();
    }
    response.headers = headers::of_answer(&[]);
}
