//! Promotions: what a market has of them, and what a customer would get.

use crate::{App, CustomerScope, Refusal};
use domain::{
    cart::eligibility::{self, Eligibility, EligibilityItem, EligibilityItemDraft},
    catalog::Audience,
    promotion::Promotion,
};

impl App {
    /// The promotions that the audience finds, and whose dates include now.
    #[must_use]
    pub fn list_promotions(&self, audience: &Audience) -> Vec<&Promotion> {
        self.reference.catalog.promotions_for(audience, self.clock.now())
    }

    /// A promotion of a market, whatever its dates.
    ///
    /// # Errors
    /// 404/1000 for one that is not there.
    pub fn read_promotion(&self, market: &str, id: &str) -> Result<&Promotion, Refusal> {
        Ok(self.reference.catalog.promotion_in(market, id)?)
    }

    /// What the customer would get for each item. It changes nothing, so that no receipt of it is kept.
    ///
    /// # Errors
    /// 400/800002 for items that no line of a cart could be made of.
    pub async fn promotion_eligibilities(
        &self,
        scope: &CustomerScope,
        items: Vec<EligibilityItemDraft>,
    ) -> Result<Vec<(EligibilityItem, Vec<Eligibility>)>, Refusal> {
        let items = eligibility::read(items, self.settings.limits)?;
        let buyer = self.buyer(scope, self.clock.now());
        let known = self.look_up(scope, eligibility::needs(&items, buyer)).await?;
        let buyer = buyer.knowing(&known);
        let decided = items.into_iter().map(|item| {
            let eligibilities = eligibility::decide(&item, buyer);
            (item, eligibilities)
        });
        Ok(decided.collect())
    }
}
