//! The built-in issuer: tokens for the applications that the store knows, in the forms of Microsoft Entra.
//!
//! Its errors have OAuth's shape (RFC 6749, 5.2), not the error body of the API: that is what sign-in libraries read.

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
use http::{StatusCode, header};
use serde_json::json;
use uuid::Uuid;

/// POST `/{tenant}/oauth2/token` and `/{tenant}/oauth2/v2.0/token`: `client_credentials` gives an app-only token,
/// `refresh_token` one of the application with its user.
pub(crate) async fn token(State(floor): State<Floor>, form: Form) -> Response {
    match grant(&floor, &form).await {
        Ok((caller, application)) => issue(&floor, &caller, &application).await,
        Err(refused) => refused.into_response(),
    }
}

/// Why no token is given.
pub(crate) struct Denied {
    status: StatusCode,
    error: &'static str,
    description: String,
}

impl Denied {
    fn invalid(error: &'static str, description: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, error, description: description.into() }
    }

    fn client() -> Self {
        let description = "client_id and client_secret name no application of this tenant".to_owned();
        Self { status: StatusCode::UNAUTHORIZED, error: "invalid_client", description }
    }
}

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        let body = json!({ "error": self.error, "error_description": self.description });
        (self.status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
    }
}

/// A form, as sign-in libraries send it, and the tenant it was sent to.
pub(crate) struct Form {
    tenant: String,
    fields: Vec<(String, String)>,
}

impl FromRequest<Floor> for Form {
    type Rejection = Denied;

    async fn from_request(request: Request, _: &Floor) -> Result<Self, Denied> {
        let (parts, body) = request.into_parts();
        let body = body::collect(body).await;
        let body = body.map_err(|fault| Denied::invalid("invalid_request", wire::fault::describe(&fault)))?;
        let fields = form_urlencoded::parse(&body);
        let fields = fields.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        Ok(Self { tenant: Ids::of(&parts).get("tenant").to_owned(), fields })
    }
}

impl Form {
    /// The first value of a field.
    fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

async fn grant(floor: &Floor, form: &Form) -> Result<(Caller, Application), Denied> {
    let grant_type = form.value("grant_type").ok_or_else(|| {
        Denied::invalid("invalid_request", "grant_type is missing; accepted is client_credentials or refresh_token")
    })?;
    if !["client_credentials", "refresh_token"].contains(&grant_type) {
        let seen = format!("grant_type is {grant_type}; accepted is client_credentials or refresh_token");
        return Err(Denied::invalid("unsupported_grant_type", seen));
    }
    let client_id = form.value("client_id").and_then(|text| Uuid::try_parse(text).ok()).ok_or_else(Denied::client)?;
    let found = floor.app.application(client_id).await.map_err(|failure| {
        tracing::error!(%failure, "an application cannot be read");
        let description = "the store does not answer".to_owned();
        Denied { status: StatusCode::SERVICE_UNAVAILABLE, error: "temporarily_unavailable", description }
    })?;
    let here = |application: &Application| PartnerId::parse(&form.tenant) == Some(application.partner);
    let application = found.filter(here).ok_or_else(Denied::client)?;
    if !same(form.value("client_secret").unwrap_or_default(), &application.secret) {
        return Err(Denied::client());
    }
    let (user, kind) = match grant_type {
        "client_credentials" => (UserId(client_id), CallerKind::AppOnly),
        _ if same(form.value("refresh_token").unwrap_or_default(), &application.refresh_token) => {
            (application.user, CallerKind::AppUser)
        }
        _ => {
            return Err(Denied::invalid("invalid_grant", "refresh_token is not one of this application's user"));
        }
    };
    Ok((Caller { partner: application.partner, user, kind }, application))
}

async fn issue(floor: &Floor, caller: &Caller, application: &Application) -> Response {
    let client_id = application.client_id.to_string();
    let Some(token) = floor.tokens.issue(caller, &client_id, floor.clock.now()).await else {
        let description = "no signing key".to_owned();
        let status = StatusCode::SERVICE_UNAVAILABLE;
        return Denied { status, error: "temporarily_unavailable", description }.into_response();
    };
    let seconds = crate::token::LIFE.as_secs();
    let mut body = json!({
        "token_type": "Bearer",
        "expires_in": seconds,
        "ext_expires_in": seconds,
        "access_token": token,
    });
    if caller.kind == CallerKind::AppUser {
        body["refresh_token"] = json!(application.refresh_token);
    }
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

/// GET `/{tenant}/v2.0/.well-known/openid-configuration`. The end points are where the request came in; the issuer is
/// always the same.
pub(crate) async fn configuration(State(floor): State<Floor>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let (ids, headers) = (Ids::of(&parts), &parts.headers);
    let tenant = ids.get("tenant");
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let scheme = headers.get("x-forwarded-proto").and_then(|proto| proto.to_str().ok());
    let base = format!("{}://{host}/{tenant}", scheme.filter(|proto| *proto == "https").unwrap_or("http"));
    Json(json!({
        "issuer": floor.tokens.issuer_of(tenant),
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
        "grant_types_supported": ["client_credentials", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "response_types_supported": ["token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }))
    .into_response()
}

/// GET `/{tenant}/discovery/v2.0/keys`.
pub(crate) async fn keys(State(floor): State<Floor>) -> Response {
    let keys = floor.tokens.key().await.map(|key| vec![key.published().clone()]).unwrap_or_default();
    Json(json!({ "keys": keys })).into_response()
}

/// Compares secrets in a time that does not tell where they differ.
fn same(given: &str, kept: &str) -> bool {
    let differences = given.bytes().zip(kept.bytes()).fold(0, |differences, (a, b)| differences | (a ^ b));
    given.len() == kept.len() && differences == 0
}
