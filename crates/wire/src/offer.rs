//! Legacy offers as answers show them (surroundings 2.3). Members that the catalogue has nothing for are left out.

use crate::{
    collection::Collection,
    link::{Attributes, ResourceLinks},
};
use domain::{catalog::LegacyOffer, id::CustomerId};
use serde::Serialize;
use utoipa::ToSchema;

/// A legacy offer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Offer)]
pub struct OfferResource<'a> {
    id: &'a str,
    name: &'a str,
    description: &'a str,
    minimum_quantity: i32,
    maximum_quantity: i32,
    locale: &'static str,
    country: &'a str,
    term_unit_of_measure: &'static str,
    term: u32,
    /// The offers that it can be added to, any one of them.
    prerequisite_offers: &'a [String],
    is_add_on: bool,
    has_add_ons: bool,
    is_available_for_purchase: bool,
    billing: &'static str,
    supported_billing_cycles: Vec<&'static str>,
    is_auto_renewable: bool,
    is_trial: bool,
    acquisition_type: &'static str,
    product: OfferProduct<'a>,
    links: ResourceLinks,
    attributes: Attributes,
}

/// The product that an offer belongs to.
#[derive(Debug, Serialize, ToSchema)]
struct OfferProduct<'a> {
    id: &'a str,
    name: &'a str,
}

/// The resource of an offer; whether it has add-ons is the catalogue's to say.
#[must_use]
pub fn resource<'a>(market: &'a str, (offer, has_add_ons): (&'a LegacyOffer, bool)) -> OfferResource<'a> {
    let months = offer.term.months();
    let (unit, term) = if months.is_multiple_of(12) { ("year", months / 12) } else { ("month", months) };
    OfferResource {
        id: &offer.id,
        name: &offer.title,
        description: &offer.title,
        minimum_quantity: offer.minimum_quantity,
        maximum_quantity: offer.maximum_quantity,
        locale: "en-US",
        country: market,
        term_unit_of_measure: unit,
        term,
        prerequisite_offers: &offer.prerequisite_offers,
        is_add_on: offer.is_add_on(),
        has_add_ons,
        is_available_for_purchase: offer.sold,
        billing: if offer.azure { "usage" } else { "license" },
        supported_billing_cycles: offer.billing_cycles.iter().map(|cycle| cycle.name()).collect(),
        is_auto_renewable: true,
        is_trial: false,
        acquisition_type: "purchase",
        product: OfferProduct { id: &offer.product, name: &offer.title },
        links: ResourceLinks::to_self(format!("/offers/{}?country={market}", offer.id)),
        attributes: Attributes::of("Offer"),
    }
}

/// The collection of a market's offers, or of a customer's.
#[must_use]
pub fn collection<'a>(
    market: &'a str,
    customer: Option<CustomerId>,
    offers: Vec<(&'a LegacyOffer, bool)>,
) -> Collection<OfferResource<'a>> {
    let uri = match customer {
        Some(customer) => format!("/customers/{customer}/offers"),
        None => format!("/offers?country={market}"),
    };
    Collection::linked(offers.into_iter().map(|offer| resource(market, offer)).collect(), uri)
}

/// The collection of an offer's add-ons.
#[must_use]
pub fn add_ons<'a>(market: &'a str, base: &str, offers: Vec<(&'a LegacyOffer, bool)>) -> Collection<OfferResource<'a>> {
    let uri = format!("/offers/{base}/addons?country={market}");
    Collection::linked(offers.into_iter().map(|offer| resource(market, offer)).collect(), uri)
}
