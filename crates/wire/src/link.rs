//! Links: always relative, never with `/v1`, so that they are right behind any host (ruling 17).

use serde::Serialize;

/// A link to a resource.
#[derive(Debug, Serialize)]
pub struct Link {
    uri: String,
    method: &'static str,
    headers: [Header; 0],
}

/// A header to send along. No link needs one yet.
#[derive(Debug, Serialize)]
struct Header {
    key: String,
    value: String,
}

impl Link {
    /// A link that is followed with GET.
    pub(crate) fn get(uri: String) -> Self {
        Self { uri, method: "GET", headers: [] }
    }

    /// A link that is followed with PATCH.
    pub(crate) fn patch(uri: String) -> Self {
        Self { uri, method: "PATCH", headers: [] }
    }
}

/// The links of a resource or a collection.
#[derive(Debug, Serialize)]
pub struct ResourceLinks {
    #[serde(rename = "self")]
    itself: Link,
}

impl ResourceLinks {
    /// Only the resource itself.
    pub(crate) fn to_self(uri: String) -> Self {
        Self { itself: Link::get(uri) }
    }
}

/// What sort of resource it is, and its etag where it has one.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
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
