//! The terms of an availability, and what a trial's turn into.

use crate::enumeration;
use domain::{
    catalog::{Plan, ProductKind, Sku},
    subscription::{RefundKind, cancellation},
};
use serde::Serialize;
use utoipa::ToSchema;

/// A term with its billing cycle. Perpetual items have one too, without a duration.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CatalogTerm)]
pub(super) struct TermResource<'a> {
    /// Opaque.
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<&'a str>,
    description: String,
    billing_cycle: &'static str,
    cancellation_policies: Vec<CancellationPolicy>,
}

/// What a cancellation gives back.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CancellationPolicy {
    refund_options: [RefundOptionResource; 1],
}

/// How much, and for how long.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CatalogRefundOption)]
struct RefundOptionResource {
    sequence_id: u32,
    #[serde(rename = "type")]
    kind: &'static str,
    /// A duration in ISO 8601, from the purchase on.
    expires_after: String,
}

/// What terms turn into.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RenewalInstruction)]
pub(super) struct RenewalInstructionResource<'a> {
    applicable_term_ids: Vec<String>,
    renewal_options: [RenewalOptionResource<'a>; 1],
}

/// A SKU to turn into.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RenewalOption)]
struct RenewalOptionResource<'a> {
    renew_to_id: &'a str,
    is_auto_renewable: bool,
}

pub(super) fn resource(kind: ProductKind, plan: &Plan) -> TermResource<'_> {
    let refund = cancellation::refund(kind, plan.term.as_ref());
    TermResource {
        id: id(plan),
        duration: plan.term.as_ref().map(|term| term.as_str()),
        description: description(plan),
        billing_cycle: enumeration::catalog_billing_cycle(plan.billing_cycle),
        cancellation_policies: refund.into_iter().map(policy).collect(),
    }
}

pub(super) fn renewal_instructions<'a>(sku: &'a Sku, plans: &[&Plan]) -> Vec<RenewalInstructionResource<'a>> {
    let instruction = sku.renews_to.as_ref().map(|renewal| RenewalInstructionResource {
        applicable_term_ids: plans.iter().map(|plan| id(plan)).collect(),
        renewal_options: [RenewalOptionResource { renew_to_id: &renewal.sku, is_auto_renewable: renewal.automatic }],
    });
    instruction.into_iter().collect()
}

fn policy((kind, days): (RefundKind, u32)) -> CancellationPolicy {
    let kind = match kind {
        RefundKind::Full => "Full",
        RefundKind::Partial => "Partial",
    };
    CancellationPolicy {
        refund_options: [RefundOptionResource { sequence_id: 0, kind, expires_after: format!("P{days}D") }],
    }
}

/// An availability has each term and billing cycle once, so that they name a term.
fn id(plan: &Plan) -> String {
    let term = plan.term.as_ref().map_or("none", |term| term.as_str());
    format!("{term}-{}", plan.billing_cycle.name()).to_ascii_lowercase()
}

fn description(plan: &Plan) -> String {
    let Some(term) = &plan.term else { return "No commitment".to_owned() };
    let length = match term.months() {
        1 => "One-Month".to_owned(),
        12 => "One-Year".to_owned(),
        36 => "Three-Year".to_owned(),
        months => format!("{months}-Month"),
    };
    let billing = match plan.billing_cycle.name() {
        "annual" => "yearly",
        "one_time" => "one-time",
        "none" => "no",
        name => name,
    };
    format!("{length} commitment for {billing} billing")
}
