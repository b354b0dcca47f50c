//! Orders and checkout results as answers show them (digest 4.8, 4.10, 4.11).

mod line;
mod links;
mod read;

pub use line::PricingResource;
pub use read::{draft, patch};

use crate::{collection::Collection, enumeration, fault, link::Attributes, number, schema};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{
    Timestamp,
    id::CustomerId,
    money::Amount,
    order::{CheckoutResult, CommerceSystem, Order, OrderError},
};
use line::OrderLineResource;
use links::OrderLinks;
use serde::Serialize;
use utoipa::ToSchema;

/// Whether an answer shows prices (ruling 13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prices {
    /// It does.
    Shown,
    /// It does not.
    Hidden,
}

/// An order.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Order)]
pub struct OrderResource<'a> {
    id: &'a str,
    alternate_id: &'a str,
    #[schema(value_type = String, format = "uuid")]
    reference_customer_id: CustomerId,
    #[schema(schema_with = schema::billing_cycle)]
    billing_cycle: &'static str,
    currency_code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency_symbol: Option<String>,
    line_items: Vec<OrderLineResource<'a>>,
    #[schema(value_type = String, format = DateTime)]
    creation_date: Timestamp,
    #[schema(schema_with = schema::order_status)]
    status: &'static str,
    #[schema(schema_with = schema::transaction_type)]
    transaction_type: &'static str,
    links: OrderLinks,
    /// Before tax, for the whole term; where prices are shown.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number::some_decimal")]
    #[schema(value_type = Option<f64>)]
    total_price: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<ClientContext>,
    attributes: Attributes,
}

/// The client that ordered. Empty, as on every new-commerce order (seed 002).
#[derive(Debug, Serialize, ToSchema)]
struct ClientContext {}

/// The answer of a checkout.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CartCheckoutResult)]
pub struct CheckoutResource<'a> {
    orders: Vec<OrderResource<'a>>,
    /// One for each order group that was not ordered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    order_errors: Vec<OrderErrorResource<'a>>,
    attributes: Attributes,
}

/// Why an order group was not ordered.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderError)]
struct OrderErrorResource<'a> {
    order_group_id: &'a str,
    #[schema(schema_with = schema::order_error_code)]
    code: u32,
    description: String,
}

/// The resource of an order.
#[must_use]
pub fn resource(order: &Order, prices: Prices) -> OrderResource<'_> {
    let modern = order.system == CommerceSystem::Modern;
    OrderResource {
        id: order.id.as_str(),
        alternate_id: order.alternate_id.as_str(),
        reference_customer_id: order.customer,
        billing_cycle: order.billing_cycle.name(),
        currency_code: order.currency.code(),
        currency_symbol: modern.then(|| order.currency.symbol()),
        line_items: order
            .line_items
            .iter()
            .zip(0..)
            .map(|(item, number)| line::resource(order, item, number, prices))
            .collect(),
        creation_date: order.created,
        status: order.status.name(),
        transaction_type: enumeration::transaction_type(order.transaction_type),
        links: OrderLinks::of(order),
        total_price: order.total_price.filter(|_| prices == Prices::Shown),
        client: modern.then_some(ClientContext {}),
        attributes: attributes(order),
    }
}

/// The collection of a customer's orders.
#[must_use]
pub fn collection(customer: CustomerId, orders: &[Order], prices: Prices) -> Collection<OrderResource<'_>> {
    let items = orders.iter().map(|order| resource(order, prices)).collect();
    Collection::linked(items, format!("/customers/{customer}/orders"))
}

/// The resource of a checkout's result.
#[must_use]
pub fn checkout(result: &CheckoutResult, prices: Prices) -> CheckoutResource<'_> {
    let CheckoutResult { orders, order_errors } = result;
    CheckoutResource {
        orders: orders.iter().map(|order| resource(order, prices)).collect(),
        order_errors: order_errors.iter().map(order_error).collect(),
        attributes: Attributes::of("CartCheckoutResult"),
    }
}

fn order_error(error: &OrderError) -> OrderErrorResource<'_> {
    let OrderError { order_group, fault } = error;
    OrderErrorResource { order_group_id: order_group, code: fault.kind().code(), description: fault::describe(fault) }
}

/// Legacy orders carry an etag: their id and version, in base64 (digest 4.10).
fn attributes(order: &Order) -> Attributes {
    match order.system {
        CommerceSystem::Modern => Attributes::of("Order"),
        CommerceSystem::Legacy => {
            let etag = format!(r#"{{"id":"{}","version":{}}}"#, order.id, order.revision);
            Attributes::with_etag("Order", BASE64_STANDARD.encode(etag))
        }
    }
}
