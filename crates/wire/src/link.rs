//! Links: always relative, never with `/v1`, so that they are right behind any host (ruling 17); but for those that lead to
//! the page of a publisher.

use serde::Serialize;
use utoipa::ToSchema;

/// A link to a resource.
#[derive(Debug, Serialize, ToSchema)]
pub struct Link {
    /// Relative, and without the version; absolute where it leads to somebody else.
    uri: String,
    method: &'static str,
    headers: Vec<Header>,
    /// What to send along. No link needs anything yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
}

/// A header to send along, as links to pages need one.
#[derive(Debug, Serialize, ToSchema)]
struct Header {
    key: &'static str,
    value: String,
}

impl Link {
    /// A link that is followed with GET.
    pub(crate) fn get(uri: String) -> Self {
        Self { uri, method: "GET", headers: Vec::new(), body: None }
    }

    /// A link that is followed with PATCH.
    pub(crate) fn patch(uri: String) -> Self {
        Self { uri, method: "PATCH", headers: Vec::new(), body: None }
    }
}

/// The links of a resource or a collection.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceLinks {
    #[serde(rename = "self")]
    itself: Link,
    /// The page after this one, in a collection that has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Link>,
    /// The page before this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<Link>,
}

/// The header that says where a page begins.
const CONTINUATION_TOKEN: &str = "MS-ContinuationToken";

impl ResourceLinks {
    /// A page, and those beside it.
    pub(crate) fn of_page(itself: String, next: Option<(String, String)>, previous: Option<(String, String)>) -> Self {
        let page = |(uri, value): (String, String)| Link {
            headers: vec![Header { key: CONTINUATION_TOKEN, value }],
            ..Link::get(uri)
        };
        Self { itself: Link::get(itself), next: next.map(page), previous: previous.map(page) }
    }

    /// Only the resource itself.
    pub(crate) fn to_self(uri: String) -> Self {
        Self { itself: Link::get(uri), next: None, previous: None }
    }
}

/// What sort of resource it is, and its etag where it has one.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ResourceAttributes)]
pub struct Attributes {
    #[serde(skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
    object_type: &'static str,
}

impl Attributes {
    pub(crate) fn of(object_type: &'static str) -> Self {
        Self { etag: None, object_type }
    }

    pub(crate) fn with_etag(object_type: &'static str, etag: String) -> Self {
        Self { etag: Some(etag), object_type }
    }
}
