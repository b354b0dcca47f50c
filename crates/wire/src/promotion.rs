//! Promotions as answers show them (surroundings 2.4). Neither they nor their parts have links or attributes.

mod eligibility;
mod read;

pub use eligibility::{EligibilitiesResource, eligibilities};
pub use read::{EligibilitiesRequest, items};

use crate::{collection::Collection, enumeration};
use domain::{
    Timestamp,
    billing_cycle::BillingCycle,
    catalog::{Audience, Segment},
    money::Amount,
    promotion::Promotion,
    term::Term,
};
use serde::Serialize;
use utoipa::ToSchema;

/// The end of a promotion that is open, as the samples write it.
const OPEN_END: &str = "9999-01-01T00:00:00Z";

/// A promotion.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ProductPromotion)]
pub struct PromotionResource<'a> {
    id: &'a str,
    name: &'a str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    start_date: Option<Timestamp>,
    /// The last instant; the year 9999 where there is none.
    #[schema(format = DateTime)]
    end_date: String,
    properties: PromotionProperties,
    required_products: [RequiredProduct<'a>; 1],
    /// What it asks of a purchase; not there in a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    promotion_constraints: Option<PromotionConstraints>,
}

/// What is peculiar to a promotion.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PromotionProperties {
    /// Whether a purchase gets it without naming it.
    is_auto_applicable: bool,
}

/// What it is for, and what it takes off.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PromotionRequiredProduct)]
struct RequiredProduct<'a> {
    product_id: &'a str,
    sku_id: &'a str,
    term: PromotionTerm<'a>,
    pricing_policies: [PricingPolicy; 1],
}

/// A term with its billing cycle, in the catalogue's spelling.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PromotionTerm<'a> {
    duration: &'a str,
    billing_cycle: &'static str,
}

/// What comes off the price.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PromotionPricingPolicy)]
struct PricingPolicy {
    policy_type: &'static str,
    /// A part of 1, as a text.
    value: String,
}

/// What a promotion asks of a purchase. The catalogue has no limits of redemptions and no products that must be owned.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PromotionConstraints {
    seat_constraints: [SeatConstraint; 1],
    eligibility_constraints: [EligibilityConstraint; 1],
}

/// The seats that it is for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PromotionSeatConstraint)]
struct SeatConstraint {
    min_seats: i32,
    max_seats: i32,
    #[serde(rename = "type")]
    kind: &'static str,
}

/// Whom it is for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PromotionEligibilityConstraint)]
struct EligibilityConstraint {
    is_applicable: bool,
    #[serde(rename = "type")]
    kind: &'static str,
}

/// The resource of a promotion, with its constraints.
#[must_use]
pub fn resource(promotion: &Promotion) -> PromotionResource<'_> {
    let constraints = PromotionConstraints {
        seat_constraints: [SeatConstraint {
            min_seats: promotion.minimum_seats,
            max_seats: promotion.maximum_seats,
            kind: "SubscriptionQuantity",
        }],
        eligibility_constraints: [EligibilityConstraint {
            is_applicable: promotion.first_purchase_only,
            kind: "FirstPurchase",
        }],
    };
    PromotionResource { promotion_constraints: Some(constraints), ..listed(promotion) }
}

/// The collection of a market's promotions for a segment.
#[must_use]
pub fn collection<'a>(
    audience: &Audience,
    segment: Segment,
    promotions: &[&'a Promotion],
) -> Collection<PromotionResource<'a>> {
    let uri = format!("/productpromotions?country={}&segment={}", audience.market, segment.name());
    Collection::linked(promotions.iter().map(|promotion| listed(promotion)).collect(), uri)
}

fn listed(promotion: &Promotion) -> PromotionResource<'_> {
    let name = promotion.name.as_deref().unwrap_or(&promotion.id);
    PromotionResource {
        id: &promotion.id,
        name,
        description: promotion.description.as_deref().unwrap_or(name),
        start_date: promotion.start,
        end_date: promotion.end.map_or_else(|| OPEN_END.to_owned(), |end| end.to_string()),
        properties: PromotionProperties { is_auto_applicable: promotion.automatic },
        required_products: [RequiredProduct {
            product_id: &promotion.product,
            sku_id: &promotion.sku,
            term: term(&promotion.term, promotion.billing_cycle),
            pricing_policies: [PricingPolicy {
                policy_type: "PercentDiscount",
                value: (promotion.percent_off / Amount::ONE_HUNDRED).normalize().to_string(),
            }],
        }],
        promotion_constraints: None,
    }
}

fn term(term: &Term, billing_cycle: BillingCycle) -> PromotionTerm<'_> {
    PromotionTerm { duration: term.as_str(), billing_cycle: enumeration::catalog_billing_cycle(billing_cycle) }
}
