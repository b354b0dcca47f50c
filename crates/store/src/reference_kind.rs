//! The kinds of reference rows, as both databases name them.

pub(crate) const LEGACY_OFFER: &str = "legacy_offer";
pub(crate) const OFFER_CATEGORY: &str = "offer_category";
pub(crate) const PROMOTION: &str = "promotion";
pub(crate) const RESELLER: &str = "reseller";
pub(crate) const COUNTRY: &str = "country";
pub(crate) const AGREEMENT_TEMPLATE: &str = "agreement_template";
