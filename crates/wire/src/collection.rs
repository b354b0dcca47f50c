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
