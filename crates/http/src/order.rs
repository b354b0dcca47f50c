//! Orders: list, read, make, change, follow, activate (digest 1.2).

use crate::{
    answer::{self, Refused},
    extract::{Reading, Writing},
    state::Floor,
};
use app::OrderFilter;
use axum::{extract::State, response::Response};
use http::StatusCode;
use wire::{
    activation::{ActivationLinkResource, Of},
    collection::Collection,
    order::{OrderResource, Prices},
    provisioning::LineProvisioningResource,
    xml::Root,
};

/// Gets all orders of a customer.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/orders",
    operation_id = "listOrders",
    tag = "Orders",
    params(
        ("billingType" = Option<String>, Query, description = "Only orders of this billing cycle: its name or number.",
            example = "one_time"),
        ("include_price" = Option<bool>, Query, description = "Whether prices are shown."),
        ("include_system_purchases" = Option<bool>, Query, description = "Whether orders of the system are listed too."),
        ("indirect_reseller_id" = Option<String>, Query,
            description = "Only orders with a line whose partner on record this reseller is."),
    ),
    responses((status = 200, description = "The orders.", body = Collection<OrderResource>)),
)]
pub(crate) async fn list(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let prices = prices(&request)?;
    let filter = OrderFilter {
        billing_cycle: request.query.billing_type()?,
        with_system_purchases: request.query.include_system_purchases()?,
        reseller: request.query.indirect_reseller_id().map(str::to_owned),
    };
    let orders = floor.app.list_orders(&request.scope, &filter).await?;
    Ok(answer::of(
        StatusCode::OK,
        Root::OrderCollection,
        &wire::order::collection(request.scope.customer().id, &orders, prices),
    ))
}

/// Creates a new order.
///
/// What a cart with these lines and its checkout would do, at once and without a cart. All lines must fit into one order.
#[utoipa::path(
    post,
    path = "/v1/customers/{customer_id}/orders",
    operation_id = "createOrder",
    tag = "Orders",
    request_body(content = OrderResource, description = "The order."),
    responses((status = 201, description = "The order, as it was made.", body = OrderResource)),
)]
pub(crate) async fn create(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let prices = request.prices_of_purchase();
    let draft = wire::order::draft(&request.node(Root::Order)?)?;
    let order = floor.app.create_order(&request.scope, request.name, draft).await?;
    Ok(answer::of(StatusCode::CREATED, Root::Order, &wire::order::resource(&order, prices)))
}

/// Gets an order by its ID.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/orders/{order_id}",
    operation_id = "getOrder",
    tag = "Orders",
    params(("include_price" = Option<bool>, Query, description = "Whether prices are shown.")),
    responses((status = 200, description = "The order.", body = OrderResource)),
)]
pub(crate) async fn read(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let prices = prices(&request)?;
    let order = floor.app.read_order(&request.scope, &request.ids.order_id()).await?;
    Ok(answer::of(StatusCode::OK, Root::Order, &wire::order::resource(&order, prices)))
}

/// Updates an order: cancels it, appends add-ons, or changes its billing cycle.
///
/// With `status` `cancelled` and no lines the whole order is cancelled, else the lines that are named. Perpetual software can be
/// cancelled for 30 days, in a sandbox account reservations too; everything else is cancelled by its subscription. A legacy
/// order takes add-ons to its subscriptions, lines with `parentSubscriptionId`, and another `billingCycle`. An order that comes
/// back as it is stays as it is.
#[utoipa::path(
    patch,
    path = "/v1/customers/{customer_id}/orders/{order_id}",
    operation_id = "updateOrder",
    tag = "Orders",
    request_body(content = OrderResource, description = "The order with `status` `cancelled`."),
    responses((status = 200, description = "The order, as it is afterwards.", body = OrderResource)),
)]
pub(crate) async fn update(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let id = request.ids.order_id();
    let patch = wire::order::patch(&request.node(Root::Order)?)?;
    let order = floor.app.update_order(&request.scope, request.name, id, patch).await?;
    Ok(answer::of(StatusCode::OK, Root::Order, &wire::order::resource(&order, Prices::Hidden)))
}

/// Gets the provisioning status of an order.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/orders/{order_id}/provisioningstatus",
    operation_id = "getOrderProvisioningStatus",
    tag = "Orders",
    responses((status = 200, description = "The state of each line.", body = Collection<LineProvisioningResource>)),
)]
pub(crate) async fn provisioning_status(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let lines = floor.app.provisioning_status(&request.scope, &request.ids.order_id()).await?;
    Ok(answer::of(StatusCode::OK, Root::ProvisioningStatusCollection, &wire::provisioning::collection(&lines)))
}

/// Gets the activation links of an order.
///
/// One for each line of marketplace SaaS, once the order is completed.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/orders/{order_id}/activationlinks",
    operation_id = "getOrderActivationLinks",
    tag = "Orders",
    responses((status = 200, description = "The links.", body = Collection<ActivationLinkResource>)),
)]
pub(crate) async fn activation_links(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let id = request.ids.order_id();
    let links = floor.app.activation_links(&request.scope, &id, None).await?;
    let collection = wire::activation::collection(request.scope.customer().id, Of::Order(&id), &links);
    Ok(answer::of(StatusCode::OK, Root::ActivationLinkCollection, &collection))
}

/// Gets the activation link of a line of an order.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/orders/{order_id}/lineitems/{line_item_number}/activationlinks",
    operation_id = "getOrderLineItemActivationLinks",
    tag = "Orders",
    responses((status = 200, description = "The links.", body = Collection<ActivationLinkResource>)),
)]
pub(crate) async fn line_activation_links(State(floor): State<Floor>, request: Reading) -> Result<Response, Refused> {
    let (id, line) = (request.ids.order_id(), request.ids.line_item_number()?);
    let links = floor.app.activation_links(&request.scope, &id, Some(line)).await?;
    let collection = wire::activation::collection(request.scope.customer().id, Of::Line(&id, line), &links);
    Ok(answer::of(StatusCode::OK, Root::ActivationLinkCollection, &collection))
}

/// Prices are shown when they are asked for, to a partner that may see them (ruling 13).
fn prices(request: &Reading) -> Result<Prices, Refused> {
    if !request.query.include_price()? {
        return Ok(Prices::Hidden);
    }
    request.scope.ask_for_prices()?;
    Ok(Prices::Shown)
}
