//! Which promotions a customer would get for what it asks about (surroundings 2.4).
//!
//! Decided by what prices a line of a cart: an item that is said to be eligible gets the promotion when it is bought with
//! it, one that is said not to be does not. Each item is looked at as if it were bought alone, and nothing is used up.

use super::{
    Buyer, Limits, NeededSubscriptions, Needs,
    line_check::{self, item, promoting},
    structure,
};
use crate::{
    billing_cycle::BillingCycle,
    catalog::{Product, Sku},
    catalog_item::{CatalogItem, CatalogItemId},
    fault::{Fault, FaultKind, Faults},
    member::{Member, Place},
    promotion::{Obstacle, Promotion},
    term::Term,
};

/// An item of a question, as a client sends it.
#[derive(Clone, Debug, Default)]
pub struct EligibilityItemDraft {
    /// The client's number for it.
    pub id: Option<i32>,
    /// The catalogue item.
    pub catalog_item_id: Option<String>,
    /// The seats.
    pub quantity: Option<i32>,
    /// How often it would be charged.
    pub billing_cycle: Option<BillingCycle>,
    /// The term.
    pub term_duration: Option<String>,
    /// The promotion that is asked about; all of them without one.
    pub promotion_id: Option<String>,
}

/// An item that is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EligibilityItem {
    /// The client's number for it, or its place.
    pub id: i32,
    /// The catalogue item, as sent.
    pub catalog_item_id: CatalogItemId,
    /// The seats, at least 1.
    pub quantity: i32,
    /// How often it would be charged.
    pub billing_cycle: BillingCycle,
    /// The term, as sent.
    pub term: Option<Term>,
    /// The promotion that is asked about, as sent.
    pub promotion_id: Option<String>,
}

/// What is said of a promotion, or of all of them where there is none to speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eligibility {
    /// The promotion.
    pub promotion_id: Option<String>,
    /// What keeps the customer from it; nothing where it gets it.
    pub errors: Vec<EligibilityError>,
}

/// What keeps a customer from a promotion. `RedemptionLimit` and `PrerequisiteProductOwnership` cannot arise: promotions
/// of the catalogue have no such constraints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EligibilityError {
    /// The item is none that the customer can buy; the fault that its line in a cart would have.
    InvalidCatalogItemId(Fault),
    /// The promotion is not there, is for another SKU, or its dates do not include now.
    InvalidPromotion,
    /// The seats of the item are too few, or too many.
    SeatCount {
        /// The fewest of an item.
        minimum: i32,
        /// The most of a customer.
        maximum: i32,
        /// Those that are left for the customer.
        available: i64,
    },
    /// The customer had the product before.
    OfferPurchasedPreviously,
    /// It is for another term or billing cycle: for this one.
    Term(Term, BillingCycle),
    /// No promotion is for this SKU, term and billing cycle now.
    NoPromotionsAvailable,
}

const AN_ITEM: &str = "at least one item";

/// Reads the items of a question.
///
/// # Errors
/// 400/800002 for no items, for more than a cart may have lines, and for what no line could be made of; 400/800121 for a
/// term that is none.
pub fn read(drafts: Vec<EligibilityItemDraft>, limits: Limits) -> Result<Vec<EligibilityItem>, Fault> {
    let place = Place::from(Member::Items);
    let invalid = || Fault::new(FaultKind::InvalidInput);
    if drafts.is_empty() {
        return Err(invalid().missing(place, AN_ITEM));
    }
    if drafts.len() > limits.lines {
        let accepted = format!("at most {} items", limits.lines);
        return Err(invalid().seen(place, format!("{} items", drafts.len()), accepted));
    }
    let mut wrong = Faults::default();
    let items = drafts.into_iter().zip(0..).enumerate();
    let items =
        items.map(|(index, (draft, number))| read_item(draft, number, &place.index(index), &mut wrong)).collect();
    wrong.unless(items)
}

fn read_item(draft: EligibilityItemDraft, number: i32, at: &Place, wrong: &mut Faults) -> EligibilityItem {
    let EligibilityItemDraft { id, catalog_item_id, quantity, billing_cycle, term_duration, promotion_id } = draft;
    let named = structure::catalog_item_id(catalog_item_id, at.member(Member::CatalogItemId));
    EligibilityItem {
        id: id.unwrap_or(number),
        catalog_item_id: CatalogItemId::new(wrong.or_default(named)),
        quantity: wrong.or_default(structure::quantity(quantity, at)),
        billing_cycle: wrong.or(structure::billing_cycle(billing_cycle, at), BillingCycle::Unknown),
        term: wrong.or_default(structure::term(term_duration, &at.member(Member::TermDuration))),
        promotion_id: {
            let at = at.member(Member::PromotionId);
            wrong.or_default(structure::optional(promotion_id, structure::TEXT, at))
        },
    }
}

