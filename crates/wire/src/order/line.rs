//! Order lines and their prices.

use super::{Prices, links::LineLinks};
use crate::{
    cart::{CommitmentResource, ContextResource, RenewsToResource, commitment, renews_to_resource},
    number, schema,
};
use domain::{
    Timestamp,
    id::{MpnId, SubscriptionId},
    money::Amount,
    order::{Order, OrderLineItem, Pricing},
};
use serde::Serialize;
use utoipa::ToSchema;

/// A line of an order.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderLineItem)]
pub(super) struct OrderLineResource<'a> {
    line_item_number: u32,
    offer_id: &'a str,
    /// Once it is provisioned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = "uuid")]
    subscription_id: Option<SubscriptionId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = "uuid")]
    parent_subscription_id: Option<SubscriptionId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term_duration: Option<&'a str>,
    transaction_type: &'static str,
    friendly_name: &'a str,
    quantity: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    custom_term_end_date: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partner_id_on_record: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    additional_partner_ids_on_record: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema::provisioning_context)]
    provisioning_context: Option<ContextResource<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    promotion_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    renews_to: Option<RenewsToResource<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attestation_accepted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pricing: Option<PricingResource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purchase_commitment: Option<CommitmentResource<'a>>,
    links: LineLinks,
}

/// The prices of a line (digest 4.4): all but the last are for one licence and one billing period.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Pricing)]
pub struct PricingResource {
    #[serde(serialize_with = "number::decimal")]
    #[schema(value_type = f64)]
    list_price: Amount,
    /// The list price after promotions.
    #[serde(serialize_with = "number::decimal")]
    #[schema(value_type = f64)]
    discounted_price: Amount,
    /// The discounted price for the part of a period that is bought.
    #[serde(serialize_with = "number::decimal")]
    #[schema(value_type = f64)]
    prorated_price: Amount,
    #[serde(serialize_with = "number::decimal")]
    #[schema(value_type = f64)]
    price: Amount,
    /// The price of the whole quantity over the whole term, before tax.
    #[serde(serialize_with = "number::decimal")]
    #[schema(value_type = f64)]
    extended_price: Amount,
}

impl PricingResource {
    pub(crate) fn of(pricing: &Pricing) -> Self {
        let Pricing { list_price, discounted_price, prorated_price, price, extended_price } = *pricing;
        Self { list_price, discounted_price, prorated_price, price, extended_price }
    }
}

pub(super) fn resource<'a>(
    order: &Order,
    line: &'a OrderLineItem,
    number: u32,
    prices: Prices,
) -> OrderLineResource<'a> {
    let OrderLineItem {
        offer_id,
        legacy_product: _,
        product_kind: _,
        scheduled_next_term_instructions: _,
        subscription_id,
        parent_subscription_id,
        term,
        friendly_name,
        quantity,
        partner_id_on_record,
        additional_partner_ids_on_record,
        provisioning_context,
        promotion_id,
        custom_term_end_date,
        renews_to,
        attestation_accepted,
        pricing,
        purchase_commitment,
    } = line;
    OrderLineResource {
        line_item_number: number,
        offer_id: offer_id.as_str(),
        subscription_id: *subscription_id,
        parent_subscription_id: *parent_subscription_id,
        term_duration: term.as_ref().map(|term| term.as_str()),
        transaction_type: "New",
        friendly_name,
        quantity: *quantity,
        custom_term_end_date: *custom_term_end_date,
        partner_id_on_record: partner_id_on_record.as_ref().map(MpnId::as_str),
        additional_partner_ids_on_record: additional_partner_ids_on_record.iter().map(MpnId::as_str).collect(),
        provisioning_context: provisioning_context.as_ref().map(ContextResource),
        promotion_id: promotion_id.as_deref(),
        renews_to: renews_to.as_ref().map(renews_to_resource),
        attestation_accepted: *attestation_accepted,
        pricing: pricing.as_ref().filter(|_| prices == Prices::Shown).map(PricingResource::of),
        purchase_commitment: purchase_commitment.as_ref().map(commitment),
        links: LineLinks::of(order, line, number),
    }
}
