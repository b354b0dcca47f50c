//! A customer for tests of rules that look at a part of it.

use super::{BillingProfile, Customer, Relationship};
use crate::{
    id::{CustomerId, PartnerId},
    money::Currency,
};
use uuid::Uuid;

impl Customer {
    /// One that nothing is special about.
    pub(crate) fn sample() -> Self {
        Self {
            id: CustomerId(Uuid::nil()),
            partner: PartnerId(Uuid::nil()),
            name: String::new(),
            domain: None,
            relationship: Relationship::default(),
            market: "US".to_owned(),
            currency: Currency::parse("USD").expect("a currency"),
            qualifications: Vec::new(),
            agreement: Default::default(),
            agreements: Vec::new(),
            validation_status: Default::default(),
            validation_updated: None,
            purchase_review: Default::default(),
            indirect_reseller: None,
            billing: BillingProfile::default(),
            registration_number: None,
            enable_gdap_by_default: false,
        }
    }
}