/// What the answer looks at of the customer.
#[must_use]
pub fn needs(items: &[EligibilityItem], buyer: Buyer<'_>) -> Needs {
    let shapes = items.iter().map(|item| item.catalog_item_id.shape());
    Needs { subscriptions: NeededSubscriptions::Named(Vec::new()), counters: line_check::counters(shapes, buyer) }
}

/// What the customer would get for an item: of the promotion that it names, or of every one for its SKU, term and billing
/// cycle.
#[must_use]
pub fn decide(item: &EligibilityItem, buyer: Buyer<'_>) -> Vec<Eligibility> {
    let named = item.promotion_id.clone();
    let found = match find(item, buyer) {
        Err(fault) => {
            let errors = vec![EligibilityError::InvalidCatalogItemId(fault)];
            return vec![Eligibility { promotion_id: named, errors }];
        }
        Ok(found) => found,
    };
    if let Some(named) = named {
        let promotion = buyer.catalog.promotion(&named);
        let errors = match (promotion, &found) {
            (Some(promotion), Some(found)) => errors(promotion, found, item, buyer),
            _ => vec![EligibilityError::InvalidPromotion],
        };
        return vec![Eligibility { promotion_id: Some(promotion.map_or(named, |known| known.id.clone())), errors }];
    }
    let of_sku = found.iter().flat_map(|found| {
        let promotions = buyer.catalog.promotions_of(&found.product.id, &found.sku.id);
        let fitting = promotions.filter(|promotion| promotion.is_for(found.term.as_ref(), item.billing_cycle));
        fitting.filter(|promotion| promotion.is_open_at(buyer.now)).map(|promotion| Eligibility {
            promotion_id: Some(promotion.id.clone()),
            errors: errors(promotion, found, item, buyer),
        })
    });
    let eligibilities: Vec<_> = of_sku.collect();
    if eligibilities.is_empty() {
        return vec![Eligibility { promotion_id: None, errors: vec![EligibilityError::NoPromotionsAvailable] }];
    }
    eligibilities
}

/// A modern item, and the term that its line would have.
struct Found<'a> {
    product: &'a Product,
    sku: &'a Sku,
    term: Option<Term>,
}

/// Finds the item as its line would be found; nothing for a legacy offer, which has no promotions.
fn find<'a>(asked: &EligibilityItem, buyer: Buyer<'a>) -> Result<Option<Found<'a>>, Fault> {
    let (id, at) = (&asked.catalog_item_id, Place::default());
    match id.shape() {
        None => Err(line_check::not_an_item(id, &at)),
        Some(CatalogItem::Legacy { offer }) => line_check::find_offer(id, &offer, buyer, &at).map(|_| None),
        Some(CatalogItem::Modern { product, sku, availability }) => {
            let found = item::find(id, [&product, &sku, &availability], buyer, &at)?;
            let plan = (asked.billing_cycle, asked.term.as_ref());
            let sold = (buyer.customer.market.as_str(), buyer.customer.currency);
            let plan = item::find_plan(plan, found.availability, sold, &at);
            let term = plan.map_or_else(|_| asked.term.clone(), |(plan, _)| plan.term.clone());
            Ok(Some(Found { product: found.product, sku: found.sku, term }))
        }
    }
}

fn errors(promotion: &Promotion, found: &Found<'_>, item: &EligibilityItem, buyer: Buyer<'_>) -> Vec<EligibilityError> {
    let asked = (found.term.as_ref(), item.billing_cycle, item.quantity);
    let candidate = promoting::candidate((found.product, found.sku), asked, buyer);
    let obstacles = promoting::obstacles(promotion, candidate, buyer);
    if obstacles.iter().any(|obstacle| matches!(obstacle, Obstacle::OtherSku | Obstacle::OutsideDates)) {
        return vec![EligibilityError::InvalidPromotion];
    }
    let told = obstacles.into_iter().map(|obstacle| match obstacle {
        Obstacle::OtherSku | Obstacle::OutsideDates => EligibilityError::InvalidPromotion,
        Obstacle::Term => EligibilityError::Term(promotion.term.clone(), promotion.billing_cycle),
        Obstacle::PurchasedPreviously => EligibilityError::OfferPurchasedPreviously,
        Obstacle::Seats => EligibilityError::SeatCount {
            minimum: promotion.minimum_seats,
            maximum: promotion.maximum_seats,
            available: promoting::left(promotion, buyer),
        },
    });
    told.collect()
}
