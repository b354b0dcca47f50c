//! Legacy offers: what is found in the snapshot of the catalogue.

use crate::{App, CustomerScope, PartnerScope, Refusal};
use domain::catalog::{ListedOffer, OfferAudience, OfferCategory, OfferSelection};

impl PartnerScope {
    /// The offers of a market, which every partner may read.
    #[must_use]
    pub fn offers_of<'a>(&self, market: &'a str) -> OfferAudience<'a> {
        OfferAudience { market, sold_only: false }
    }
}

impl CustomerScope {
    /// The offers that the customer can buy.
    #[must_use]
    pub fn offers(&self) -> OfferAudience<'_> {
        OfferAudience { market: &self.customer().market, sold_only: true }
    }
}

impl App {
    /// The offers that are asked for.
    #[must_use]
    pub fn list_offers(&self, audience: OfferAudience<'_>, selection: &OfferSelection) -> Vec<ListedOffer<'_>> {
        let catalog = &self.reference.catalog;
        selection.of(catalog.offers_for(audience)).into_iter().map(|offer| catalog.listed(offer)).collect()
    }

    /// An offer.
    ///
    /// # Errors
    /// 400/2100 for a modern id; 404/1000 for one that is not there.
    pub fn read_offer(&self, audience: OfferAudience<'_>, id: &str) -> Result<ListedOffer<'_>, Refusal> {
        let catalog = &self.reference.catalog;
        Ok(catalog.listed(catalog.offer_for(audience, id)?))
    }

    /// An offer's id, and those of its add-ons that are asked for.
    ///
    /// # Errors
    /// As above.
    pub fn list_add_on_offers(
        &self,
        audience: OfferAudience<'_>,
        id: &str,
        selection: &OfferSelection,
    ) -> Result<(&str, Vec<ListedOffer<'_>>), Refusal> {
        let catalog = &self.reference.catalog;
        let base = catalog.offer_for(audience, id)?;
        let add_ons = selection.of(catalog.add_ons_for(audience, base));
        Ok((&base.id, add_ons.into_iter().map(|offer| catalog.listed(offer)).collect()))
    }

    /// The categories that offers are listed under.
    #[must_use]
    pub fn list_offer_categories(&self, audience: OfferAudience<'_>) -> Vec<&OfferCategory> {
        self.reference.catalog.offer_categories_for(audience)
    }
}
