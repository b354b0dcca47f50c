//! The links of a subscription: legacy ones point at their offer and base, modern ones at the catalogue.

use crate::link::Link;
use domain::{catalog::ProductKind, catalog_item::CatalogItem, subscription::SubscriptionView};
use serde::Serialize;
use utoipa::ToSchema;

/// The links of a subscription.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SubscriptionLinks {
    /// Where it is activated, if it needs to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    activation_links: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offer: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_subscription: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sku: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    availability: Option<Link>,
    #[serde(rename = "self")]
    itself: Link,
}

impl SubscriptionLinks {
    pub(super) fn of(view: &SubscriptionView) -> Self {
        let SubscriptionView { customer, market, subscription, .. } = view;
        let uri = |id| format!("/customers/{customer}/subscriptions/{id}");
        let activated = subscription.product_kind.or(view.listing.kind) == Some(ProductKind::Saas);
        let links = Self {
            activation_links: activated.then(|| Link::get(format!("{}/activationlinks", uri(subscription.id)))),
            offer: None,
            parent_subscription: subscription.parent.map(uri).map(Link::get),
            product: None,
            sku: None,
            availability: None,
            itself: Link::get(uri(subscription.id)),
        };
        match subscription.offer_id.shape() {
            Some(CatalogItem::Modern { product, sku, availability }) => {
                let sku = format!("/products/{product}/skus/{sku}");
                Self {
                    product: Some(Link::get(format!("/products/{product}?country={market}"))),
                    availability: Some(Link::get(format!("{sku}/availabilities/{availability}?country={market}"))),
                    sku: Some(Link::get(format!("{sku}?country={market}"))),
                    ..links
                }
            }
            _ => {
                let offer = subscription.offer_id.as_str();
                Self { offer: Some(Link::get(format!("/offers/{offer}?country={market}"))), ..links }
            }
        }
    }
}
