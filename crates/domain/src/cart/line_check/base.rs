//! The base of a legacy add-on: the line that it is nested under, or a subscription of the customer (surroundings 3.3).

use super::Buyer;
use crate::{
    billing_cycle::BillingCycle,
    cart::CartLineItem,
    catalog::LegacyOffer,
    fault::{Fault, FaultKind},
    line::ProvisioningContext,
    member::{Member, Place},
    subscription::{Subscription, SubscriptionStatus, commitment},
    time::Timestamp,
};

/// The line that an add-on is nested under.
#[derive(Clone, Copy, Debug)]
pub(in crate::cart) struct Base<'a> {
    /// Its offer, as the client said it.
    pub(super) offer: &'a str,
    /// Its licences.
    pub(super) quantity: i32,
    /// How often it is charged.
    pub(super) billing_cycle: BillingCycle,
}

impl<'a> Base<'a> {
    /// That line.
    pub(in crate::cart) fn of(line: &'a CartLineItem) -> Self {
        Self { offer: line.catalog_item_id.as_str(), quantity: line.quantity, billing_cycle: line.billing_cycle }
    }
}

/// The base that the customer owns; `None` for an add-on that is nested under its base, and for what is no add-on.
///
/// # Errors
/// 10006 under a line that it does not belong to, 10007 without a base, 10013 for another billing cycle than the base's, 10018
/// for more licences than the base has.
pub(super) fn find<'a>(
    line: &CartLineItem,
    offer: &LegacyOffer,
    under: Option<Base<'_>>,
    buyer: Buyer<'a>,
    at: &Place,
) -> Result<Option<&'a Subscription>, Fault> {
    let Some(base) = under else {
        if !offer.is_add_on() {
            return Ok(None);
        }
        let parent = find_parent(line, offer, buyer, at)?;
        check_cycle(line, parent.billing_cycle, at)?;
        check_quantity(line, parent.quantity, at)?;
        return Ok(Some(parent));
    };
    if !offer.adds_to(base.offer) {
        let accepted = format!("an add-on offer of {}", base.offer);
        let fault = Fault::new(FaultKind::UnableToProcessCartLineItem);
        return Err(fault.seen(at.member(Member::CatalogItemId), line.catalog_item_id.as_str(), accepted));
    }
    check_cycle(line, base.billing_cycle, at)?;
    check_quantity(line, base.quantity, at)?;
    Ok(None)
}

fn check_cycle(line: &CartLineItem, of_base: BillingCycle, at: &Place) -> Result<(), Fault> {
    if line.billing_cycle == of_base {
        return Ok(());
    }
    let accepted = format!("{}, as its base has it", of_base.name());
    let fault = Fault::new(FaultKind::BillingPlanNotSupported).with_order_twin(FaultKind::OrderBillingCycleNotValid);
    Err(fault.seen(at.member(Member::BillingCycle), line.billing_cycle.name(), accepted))
}

fn check_quantity(line: &CartLineItem, of_base: i32, at: &Place) -> Result<(), Fault> {
    if line.quantity <= of_base {
        return Ok(());
    }
    let accepted = format!("at most as many as the {of_base} licences of its base");
    let fault = Fault::new(FaultKind::BaseOfferSeatQuantityNotMet);
    Err(fault.seen(at.member(Member::Quantity), line.quantity, accepted))
}

fn find_parent<'a>(
    line: &CartLineItem,
    offer: &LegacyOffer,
    buyer: Buyer<'a>,
    at: &Place,
) -> Result<&'a Subscription, Fault> {
    let at = at.member(Member::ProvisioningContext).member(Member::ParentSubscriptionId);
    let accepted = "an active subscription of the customer to the add-on's base offer";
    let fault = Fault::new(FaultKind::LineSubscriptionIsNotValid);
    let named = line.provisioning_context.as_ref().and_then(ProvisioningContext::parent_subscription);
    let Some(named) = named else {
        return Err(fault.missing(at, accepted));
    };
    let usable = buyer
        .subscription(named)
        .filter(|owned| owned.status == SubscriptionStatus::Active && offer.adds_to(owned.offer_id.as_str()));
    usable.ok_or_else(|| fault.seen(at, named, accepted))
}

/// An add-on ends with its base.
pub(super) fn commitment_end(
    offer: &LegacyOffer,
    under: Option<Base<'_>>,
    parent: Option<&Subscription>,
    buyer: Buyer<'_>,
) -> Timestamp {
    let base = under.and_then(|base| buyer.catalog.offer(&base.offer.trim().to_ascii_uppercase()));
    let owned = parent.and_then(|parent| parent.commitment_end_at(buyer.now));
    owned.unwrap_or_else(|| commitment::last_day(buyer.now, &base.unwrap_or(offer).term))
}
