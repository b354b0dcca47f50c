//! The catalogue: who reads it, and what is found in it. It is a snapshot, so nothing is loaded.

use crate::{App, CustomerScope, PartnerScope, Refusal};
use domain::catalog::{Audience, Availability, Product, Segment, Sku, View};

impl PartnerScope {
    /// The catalogue of a market, which every partner may read.
    #[must_use]
    pub fn audience(&self, market: &str, segment: Option<Segment>) -> Audience {
        Audience::of_market(market, segment)
    }
}

impl CustomerScope {
    /// The catalogue as it is for the customer.
    ///
    /// # Errors
    /// 403/400030 for a segment that the customer is not approved for.
    pub fn audience(&self, segment: Option<Segment>) -> Result<Audience, Refusal> {
        Ok(Audience::of_customer(self.customer(), segment)?)
    }
}

impl App {
    /// The products of a view.
    #[must_use]
    pub fn list_products(&self, audience: &Audience, view: View) -> Vec<&Product> {
        self.reference.catalog.products_for(audience, view)
    }

    /// A product.
    ///
    /// # Errors
    /// 404/400013 when the audience does not find it.
    pub fn read_product(&self, audience: &Audience, product: &str) -> Result<&Product, Refusal> {
        Ok(self.reference.catalog.product_for(audience, product)?)
    }

    /// A SKU and its product.
    ///
    /// # Errors
    /// 404/400013 and 404/400018 when the audience does not find them.
    pub fn read_sku(&self, audience: &Audience, [product, sku]: [&str; 2]) -> Result<(&Product, &Sku), Refusal> {
        let product = self.read_product(audience, product)?;
        Ok((product, product.sku_for(audience, sku)?))
    }

    /// An availability, its SKU and its product.
    ///
    /// # Errors
    /// 404/400013, 404/400018 and 404/400019 when the audience does not find them.
    pub fn read_availability(
        &self,
        audience: &Audience,
        [product, sku, availability]: [&str; 3],
    ) -> Result<(&Product, &Sku, &Availability), Refusal> {
        let (product, sku) = self.read_sku(audience, [product, sku])?;
        Ok((product, sku, sku.availability_for(audience, availability)?))
    }
}
