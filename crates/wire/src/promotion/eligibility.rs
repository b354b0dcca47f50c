//! Which promotions a customer would get, and what keeps it from them.

use super::PromotionTerm;
use crate::{collection::Collection, fault, link::Attributes, schema};
use domain::cart::eligibility::{Eligibility, EligibilityError, EligibilityItem};
use serde::Serialize;
use utoipa::ToSchema;

/// What is said of an item.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PromotionEligibilities)]
pub struct EligibilitiesResource<'a> {
    id: i32,
    catalog_item_id: &'a str,
    quantity: i32,
    #[schema(schema_with = schema::billing_cycle)]
    billing_cycle: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    term_duration: Option<&'a str>,
    eligibilities: Vec<EligibilityResource<'a>>,
    attributes: Attributes,
}

/// What is said of a promotion.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PromotionEligibility)]
struct EligibilityResource<'a> {
    /// Not there where the item has no promotion to speak of.
    #[serde(skip_serializing_if = "Option::is_none")]
    promotion_id: Option<&'a str>,
    is_eligible: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<ErrorResource<'a>>,
}

/// What keeps the customer from a promotion.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PromotionEligibilityError)]
struct ErrorResource<'a> {
    /// InvalidCatalogItemId, InvalidPromotion, SeatCount, OfferPurchasedPreviously, Term or NoPromotionsAvailable.
    #[serde(rename = "type")]
    kind: &'static str,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum_required_seats: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum_required_seats: Option<i32>,
    /// Those that are left of the promotion for the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    available_seats: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    eligible_terms: Vec<PromotionTerm<'a>>,
}

/// The collection of what is said of each item. A question has no address to link to.
#[must_use]
pub fn eligibilities(decided: &[(EligibilityItem, Vec<Eligibility>)]) -> Collection<EligibilitiesResource<'_>> {
    let items = decided.iter().map(|(item, eligibilities)| EligibilitiesResource {
        id: item.id,
        catalog_item_id: item.catalog_item_id.as_str(),
        quantity: item.quantity,
        billing_cycle: item.billing_cycle.name(),
        term_duration: item.term.as_ref().map(|term| term.as_str()),
        eligibilities: eligibilities.iter().map(of_promotion).collect(),
        attributes: Attributes::of("PromotionEligibilities"),
    });
    Collection::unlinked(items.collect())
}

fn of_promotion(eligibility: &Eligibility) -> EligibilityResource<'_> {
    EligibilityResource {
        promotion_id: eligibility.promotion_id.as_deref(),
        is_eligible: eligibility.errors.is_empty(),
        errors: eligibility.errors.iter().map(error).collect(),
    }
}

fn error(error: &EligibilityError) -> ErrorResource<'_> {
    let told =
        |kind, description: &str| ErrorResource { kind, description: description.to_owned(), ..Default::default() };
    match error {
        EligibilityError::InvalidCatalogItemId(fault) => told("InvalidCatalogItemId", &fault::describe(fault)),
        EligibilityError::InvalidPromotion => {
            told("InvalidPromotion", "There is no such promotion for the SKU now, or its dates do not include now.")
        }
        EligibilityError::OfferPurchasedPreviously => told(
            "OfferPurchasedPreviously",
            "The promotion is for the first purchase of the product, and the customer had it.",
        ),
        EligibilityError::NoPromotionsAvailable => {
            told("NoPromotionsAvailable", "No promotion is for the SKU with this term and billing cycle now.")
        }
        EligibilityError::SeatCount { minimum, maximum, available } => ErrorResource {
            minimum_required_seats: Some(*minimum),
            maximum_required_seats: Some(*maximum),
            available_seats: Some(*available),
            ..told(
                "SeatCount",
                "The quantity is outside of the seats that the promotion is for, or that are left of it.",
            )
        },
        EligibilityError::Term(term, billing_cycle) => ErrorResource {
            eligible_terms: vec![super::term(term, *billing_cycle)],
            ..told("Term", "The promotion is for another term or billing cycle.")
        },
    }
}
