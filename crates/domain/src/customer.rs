//! Customers, and what a partner may do for them.

use crate::{
    id::{CustomerId, PartnerId},
    money::Currency,
    qualification::Qualification,
};
use serde::{Deserialize, Serialize};

/// A customer of a partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    /// The customer's tenant.
    pub id: CustomerId,
    /// The partner that sells to it.
    pub partner: PartnerId,
    /// The name that people know it by.
    pub name: String,
    /// Two-letter country or region of the billing profile: the market its purchases are priced in.
    pub market: String,
    /// The currency of a line that names none.
    pub currency: Currency,
    /// What it was found to be, or is being vetted for; decides the segments that it may buy from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifications: Vec<Qualification>,
}

impl Customer {
    /// Whether this partner has a relationship with the customer.
    #[must_use]
    pub fn is_related_to(&self, partner: PartnerId) -> bool {
        self.partner == partner
    }
}
