//! What of the legacy offers is found (surroundings 1.4, 2.3): by market, or what a customer can buy in its own.

use super::{Catalog, LegacyOffer, OfferCategory};
use crate::{
    catalog_item::{CatalogItem, CatalogItemId},
    fault::{Fault, FaultKind},
    member::Parameter,
};

/// Who reads the legacy offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferAudience<'a> {
    /// Two-letter country or region.
    pub market: &'a str,
    /// Whether only what can be bought is there, as for a customer.
    pub sold_only: bool,
}

/// An offer with what the rest of the catalogue says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedOffer<'a> {
    /// The offer.
    pub offer: &'a LegacyOffer,
    /// Whether any offer can be added to it.
    pub has_add_ons: bool,
    /// The category that it is listed under.
    pub category: Option<&'a OfferCategory>,
}

/// Which of the offers that are found are answered with (surroundings 2.3, 4.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferSelection {
    /// Only those of a category.
    pub category: Option<String>,
    /// How many to pass over.
    pub offset: usize,
    /// The most to answer with; `None` for all.
    pub size: Option<usize>,
}

impl OfferSelection {
    /// What of the offers is answered with, in their order.
    #[must_use]
    pub fn of<'a>(&self, offers: Vec<&'a LegacyOffer>) -> Vec<&'a LegacyOffer> {
        let asked = |offer: &&LegacyOffer| self.category.as_ref().is_none_or(|category| offer.is_of(category));
        offers.into_iter().filter(asked).skip(self.offset).take(self.size.unwrap_or(usize::MAX)).collect()
    }
}

impl Catalog {
    /// The categories, by rank: all of a market, and for a customer those that it can buy something of.
    #[must_use]
    pub fn offer_categories_for(&self, audience: OfferAudience<'_>) -> Vec<&OfferCategory> {
        let offers = self.offers_for(audience);
        let has_offers = |category: &&OfferCategory| offers.iter().any(|offer| offer.is_of(&category.id));
        let all = self.offer_categories.iter().filter(|category| !audience.sold_only || has_offers(category));
        let mut categories: Vec<_> = all.collect();
        categories.sort_by_key(|category| category.rank);
        categories
    }

    /// An offer of the catalogue, with what the rest of it says of it.
    #[must_use]
    pub fn listed<'a>(&'a self, offer: &'a LegacyOffer) -> ListedOffer<'a> {
        let category = self.offer_categories.iter().find(|category| offer.is_of(&category.id));
        ListedOffer { offer, has_add_ons: self.offers.values().any(|other| other.adds_to(&offer.id)), category }
    }

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
            return Err(Fault::new(FaultKind::ModernIdOfOffer).seen(Parameter::OfferId, id, accepted));
        }
        let accepted = format!("a legacy offer of market {}", audience.market);
        Err(Fault::new(FaultKind::OfferNotFound).seen(Parameter::OfferId, id, accepted))
    }

    /// The add-on offers of an offer.
    #[must_use]
    pub fn add_ons_for(&self, audience: OfferAudience<'_>, base: &LegacyOffer) -> Vec<&LegacyOffer> {
        let mut offers = self.offers_for(audience);
        offers.retain(|offer| offer.adds_to(&base.id));
        offers
    }
}

impl OfferAudience<'_> {
    fn finds(self, offer: &LegacyOffer) -> bool {
        (offer.sold || !self.sold_only) && !offer.currencies_in(self.market).is_empty()
    }
}
