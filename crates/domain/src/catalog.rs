//! The catalogue: products with their SKUs, availabilities and prices; legacy offers; promotions.
//!
//! A value that is looked things up in. Whether a customer may buy what is found is the business of `cart::line_check`.

mod audience;
mod browse;
mod compact;
mod legacy;
mod offers;
mod promotions;
mod search;
mod view;

pub use audience::Audience;
pub use legacy::{LegacyOffer, Market, OfferCategory};
pub use offers::{ListedOffer, OfferAudience, OfferSelection};
pub use view::View;

use crate::{
    absent::is_default,
    azure::AzureItem,
    billing_cycle::BillingCycle,
    catalog_item::{CatalogItem, CatalogItemId},
    commitment::CommitmentRange,
    country_code::CountryCode,
    customer::Customer,
    money::{Amount, Currency},
    promotion::Promotion,
    provisioning_variable::ProvisioningVariable,
    qualification::QualificationKind,
    term::Term,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Everything that can be ordered, indexed for look-ups. Immutable: a change is a new catalogue.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    products: Vec<Product>,
    by_id: HashMap<String, usize>,
    offers: HashMap<String, LegacyOffer>,
    offer_categories: Vec<OfferCategory>,
    promotions: Vec<Promotion>,
}

/// A modern product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// The id, 12 upper-case characters.
    pub id: String,
    /// The title.
    pub title: String,
    /// What it is, in a sentence; the title where nobody has said more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who publishes it; `None` for Microsoft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// What sort of thing it is.
    pub kind: ProductKind,
    /// What sort among those of its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_kind: Option<SubKind>,
    /// Its SKUs, the first one the one to buy.
    pub skus: Vec<Sku>,
}

/// The sorts of modern products whose carts and orders look different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductKind {
    /// New-commerce licences.
    OnlineServicesNce,
    /// Perpetual software and software subscriptions.
    Software,
    /// Marketplace SaaS.
    Saas,
    /// Azure reservations.
    Reservation,
    /// The Azure plan.
    AzurePlan,
    /// Azure savings plans.
    SavingsPlan,
}

/// The sorts of products that have views of their own (surroundings 2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubKind {
    /// Reservations of virtual machines.
    VirtualMachines,
    /// Reservations of SQL databases.
    SqlDatabases,
    /// Reservations of Cosmos DB.
    CosmosDb,
    /// Software: SUSE Linux.
    SuseLinux,
}

/// A SKU of a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sku {
    /// The id within the product, 4 characters.
    pub id: String,
    /// The title, and the friendly name of a line that gives none.
    pub title: String,
    /// What it is, in a sentence; what is said of its product where nobody has said more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The fewest licences or instances of a line.
    pub minimum_quantity: i32,
    /// The most licences or instances of a line.
    pub maximum_quantity: i32,
    /// The most seats that a customer may have of it, over all its subscriptions (10015); `None` for no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pooled_seats: Option<i64>,
    /// How many instances there are for everybody together (10003); `None` for no end of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<i64>,
    /// The most instances that a customer may buy (10002); `None` for no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<i64>,
    /// Whether a line must accept its attestation (10012).
    #[serde(default, skip_serializing_if = "is_default")]
    pub enforces_attestation: bool,
    /// What it needs beside it, when it is an add-on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prerequisites: Option<Prerequisites>,
    /// What the provisioning context of a line must say, in the order in which it is asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provisioning_variables: Vec<ProvisioningVariable>,
    /// The commitments that a savings plan accepts, one for each currency; nothing else has any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<CommitmentRange>,
    /// What a trial turns into; `None` for what is no trial, and for trials that just end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews_to: Option<Renewal>,
    /// Its availabilities, the first one the one to buy.
    pub availabilities: Vec<Availability>,
}

/// What a new-commerce add-on needs (surroundings 3.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prerequisites {
    /// The bases, any one of them, as `product:sku` in upper case (400041).
    pub skus: Vec<String>,
    /// The fewest seats of the add-on, in percent of the base's (10019).
    #[serde(default)]
    pub minimum_percent: i32,
}

