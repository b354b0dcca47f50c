//! `/_docs/`: the description of the API, and a page that shows it. The page loads nothing from elsewhere.

use crate::answer;
use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use bytes::Bytes;
use domain::fault::{Fault, FaultKind};
use http::header;
use std::sync::Arc;
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::{Config, SwaggerFile};

/// Where the pages are.
pub(crate) const ROOT: &str = "/_docs";

/// The description itself.
const DESCRIPTION: &str = "openapi.json";

/// What the page may load: this server's own files. Swagger UI styles itself inline and draws with `data:`.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/// What the pages are made of.
#[derive(Clone)]
struct Pages {
    description: Bytes,
    config: Arc<Config<'static>>,
}

/// The routes of the pages. They are files: no token, and paths as they are.
pub(crate) fn router<S: Clone + Send + Sync + 'static>(described: &OpenApi) -> Router<S> {
    let description = written(described).into();
    let config = Arc::new(Config::from(DESCRIPTION).validator_url("none"));
    Router::new()
        .route(ROOT, get(async || Redirect::permanent(&format!("{ROOT}/"))))
        .route(&format!("{ROOT}/"), get(async |State(pages): State<Pages>| page("", pages)))
        .route(&format!("{ROOT}/{DESCRIPTION}"), get(description_of))
        .route(&format!("{ROOT}/{{file}}"), get(async |State(pages), Path(name): Path<String>| page(&name, pages)))
        .with_state(Pages { description, config })
}

async fn description_of(State(pages): State<Pages>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], pages.description)
}

/// A description as its file has it.
pub(crate) fn written(described: &OpenApi) -> String {
    described.to_pretty_json().unwrap_or_default() + "\n"
}

fn page(name: &str, pages: Pages) -> Response {
    match utoipa_swagger_ui::serve(name, pages.config) {
        Ok(Some(SwaggerFile { bytes, content_type, .. })) => {
            let headers = [(header::CONTENT_TYPE, content_type.as_str()), (header::CONTENT_SECURITY_POLICY, POLICY)];
            (headers, bytes.into_owned()).into_response()
        }
        Ok(None) => answer::of_fault(&Fault::new(FaultKind::ResourceNotFound)),
        Err(error) => {
            tracing::error!(%error, "a page of the documentation cannot be written");
            answer::of_fault(&Fault::new(FaultKind::ServiceException))
        }
    }
}
