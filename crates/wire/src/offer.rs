//! Legacy offers as answers show them (surroundings 2.3). Members that the catalogue has nothing for are left out.

use crate::{
    collection::Collection,
    link::{Attributes, ResourceLinks},
};
use domain::{
    catalog::{ListedOffer, OfferCategory, OfferSelection},
    id::CustomerId,
};
use serde::Serialize;
use utoipa::ToSchema;

/// The language of titles and names: the catalogue keeps them in one, whatever `X-Locale` asks for.
const LOCALE: &str = "en-US";

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
    category: CategoryResource<'a>,
    term_unit_of_measure: &'static str,
    term: u32,
    /// The offers that it can be added to, any one of them.
    prerequisite_offers: &'a [String],
    is_add_on: bool,
    has_add_ons: bool,
    is_available_for_purchase: bool,
    billing: &'static str,
    supported_billing_cycles: Vec<&'static str>,
    /// Always: what is bought of a legacy offer has a term, and begins a new one at its end.
    is_auto_renewable: bool,
    /// Never: the trials of the catalogue are modern SKUs.
    is_trial: bool,
    /// Always `purchase`, the one way to acquire that carts have.
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

/// A category of offers. That of an offer that has none says nothing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OfferCategory)]
pub struct CategoryResource<'a> {
    id: &'a str,
    name: &'a str,
    rank: i32,
    locale: &'static str,
    country: &'a str,
    attributes: Attributes,
}

/// The resource of an offer.
#[must_use]
pub fn resource<'a>(market: &'a str, listed: ListedOffer<'a>) -> OfferResource<'a> {
    let ListedOffer { offer, has_add_ons, category } = listed;
    let months = offer.term.months();
    let (unit, term) = if months.is_multiple_of(12) { ("Year", months / 12) } else { ("Month", months) };
    OfferResource {
        id: &offer.id,
        name: &offer.title,
        description: &offer.title,
        minimum_quantity: offer.minimum_quantity,
        maximum_quantity: offer.maximum_quantity,
        locale: LOCALE,
        country: market,
        category: of_category(market, category),
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
    selection: &OfferSelection,
    offers: Vec<ListedOffer<'a>>,
) -> Collection<OfferResource<'a>> {
    let (path, country) = match customer {
        Some(customer) => (format!("/customers/{customer}/offers"), None),
        None => ("/offers".to_owned(), Some(market)),
    };
    let uri = path + &query(country, selection);
    Collection::linked(offers.into_iter().map(|offer| resource(market, offer)).collect(), uri)
}

/// The collection of an offer's add-ons.
#[must_use]
pub fn add_ons<'a>(
    market: &'a str,
    base: &str,
    selection: &OfferSelection,
    offers: Vec<ListedOffer<'a>>,
) -> Collection<OfferResource<'a>> {
    let uri = format!("/offers/{base}/addons") + &query(Some(market), selection);
    Collection::linked(offers.into_iter().map(|offer| resource(market, offer)).collect(), uri)
}

/// The collection of categories, which has no links (surroundings 2.3).
#[must_use]
pub fn categories<'a>(market: &'a str, categories: &[&'a OfferCategory]) -> Collection<CategoryResource<'a>> {
    Collection::unlinked(categories.iter().map(|category| of_category(market, Some(category))).collect())
}

fn of_category<'a>(market: &'a str, category: Option<&'a OfferCategory>) -> CategoryResource<'a> {
    let (id, name, rank) = category.map_or(("", "", 0), |category| (&category.id, &category.name, category.rank));
    CategoryResource { id, name, rank, locale: LOCALE, country: market, attributes: Attributes::of("OfferCategory") }
}

/// The query that asks for the same again.
fn query(country: Option<&str>, OfferSelection { category, offset, size }: &OfferSelection) -> String {
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let pairs = [
        country.map(|country| format!("country={country}")),
        category.as_deref().map(|category| format!("offer_category_id={}", encoded(category))),
        Some(offset).filter(|offset| **offset > 0).map(|offset| format!("offset={offset}")),
        size.map(|size| format!("size={size}")),
    ];
    let pairs: Vec<_> = pairs.into_iter().flatten().collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}
