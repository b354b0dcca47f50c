//! Order lines and their prices.

use super::{Prices, links::LineLinks};
use crate::{
    cart::{CommitmentResource, ContextResource, RenewsToResource, commitment, renews_to_resource},
    number,
};
use domain::{
    Timestamp,
    id::{MpnId, SubscriptionId},
    money::Amount,
    order::{Order, OrderLineItem, Pricing},
};
use serde::Serialize;

/// A line of an order.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OrderLineResource<'a> {
    line_item_number: u32,
    offer_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subscription_id: Option<SubscriptionId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_subscription_id: Option<SubscriptionId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term_duration: Option<&'a str>,
    transaction_type: &'static str,
    friendly_name: &'a str,
    quantity: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_term_end_date: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partner_id_on_record: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    additional_partner_ids_on_record: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
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

/// The prices of a line (digest 4.4).
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PricingResource {
    #[serde(serialize_with = "number::decimal")]
    list_price: Amount,
    #[serde(serialize_with = "number::decimal")]
    discounted_price: Amount,
    #[serde(serialize_with = "number::decimal")]
    prorated_price: Amount,
    #[serde(serialize_with = "number::decimal")]
    price: Amount,
    #[serde(serialize_with = "number::decimal")]
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
        links: LineLinks::of(order, line),
    }
}
