//! What a price sheet says of a product: the price of each plan that can be bought, of one licence for the whole term
//! (surroundings 2.14, 3.2).

use super::unit_price;
use crate::{
    billing_cycle::BillingCycle,
    catalog::{Availability, Plan, Price, Product, Segment, Sku},
    country_code::CountryCode,
    money::{Amount, Currency},
    term::Term,
};

/// A row of a sheet that is given out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ListedPrice<'a> {
    /// The product.
    pub product: &'a Product,
    /// The SKU.
    pub sku: &'a Sku,
    /// Whom it is for.
    pub segment: Segment,
    /// The term that the price is for; `None` for what has none.
    pub term: Option<&'a Term>,
    /// How often it is charged.
    pub billing_cycle: BillingCycle,
    /// The market.
    pub market: CountryCode,
    /// The currency.
    pub currency: Currency,
    /// The price of one licence for the whole term.
    pub unit_price: Amount,
}

impl Product {
    /// Its prices in a market. Availabilities are not told apart by a sheet: of several for one segment it has the first that can
    /// be bought, to which the import gives what it reads.
    pub fn listed_prices(&self, market: CountryCode) -> impl Iterator<Item = ListedPrice<'_>> {
        let availabilities = self.skus.iter().flat_map(|sku| sku.listed().map(move |availability| (sku, availability)));
        let plans = availabilities.flat_map(|(sku, availability)| {
            availability.plans.iter().map(move |plan| (sku, availability.segment, plan))
        });
        plans.flat_map(move |(sku, segment, plan)| {
            let prices = plan.prices.iter().filter(move |price| price.market == market);
            prices.map(move |price| self.listed_price(sku, segment, (plan, price)))
        })
    }

    fn listed_price<'a>(
        &'a self,
        sku: &'a Sku,
        segment: Segment,
        (plan, price): (&'a Plan, &Price),
    ) -> ListedPrice<'a> {
        ListedPrice {
            product: self,
            sku,
            segment,
            term: plan.term.as_ref(),
            billing_cycle: plan.billing_cycle,
            market: price.market,
            currency: price.currency,
            unit_price: unit_price(price.amount, plan.billing_cycle, plan.term.as_ref()),
        }
    }
}

impl Sku {
    /// The availability of each segment that a sheet lists, in the order of the segments.
    pub fn listed(&self) -> impl Iterator<Item = &Availability> {
        let first =
            |segment| self.availabilities.iter().find(move |found| found.segment == segment && found.purchasable);
        Segment::ALL.into_iter().filter_map(first)
    }
}