/// What a trial turns into (surroundings 2.1: `renewalInstructions`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    /// The paid SKU, as `product:sku` in upper case.
    pub sku: String,
    /// Whether a trial turns into it without being told to; otherwise its line must say `renewsTo`.
    #[serde(default)]
    pub automatic: bool,
}

/// An offer of a SKU that can be put in a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Availability {
    /// The id, 12 characters.
    pub id: String,
    /// Whether it can be bought at all.
    pub purchasable: bool,
    /// Whom it is for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub segment: Segment,
    /// The terms and billing cycles it is offered with, the first of each cycle the one to fill in (ruling 32).
    pub plans: Vec<Plan>,
}

/// Whom an availability is for (surroundings 2.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    /// Everybody.
    #[default]
    Commercial,
    /// Customers with an approved education qualification.
    Education,
    /// Customers with an approved qualification for the government community cloud.
    Government,
    /// Customers with an approved nonprofit qualification.
    Nonprofit,
}

/// A combination of term and billing cycle, with its prices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The term; `None` for perpetual items.
    #[serde(default)]
    pub term: Option<Term>,
    /// How often it is charged.
    pub billing_cycle: BillingCycle,
    /// What one licence costs for one billing period (ruling 28), market by market; of a savings plan, what the least
    /// commitment costs, for a line's price follows from its commitment.
    pub prices: Vec<Price>,
}

/// A partner unit price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// The country or region.
    pub market: CountryCode,
    /// The currency.
    pub currency: Currency,
    /// The amount for one licence and one billing period.
    pub amount: Amount,
}

impl Catalog {
    /// Indexes a catalogue. Ids are taken in upper case.
    #[must_use]
    pub fn new(mut products: Vec<Product>, offers: Vec<LegacyOffer>, promotions: Vec<Promotion>) -> Self {
        products.iter_mut().for_each(Product::give_back);
        products.shrink_to_fit();
        Self {
            by_id: products.iter().zip(0..).map(|(product, at)| (product.id.to_ascii_uppercase(), at)).collect(),
            products,
            offers: offers.into_iter().map(|offer| (offer.id.to_ascii_uppercase(), offer)).collect(),
            offer_categories: Vec::new(),
            promotions,
        }
    }

    /// The same catalogue with these categories of legacy offers.
    #[must_use]
    pub fn with_offer_categories(self, offer_categories: Vec<OfferCategory>) -> Self {
        Self { offer_categories, ..self }
    }

    /// All products, in the order of the catalogue.
    #[must_use]
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// A product, by its id in upper case.
    #[must_use]
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.products.get(*self.by_id.get(id)?)
    }

    /// A SKU and its product, by an id such as `CFQ7TTC0LF8S:0001` in upper case.
    #[must_use]
    pub fn sku(&self, id: &str) -> Option<(&Product, &Sku)> {
        let (product, sku) = id.split_once(':')?;
        self.sku_of(product, sku)
    }

    /// A SKU of a product, and the product, by the product's id in upper case and the SKU's in any.
    #[must_use]
    pub fn sku_of(&self, product: &str, sku: &str) -> Option<(&Product, &Sku)> {
        let product = self.product(product)?;
        Some((product, product.sku(sku)?))
    }

    /// Whether anything is sold in the market.
    #[must_use]
    pub fn sells_in(&self, market: CountryCode) -> bool {
        self.products.iter().flat_map(|product| &product.skus).any(|sku| sku.is_sold_in(market.as_str()))
    }

    /// A legacy offer, by its id in upper case.
    #[must_use]
    pub fn offer(&self, id: &str) -> Option<&LegacyOffer> {
        self.offers.get(id)
    }

    /// The add-ons to a legacy offer, its id in any case, that are still sold.
    pub fn add_ons_of<'a>(&'a self, base: &'a str) -> impl Iterator<Item = &'a LegacyOffer> {
        self.offers.values().filter(move |offer| offer.sold && offer.adds_to(base))
    }

    /// What of Azure a customer has who has bought the item.
    #[must_use]
    pub fn azure(&self, item: &CatalogItemId) -> Option<AzureItem> {
        match item.shape()? {
            CatalogItem::Legacy { offer } => self.offer(&offer)?.azure.then_some(AzureItem::Subscription),
            CatalogItem::Modern { product, .. } => {
                let plan = self.product(&product)?.kind == ProductKind::AzurePlan;
                plan.then_some(AzureItem::Plan)
            }
        }
    }
}

