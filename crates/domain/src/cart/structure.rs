//! Structural checks: is the draft a cart at all? Nothing is stored when one fails (digest 7.2, ruling 25).
//!
//! What comes out are lines without numbers, groups, fills or errors; those are the next steps' business.

use crate::{
    billing_cycle::BillingCycle,
    cart::{
        CartDraft, CartLineItem, LineDraft, NextTermDraft, Participant, ParticipantDraft, ParticipantRole,
        ProductTermDraft,
    },
    catalog_item::CatalogItemId,
    fault::{Fault, FaultKind, Faults},
    id::MpnId,
    line::{ProductTerm, RenewsTo, ScheduledNextTermInstructions},
    member::{Member, Place},
    money::Currency,
    term::Term,
};

/// The bounds of a cart that no document gives (rulings 16 and 38).
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most lines, add-ons counted along.
    pub lines: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { lines: 100 }
    }
}

/// The longest friendly name, in characters (ruling 38).
const FRIENDLY_NAME: usize = 256;

/// The longest other text of a line, in characters. No document gives one; nothing real comes near it.
pub(super) const TEXT: usize = 1_024;

/// The most further resellers of a line (digest 7.2).
const ADDITIONAL_RESELLERS: usize = 5;

const A_LINE: &str = "at least one line item";
const A_TERM: &str = "an ISO 8601 duration of whole months or years, such as P1M, P1Y or P3Y";

/// Reads the lines of a draft. Each comes with its number, if the client gave one. What is wrong is told all at once.
pub(super) fn read(draft: CartDraft, limits: Limits) -> Result<Vec<NumberedLine>, Fault> {
    let place = Place::from(Member::LineItems);
    if draft.line_items.is_empty() {
        return Err(invalid().missing(place, A_LINE));
    }
    let lines = draft.line_items.iter().map(|line| 1 + line.addon_items.len()).sum::<usize>();
    if lines > limits.lines {
        let accepted = format!("at most {} line items, add-ons counted along", limits.lines);
        return Err(invalid().seen(place, format!("{lines} line items"), accepted));
    }
    let mut wrong = Faults::default();
    let lines = draft.line_items.into_iter().enumerate();
    let lines = lines.map(|(index, line)| base_line(line, &place.index(index), &mut wrong)).collect();
    wrong.unless(lines)
}

/// A line with the numbers that the client gave: its own first, then those of its add-ons.
pub(super) struct NumberedLine {
    pub(super) line: CartLineItem,
    pub(super) numbers: Vec<Option<i32>>,
}

fn base_line(mut draft: LineDraft, at: &Place, wrong: &mut Faults) -> NumberedLine {
    let addons = std::mem::take(&mut draft.addon_items);
    let numbers = std::iter::once(draft.id).chain(addons.iter().map(|addon| addon.id)).collect();
    let mut line = single_line(draft, at, wrong);
    let addons_at = at.member(Member::AddonItems);
    let known = !line.catalog_item_id.as_str().is_empty();
    if known && !addons.is_empty() && !line.catalog_item_id.is_legacy() {
        let seen = format!("{} add-ons under {}", addons.len(), line.catalog_item_id.as_str());
        let accepted = "add-ons under a legacy offer; new-commerce add-ons are line items of their own";
        wrong.note(invalid().seen(addons_at.clone(), seen, accepted));
    }
    let addons = addons.into_iter().enumerate();
    line.addon_items = addons.map(|(index, addon)| addon_line(addon, &addons_at.index(index), wrong)).collect();
    NumberedLine { line, numbers }
}

fn addon_line(addon: LineDraft, at: &Place, wrong: &mut Faults) -> CartLineItem {
    if !addon.addon_items.is_empty() {
        wrong.note(invalid().seen(at.member(Member::AddonItems), "add-ons of an add-on", "one level"));
    }
    single_line(addon, at, wrong)
}

