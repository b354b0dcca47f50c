//! Activation links of order lines (digest 4.13).

use crate::{collection::Collection, link::Link};
use domain::{
    activation::ActivationLink,
    id::{CustomerId, OrderId, SubscriptionId},
};
use serde::Serialize;
use utoipa::ToSchema;

/// What activates a line.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderLineItemActivationLink)]
pub struct ActivationLinkResource {
    line_item_number: u32,
    link: Link,
}

/// Whose links a collection has; it links to itself.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// All lines of an order.
    Order(&'a OrderId),
    /// One line of an order.
    Line(&'a OrderId, u32),
    /// A subscription.
    Subscription(SubscriptionId),
}

/// The collection of these links.
#[must_use]
pub fn collection(customer: CustomerId, of: Of<'_>, links: &[ActivationLink]) -> Collection<ActivationLinkResource> {
    let uri = match of {
        Of::Order(order) => format!("/customers/{customer}/orders/{order}/activationlinks"),
        Of::Line(order, line) => path_of_line(customer, order, line),
        Of::Subscription(id) => format!("/customers/{customer}/subscriptions/{id}/activationlinks"),
    };
    Collection::linked(links.iter().map(resource).collect(), uri)
}

/// Where the links of one line are.
pub(crate) fn path_of_line(customer: CustomerId, order: &OrderId, line: u32) -> String {
    format!("/customers/{customer}/orders/{order}/lineitems/{line}/activationlinks")
}

fn resource(link: &ActivationLink) -> ActivationLinkResource {
    let ActivationLink { line, uri } = link;
    ActivationLinkResource { line_item_number: *line, link: Link::get(uri.clone()) }
}
