//! Keeping the catalogue small: it is in memory as long as the program runs.

use super::Product;

impl Product {
    /// Gives back the memory that its lists hold and do not need.
    pub(super) fn give_back(&mut self) {
        for sku in &mut self.skus {
            for availability in &mut sku.availabilities {
                availability.plans.iter_mut().for_each(|plan| plan.prices.shrink_to_fit());
                availability.plans.shrink_to_fit();
            }
            sku.availabilities.shrink_to_fit();
        }
        self.skus.shrink_to_fit();
    }
}
