//! The envelope of collections (digest 4.5).

use crate::link::{Attributes, ResourceLinks};
use serde::Serialize;
use utoipa::ToSchema;

/// A collection of resources.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ResourceCollection)]
pub struct Collection<T> {
    total_count: usize,
    items: Vec<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<ResourceLinks>,
    attributes: Attributes,
}

/// A page of a collection that is sought through (surroundings 4.2).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SeekBasedResourceCollection)]
pub struct SeekCollection<T> {
    #[serde(flatten)]
    #[schema(inline)]
    page: Collection<T>,
    /// Where the next page begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    continuation_token: Option<String>,
}

impl<T> SeekCollection<T> {
    /// A page, with where the next and the previous one are found, if there are any. The token of the next one stands in the
    /// body, too.
    pub(crate) fn page(items: Vec<T>, links: PageLinks) -> Self {
        let PageLinks { itself, next, previous } = links;
        let continuation_token = next.as_ref().map(|(_, token)| token.clone());
        let links = ResourceLinks::of_page(itself, next, previous);
        Self { page: Collection { links: Some(links), ..Collection::unlinked(items) }, continuation_token }
    }
}

/// The links of a page: where each leads, and the token to send along.
#[derive(Debug)]
pub struct PageLinks {
    /// To the page itself.
    pub itself: String,
    /// To the next one.
    pub next: Option<(String, String)>,
    /// To the one before.
    pub previous: Option<(String, String)>,
}

impl<T> Collection<T> {
    /// A collection that is one answer, with a link to itself.
    pub(crate) fn linked(items: Vec<T>, uri: String) -> Self {
        Self { links: Some(ResourceLinks::to_self(uri)), ..Self::unlinked(items) }
    }

    /// A collection without links, as provisioning status is.
    pub(crate) fn unlinked(items: Vec<T>) -> Self {
        Self { total_count: items.len(), items, links: None, attributes: Attributes::of("Collection") }
    }
}
