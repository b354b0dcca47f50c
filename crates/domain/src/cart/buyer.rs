//! Who buys, and what of the world a decision on a cart is taken on.

use crate::{
    azure::AzureItem, catalog::Catalog, counter::Usage, customer::Customer, id::SubscriptionId, partner::Partner,
    subscription::Subscription, time::Timestamp,
};

/// Who buys, and what of the world the decision is taken on.
#[derive(Clone, Copy, Debug)]
pub struct Buyer<'a> {
    /// The partner that sells.
    pub(crate) partner: &'a Partner,
    /// The customer that it is bought for.
    pub(crate) customer: &'a Customer,
    /// Everything that can be ordered.
    pub(crate) catalog: &'a Catalog,
    /// What the customer owns, as far as the decision needs it.
    pub(crate) subscriptions: &'a [Subscription],
    /// What is used up of the counters, earlier lines of the cart included.
    pub(super) used: &'a Usage,
    /// What was used up before the cart.
    pub(super) owned: &'a Usage,
    /// The seats that the open lines of the cart want together.
    pub(super) in_cart: &'a Usage,
    /// When.
    pub(crate) now: Timestamp,
}

/// What [`Needs`](super::Needs) asked for, as it was found.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What the customer owns: at least what was asked for.
    pub subscriptions: Vec<Subscription>,
    /// What is used up of the counters that were asked for.
    pub used: Usage,
}

impl<'a> Buyer<'a> {
    /// A partner that buys for a customer, of which nothing is known yet: what it owns, what it has used up.
    #[must_use]
    pub fn new(partner: &'a Partner, customer: &'a Customer, catalog: &'a Catalog, now: Timestamp) -> Self {
        let nothing = Usage::NONE;
        Self { partner, customer, catalog, subscriptions: &[], used: nothing, owned: nothing, in_cart: nothing, now }
    }

    /// The same buyer, once what the decision needs is known.
    #[must_use]
    pub fn knowing(self, known: &'a Known) -> Self {
        Self { subscriptions: &known.subscriptions, used: &known.used, ..self }
    }

    /// The customer's subscription with that id.
    pub(super) fn subscription(&self, named: &str) -> Option<&'a Subscription> {
        let id = SubscriptionId::parse(named)?;
        self.subscriptions.iter().find(|owned| owned.id == id)
    }

    /// The customer's subscription with that id, when it is such a one to Azure.
    pub(super) fn azure(&self, named: &str, item: AzureItem) -> Option<&'a Subscription> {
        self.subscription(named).filter(|owned| self.catalog.azure(&owned.offer_id) == Some(item))
    }
}
