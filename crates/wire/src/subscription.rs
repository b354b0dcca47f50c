//! Subscriptions as answers show them (surroundings 2.10). Which members there are depends on whether it is a legacy one.

mod links;
mod read;
mod refund;
mod status;

pub use read::patch;
pub use status::{ProvisioningStatusResource, RegistrationStatusResource, provisioning_status, registration_status};

use crate::{
    cart::{InstructionsResource, instructions},
    collection::Collection,
    link::Attributes,
    schema,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{
    Timestamp,
    azure::AzureItem,
    catalog::ProductKind,
    id::{CustomerId, MpnId, SubscriptionId},
    subscription::{SubscriptionStatus, SubscriptionView},
};
use links::SubscriptionLinks;
use refund::{RefundOptionResource, RefundableQuantityResource};
use serde::Serialize;
use std::time::Duration;
use utoipa::ToSchema;

/// From the midnight of a day to its last second.
const TO_THE_LAST_SECOND: Duration = Duration::from_secs(24 * 60 * 60 - 1);

/// A subscription.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Subscription)]
pub struct SubscriptionResource<'a> {
    #[schema(value_type = String, format = "uuid")]
    id: SubscriptionId,
    offer_id: &'a str,
    offer_name: &'a str,
    friendly_name: &'a str,
    /// The Azure subscription, of legacy Azure.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = "uuid")]
    entitlement_id: Option<SubscriptionId>,
    /// The base of a legacy add-on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = "uuid")]
    parent_subscription_id: Option<SubscriptionId>,
    quantity: i32,
    unit_type: &'static str,
    has_purchasable_addons: bool,
    #[schema(value_type = String, format = DateTime)]
    creation_date: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    effective_start_date: Timestamp,
    /// The last day of the term that it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    commitment_end_date: Option<Timestamp>,
    #[schema(schema_with = schema::subscription_status)]
    status: &'static str,
    auto_renew_enabled: bool,
    is_trial: bool,
    billing_type: &'static str,
    #[schema(schema_with = schema::billing_cycle)]
    billing_cycle: &'static str,
    contract_type: &'static str,
    /// While it is suspended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    suspension_reasons: Vec<&'static str>,
    actions: Vec<&'static str>,
    /// The order that it fulfils.
    #[serde(skip_serializing_if = "Option::is_none")]
    order_id: Option<&'a str>,
    /// The reseller of the transaction.
    #[serde(skip_serializing_if = "Option::is_none")]
    partner_id: Option<&'a str>,
    #[serde(flatten)]
    #[schema(inline)]
    modern: ModernMembers<'a>,
    links: SubscriptionLinks,
    attributes: Attributes,
}

/// What only new-commerce subscriptions have. Legacy ones have none of it, so none of it is required.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ModernMembers<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    product_type: Option<ItemTypeResource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    commitment_end_date_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    billing_cycle_end_date: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    billing_cycle_end_date_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    cancellation_allowed_until_date: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term_duration: Option<&'a str>,
    /// The length of the next term; empty where it is the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    renewal_term_duration: Option<&'a str>,
    /// What a cancellation gives back, as long as it does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    refund_options: Vec<RefundOptionResource>,
    /// The licences that can be given back, as long as some can.
    #[serde(skip_serializing_if = "Option::is_none")]
    refundable_quantity: Option<RefundableQuantityResource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_microsoft_product: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher_name: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    additional_partner_ids_on_record: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attention_needed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action_taken: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    promotion_id: Option<&'a str>,
    /// The order of a savings plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    product_order_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scheduled_next_term_instructions: Option<InstructionsResource<'a>>,
    /// How it is charged from the next period on, where that is another way.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_charge_instructions: Option<InstructionsResource<'a>>,
}

/// What sort of item it is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ItemType)]
struct ItemTypeResource {
    id: &'static str,
    display_name: &'static str,
}

