//! Legacy offers: what is found in the snapshot of the catalogue.

use crate::{App, CustomerScope, PartnerScope, Refusal};
use domain::catalog::{LegacyOffer, OfferAudience};

/// An offer, and whether it has add-ons.
pub type FoundOffer<'a> = (&'a LegacyOffer, bool);

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
    /// The offers, each with whether it has add-ons.
    #[must_use]
    pub fn list_offers(&self, audience: OfferAudience<'_>) -> Vec<FoundOffer<'_>> {
        self.with_add_ons(self.reference.catalog.offers_for(audience))
    }

    /// An offer, with whether it has add-ons.
    ///
    /// # Errors
    /// 400/2100 for a modern id; 404/1000 for one that is not there.
    pub fn read_offer(&self, audience: OfferAudience<'_>, id: &str) -> Result<FoundOffer<'_>, Refusal> {
        let offer = self.reference.catalog.offer_for(audience, id)?;
        Ok((offer, self.reference.catalog.has_add_ons(offer)))
    }

    /// An offer's id and its add-ons.
    ///
    /// # Errors
    /// As above.
    pub fn list_add_on_offers(
        &self,
        audience: OfferAudience<'_>,
        id: &str,
    ) -> Result<(&str, Vec<FoundOffer<'_>>), Refusal> {
        let base = self.reference.catalog.offer_for(audience, id)?;
        Ok((&base.id, self.with_add_ons(self.reference.catalog.add_ons_for(audience, base))))
    }

    fn with_add_ons<'a>(&self, offers: Vec<&'a LegacyOffer>) -> Vec<FoundOffer<'a>> {
        offers.into_iter().map(|offer| (offer, self.reference.catalog.has_add_ons(offer))).collect()
    }
}
