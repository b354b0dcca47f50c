//! Looking ahead: what a request will need is known from its token, its path and its name, before any of it is looked at. Read
//! together it costs a database one round trip.

use crate::Versioned;
use domain::{
    cart::Cart,
    customer::Customer,
    id::{CartId, CustomerId, PartnerId},
    partner::Partner,
    receipt::{Receipt, ReceiptKey},
};

/// What a request is about.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Whose token it has.
    pub partner: PartnerId,
    /// The customer that it is for.
    pub customer: CustomerId,
    /// What its answer is kept under, where the client named it.
    pub receipt: Option<ReceiptKey>,
    /// The customer's cart that it is about, if it is about one.
    pub cart: Option<CartId>,
}

/// What there is of it.
#[derive(Clone, Debug, Default)]
pub struct Ahead {
    /// The partner.
    pub partner: Option<Partner>,
    /// The customer, whoever sells to it.
    pub customer: Option<Versioned<Customer>>,
    /// The kept answer, however old.
    pub receipt: Option<Receipt>,
    /// The cart, whatever its state.
    pub cart: Option<Versioned<Cart>>,
}
