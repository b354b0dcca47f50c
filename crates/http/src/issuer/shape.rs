//! The shapes of OAuth 2.0 (RFC 6749) and of OpenID Connect's discovery, as far as the issuer speaks them.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

/// The longest description of an error, in characters.
const DESCRIPTION: usize = 512;

/// What a client asks for. Unknown fields, such as `scope` and `resource`, are ignored.
#[derive(Debug, Default, ToSchema)]
pub(crate) struct TokenRequest {
    /// `client_credentials` gives an app-only token, `refresh_token` one of the application with its user.
    pub(super) grant_type: Option<String>,
    pub(super) client_id: Option<String>,
    pub(super) client_secret: Option<String>,
    pub(super) refresh_token: Option<String>,
}

impl TokenRequest {
    /// Reads a form.
    ///
    /// # Errors
    /// When a field is sent twice (RFC 6749, 3.2).
    pub(super) fn read(form: &[u8]) -> Result<Self, Denied> {
        let mut request = Self::default();
        for (name, value) in form_urlencoded::parse(form) {
            let field = match name.as_ref() {
                "grant_type" => &mut request.grant_type,
                "client_id" => &mut request.client_id,
                "client_secret" => &mut request.client_secret,
                "refresh_token" => &mut request.refresh_token,
                _ => continue,
            };
            if field.replace(value.into_owned()).is_some() {
                return Err(Denied::invalid("invalid_request", format!("{name} is sent twice; accepted is once")));
            }
        }
        Ok(request)
    }
}

/// A token.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Token {
    pub(super) token_type: &'static str,
    /// Seconds.
    pub(super) expires_in: u64,
    /// Seconds.
    pub(super) ext_expires_in: u64,
    pub(super) access_token: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) refresh_token: Option<String>,
}

impl IntoResponse for Token {
    fn into_response(self) -> Response {
        ([(header::CACHE_CONTROL, "no-store")], Json(self)).into_response()
    }
}

/// Why no token is given.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Denied {
    #[serde(skip)]
    pub(super) status: StatusCode,
    pub(super) error: &'static str,
    pub(super) error_description: String,
}

impl Denied {
    /// What is said may be what the client sent: it is cut short, and spelt in the characters that OAuth allows.
    pub(super) fn invalid(error: &'static str, description: impl AsRef<str>) -> Self {
        let allowed = |character| matches!(character, ' '..='~') && !matches!(character, '"' | '\\');
        let characters = description.as_ref().chars().take(DESCRIPTION);
        let error_description = characters.map(|character| if allowed(character) { character } else { '?' }).collect();
        Self { status: StatusCode::BAD_REQUEST, error, error_description }
    }

    pub(super) fn client() -> Self {
        let error_description = "client_id and client_secret name no application of this tenant".to_owned();
        Self { status: StatusCode::UNAUTHORIZED, error: "invalid_client", error_description }
    }

    pub(super) fn unavailable(description: &str) -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Self { status, error: "temporarily_unavailable", error_description: description.to_owned() }
    }
}

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        (self.status, [(header::CACHE_CONTROL, "no-store")], Json(self)).into_response()
    }
}

/// What the issuer is and can do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Configuration {
    pub(super) issuer: String,
    pub(super) token_endpoint: String,
    pub(super) jwks_uri: String,
    #[schema(value_type = Vec<String>)]
    pub(super) grant_types_supported: [&'static str; 2],
    #[schema(value_type = Vec<String>)]
    pub(super) token_endpoint_auth_methods_supported: [&'static str; 1],
    #[schema(value_type = Vec<String>)]
    pub(super) response_types_supported: [&'static str; 1],
    #[schema(value_type = Vec<String>)]
    pub(super) subject_types_supported: [&'static str; 1],
    #[schema(value_type = Vec<String>)]
    pub(super) id_token_signing_alg_values_supported: [&'static str; 1],
}

/// The public keys that tokens can be verified with, as RFC 7517 has them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Keys {
    #[schema(value_type = Vec<Object>)]
    pub(super) keys: Vec<jsonwebtoken::jwk::Jwk>,
}