/// The resource of a subscription.
#[must_use]
pub fn resource(view: &SubscriptionView) -> SubscriptionResource<'_> {
    let SubscriptionView { subscription, listing, at, .. } = view;
    let legacy = view.is_legacy();
    let reseller = subscription.partner_id_on_record.as_ref().map(MpnId::as_str);
    SubscriptionResource {
        id: subscription.id,
        offer_id: subscription.offer_id.as_str(),
        offer_name: listing.title.as_deref().unwrap_or(&subscription.friendly_name),
        friendly_name: &subscription.friendly_name,
        entitlement_id: (listing.azure == Some(AzureItem::Subscription)).then_some(subscription.id),
        parent_subscription_id: subscription.parent,
        quantity: subscription.quantity,
        unit_type: if listing.azure.is_some() { "Usage-based" } else { "Licenses" },
        has_purchasable_addons: listing.has_purchasable_add_ons,
        creation_date: subscription.created,
        effective_start_date: subscription.start(),
        commitment_end_date: subscription.commitment_end_at(*at),
        status: subscription.status.name(),
        auto_renew_enabled: subscription.auto_renew,
        is_trial: subscription.is_trial,
        billing_type: if listing.azure.is_some() { "usage" } else { "license" },
        billing_cycle: subscription.billing_cycle_at(*at).name(),
        contract_type: "subscription",
        suspension_reasons: match subscription.status {
            SubscriptionStatus::Suspended => vec!["Suspended by the partner."],
            SubscriptionStatus::Active | SubscriptionStatus::Deleted => Vec::new(),
        },
        actions: actions(view),
        order_id: subscription.order_line.as_ref().map(|line| line.order.as_str()),
        partner_id: if legacy { reseller } else { Some(reseller.unwrap_or_default()) },
        modern: if legacy { ModernMembers::default() } else { modern(view) },
        links: SubscriptionLinks::of(view),
        attributes: attributes(view),
    }
}

/// The collection of a customer's subscriptions.
#[must_use]
pub fn collection(customer: CustomerId, views: &[SubscriptionView]) -> Collection<SubscriptionResource<'_>> {
    Collection::linked(views.iter().map(resource).collect(), format!("/customers/{customer}/subscriptions"))
}

/// The collection of the add-ons to a subscription.
#[must_use]
pub fn add_ons(
    customer: CustomerId,
    base: SubscriptionId,
    views: &[SubscriptionView],
) -> Collection<SubscriptionResource<'_>> {
    let uri = format!("/customers/{customer}/subscriptions/{base}/addons");
    Collection::linked(views.iter().map(resource).collect(), uri)
}

fn modern(view: &SubscriptionView) -> ModernMembers<'_> {
    let SubscriptionView { subscription, listing, at, .. } = view;
    let kind = subscription.product_kind.or(listing.kind);
    let of_microsoft = kind != Some(ProductKind::Saas);
    let end = subscription.commitment_end_at(*at);
    let billed = subscription.billing_cycle_end_at(*at);
    let order = subscription.order_line.as_ref().map(|line| line.order.as_str());
    let renewal = subscription.renewal_term.as_ref().map_or("", |term| term.as_str());
    let more_resellers = subscription.additional_partner_ids_on_record.iter().map(MpnId::as_str);
    ModernMembers {
        product_type: kind.map(item_type),
        commitment_end_date_time: end.map(|day| day.plus(TO_THE_LAST_SECOND)),
        billing_cycle_end_date: billed,
        billing_cycle_end_date_time: billed.map(|day| day.plus(TO_THE_LAST_SECOND)),
        cancellation_allowed_until_date: subscription.cancellation_allowed_until,
        term_duration: subscription.term.as_ref().map(|term| term.as_str()),
        renewal_term_duration: subscription.term.is_some().then_some(renewal),
        refund_options: refund::options(view),
        refundable_quantity: refund::quantity(view),
        is_microsoft_product: Some(of_microsoft),
        publisher_name: of_microsoft.then_some("Microsoft Corporation"),
        additional_partner_ids_on_record: more_resellers.collect(),
        attention_needed: Some(false),
        action_taken: Some(false),
        promotion_id: subscription.promotion_id.as_deref(),
        product_order_id: order.filter(|_| kind == Some(ProductKind::SavingsPlan)),
        next_charge_instructions: view.next_charge.as_ref().map(instructions),
        scheduled_next_term_instructions: subscription.scheduled_next_term_instructions.as_ref().map(instructions),
    }
}

fn item_type(kind: ProductKind) -> ItemTypeResource {
    let name = match kind {
        ProductKind::OnlineServicesNce => "OnlineServicesNCE",
        ProductKind::Software => "Software",
        ProductKind::Saas => "SaaS",
        ProductKind::Reservation | ProductKind::AzurePlan | ProductKind::SavingsPlan => "Azure",
    };
    ItemTypeResource { id: name, display_name: name }
}

fn actions(view: &SubscriptionView) -> Vec<&'static str> {
    let edit = (!view.is_gone()).then_some("edit");
    edit.into_iter().chain(view.can_be_cancelled().then_some("cancel")).collect()
}

/// Legacy subscriptions carry an etag: their id and version, in base64, as legacy orders do.
fn attributes(view: &SubscriptionView) -> Attributes {
    if view.is_legacy() { Attributes::with_etag("Subscription", etag(view)) } else { Attributes::of("Subscription") }
}

/// The etag of what is shown.
fn etag(view: &SubscriptionView) -> String {
    etag_of(view.subscription.id, view.version)
}

/// The etag of a version of a subscription.
fn etag_of(id: SubscriptionId, version: u64) -> String {
    BASE64_STANDARD.encode(format!(r#"{{"id":"{id}","version":{version}}}"#))
}
