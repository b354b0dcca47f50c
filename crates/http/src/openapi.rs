//! The surface described in OpenAPI 3.1, generated from the routes.
//!
//! A handler says what is its own: path, query, body, success. What the frame of every exchange adds to each operation
//! (headers, tokens, media types, refusals) is added here, once, as the frame does it.

mod examples;
mod frame;
mod headers;
mod refusals;

use utoipa::{
    PartialSchema as _, ToSchema as _,
    openapi::{
        InfoBuilder, LicenseBuilder, OpenApi, Server,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use wire::{fault::ApiFault, throttled::ThrottledResource};

/// The name under which operations ask for a bearer token.
const BEARER: &str = "bearer";

/// The description of the routes, completed.
pub(crate) fn complete(mut described: OpenApi) -> OpenApi {
    described.info = InfoBuilder::new()
        .title("Cartwright")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("The cart, checkout and order protocol of Microsoft Partner Center."))
        .license(Some(LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
        .build();
    described.servers = Some(vec![Server::new("/")]);
    let components = described.components.get_or_insert_default();
    components.schemas.insert(ApiFault::name().into_owned(), ApiFault::schema());
    components.schemas.insert(ThrottledResource::name().into_owned(), ThrottledResource::schema());
    components.headers = headers::components();
    components.parameters = headers::parameters();
    components.responses = refusals::components();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.security_schemes.insert(BEARER.to_owned(), SecurityScheme::Http(bearer).into());
    described.paths.paths = std::mem::take(&mut described.paths.paths).into_iter().map(frame::path).collect();
    described
}
