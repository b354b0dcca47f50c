//! The ids in a path, read by the places that the route gives them. What is no text in UTF-8 is still an id, of nothing.

use super::A_GUID;
use axum::extract::MatchedPath;
use domain::{
    fault::{Fault, FaultKind},
    id::{CartId, CustomerId, OrderId, SubscriptionId},
    member::Parameter,
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

    pub(crate) fn customer_id(&self) -> Result<CustomerId, Fault> {
        self.guid("customer_id", Parameter::CustomerId, CustomerId::parse)
    }

    pub(crate) fn cart_id(&self) -> Result<CartId, Fault> {
        self.guid("cart_id", Parameter::CartId, CartId::parse)
    }

    pub(crate) fn order_id(&self) -> OrderId {
        OrderId::new(self.get("order_id"))
    }

    pub(crate) fn line_item_number(&self) -> Result<u32, Fault> {
        let text = self.get("line_item_number");
        let refuse = || Fault::new(FaultKind::InvalidInput).seen(Parameter::OrderLine, text, "a whole number from 0");
        text.parse().map_err(|_| refuse())
    }

    pub(crate) fn subscription_id(&self) -> Result<SubscriptionId, Fault> {
        self.guid("subscription_id", Parameter::Subscription, SubscriptionId::parse)
    }

    fn guid<T>(&self, name: &str, member: Parameter, parse: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
        let text = self.get(name);
        parse(text).ok_or_else(|| Fault::new(FaultKind::InvalidInput).seen(member, text, A_GUID))
    }
}
