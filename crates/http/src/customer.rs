//! Customers: list, make, read, change, let go (surroundings 1.5 and 2.5).

use crate::{
    answer::{self, Refused},
    extract::{Browsing, Enrolling, Reading, Writing},
    page,
    state::Floor,
};
use axum::{extract::State, response::Response};
use http::StatusCode;
use wire::{
    collection::SeekCollection,
    customer::{BillingProfileResource, CompanyProfileResource, CustomerResource, ListedCustomerResource},
    fault::ApiFault,
    xml::Root,
};

/// Gets the customers of the partner, page by page, in the order of their names.
///
/// `links.next` and `links.previous` lead to the pages beside it: follow them with the header that they have.
#[utoipa::path(
    get,
    path = "/v1/customers",
    operation_id = "listCustomers",
    tag = "Customers",
    params(
        ("size" = Option<u32>, Query, description = "The most customers of a page, 1 to 500; 0 or nothing for 500."),
        ("filter" = Option<String>, Query,
            description = "A filter in JSON: CompanyName, Domain or IndirectReseller with starts_with.",
            example = json!(r#"{"Field":"CompanyName","Value":"con","Operator":"starts_with"}"#)),
        ("seekOperation" = Option<String>, Query, description = "Next, Previous, First or Last."),
        ("MS-ContinuationToken" = Option<String>, Header, description = "Where the page begins: the token of a link."),
    ),
    responses((status = 200, description = "A page of customers.", body = SeekCollection<ListedCustomerResource>)),
)]
pub(crate) async fn list(State(floor): State<Floor>, request: Browsing) -> Result<Response, Refused> {
    let asked = page::of_customers(&floor, &request).await?;
    let (entries, more) = floor.app.list_customers(&request.scope, &asked).await?;
    let links = page::links(&floor, &request.scope, &asked, (&entries, more)).await;
    Ok(answer::of(StatusCode::OK, Root::CustomerCollection, &wire::customer::page(&entries, links)))
}

/// Creates a customer: a tenant, and the relationship with it.
///
/// It can buy once its acceptance of the Microsoft Customer Agreement is confirmed.
#[utoipa::path(
    post,
    path = "/v1/customers",
    operation_id = "createCustomer",
    tag = "Customers",
    request_body(content = CustomerResource, description = "The customer, with billing and company profile."),
    responses((status = 201, description = "The customer, with the credentials of its administrator.",
        body = CustomerResource)),
)]
pub(crate) async fn create(State(floor): State<Floor>, request: Enrolling) -> Result<Response, Refused> {
    let draft = wire::customer::draft(&request.node(Root::Customer)?)?;
    let created = floor.app.create_customer(&request.scope, request.name, draft).await?;
    Ok(answer::of(StatusCode::CREATED, Root::Customer, &wire::customer::created(&created)))
}

/// Gets a customer by its ID.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}",
    operation_id = "getCustomer",
    tag = "Customers",
    responses((status = 200, description = "The customer.", body = CustomerResource)),
)]
pub(crate) async fn read(request: Reading) -> Response {
    answer::of(StatusCode::OK, Root::Customer, &wire::customer::resource(request.scope.customer()))
}

/// Ends the relationship with a customer: `relationshipToPartner` `none`.
///
/// Every subscription is suspended or cancelled first, and no order pending. Orders and subscriptions are kept; nobody is let
/// in to them.
#[utoipa::path(
    patch,
    path = "/v1/customers/{customer_id}",
    operation_id = "updateCustomer",
    tag = "Customers",
    request_body(content = CustomerResource, description = "`relationshipToPartner` `none`."),
    responses((status = 200, description = "The customer, as it is afterwards.", body = CustomerResource)),
)]
pub(crate) async fn update(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    wire::customer::ends_relationship(&request.node(Root::Customer)?)?;
    let customer = floor.app.end_relationship(&request.scope, request.name).await?;
    Ok(answer::of(StatusCode::OK, Root::Customer, &wire::customer::resource(&customer)))
}

/// Deletes a customer of a sandbox account, once everything that it bought is cancelled.
#[utoipa::path(
    delete,
    path = "/v1/customers/{customer_id}",
    operation_id = "deleteCustomer",
    tag = "Customers",
    responses((status = 204, description = "It is gone.")),
)]
pub(crate) async fn delete(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    floor.app.delete_customer(&request.scope, request.name).await?;
    Ok(answer::empty(StatusCode::NO_CONTENT))
}

/// Gets the billing profile of a customer.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/profiles/billing",
    operation_id = "getBillingProfile",
    tag = "Customers",
    responses((status = 200, description = "The profile.", body = BillingProfileResource)),
)]
pub(crate) async fn billing(request: Reading) -> Response {
    answer::of(StatusCode::OK, Root::BillingProfile, &wire::customer::billing(request.scope.customer()))
}

/// Replaces the billing profile of a customer. Send it whole; the country stays what it is.
///
/// The etag of the profile, in `attributes` or in `If-Match`, is held to where it is sent.
#[utoipa::path(
    put,
    path = "/v1/customers/{customer_id}/profiles/billing",
    operation_id = "updateBillingProfile",
    tag = "Customers",
    params(("If-Match" = Option<String>, Header, description = "The etag of the profile that is replaced.")),
    request_body(content = BillingProfileResource, description = "The profile, as it shall be."),
    responses(
        (status = 200, description = "The profile, as it is afterwards.", body = BillingProfileResource),
        (status = 412, description = "The profile was changed since then.", body = ApiFault),
    ),
)]
pub(crate) async fn update_billing(State(floor): State<Floor>, request: Writing) -> Result<Response, Refused> {
    let draft = wire::customer::billing_draft(&request.node(Root::BillingProfile)?)?;
    let if_match = request.if_match();
    let customer = floor.app.update_billing_profile(&request.scope, request.name, draft, if_match).await?;
    Ok(answer::of(StatusCode::OK, Root::BillingProfile, &wire::customer::billing(&customer)))
}

/// Gets the company profile of a customer.
#[utoipa::path(
    get,
    path = "/v1/customers/{customer_id}/profiles/company",
    operation_id = "getCompanyProfile",
    tag = "Customers",
    responses((status = 200, description = "The profile.", body = CompanyProfileResource)),
)]
pub(crate) async fn company(request: Reading) -> Response {
    answer::of(StatusCode::OK, Root::CompanyProfile, &wire::customer::company(request.scope.customer()))
}
