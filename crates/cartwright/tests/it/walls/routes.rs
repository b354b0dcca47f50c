//! Every route that a token opens, and a good request for it.

use crate::support::{LICENCE, Request, cart_of, line};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    CreateCart,
    ReadCart,
    UpdateCart,
    CheckOut,
    ListOrders,
    ReadOrder,
    ProvisioningStatus,
    ListSubscriptions,
    ReadSubscription,
    AddOns,
    SubscriptionProvisioningStatus,
    RegistrationStatus,
    Register,
}

pub const ROUTES: [Route; 13] = [
    Route::CreateCart,
    Route::ReadCart,
    Route::UpdateCart,
    Route::CheckOut,
    Route::ListOrders,
    Route::ReadOrder,
    Route::ProvisioningStatus,
    Route::ListSubscriptions,
    Route::ReadSubscription,
    Route::AddOns,
    Route::SubscriptionProvisioningStatus,
    Route::RegistrationStatus,
    Route::Register,
];

impl Route {
    pub fn method(self) -> &'static str {
        match self {
            Self::CreateCart | Self::CheckOut | Self::Register => "POST",
            Self::UpdateCart => "PUT",
            Self::ReadCart
            | Self::ListOrders
            | Self::ReadOrder
            | Self::ProvisioningStatus
            | Self::ListSubscriptions
            | Self::ReadSubscription
            | Self::AddOns
            | Self::SubscriptionProvisioningStatus
            | Self::RegistrationStatus => "GET",
        }
    }

    /// A subscription is a GUID as a cart is, so that where one goes the cart's id stands.
    fn path(self, customer: &str, cart: &str, order: &str) -> String {
        let customer = format!("/v1/customers/{customer}");
        match self {
            Self::CreateCart => format!("{customer}/carts"),
            Self::ReadCart | Self::UpdateCart => format!("{customer}/carts/{cart}"),
            Self::CheckOut => format!("{customer}/carts/{cart}/checkout"),
            Self::ListOrders => format!("{customer}/orders"),
            Self::ReadOrder => format!("{customer}/orders/{order}"),
            Self::ProvisioningStatus => format!("{customer}/orders/{order}/provisioningstatus"),
            Self::ListSubscriptions => format!("{customer}/subscriptions"),
            Self::ReadSubscription => format!("{customer}/subscriptions/{cart}"),
            Self::AddOns => format!("{customer}/subscriptions/{cart}/addons"),
            Self::SubscriptionProvisioningStatus => format!("{customer}/subscriptions/{cart}/provisioningstatus"),
            Self::RegistrationStatus => format!("{customer}/subscriptions/{cart}/registrationstatus"),
            Self::Register => format!("{customer}/subscriptions/{cart}/registrations"),
        }
    }
}

/// A request that would succeed, if the caller were allowed to make it and the ids were right.
pub fn request(route: Route, customer: &str, cart: &str, order: &str) -> Request {
    let request = Request::new(route.method(), route.path(customer, cart, order));
    match route {
        Route::CreateCart | Route::UpdateCart => request.json(&cart_of([line(LICENCE, 7, "monthly", None)])),
        _ => request,
    }
}
