//! Where a subscription stands beside its own resource: provisioning, and registration for reservations.

use crate::link::Attributes;
use domain::{
    Timestamp,
    id::SubscriptionId,
    subscription::{Subscription, SubscriptionView},
};
use serde::Serialize;
use utoipa::ToSchema;

/// Where the provisioning of a subscription stands. One that is there is provisioned: what is pending is its order.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SubscriptionProvisioningStatus)]
pub struct ProvisioningStatusResource {
    #[schema(value_type = String, format = "uuid")]
    sku_id: String,
    status: &'static str,
    quantity: i32,
    /// The last day of its term.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    end_date: Option<Timestamp>,
    attributes: Attributes,
}

/// Whether a subscription to Azure is registered for reservations.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SubscriptionRegistrationStatus)]
pub struct RegistrationStatusResource {
    #[schema(value_type = String, format = "uuid")]
    subscription_id: SubscriptionId,
    status: &'static str,
    attributes: Attributes,
}

/// The provisioning status of a subscription.
#[must_use]
pub fn provisioning_status(view: &SubscriptionView) -> ProvisioningStatusResource {
    let SubscriptionView { subscription, listing, at, .. } = view;
    ProvisioningStatusResource {
        sku_id: listing.sku_id.to_string(),
        status: "success",
        quantity: subscription.quantity,
        end_date: subscription.commitment_end_at(*at),
        attributes: Attributes::of("SubscriptionProvisioningStatus"),
    }
}

/// The registration status of a subscription, in the form of the operation's sample. What is none to Azure is never
/// registered.
#[must_use]
pub fn registration_status(subscription: &Subscription) -> RegistrationStatusResource {
    let registered = subscription.azure.as_ref().is_some_and(|facts| facts.registered);
    RegistrationStatusResource {
        subscription_id: subscription.id,
        status: if registered { "Registered" } else { "NotRegistered" },
        attributes: Attributes::of("SubscriptionRegistrationStatus"),
    }
}
