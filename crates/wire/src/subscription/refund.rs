//! What can be given back of a subscription. Windows that are closed are not shown (surroundings 2.10).

use crate::{enumeration, schema};
use domain::{Timestamp, subscription::SubscriptionView};
use serde::Serialize;
use utoipa::ToSchema;

/// What a cancellation gives back, and until when.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RefundOption)]
pub(super) struct RefundOptionResource {
    #[serde(rename = "type")]
    #[schema(schema_with = schema::refund_kind)]
    kind: &'static str,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// The licences that can be given back.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RefundableQuantity)]
pub(super) struct RefundableQuantityResource {
    total_quantity: i64,
    details: Vec<BatchResource>,
}

/// Licences that were bought together.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RefundableQuantityDetail)]
struct BatchResource {
    quantity: i32,
    #[schema(value_type = String, format = DateTime)]
    allowed_until_date_time: Timestamp,
}

pub(super) fn options(view: &SubscriptionView) -> Vec<RefundOptionResource> {
    let open = view.open_refunds().into_iter();
    open.map(|refund| RefundOptionResource {
        kind: enumeration::refund_kind(refund.kind),
        expires_at: refund.expires_at,
    })
    .collect()
}

/// `None` where nothing can be given back.
pub(super) fn quantity(view: &SubscriptionView) -> Option<RefundableQuantityResource> {
    let open = view.open_batches().into_iter();
    let details: Vec<_> = open
        .map(|batch| BatchResource { quantity: batch.quantity, allowed_until_date_time: batch.allowed_until })
        .collect();
    let total_quantity = details.iter().map(|batch| i64::from(batch.quantity)).sum();
    (!details.is_empty()).then_some(RefundableQuantityResource { total_quantity, details })
}
