//! Giving a price sheet out: product by product, from the catalogue of the moment at which it was asked for, so that nothing of it is
//! held in memory, and no sheet is of two catalogues.

use crate::{App, PriceScope, Refusal};
use domain::{
    Timestamp,
    price_sheet::{ListedPrice, Listing, SheetWish},
};
use std::sync::Arc;
use store::Reference;

/// A sheet that is being given out.
pub struct PriceSheet {
    reference: Arc<Reference>,
    listing: Listing,
    /// The product that comes next.
    next: usize,
}

impl App {
    /// A price sheet, from the first product on.
    ///
    /// # Errors
    /// 400/800002 and 404/1000 where there is none.
    pub fn price_sheet(&self, _: &PriceScope, wish: &SheetWish) -> Result<PriceSheet, Refusal> {
        let reference = Arc::clone(&self.reference);
        let listing = wish.listing(&reference.catalog, &reference.countries, self.clock.now())?;
        Ok(PriceSheet { reference, listing, next: 0 })
    }
}

impl PriceSheet {
    /// From when on its prices hold.
    #[must_use]
    pub fn starts(&self) -> Timestamp {
        self.listing.starts
    }

    /// The prices of the next product, which may have none; `None` behind the last one.
    pub fn next_product(&mut self) -> Option<impl Iterator<Item = ListedPrice<'_>>> {
        let product = self.reference.catalog.products().get(self.next)?;
        self.next += 1;
        let listed = (product.kind == self.listing.kind).then(|| product.listed_prices(self.listing.market));
        Some(listed.into_iter().flatten())
    }
}
