//! The built-in issuer: tokens for the applications that the store knows, in the forms of Microsoft Entra.
//!
//! Its errors have OAuth's shape (RFC 6749, 5.2), not the error body of the API: that is what sign-in libraries read.

mod shape;

use crate::{
    extract::{Ids, body},
    state::Floor,
};
use axum::{
    Json,
    extract::{FromRequest, Request, State},
    response::{IntoResponse, Response},
};
use domain::{
    caller::{Caller, CallerKind},
    id::{PartnerId, UserId},
    partner::Application,
};
use http::{
    header,
    uri::{Authority, Scheme},
};
use shape::{Configuration, Denied, Keys, Token, TokenRequest};
use uuid::Uuid;

/// Issues a token.
///
/// `/{tenant}/oauth2/token`, the older form, answers alike.
#[utoipa::path(
    post,
    path = "/{tenant}/oauth2/v2.0/token",
    operation_id = "issueToken",
    tag = "Tokens",
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The token.", body = Token),
        (status = 400, description = "The request is not one for a token.", body = Denied),
        (status = 401, description = "The application is not known.", body = Denied),
        (status = 503, description = "There is no key yet, or the store does not answer.", body = Denied),
    ),
)]
pub(crate) async fn token(State(floor): State<Floor>, form: Form) -> Response {
    match grant(&floor, &form).await {
        Ok((caller, application)) => issue(&floor, &caller, application).await.into_response(),
        Err(denied) => denied.into_response(),
    }
}

/// A form, as sign-in libraries send it, and the tenant it was sent to.
pub(crate) struct Form {
    tenant: String,
    request: TokenRequest,
}

impl<S: Sync> FromRequest<S> for Form {
    type Rejection = Denied;

    async fn from_request(request: Request, _: &S) -> Result<Self, Denied> {
        let (parts, body) = request.into_parts();
        let body = body::collect(body).await;
        let body = body.map_err(|fault| Denied::invalid("invalid_request", wire::fault::describe(&fault)))?;
        Ok(Self { tenant: Ids::of(&parts).get("tenant").to_owned(), request: TokenRequest::read(&body)? })
    }
}

async fn grant(floor: &Floor, form: &Form) -> Result<(Caller, Application), Denied> {
    let Form { tenant, request } = form;
    let grant_type = request.grant_type.as_deref().ok_or_else(|| {
        Denied::invalid("invalid_request", "grant_type is missing; accepted is client_credentials or refresh_token")
    })?;
    if !["client_credentials", "refresh_token"].contains(&grant_type) {
        let seen = format!("accepted is client_credentials or refresh_token; grant_type is {grant_type}");
        return Err(Denied::invalid("unsupported_grant_type", seen));
    }
    let client_id = request.client_id.as_deref().and_then(|text| Uuid::try_parse(text).ok());
    let client_id = client_id.ok_or_else(Denied::client)?;
    let found = floor.app.application(client_id).await.map_err(|failure| {
        tracing::error!(%failure, "an application cannot be read");
        Denied::unavailable("the store does not answer")
    })?;
    let here = |application: &Application| PartnerId::parse(tenant) == Some(application.partner);
    let application = found.filter(here).ok_or_else(Denied::client)?;
    if !same(request.client_secret.as_deref().unwrap_or_default(), &application.secret) {
        return Err(Denied::client());
    }
    let (user, kind) = match grant_type {
        "client_credentials" => (UserId(client_id), CallerKind::AppOnly),
        _ if same(request.refresh_token.as_deref().unwrap_or_default(), &application.refresh_token) => {
            (application.user, CallerKind::AppUser)
        }
        _ => {
            return Err(Denied::invalid("invalid_grant", "refresh_token is not one of this application's user"));
        }
    };
    Ok((Caller { partner: application.partner, user, kind }, application))
}

async fn issue(floor: &Floor, caller: &Caller, application: Application) -> Result<Token, Denied> {
    let token = floor.tokens.issue(caller, &application.client_id.to_string(), floor.clock.now()).await;
    let seconds = crate::token::LIFE.as_secs();
    Ok(Token {
        token_type: "Bearer",
        expires_in: seconds,
        ext_expires_in: seconds,
        access_token: token.ok_or_else(|| Denied::unavailable("no signing key"))?,
        refresh_token: (caller.kind == CallerKind::AppUser).then_some(application.refresh_token),
    })
}

/// Tells where tokens are issued, and what by.
///
/// The end points are where the request came in; the issuer is always the same. The path without `v2.0` answers alike.
#[utoipa::path(
    get,
    path = "/{tenant}/v2.0/.well-known/openid-configuration",
    operation_id = "getIssuer",
    tag = "Tokens",
    responses((status = 200, description = "The issuer.", body = Configuration)),
)]
pub(crate) async fn configuration(State(floor): State<Floor>, request: Request) -> Json<Configuration> {
    let (parts, _) = request.into_parts();
    let (ids, headers) = (Ids::of(&parts), &parts.headers);
    let tenant = ids.get("tenant");
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| parts.uri.authority().map(Authority::as_str)).unwrap_or("localhost");
    let forwarded = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    let scheme = if forwarded { &Scheme::HTTPS } else { &floor.identity.scheme };
    let base = format!("{scheme}://{host}/{tenant}");
    Json(Configuration {
        issuer: floor.tokens.issuer_of(tenant),
        token_endpoint: format!("{base}/oauth2/v2.0/token"),
        jwks_uri: format!("{base}/discovery/v2.0/keys"),
        grant_types_supported: ["client_credentials", "refresh_token"],
        token_endpoint_auth_methods_supported: ["client_secret_post"],
        response_types_supported: ["token"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
    })
}

/// Gives out the public key.
///
/// The path without `v2.0` answers alike.
#[utoipa::path(
    get,
    path = "/{tenant}/discovery/v2.0/keys",
    operation_id = "getKeys",
    tag = "Tokens",
    responses((status = 200, description = "The keys; none until one was made.", body = Keys)),
)]
pub(crate) async fn keys(State(floor): State<Floor>) -> Json<Keys> {
    let keys = floor.tokens.key().await.map(|key| vec![key.published().clone()]).unwrap_or_default();
    Json(Keys { keys })
}

/// Compares secrets in a time that does not tell where they differ.
fn same(given: &str, kept: &str) -> bool {
    let differences = given.bytes().zip(kept.bytes()).fold(0, |differences, (a, b)| differences | (a ^ b));
    given.len() == kept.len() && differences == 0
}
