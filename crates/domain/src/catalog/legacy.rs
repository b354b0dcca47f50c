//! Legacy offers, as the catalogue has them.

use crate::{absent::is_default, billing_cycle::BillingCycle, money::Currency, term::Term};
use serde::{Deserialize, Serialize};

/// A legacy offer: licences, their add-ons, and Azure by usage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegacyOffer {
    /// The offer id: a GUID or `MS-AZR-…`, in upper case.
    pub id: String,
    /// The product it belongs to, which links name.
    pub product: String,
    /// The title, and the friendly name of a line that gives none.
    pub title: String,
    /// The category it is listed under; `None` for one of no category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Whether it is Azure by usage: what it leaves with the customer is an Azure subscription.
    #[serde(default, skip_serializing_if = "is_default")]
    pub azure: bool,
    /// Whether it is still sold (500600 when not).
    pub sold: bool,
    /// The billing cycles it is offered with.
    pub billing_cycles: Vec<BillingCycle>,
    /// The term of every purchase of it.
    pub term: Term,
    /// The fewest licences of a line.
    pub minimum_quantity: i32,
    /// The most licences of a line.
    pub maximum_quantity: i32,
    /// The base offers it can be added to; empty for a base offer.
    #[serde(default)]
    pub prerequisite_offers: Vec<String>,
    /// Where it is sold, and in which currency.
    pub markets: Vec<Market>,
}

/// A category of legacy offers (surroundings 2.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferCategory {
    /// The id, such as `Enterprise_Key`.
    pub id: String,
    /// The name that people know it by.
    pub name: String,
    /// Its place among the categories: the smaller, the further in front.
    pub rank: i32,
}

/// A market that a legacy offer is sold in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Market {
    /// Two-letter country or region.
    pub market: String,
    /// The currency.
    pub currency: Currency,
}

impl LegacyOffer {
    /// Whether it is listed under that category, in any case.
    #[must_use]
    pub fn is_of(&self, category: &str) -> bool {
        self.category.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(category))
    }

    /// Whether it is an add-on to other offers.
    #[must_use]
    pub fn is_add_on(&self) -> bool {
        !self.prerequisite_offers.is_empty()
    }

    /// Whether it can be added to that base offer.
    #[must_use]
    pub fn adds_to(&self, base_offer: &str) -> bool {
        self.prerequisite_offers.iter().any(|offer| offer.eq_ignore_ascii_case(base_offer))
    }

    /// The currencies it is sold in, in the market.
    #[must_use]
    pub fn currencies_in(&self, market: &str) -> Vec<Currency> {
        let sold = self.markets.iter().filter(|entry| entry.market.eq_ignore_ascii_case(market));
        sold.map(|entry| entry.currency).collect()
    }
}
