//! What of the legacy offers is found (surroundings 1.4, 2.3): by market, or what a customer can buy in its own.

use super::{Catalog, LegacyOffer};
use crate::{
    catalog_item::{CatalogItem, CatalogItemId},
    fault::{Fault, FaultKind},
    member::Member,
};

/// Who reads the legacy offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferAudience<'a> {
    /// Two-letter country or region.
    pub market: &'a str,
    /// Whether only what can be bought is there, as for a customer.
    pub sold_only: bool,
}

impl Catalog {
    /// The offers that the audience finds, by id.
    #[must_use]
    pub fn offers_for(&self, audience: OfferAudience<'_>) -> Vec<&LegacyOffer> {
        let mut offers: Vec<_> = self.offers.values().filter(|offer| audience.finds(offer)).collect();
        offers.sort_by(|one, other| one.id.cmp(&other.id));
        offers
    }

    /// An offer, by its id in any case.
    ///
    /// # Errors
    /// 400/2100 for the id of a modern product or item; 404/1000 for any other that is not there.
    pub fn offer_for(&self, audience: OfferAudience<'_>, id: &str) -> Result<&LegacyOffer, Fault> {
        let upper = id.to_ascii_uppercase();
        if let Some(found) = self.offer(&upper).filter(|offer| audience.finds(offer)) {
            return Ok(found);
        }
        let item = CatalogItemId::new(id).shape();
        if self.product(&upper).is_some() || matches!(item, Some(CatalogItem::Modern { .. })) {
            let accepted = "the id of a legacy offer; modern products are at `/v1/products`";
            return Err(Fault::new(FaultKind::ModernIdOfOffer).seen(Member::OfferId, id, accepted));
        }
        let accepted = format!("a legacy offer of market {}", audience.market);
        Err(Fault::new(FaultKind::OfferNotFound).seen(Member::OfferId, id, accepted))
    }

    /// The add-on offers of an offer.
    #[must_use]
    pub fn add_ons_for(&self, audience: OfferAudience<'_>, base: &LegacyOffer) -> Vec<&LegacyOffer> {
        let mut offers = self.offers_for(audience);
        offers.retain(|offer| offer.adds_to(&base.id));
        offers
    }

    /// Whether any offer can be added to it.
    #[must_use]
    pub fn has_add_ons(&self, base: &LegacyOffer) -> bool {
        self.offers.values().any(|offer| offer.adds_to(&base.id))
    }
}

impl OfferAudience<'_> {
    fn finds(self, offer: &LegacyOffer) -> bool {
        (offer.sold || !self.sold_only) && !offer.currencies_in(self.market).is_empty()
    }
}
