//! The classes of legacy offers. The seeds name none: names and namespace are by analogy with those of orders.

use super::{
    Class, boolean, clr,
    collections::{RESOURCE_BASE, RESOURCE_BASE_WITH_LINKS},
    integer, list, object, text, texts,
};

const OFFERS: &str = clr!("Microsoft.Partner.Services.Offers.V1.Models");

/// A collection of offers.
pub(crate) static OFFER_COLLECTION: Class = Class {
    name: "ResourceCollectionOfOfferSmVQeeax",
    namespace: clr!("Microsoft.Partner.Core.Collections"),
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[list("Items", &OFFER), integer("TotalCount")],
};

/// A collection of categories of offers.
pub(crate) static OFFER_CATEGORY_COLLECTION: Class = Class {
    name: "ResourceCollectionOfOfferCategorySmVQeeax",
    namespace: clr!("Microsoft.Partner.Core.Collections"),
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[list("Items", &OFFER_CATEGORY), integer("TotalCount")],
};

static OFFER_CATEGORY: Class = Class {
    name: "OfferCategory",
    namespace: OFFERS,
    base: Some(&RESOURCE_BASE),
    members: &[text("Country"), text("Id"), text("Locale"), text("Name"), integer("Rank")],
};

/// An offer.
pub(crate) static OFFER: Class = Class {
    name: "Offer",
    namespace: OFFERS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[
        text("AcquisitionType"),
        text("Billing"),
        object("Category", &OFFER_CATEGORY),
        text("Country"),
        text("Description"),
        boolean("HasAddOns"),
        text("Id"),
        boolean("IsAddOn"),
        boolean("IsAutoRenewable"),
        boolean("IsAvailableForPurchase"),
        boolean("IsTrial"),
        text("Locale"),
        integer("MaximumQuantity"),
        integer("MinimumQuantity"),
        text("Name"),
        texts("PrerequisiteOffers"),
        object("Product", &OFFER_PRODUCT),
        texts("SupportedBillingCycles"),
        integer("Term"),
        text("TermUnitOfMeasure"),
    ],
};

static OFFER_PRODUCT: Class =
    Class { name: "OfferProduct", namespace: OFFERS, base: None, members: &[text("Id"), text("Name")] };
