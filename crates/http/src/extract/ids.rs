//! The ids in a path, read by the places that the route gives them. What is no text in UTF-8 is still an id, of nothing.

use super::A_GUID;
use axum::extract::MatchedPath;
use domain::{
    fault::{Fault, FaultKind},
    id::{CartId, SubscriptionId},
    member::Member,
};
use http::request::Parts;
use percent_encoding::percent_decode_str;

/// The ids in a path, by the names that the route gives them.
pub(crate) struct Ids(Vec<(String, String)>);

impl Ids {
    pub(crate) fn of(parts: &Parts) -> Self {
        let Some(route) = parts.extensions.get::<MatchedPath>() else {
            return Self(Vec::new());
        };
        let segments = route.as_str().split('/').zip(parts.uri.path().split('/'));
        let named = segments.filter_map(|(name, segment)| {
            let name = name.strip_prefix('{')?.strip_suffix('}')?;
            Some((name.to_owned(), percent_decode_str(segment).decode_utf8_lossy().into_owned()))
        });
        Self(named.collect())
    }

    /// An id as text; empty where the route has none of that name.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn cart_id(&self) -> Result<CartId, Fault> {
        let text = self.get("cart_id");
        CartId::parse(text).ok_or_else(|| Fault::new(FaultKind::InvalidInput).seen(Member::CartId, text, A_GUID))
    }

    pub(crate) fn subscription_id(&self) -> Result<SubscriptionId, Fault> {
        let text = self.get("subscription_id");
        let malformed = || Fault::new(FaultKind::InvalidInput).seen(Member::Subscription, text, A_GUID);
        SubscriptionId::parse(text).ok_or_else(malformed)
    }
}
