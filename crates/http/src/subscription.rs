//! Subscriptions: list, read, change, follow, register (surroundings 1.7 and 2.10).

use crate::{
    answer::{self, Refused},
    extract::{Reading, Writing},
    state::Floor,
};
use app::SubscriptionFilter;
use axum::{extract::State, response::Response};
use domain::id::OrderId;
use http::StatusCode;
use wire::{
    activation::{ActivationLinkResource, Of},
    collection::Collection,
    subscription::{ProvisioningStatusResource, RegistrationStatusResource, SubscriptionResource},
    xml::Root,
};

/// Gets all subscriptions of a customer.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/subscriptions",
    operation_id = "listSubscriptions",
    tag = "Subscriptions",
    params(
        ("order_id" = Option<String>, Query, description = "Only what this order left."),
        ("mpn_id" = Option<String>, Query, description = "Only those that this reseller takes part in."),
    ),
    responses((status = 200, description = "The subscriptions.", body = Collection<SubscriptionResource>)),
)]
pub(crate) async fn list(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let filter = SubscriptionFilter {
        order: request.query.order_id().map(OrderId::new),
        reseller: request.query.mpn_id().map(str::to_owned),
    };
    let subscriptions = floor.app.list_subscriptions(&request.scope, &filter).await?;
    let collection = wire::subscription::collection(request.scope.customer().id, &subscriptions);
    Ok(answer::of(StatusCode::OK, Root::SubscriptionCollection, &collection))
}

/// Gets a subscription by its ID.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/subscriptions/{subscription_id}",
    operation_id = "getSubscription",
    tag = "Subscriptions",
    responses((status = 200, description = "The subscription.", body = SubscriptionResource)),
)]
pub(crate) async fn read(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let subscription = floor.app.read_subscription(&request.scope, request.ids.subscription_id()?).await?;
    Ok(answer::of(StatusCode::OK, Root::Subscription, &wire::subscription::resource(&subscription)))
}

/// Updates a subscription: its quantity, status, name, renewal, billing cycle or reseller.
///
/// Send the whole resource back with what shall be otherwise; what differs is changed. Of new-commerce subscriptions a missing
/// `autoRenewEnabled` counts as false, and instructions for the next term that are missing are dropped.
#[utoipa::path(
    patch,
    path = "/v1/customers/{customer_id}/subscriptions/{subscription_id}",
    operation_id = "updateSubscription",
    tag = "Subscriptions",
    request_body(content = SubscriptionResource, description = "The subscription, as it shall be."),
    responses((status = 200, description = "The subscription, as it is afterwards.", body = SubscriptionResource)),
)]
pub(crate) async fn update(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let id = request.ids.subscription_id()?;
    let patch = wire::subscription::patch(&request.node(Root::Subscription)?, id)?;
    let subscription = floor.app.update_subscription(&request.scope, request.name, id, patch).await?;
    Ok(answer::of(StatusCode::OK, Root::Subscription, &wire::subscription::resource(&subscription)))
}

/// Gets the add-ons to a legacy subscription.
///
/// New-commerce add-ons are subscriptions of their own: the collection is empty then.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/subscriptions/{subscription_id}/addons",
    operation_id = "listSubscriptionAddons",
    tag = "Subscriptions",
    responses((status = 200, description = "The add-ons.", body = Collection<SubscriptionResource>)),
)]
pub(crate) async fn add_ons(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let base = request.ids.subscription_id()?;
    let add_ons = floor.app.list_add_ons(&request.scope, base).await?;
    let collection = wire::subscription::add_ons(request.scope.customer().id, base, &add_ons);
    Ok(answer::of(StatusCode::OK, Root::SubscriptionCollection, &collection))
}

/// Gets the provisioning status of a subscription.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/subscriptions/{subscription_id}/provisioningstatus",
    operation_id = "getSubscriptionProvisioningStatus",
    tag = "Subscriptions",
    responses((status = 200, description = "The status.", body = ProvisioningStatusResource)),
)]
pub(crate) async fn provisioning_status(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let found = floor.app.read_subscription(&request.scope, request.ids.subscription_id()?).await?;
    let status = wire::subscription::provisioning_status(&found);
    Ok(answer::of(StatusCode::OK, Root::SubscriptionProvisioningStatus, &status))
}

/// Gets the activation links of a subscription.
///
/// That of the order line it fulfils, where it is marketplace SaaS.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/subscriptions/{subscription_id}/activationlinks",
    operation_id = "getSubscriptionActivationLinks",
    tag = "Subscriptions",
    responses((status = 200, description = "The links.", body = Collection<ActivationLinkResource>)),
)]
pub(crate) async fn activation_links(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let id = request.ids.subscription_id()?;
    let links = floor.app.subscription_activation_links(&request.scope, id).await?;
    let collection = wire::activation::collection(request.scope.customer().id, Of::Subscription(id), &links);
    Ok(answer::of(StatusCode::OK, Root::ActivationLinkCollection, &collection))
}

/// Gets the registration status of a subscription to Azure.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/subscriptions/{subscription_id}/registrationstatus",
    operation_id = "getSubscriptionRegistrationStatus",
    tag = "Subscriptions",
    responses((status = 200, description = "The status.", body = RegistrationStatusResource)),
)]
pub(crate) async fn registration_status(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let found = floor.app.read_subscription(&request.scope, request.ids.subscription_id()?).await?;
    let status = wire::subscription::registration_status(&found.subscription);
    Ok(answer::of(StatusCode::OK, Root::SubscriptionRegistrationStatus, &status))
}

/// Registers a subscription to Azure, so that reservations can be bought with it.
///
/// Whatever body comes is ignored. `Location` names the registration status, relative and without the version.
#[utoipa::path(
    post,
    path = "/v1/customers/{customer_id}/subscriptions/{subscription_id}/registrations",
    operation_id = "registerSubscription",
    tag = "Subscriptions",
    responses((status = 202, description = "It is registered.")),
)]
pub(crate) async fn register(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let id = request.ids.subscription_id()?;
    let id = floor.app.register_subscription(&request.scope, request.name, id).await?;
    let customer = request.scope.customer().id;
    Ok(answer::accepted(&format!("/customers/{customer}/subscriptions/{id}/registrationstatus")))
}