impl Product {
    /// A SKU, by its id in upper case.
    #[must_use]
    pub fn sku(&self, id: &str) -> Option<&Sku> {
        self.skus.iter().find(|sku| sku.id.eq_ignore_ascii_case(id))
    }
}

impl Sku {
    /// An availability, by its id in upper case.
    #[must_use]
    pub fn availability(&self, id: &str) -> Option<&Availability> {
        self.availabilities.iter().find(|availability| availability.id.eq_ignore_ascii_case(id))
    }

    /// Whether any availability is sold in the market.
    #[must_use]
    pub fn is_sold_in(&self, market: &str) -> bool {
        self.availabilities.iter().any(|availability| availability.is_sold_in(market))
    }
}

impl Segment {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Commercial, Self::Education, Self::Government, Self::Nonprofit];

    /// The qualification that it asks of a customer; none for the commercial one.
    #[must_use]
    pub fn qualification(self) -> Option<QualificationKind> {
        match self {
            Self::Commercial => None,
            Self::Education => Some(QualificationKind::Education),
            Self::Government => Some(QualificationKind::GovernmentCommunityCloud),
            Self::Nonprofit => Some(QualificationKind::Nonprofit),
        }
    }

    /// The name, as Partner Center spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Commercial => "commercial",
            Self::Education => "education",
            Self::Government => "government",
            Self::Nonprofit => "nonprofit",
        }
    }
}

impl Availability {
    /// Whether a customer can buy from it: it is for sale, in the customer's market, in a segment that is open to it.
    #[must_use]
    pub fn is_open_to(&self, customer: &Customer) -> bool {
        self.purchasable && self.is_sold_in(&customer.market) && customer.may_buy_from(self.segment)
    }

    /// Whether any plan has a price in the market.
    #[must_use]
    pub fn is_sold_in(&self, market: &str) -> bool {
        self.prices_in(market).next().is_some()
    }

    /// The currencies it is priced in, in the market.
    #[must_use]
    pub fn currencies_in(&self, market: &str) -> Vec<Currency> {
        let mut currencies: Vec<Currency> = Vec::new();
        for price in self.prices_in(market) {
            if !currencies.contains(&price.currency) {
                currencies.push(price.currency);
            }
        }
        currencies
    }

    fn prices_in<'a>(&'a self, market: &'a str) -> impl Iterator<Item = &'a Price> {
        let prices = self.plans.iter().flat_map(|plan| &plan.prices);
        prices.filter(move |price| price.market.is(market))
    }
}

impl Plan {
    /// Its term and billing cycle, in words.
    #[must_use]
    pub fn name(&self) -> String {
        let term = self.term.as_ref().map_or("no term", |term| term.as_str());
        format!("{term} with {}", self.billing_cycle.name())
    }

    /// Whether it costs something: trials are not charged.
    #[must_use]
    pub fn is_paid(&self) -> bool {
        self.billing_cycle != BillingCycle::None
    }

    /// The price of one licence for one billing period.
    #[must_use]
    pub fn price(&self, market: &str, currency: Currency) -> Option<Amount> {
        let mut prices = self.prices.iter();
        let found = prices.find(|price| price.market.is(market) && price.currency == currency);
        found.map(|price| price.amount)
    }
}