fn single_line(draft: LineDraft, at: &Place, wrong: &mut Faults) -> CartLineItem {
    let catalog_item_id = wrong.or_default(catalog_item_id(draft.catalog_item_id, at.member(Member::CatalogItemId)));
    let quantity = wrong.or_default(quantity(draft.quantity, at));
    let billing_cycle = wrong.or(billing_cycle(draft.billing_cycle, at), BillingCycle::Unknown);
    let term = wrong.or_default(term(draft.term_duration, &at.member(Member::TermDuration)));
    let participants = wrong.or_default(participants(draft.participants, &at.member(Member::Participants)));
    let renews_to = wrong.or_default(renews_to(draft.renews_to.map(|renews_to| renews_to.term_duration), at));
    let friendly_name = wrong.or_default(friendly_name(draft.friendly_name, at));
    let mut text = |text, member| wrong.or_default(optional(text, TEXT, at.member(member)));
    let currency = text(draft.currency_code, Member::CurrencyCode);
    let promotion_id = text(draft.promotion_id, Member::PromotionId);
    let instructions = next_term(draft.next_term, &at.member(Member::ScheduledNextTermInstructions));
    CartLineItem {
        id: 0,
        catalog_item_id: CatalogItemId::new(catalog_item_id),
        friendly_name,
        quantity,
        currency_code: currency.map(currency_code),
        billing_cycle,
        term,
        custom_term_end_date: draft.custom_term_end_date,
        renews_to,
        promotion_id,
        participants,
        provisioning_context: draft.provisioning_context,
        order_group: None,
        addon_items: Vec::new(),
        pricing: None,
        purchase_commitment: draft.purchase_commitment,
        attestation_accepted: draft.attestation_accepted,
        scheduled_next_term_instructions: wrong.or_default(instructions),
        error: None,
    }
}

pub(super) fn catalog_item_id(text: Option<String>, at: Place) -> Result<String, Fault> {
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => bounded(text, TEXT, at),
        None => Err(invalid().missing(at, "a catalog item ID of the catalogue")),
    }
}

pub(super) fn quantity(quantity: Option<i32>, at: &Place) -> Result<i32, Fault> {
    let at = at.member(Member::Quantity);
    match quantity {
        Some(quantity) if quantity >= 1 => Ok(quantity),
        Some(quantity) => Err(invalid().seen(at, quantity, "a whole number from 1")),
        None => Err(invalid().missing(at, "a whole number from 1")),
    }
}

pub(super) fn billing_cycle(cycle: Option<BillingCycle>, at: &Place) -> Result<BillingCycle, Fault> {
    let at = at.member(Member::BillingCycle);
    match cycle {
        None => Err(invalid().missing(at, BillingCycle::ACCEPTED)),
        Some(BillingCycle::Unknown) => Err(invalid().seen(at, "unknown", BillingCycle::ACCEPTED)),
        Some(BillingCycle::Biennial) => {
            Err(Fault::new(FaultKind::EnumTextNotRecognized).seen(at, "biennial", BillingCycle::ACCEPTED))
        }
        Some(cycle) => Ok(cycle),
    }
}

/// A friendly name; `None` where it is empty. `at` is what has it.
///
/// # Errors
/// 400/800002 for one that is too long (ruling 38).
pub(crate) fn friendly_name(text: Option<String>, at: &Place) -> Result<Option<String>, Fault> {
    optional(text, FRIENDLY_NAME, at.member(Member::FriendlyName))
}

/// A known currency is written as ISO writes it; anything else is left for the line checks to refuse.
fn currency_code(text: String) -> String {
    Currency::parse(&text).map_or(text, |currency| currency.code().to_owned())
}

pub(super) fn term(text: Option<String>, at: &Place) -> Result<Option<Term>, Fault> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let refuse = || Fault::new(FaultKind::TermDurationNotValid).seen(at.clone(), &text, A_TERM);
    Term::parse(&text).map(Some).ok_or_else(refuse)
}

fn renews_to(renews_to: Option<Option<String>>, at: &Place) -> Result<Option<RenewsTo>, Fault> {
    let at = at.member(Member::RenewsTo).member(Member::TermDuration);
    renews_to.map(|text| Ok(RenewsTo { term: term(text, &at)? })).transpose()
}

