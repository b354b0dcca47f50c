//! The links of orders and their lines (digest 4.11): legacy ones point at subscriptions, modern ones at the catalogue.

use crate::{activation, link::Link};
use domain::{
    activation::is_activated,
    catalog_item::CatalogItem,
    order::{CommerceSystem, Order, OrderLineItem},
};
use serde::Serialize;
use utoipa::ToSchema;

/// The links of an order.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OrderLinks {
    #[serde(rename = "self")]
    itself: Link,
    #[serde(skip_serializing_if = "Option::is_none")]
    provisioning_status: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    patch_operation: Option<Link>,
}

/// The links of an order line.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderLineItemLinks)]
pub(super) struct LineLinks {
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subscription: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sku: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    availability: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provisioning_status: Option<Link>,
    /// What activates it, where it needs that and its order is completed.
    #[serde(skip_serializing_if = "Option::is_none")]
    activation_links: Option<Link>,
}

impl OrderLinks {
    pub(super) fn of(order: &Order) -> Self {
        let uri = format!("/customers/{}/orders/{}", order.customer, order.id);
        let modern = order.system == CommerceSystem::Modern;
        Self {
            provisioning_status: modern.then(|| Link::get(format!("{uri}/provisioningstatus"))),
            patch_operation: modern.then(|| Link::patch(uri.clone())),
            itself: Link::get(uri),
        }
    }
}

impl LineLinks {
    pub(super) fn of(order: &Order, line: &OrderLineItem, number: u32) -> Self {
        match line.offer_id.shape() {
            Some(CatalogItem::Modern { product, sku, availability }) => {
                let country = &order.market;
                let sku = format!("/products/{product}/skus/{sku}");
                Self {
                    product: Some(Link::get(format!("/products/{product}?country={country}"))),
                    availability: Some(Link::get(format!("{sku}/availabilities/{availability}?country={country}"))),
                    sku: Some(Link::get(format!("{sku}?country={country}"))),
                    activation_links: is_activated(order, line)
                        .then(|| Link::get(activation::path_of_line(order.customer, &order.id, number))),
                    ..Self::default()
                }
            }
            _ => {
                let subscription =
                    line.subscription_id.map(|id| format!("/customers/{}/subscriptions/{id}", order.customer));
                let product = line.legacy_product.as_deref();
                Self {
                    sku: product
                        .map(|product| Link::get(format!("/products/{product}/skus/{}", line.offer_id.as_str()))),
                    provisioning_status: subscription
                        .as_ref()
                        .map(|uri| Link::get(format!("{uri}/provisioningstatus"))),
                    subscription: subscription.map(Link::get),
                    ..Self::default()
                }
            }
        }
    }
}
