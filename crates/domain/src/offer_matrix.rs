//! The offer matrix: the rules under which licences of new commerce are bought (surroundings 2.14).

use crate::{
    catalog::{Product, ProductKind, Sku},
    country_code::CountryCode,
};
use std::collections::BTreeSet;

/// A row of the matrix: what holds for a SKU.
#[derive(Clone, Debug, PartialEq)]
pub struct PurchaseRule<'a> {
    /// The product.
    pub product: &'a Product,
    /// The SKU.
    pub sku: &'a Sku,
    /// Where it can be bought, in the order of the alphabet.
    pub markets: BTreeSet<CountryCode>,
}

impl Product {
    /// The rules of its SKUs that can be bought somewhere; the matrix has licences alone.
    pub fn purchase_rules(&self) -> impl Iterator<Item = PurchaseRule<'_>> {
        let licences = self.skus.iter().filter(|_| self.kind == ProductKind::OnlineServicesNce);
        let rules = licences.map(|sku| PurchaseRule { product: self, sku, markets: sku.markets() });
        rules.filter(|rule| !rule.markets.is_empty())
    }
}

impl Sku {
    /// The markets in which it can be bought.
    fn markets(&self) -> BTreeSet<CountryCode> {
        let purchasable = self.availabilities.iter().filter(|availability| availability.purchasable);
        let prices = purchasable.flat_map(|availability| &availability.plans).flat_map(|plan| &plan.prices);
        prices.map(|price| price.market).collect()
    }
}
