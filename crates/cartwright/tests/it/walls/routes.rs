//! Every route that a token opens, and a good request for it.

use crate::support::{CUSTOMER, LEGACY_BASE, LICENCE, PRINTED_SUBSCRIPTION, PROMOTION, Request, cart_of, line};
use serde_json::json;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    CreateCart,
    ReadCart,
    UpdateCart,
    CheckOut,
    ListOrders,
    CreateOrder,
    ReadOrder,
    UpdateOrder,
    ProvisioningStatus,
    ActivationLinks,
    LineActivationLinks,
    ListProducts,
    ReadProduct,
    ListSkus,
    ReadSku,
    ListAvailabilities,
    ReadAvailability,
    ListOffers,
    ListOfferCategories,
    ListProductsByPost,
    PromotionEligibilities,
    ListRelationships,
    ReadCustomer,
    EndRelationship,
    DeleteCustomer,
    BillingProfile,
    UpdateBillingProfile,
    CompanyProfile,
    ListSubscriptions,
    ReadSubscription,
    UpdateSubscription,
    AddOns,
    SubscriptionProvisioningStatus,
    SubscriptionActivationLinks,
    RegistrationStatus,
    Register,
    ListAgreements,
    ConfirmAgreement,
    DirectSignedStatus,
    ListQualifications,
    RequestQualification,
    ReadQualification,
    UpdateQualification,
    ValidationStatus,
}

pub const ROUTES: [Route; 44] = [
    Route::CreateCart,
    Route::ReadCart,
    Route::UpdateCart,
    Route::CheckOut,
    Route::ListOrders,
    Route::CreateOrder,
    Route::ReadOrder,
    Route::UpdateOrder,
    Route::ProvisioningStatus,
    Route::ActivationLinks,
    Route::LineActivationLinks,
    Route::ListProducts,
    Route::ReadProduct,
    Route::ListSkus,
    Route::ReadSku,
    Route::ListAvailabilities,
    Route::ReadAvailability,
    Route::ListOffers,
    Route::ListOfferCategories,
    Route::ListProductsByPost,
    Route::PromotionEligibilities,
    Route::ListRelationships,
    Route::ReadCustomer,
    Route::EndRelationship,
    Route::DeleteCustomer,
    Route::BillingProfile,
    Route::UpdateBillingProfile,
    Route::CompanyProfile,
    Route::ListSubscriptions,
    Route::ReadSubscription,
    Route::UpdateSubscription,
    Route::AddOns,
    Route::SubscriptionProvisioningStatus,
    Route::SubscriptionActivationLinks,
    Route::RegistrationStatus,
    Route::Register,
    Route::ListAgreements,
    Route::ConfirmAgreement,
    Route::DirectSignedStatus,
    Route::ListQualifications,
    Route::RequestQualification,
    Route::ReadQualification,
    Route::UpdateQualification,
    Route::ValidationStatus,
];

