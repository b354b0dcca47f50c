//! A question about promotions out of a body.

use crate::{node::Node, read::Reader, schema};
use domain::{
    cart::eligibility::EligibilityItemDraft,
    fault::{Fault, Faults},
    member::Member,
};
use serde::Serialize;
use utoipa::ToSchema;

/// What a client asks. It is described here, and read by [`items`].
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PromotionEligibilitiesRequest)]
pub struct EligibilitiesRequest {
    items: Vec<EligibilitiesRequestItem>,
}

/// A purchase that is asked about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PromotionEligibilitiesRequestItem)]
struct EligibilitiesRequestItem {
    /// The place of the item without it.
    id: Option<i32>,
    catalog_item_id: String,
    quantity: i32,
    #[schema(schema_with = schema::billing_cycle)]
    billing_cycle: String,
    /// The first one listed with the billing cycle without it.
    term_duration: Option<String>,
    /// All promotions of the item without it.
    promotion_id: Option<String>,
}

/// Reads the items that are asked about. What cannot be read is told all at once.
///
/// # Errors
/// 400/800002 for members that cannot be read, 400/900126 where the first of them is a name that no enumeration knows.
pub fn items(body: &Node) -> Result<Vec<EligibilityItemDraft>, Fault> {
    let body = Reader::of_body(body)?;
    let mut wrong = Faults::default();
    let items = wrong.or_default(body.objects(Member::Items));
    let items = items.iter().map(|of| item(of, &mut wrong)).collect();
    wrong.unless(items)
}

fn item(item: &Reader<'_>, wrong: &mut Faults) -> EligibilityItemDraft {
    EligibilityItemDraft {
        id: wrong.or_default(item.integer(Member::Id)),
        catalog_item_id: wrong.or_default(item.text(Member::CatalogItemId)),
        quantity: wrong.or_default(item.integer(Member::Quantity)),
        billing_cycle: wrong.or_default(item.billing_cycle(Member::BillingCycle)),
        term_duration: wrong.or_default(item.text(Member::TermDuration)),
        promotion_id: wrong.or_default(item.text(Member::PromotionId)),
    }
}
