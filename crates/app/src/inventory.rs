//! Inventory checks.

use crate::{App, PartnerScope, Refusal};
use domain::{
    cart::inventory,
    inventory::{InventoryDraft, InventoryItem},
};

impl App {
    /// What can be had of the SKUs that are asked about, and that are sold in the market.
    ///
    /// # Errors
    /// 400/800002 for a question that is none, or that does not say what the check of a SKU must know; 403/20002 for a
    /// customer that is not the partner's, whether it is needed or not.
    pub async fn check_inventory(
        &self,
        within: PartnerScope,
        market: &str,
        draft: &InventoryDraft,
    ) -> Result<Vec<InventoryItem>, Refusal> {
        let question = draft.read()?;
        let scope = match question.customer {
            Some(customer) => Some(self.authorize(within, customer).await?),
            None => None,
        };
        let targets = question.targets(market, &self.reference.catalog)?;
        let Some(scope) = scope else {
            return Ok(targets.into_iter().map(|target| inventory::check(&question, target, None)).collect());
        };
        let buyer = self.buyer(&scope, self.clock.now());
        let known = self.look_up(&scope, inventory::needs(&question, &targets, buyer)).await?;
        let buyer = buyer.knowing(&known);
        Ok(targets.into_iter().map(|target| inventory::check(&question, target, Some(buyer))).collect())
    }
}
