//! Values that the cases write.

use domain::{
    Timestamp,
    billing_cycle::BillingCycle,
    cart::{Cart, CartStatus},
    id::{CartId, CustomerId, PartnerId, UserId},
    money::Currency,
    order::{self, CommerceSystem, Order, OrderStatus, TransactionType},
};
use uuid::Uuid;

/// A fixed instant, that many seconds into 2026.
pub(super) fn at(seconds: u64) -> Timestamp {
    let start = Timestamp::parse("2026-01-01T00:00:00Z").expect("an instant");
    start.plus(std::time::Duration::from_secs(seconds))
}

/// The n-th customer.
#[must_use]
pub fn owner(n: u128) -> CustomerId {
    CustomerId(Uuid::from_u128(0x0001_0000 + n))
}

/// The partner of every case.
pub(super) fn partner() -> PartnerId {
    PartnerId(Uuid::from_u128(7))
}

/// The n-th cart of a customer, empty.
#[must_use]
pub fn cart(customer: CustomerId, n: u128) -> Cart {
    Cart {
        id: CartId(Uuid::from_u128(0x00c0_0000 + n)),
        customer,
        partner: partner(),
        created: at(0),
        last_modified: at(0),
        expires: at(60),
        last_modified_user: UserId(Uuid::from_u128(9)),
        status: CartStatus::Active,
        line_items: Vec::new(),
        placed: Vec::new(),
    }
}

/// The order of a group of a cart, without lines.
#[must_use]
pub fn order(cart: &Cart, group: &str) -> Order {
    let id = order::modern_id(cart.id, group);
    Order {
        alternate_id: id.clone(),
        id,
        customer: cart.customer,
        partner: cart.partner,
        cart: cart.id,
        order_group: group.to_owned(),
        market: "US".to_owned(),
        billing_cycle: BillingCycle::Monthly,
        currency: Currency::parse("USD").expect("a currency"),
        system: CommerceSystem::Modern,
        line_items: Vec::new(),
        created: at(0),
        status: OrderStatus::Pending,
        transaction_type: TransactionType::UserPurchase,
        total_price: None,
    }
}
