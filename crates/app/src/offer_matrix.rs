//! Giving the offer matrix out, product by product, as price sheets are.

use crate::{App, Refusal, UserScope};
use domain::{
    fault::{Fault, FaultKind},
    month::Month,
    offer_matrix::PurchaseRule,
};
use std::sync::Arc;
use store::Reference;

/// A matrix that is being given out.
pub struct OfferMatrix {
    reference: Arc<Reference>,
    /// The product that comes next.
    next: usize,
}

impl App {
    /// The offer matrix of a month, from the first product on.
    ///
    /// # Errors
    /// 404/1000 for any month but this one: the catalogue keeps no other.
    pub fn offer_matrix(&self, _: &UserScope, month: Month) -> Result<OfferMatrix, Refusal> {
        let this_month = Month::of(self.clock.now()).ok_or_else(|| Fault::new(FaultKind::PriceSheetNotFound))?;
        this_month.check_kept(month)?;
        Ok(OfferMatrix { reference: Arc::clone(&self.reference), next: 0 })
    }
}

impl OfferMatrix {
    /// The rules of the next product, which may have none; `None` behind the last one.
    pub fn next_product(&mut self) -> Option<impl Iterator<Item = PurchaseRule<'_>>> {
        let product = self.reference.catalog.products().get(self.next)?;
        self.next += 1;
        Some(product.purchase_rules())
    }
}
