//! What of the catalogue its audience finds, and in which order: clients buy the first SKU and the first availability
//! that they are shown, so these are ones that can be bought, for everybody, and no trials (surroundings 2.1, 3.7).

use super::{Audience, Availability, Catalog, Product, Segment, Sku, View};
use crate::{
    fault::{Fault, FaultKind},
    member::Member,
};

impl Catalog {
    /// The products of a view, in the order of the catalogue.
    #[must_use]
    pub fn products_for(&self, audience: &Audience, view: View) -> Vec<&Product> {
        let listed = self.products.iter().filter(|product| view.shows(product));
        listed.filter(|product| product.is_for(audience)).collect()
    }

    /// A product, by its id in any case.
    ///
    /// # Errors
    /// 404/400013 for one that is not there, or not in the market of the audience.
    pub fn product_for(&self, audience: &Audience, id: &str) -> Result<&Product, Fault> {
        let found = self.product(&id.to_ascii_uppercase()).filter(|product| product.is_for(audience));
        found.ok_or_else(|| {
            let accepted = format!("a product that is sold in market {} and open to who asks", audience.market);
            Fault::new(FaultKind::ProductNotFound).seen(Member::ProductId, id, accepted)
        })
    }
}

impl Product {
    fn is_for(&self, audience: &Audience) -> bool {
        self.skus.iter().any(|sku| sku.is_for(audience))
    }

    /// The SKUs that the audience finds, the one to buy first.
    #[must_use]
    pub fn skus_for(&self, audience: &Audience) -> Vec<&Sku> {
        let mut skus: Vec<_> = self.skus.iter().filter(|sku| sku.is_for(audience)).collect();
        skus.sort_by_key(|sku| sku.availabilities_for(audience).first().map(|first| rank(sku, first)));
        skus
    }

    /// A SKU, by its id in any case.
    ///
    /// # Errors
    /// 404/400018 for one that is not there, or not in the market of the audience.
    pub fn sku_for(&self, audience: &Audience, id: &str) -> Result<&Sku, Fault> {
        self.sku(id).filter(|sku| sku.is_for(audience)).ok_or_else(|| {
            let ids = self.skus_for(audience).iter().map(|sku| sku.id.as_str()).collect::<Vec<_>>().join(", ");
            Fault::new(FaultKind::SkuNotFound).seen(Member::SkuId, id, format!("a SKU of {}: {ids}", self.id))
        })
    }
}

impl Sku {
    fn is_for(&self, audience: &Audience) -> bool {
        self.availabilities.iter().any(|availability| audience.sees(availability))
    }

    /// The availabilities that the audience finds, the one to buy first.
    #[must_use]
    pub fn availabilities_for(&self, audience: &Audience) -> Vec<&Availability> {
        let mut found: Vec<_> = self.availabilities.iter().filter(|found| audience.sees(found)).collect();
        found.sort_by_key(|availability| rank(self, availability));
        found
    }

    /// An availability, by its id in any case.
    ///
    /// # Errors
    /// 404/400019 for one that is not there (any more), or not in the market of the audience.
    pub fn availability_for(&self, audience: &Audience, id: &str) -> Result<&Availability, Fault> {
        self.availability(id).filter(|found| audience.sees(found)).ok_or_else(|| {
            let found = self.availabilities_for(audience);
            let ids = found.iter().map(|found| found.id.as_str()).collect::<Vec<_>>().join(", ");
            let accepted = format!("an availability of this SKU: {ids}");
            Fault::new(FaultKind::AvailabilityNotFound).seen(Member::AvailabilityId, id, accepted)
        })
    }

    /// Whether none of it is charged.
    #[must_use]
    pub fn is_trial(&self) -> bool {
        self.availabilities.iter().flat_map(|availability| &availability.plans).all(|plan| !plan.is_paid())
    }
}

/// How far from the front: purchasable first, then commercial, then what is no trial.
fn rank(sku: &Sku, availability: &Availability) -> (bool, bool, bool) {
    (!availability.purchasable, availability.segment != Segment::Commercial, sku.is_trial())
}