impl Route {
    pub fn method(self) -> &'static str {
        match self {
            Self::CreateCart | Self::CheckOut | Self::CreateOrder | Self::Register => "POST",
            Self::ListProductsByPost | Self::PromotionEligibilities => "POST",
            Self::ConfirmAgreement | Self::RequestQualification => "POST",
            Self::UpdateCart | Self::UpdateBillingProfile | Self::UpdateQualification => "PUT",
            Self::DeleteCustomer => "DELETE",
            Self::UpdateOrder | Self::UpdateSubscription | Self::EndRelationship => "PATCH",
            _ => "GET",
        }
    }

    /// A subscription is a GUID as a cart is, so that where one goes the cart's id stands.
    fn path(self, customer: &str, cart: &str, order: &str) -> String {
        let customer = format!("/v1/customers/{customer}");
        match self {
            Self::CreateCart => format!("{customer}/carts"),
            Self::ReadCart | Self::UpdateCart => format!("{customer}/carts/{cart}"),
            Self::CheckOut => format!("{customer}/carts/{cart}/checkout"),
            Self::ListOrders | Self::CreateOrder => format!("{customer}/orders"),
            Self::ReadOrder | Self::UpdateOrder => format!("{customer}/orders/{order}"),
            Self::ProvisioningStatus => format!("{customer}/orders/{order}/provisioningstatus"),
            Self::ActivationLinks => format!("{customer}/orders/{order}/activationlinks"),
            Self::LineActivationLinks => format!("{customer}/orders/{order}/lineitems/0/activationlinks"),
            Self::ListOffers => format!("{customer}/offers"),
            Self::ListOfferCategories => format!("{customer}/offercategories"),
            Self::PromotionEligibilities => format!("{customer}/promotionEligibilities"),
            Self::ListRelationships => format!("{customer}/relationships"),
            Self::ListProducts | Self::ListProductsByPost => format!("{customer}/products?targetView=OnlineServices"),
            Self::ReadProduct => format!("{customer}/products/CFQ7TTC0LF8S"),
            Self::ListSkus => format!("{customer}/products/CFQ7TTC0LF8S/skus"),
            Self::ReadSku => format!("{customer}/products/CFQ7TTC0LF8S/skus/0001"),
            Self::ListAvailabilities => format!("{customer}/products/CFQ7TTC0LF8S/skus/0001/availabilities"),
            Self::ReadAvailability => format!("{customer}/products/CFQ7TTC0LF8S/skus/0001/availabilities/CFQ7TTC0N81H"),
            Self::ReadCustomer | Self::EndRelationship | Self::DeleteCustomer => customer,
            Self::BillingProfile | Self::UpdateBillingProfile => format!("{customer}/profiles/billing"),
            Self::CompanyProfile => format!("{customer}/profiles/company"),
            Self::ListSubscriptions => format!("{customer}/subscriptions"),
            Self::ReadSubscription | Self::UpdateSubscription => format!("{customer}/subscriptions/{cart}"),
            Self::AddOns => format!("{customer}/subscriptions/{cart}/addons"),
            Self::SubscriptionProvisioningStatus => format!("{customer}/subscriptions/{cart}/provisioningstatus"),
            Self::SubscriptionActivationLinks => format!("{customer}/subscriptions/{cart}/activationlinks"),
            Self::RegistrationStatus => format!("{customer}/subscriptions/{cart}/registrationstatus"),
            Self::Register => format!("{customer}/subscriptions/{cart}/registrations"),
            Self::ListAgreements | Self::ConfirmAgreement => format!("{customer}/agreements"),
            Self::DirectSignedStatus => format!("{customer}/directSignedMicrosoftCustomerAgreementStatus"),
            Self::ListQualifications | Self::RequestQualification => format!("{customer}/qualifications"),
            Self::ReadQualification | Self::UpdateQualification => format!("{customer}/qualification"),
            Self::ValidationStatus => format!("{customer}/validationStatus?type=account"),
        }
    }
}

/// What of a customer's own a route names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Nothing,
    Cart,
    Order,
    Subscription,
}

impl Route {
    pub fn names(self) -> Named {
        match self {
            Self::CreateCart | Self::ListOrders | Self::CreateOrder | Self::ListSubscriptions => Named::Nothing,
            Self::ListRelationships | Self::ValidationStatus => Named::Nothing,
            Self::ReadCustomer | Self::EndRelationship | Self::DeleteCustomer => Named::Nothing,
            Self::BillingProfile | Self::UpdateBillingProfile | Self::CompanyProfile => Named::Nothing,
            Self::ListAgreements | Self::ConfirmAgreement | Self::DirectSignedStatus => Named::Nothing,
            Self::ListQualifications | Self::RequestQualification => Named::Nothing,
            Self::ReadQualification | Self::UpdateQualification => Named::Nothing,
            _ if self.is_of_catalogue() => Named::Nothing,
            Self::ReadCart | Self::UpdateCart | Self::CheckOut => Named::Cart,
            Self::ReadSubscription
            | Self::UpdateSubscription
            | Self::AddOns
            | Self::SubscriptionProvisioningStatus
            | Self::SubscriptionActivationLinks
            | Self::RegistrationStatus
            | Self::Register => Named::Subscription,
            _ => Named::Order,
        }
    }

    /// Whether the route is of the catalogue, which has nothing of a customer's own.
    pub fn is_of_catalogue(self) -> bool {
        matches!(
            self,
            Self::ListProducts
                | Self::ReadProduct
                | Self::ListSkus
                | Self::ReadSku
                | Self::ListAvailabilities
                | Self::ReadAvailability
                | Self::ListOffers
                | Self::ListOfferCategories
                | Self::ListProductsByPost
                | Self::PromotionEligibilities
        )
    }
}

