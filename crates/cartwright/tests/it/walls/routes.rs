//! Every route that a token opens, and a good request for it.

use crate::support::{LICENCE, Request, cart_of, line};
use serde_json::json;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    CreateCart,
    ReadCart,
    UpdateCart,
    CheckOut,
    ListOrders,
    ReadOrder,
    UpdateOrder,
    ProvisioningStatus,
}

pub const ROUTES: [Route; 8] = [
    Route::CreateCart,
    Route::ReadCart,
    Route::UpdateCart,
    Route::CheckOut,
    Route::ListOrders,
    Route::ReadOrder,
    Route::UpdateOrder,
    Route::ProvisioningStatus,
];

impl Route {
    pub fn method(self) -> &'static str {
        match self {
            Self::CreateCart | Self::CheckOut => "POST",
            Self::UpdateCart => "PUT",
            Self::UpdateOrder => "PATCH",
            Self::ReadCart | Self::ListOrders | Self::ReadOrder | Self::ProvisioningStatus => "GET",
        }
    }

    fn path(self, customer: &str, cart: &str, order: &str) -> String {
        let customer = format!("/v1/customers/{customer}");
        match self {
            Self::CreateCart => format!("{customer}/carts"),
            Self::ReadCart | Self::UpdateCart => format!("{customer}/carts/{cart}"),
            Self::CheckOut => format!("{customer}/carts/{cart}/checkout"),
            Self::ListOrders => format!("{customer}/orders"),
            Self::ReadOrder | Self::UpdateOrder => format!("{customer}/orders/{order}"),
            Self::ProvisioningStatus => format!("{customer}/orders/{order}/provisioningstatus"),
        }
    }
}

/// A request that would succeed, if the caller were allowed to make it and the ids were right.
pub fn request(route: Route, customer: &str, cart: &str, order: &str) -> Request {
    let request = Request::new(route.method(), route.path(customer, cart, order));
    match route {
        Route::CreateCart | Route::UpdateCart => request.json(&cart_of([line(LICENCE, 7, "monthly", None)])),
        Route::UpdateOrder => request.json(&json!({ "status": "cancelled" })),
        _ => request,
    }
}