/// Instructions for the next term; none where nothing is said of it. `at` is where they stand.
///
/// # Errors
/// 400/800002 for texts that are too long, 400/800121 for what is no term.
pub(crate) fn next_term(
    draft: Option<NextTermDraft>,
    at: &Place,
) -> Result<Option<ScheduledNextTermInstructions>, Fault> {
    let Some(draft) = draft.filter(|draft| *draft != NextTermDraft::default()) else { return Ok(None) };
    let NextTermDraft { product, quantity, custom_term_end_date } = draft;
    let at = at.member(Member::Product);
    let product = product.map(|product| product_term(product, &at)).transpose()?;
    Ok(Some(ScheduledNextTermInstructions { product, quantity, custom_term_end_date }))
}

fn product_term(draft: ProductTermDraft, at: &Place) -> Result<ProductTerm, Fault> {
    let mut wrong = Faults::default();
    let term = wrong.or_default(term(draft.term_duration, &at.member(Member::TermDuration)));
    let mut text = |text, member| wrong.or_default(optional(text, TEXT, at.member(member)));
    let product = ProductTerm {
        product_id: text(draft.product_id, Member::ProductId),
        sku_id: text(draft.sku_id, Member::SkuId),
        availability_id: text(draft.availability_id, Member::AvailabilityId),
        billing_cycle: draft.billing_cycle,
        term,
        promotion_id: text(draft.promotion_id, Member::PromotionId),
    };
    wrong.unless(product)
}

/// The participants of a line. Whether they go together is asked only of those that can all be read.
fn participants(drafts: Vec<ParticipantDraft>, at: &Place) -> Result<Vec<Participant>, Fault> {
    let mut wrong = Faults::default();
    let drafts = drafts.into_iter().enumerate();
    let participants = drafts.map(|(index, draft)| participant(draft, &at.index(index)));
    let participants: Vec<_> = participants.filter_map(|read| wrong.or_default(read.map(Some))).collect();
    let participants = wrong.unless(participants)?;
    together(&participants, at)?;
    Ok(participants)
}

/// Whether the participants of a line go together (digest 7.2).
fn together(participants: &[Participant], at: &Place) -> Result<(), Fault> {
    let count = |role| participants.iter().filter(|participant| participant.role == role).count();
    let resellers = count(ParticipantRole::TransactionReseller);
    let additional = count(ParticipantRole::AdditionalTransactionReseller);
    if resellers > 1 {
        return Err(invalid().seen(at.clone(), format!("{resellers} transaction resellers"), "at most one"));
    }
    if additional > 0 && resellers == 0 {
        let accepted = "a transaction_reseller beside every additional_transaction_reseller";
        return Err(invalid().seen(at.clone(), "no transaction_reseller", accepted));
    }
    if additional > ADDITIONAL_RESELLERS {
        let accepted = format!("at most {ADDITIONAL_RESELLERS}");
        return Err(invalid().seen(at.clone(), format!("{additional} additional transaction resellers"), accepted));
    }
    Ok(())
}

fn participant(draft: ParticipantDraft, at: &Place) -> Result<Participant, Fault> {
    let role = match draft.role {
        Some(role) if role != ParticipantRole::Unknown => role,
        Some(_) => return Err(invalid().seen(at.member(Member::Key), "unknown", ParticipantRole::ACCEPTED)),
        None => return Err(invalid().missing(at.member(Member::Key), ParticipantRole::ACCEPTED)),
    };
    let at = at.member(Member::Value);
    let text = draft.mpn_id.ok_or_else(|| invalid().missing(at.clone(), "a Partner ID, in digits"))?;
    let mpn_id = MpnId::parse(&text).ok_or_else(|| invalid().seen(at, &text, "a Partner ID, in digits"))?;
    Ok(Participant { role, mpn_id })
}

pub(super) fn optional(text: Option<String>, most: usize, at: Place) -> Result<Option<String>, Fault> {
    text.filter(|text| !text.is_empty()).map(|text| bounded(text, most, at)).transpose()
}

fn bounded(text: String, most: usize, at: Place) -> Result<String, Fault> {
    let length = text.chars().count();
    if length > most {
        return Err(invalid().seen(at, format!("{length} characters"), format!("at most {most} characters")));
    }
    Ok(text)
}

fn invalid() -> Fault {
    Fault::new(FaultKind::InvalidInput)
}