/// The routes that concern no customer, and a good request for each.
pub fn requests_without_a_customer() -> Vec<Request> {
    vec![
        Request::get("/v1/products?country=US&targetView=OnlineServices"),
        Request::get("/v1/offers?country=US"),
        Request::get("/v1/profiles/organization"),
        Request::get("/v1/profiles/mpn"),
        Request::get("/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf"),
        Request::new("HEAD", "/v1/domains/contosodistribution.onmicrosoft.com"),
        Request::get("/v1/countryvalidationrules/US"),
        Request::post("/v1/validations/address").json(&json!({ "country": "US" })),
        Request::get("/v1/agreements"),
        Request::get("/v1/agreementtemplates/117a77b0-9360-443b-8795-c6dedc750cf9/document"),
        Request::get("/v1/compliance/csp/agreementstatus?mpnId=5357564"),
        Request::get("/v1/customers/all/validations"),
        Request::get("/v1/customers"),
        Request::get("/v1/offercategories?country=US"),
        Request::get(format!("/v1/offers/{LEGACY_BASE}?country=US")),
        Request::get(format!("/v1/offers/{LEGACY_BASE}/addons?country=US")),
        Request::get("/v1/productpromotions?country=US&segment=commercial"),
        Request::get(format!("/v1/productpromotions/{PROMOTION}?country=US")),
        Request::get("/v1/products/CFQ7TTC0LF8S?country=US"),
        Request::get("/v1/products/CFQ7TTC0LF8S/skus?country=US"),
        Request::get("/v1/products/CFQ7TTC0LF8S/skus/0001?country=US"),
        Request::get("/v1/products/CFQ7TTC0LF8S/skus/0001/availabilities?country=US"),
        Request::get("/v1/products/CFQ7TTC0LF8S/skus/0001/availabilities/CFQ7TTC0N81H?country=US"),
    ]
}

/// The routes that concern no customer and ask every partner for a user's token, and a good request for each.
pub fn requests_of_users() -> Vec<Request> {
    vec![
        Request::get("/v1.0/sales/pricesheets(Market='US',PricesheetView='software')/$value"),
        Request::get("/v1.0/sales/offermatrix(Month='202603')/$value"),
    ]
}

/// The routes whose path names no customer, and whose body makes one or asks about one.
pub fn requests_with_a_customer_inside() -> Vec<Request> {
    let context =
        json!({ "customerId": CUSTOMER, "azureSubscriptionId": PRINTED_SUBSCRIPTION, "armRegionName": "eastus2" });
    let question = json!({ "targetItems": [{ "productId": "DZH318Z0BQ36" }], "inventoryContext": context });
    vec![
        Request::post("/v1/customers").json(&json!({ "CompanyProfile": { "Domain": "forged.example" } })),
        Request::post("/v1/extensions/product/checkinventory?country=US").json(&question),
    ]
}

/// A good request for every route that a token opens, for a customer of the default partner.
pub fn every_request(cart: &str, order: &str) -> Vec<Request> {
    let of_customers = ROUTES.iter().map(|route| request(*route, CUSTOMER, cart, order));
    let others = [requests_without_a_customer(), requests_of_users(), requests_with_a_customer_inside()];
    of_customers.chain(others.into_iter().flatten()).collect()
}

/// A request that would succeed, if the caller were allowed to make it and the ids were right.
pub fn request(route: Route, customer: &str, cart: &str, order: &str) -> Request {
    let request = Request::new(route.method(), route.path(customer, cart, order));
    match route {
        Route::CreateCart | Route::UpdateCart => request.json(&cart_of([line(LICENCE, 7, "monthly", None)])),
        Route::PromotionEligibilities => request.json(&json!({ "items": [line(LICENCE, 7, "monthly", None)] })),
        Route::CreateOrder => {
            let line = json!({ "lineItemNumber": 0, "offerId": LICENCE, "quantity": 7 });
            request.json(&json!({ "billingCycle": "monthly", "lineItems": [line] }))
        }
        Route::UpdateOrder => request.json(&json!({ "status": "cancelled" })),
        Route::EndRelationship => request.json(&json!({ "relationshipToPartner": "none" })),
        Route::UpdateBillingProfile => request.json(&json!({ "email": "ana@contoso.example" })),
        Route::UpdateSubscription => request.json(&json!({ "friendlyName": "Ours" })),
        Route::ConfirmAgreement => request.json(&json!({
            "primaryContact": { "firstName": "Tania", "lastName": "Carr", "email": "someone@example.com" },
            "templateId": "117a77b0-9360-443b-8795-c6dedc750cf9",
            "dateAgreed": "2026-01-12T00:00:00Z",
            "type": "MicrosoftCustomerAgreement",
        })),
        Route::RequestQualification => request.json(&json!({ "qualification": "Education" })),
        Route::UpdateQualification => request.json(&json!("Education")),
        _ => request,
    }
}
