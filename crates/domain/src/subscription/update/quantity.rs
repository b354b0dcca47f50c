//! More licences and fewer: more under the limits of a purchase, fewer as long as they can be given back (surroundings 2.10).

use super::{SubscriptionPatch, Updating, base, worth};
use crate::{
    azure::AzureItem,
    cart,
    catalog::ProductKind,
    catalog_item::CatalogItem,
    counter::Use,
    fault::{Fault, FaultKind},
    member::Member,
    subscription::{RefundableBatch, Subscription, cancellation},
};
use std::{cmp::Ordering, ops::RangeInclusive};

/// Gives the subscription the licences that the patch says.
pub(super) fn change(
    subscription: &mut Subscription,
    patch: &SubscriptionPatch,
    with: Updating<'_>,
) -> Result<Vec<Use>, Fault> {
    let Some(asked) = patch.quantity.filter(|asked| *asked != subscription.quantity) else { return Ok(Vec::new()) };
    check_countable(subscription, asked, with)?;
    check_range(subscription, asked, with)?;
    let uses = match asked.cmp(&subscription.quantity) {
        Ordering::Greater => add(subscription, asked - subscription.quantity, patch, with)?,
        _ => remove(subscription, subscription.quantity - asked, with)?,
    };
    subscription.quantity = asked;
    Ok(uses)
}

/// Azure is measured, or bought once for its term.
fn check_countable(subscription: &Subscription, asked: i32, with: Updating<'_>) -> Result<(), Fault> {
    use ProductKind::{AzurePlan, Reservation, SavingsPlan};
    let bought_once = matches!(subscription.product_kind, Some(AzurePlan | Reservation | SavingsPlan));
    let measured = with.buyer.catalog.azure(&subscription.offer_id) == Some(AzureItem::Subscription);
    if !bought_once && !measured {
        return Ok(());
    }
    let fault = Fault::new(FaultKind::QuantityChangeNotAllowed);
    Err(fault.seen(Member::Quantity, asked, format!("{}, as it was bought", subscription.quantity)))
}

fn check_range(subscription: &Subscription, asked: i32, with: Updating<'_>) -> Result<(), Fault> {
    let allowed = range(subscription, with);
    let refuse = |accepted: String| {
        Err(Fault::new(FaultKind::SubscriptionQuantityNotValid).seen(Member::Quantity, asked, accepted))
    };
    if !allowed.contains(&asked) {
        return refuse(format!("{} to {}", allowed.start(), allowed.end()));
    }
    match base(subscription, with).filter(|base| asked > base.quantity) {
        Some(base) => refuse(format!("at most as many as the {} licences of its base", base.quantity)),
        None => Ok(()),
    }
}

/// The quantities that the catalogue allows; all of them where it does not list the item any more.
fn range(subscription: &Subscription, with: Updating<'_>) -> RangeInclusive<i32> {
    let catalog = with.buyer.catalog;
    let listed = match subscription.offer_id.shape() {
        Some(CatalogItem::Modern { product, sku, .. }) => {
            catalog.sku_of(&product, &sku).map(|(_, sku)| sku.minimum_quantity..=sku.maximum_quantity)
        }
        Some(CatalogItem::Legacy { offer }) => {
            catalog.offer(&offer).map(|offer| offer.minimum_quantity..=offer.maximum_quantity)
        }
        None => None,
    };
    listed.unwrap_or(1..=i32::MAX)
}

/// Added licences have a window of their own to be given back, and cost their part of the term.
fn add(
    subscription: &mut Subscription,
    more: i32,
    patch: &SubscriptionPatch,
    with: Updating<'_>,
) -> Result<Vec<Use>, Fault> {
    let now = with.buyer.now;
    let mut uses = cart::buy_more(subscription, more, patch.attestation_accepted, with.buyer)?;
    uses.extend(worth::charged(subscription, more, now, with)?);
    if is_licence(subscription) {
        let window = cancellation::window(subscription.product_kind, subscription.term.as_ref(), now);
        let batch = window.map(|window| RefundableBatch { quantity: more, allowed_until: window.until });
        subscription.refundable_quantity.extend(batch);
    }
    Ok(uses)
}

/// Licences of new commerce are given back batch by batch, those first whose window closes first; what else is modern as long
/// as it can be cancelled; legacy licences at any time.
fn remove(subscription: &mut Subscription, fewer: i32, with: Updating<'_>) -> Result<Vec<Use>, Fault> {
    let now = with.buyer.now;
    if is_licence(subscription) {
        subscription.refundable_quantity.retain(|batch| now < batch.allowed_until);
        let left = subscription.refundable_quantity.iter().map(|batch| batch.quantity).fold(0, i32::saturating_add);
        if fewer > left {
            return Err(bound(subscription, fewer, left));
        }
        take(&mut subscription.refundable_quantity, fewer);
    } else if !subscription.offer_id.is_legacy() && !subscription.is_cancellable_at(now) {
        return Err(bound(subscription, fewer, 0));
    }
    let mut uses = cart::give_back(subscription, fewer, with.buyer);
    uses.extend(worth::charged(subscription, -fewer, now, with)?);
    Ok(uses)
}

fn take(batches: &mut Vec<RefundableBatch>, mut fewer: i32) {
    batches.sort_by_key(|batch| batch.allowed_until);
    for batch in batches.iter_mut() {
        let taken = batch.quantity.min(fewer);
        batch.quantity -= taken;
        fewer -= taken;
    }
    batches.retain(|batch| batch.quantity > 0);
}

fn bound(subscription: &Subscription, fewer: i32, left: i32) -> Fault {
    let accepted = match left {
        0 => format!("at least {}: none of its licences can be given back any more", subscription.quantity),
        left => format!("at least {}: {left} of its licences can still be given back", subscription.quantity - left),
    };
    let fault = Fault::new(FaultKind::QuantityReductionNotAllowed);
    fault.seen(Member::Quantity, subscription.quantity - fewer, accepted)
}

fn is_licence(subscription: &Subscription) -> bool {
    subscription.product_kind == Some(ProductKind::OnlineServicesNce)
}
