//! What of the promotions is found (surroundings 2.4). A promotion is where the plan that it is for is sold: it has no
//! markets and segments of its own.

use super::{Audience, Availability, Catalog, Plan};
use crate::{
    fault::{Fault, FaultKind},
    member::Member,
    promotion::Promotion,
    time::Timestamp,
};

impl Catalog {
    /// All promotions, in the order of the catalogue.
    #[must_use]
    pub fn promotions(&self) -> &[Promotion] {
        &self.promotions
    }

    /// A promotion, by its id in any case.
    #[must_use]
    pub fn promotion(&self, id: &str) -> Option<&Promotion> {
        self.promotions.iter().find(|promotion| promotion.id.eq_ignore_ascii_case(id))
    }

    /// The promotions of a SKU, its ids in upper case.
    pub fn promotions_of<'a>(&'a self, product: &'a str, sku: &'a str) -> impl Iterator<Item = &'a Promotion> {
        self.promotions.iter().filter(move |promotion| promotion.product == product && promotion.sku == sku)
    }

    /// The promotions that the audience finds and whose dates include now.
    #[must_use]
    pub fn promotions_for(&self, audience: &Audience, now: Timestamp) -> Vec<&Promotion> {
        let open = self.promotions.iter().filter(|promotion| promotion.is_open_at(now));
        open.filter(|promotion| self.sells(promotion, &audience.market, |found| audience.sees(found))).collect()
    }

    /// A promotion of a market, by its id in any case, whatever its dates and for whichever segment.
    ///
    /// # Errors
    /// 404/1000 for one that is not there, or not in the market.
    pub fn promotion_in(&self, market: &str, id: &str) -> Result<&Promotion, Fault> {
        let found = self.promotion(id).filter(|promotion| self.sells(promotion, market, |_| true));
        found.ok_or_else(|| {
            let accepted = format!("a promotion of market {market}");
            Fault::new(FaultKind::PromotionNotFound).seen(Member::PromotionId, id, accepted)
        })
    }

    /// Whether the plan that a promotion is for is sold in the market, by an availability of some sort.
    fn sells(&self, promotion: &Promotion, market: &str, sort: impl Fn(&Availability) -> bool) -> bool {
        let Some((_, sku)) = self.sku_of(&promotion.product, &promotion.sku) else { return false };
        let plans = sku.availabilities.iter().filter(|found| sort(found)).flat_map(|found| &found.plans);
        plans
            .filter(|plan| promotion.is_for(plan.term.as_ref(), plan.billing_cycle))
            .any(|plan| plan.is_sold_in(market))
    }
}

impl Plan {
    fn is_sold_in(&self, market: &str) -> bool {
        self.prices.iter().any(|price| price.market.is(market))
    }
}
