//! Suspending, resuming and cancelling a subscription (surroundings 2.10 and 3.6).

use super::{Updating, worth};
use crate::{
    cart,
    counter::{Counter, Use},
    fault::{Fault, FaultKind},
    member::Member,
    subscription::{RefundKind, Subscription, SubscriptionStatus, cancellation},
};

/// Suspends it. One of new commerce no longer renews itself, and its scheduled changes are dropped.
pub(super) fn suspend(subscription: &mut Subscription) {
    subscription.status = SubscriptionStatus::Suspended;
    if !subscription.offer_id.is_legacy() {
        stop_renewing(subscription);
    }
}

/// Makes a suspended one active again, as long as its term lasts.
pub(super) fn resume(subscription: &mut Subscription, with: Updating<'_>) -> Result<(), Fault> {
    if subscription.status != SubscriptionStatus::Suspended {
        return Ok(());
    }
    let today = with.buyer.now.midnight();
    match subscription.commitment_end_at(with.buyer.now).filter(|end| *end < today) {
        Some(end) => Err(transition(subscription, SubscriptionStatus::Active).seen(
            Member::Status,
            "active",
            format!("what it is: its term ended with {}", end.day()),
        )),
        None => {
            subscription.status = SubscriptionStatus::Active;
            Ok(())
        }
    }
}

/// Cancels it within its window, and gives back what is left of it.
pub(super) fn delete(subscription: &mut Subscription, with: Updating<'_>) -> Result<Vec<Use>, Fault> {
    let now = with.buyer.now;
    let Some(until) = subscription.cancellation_allowed_until else {
        let fault = transition(subscription, SubscriptionStatus::Deleted);
        return Err(fault.seen(Member::Status, "deleted", "active or suspended: it can be suspended, not cancelled"));
    };
    if until <= now {
        return Err(cancellation::passed(until, subscription.start()));
    }
    let full = subscription.refund_options.iter().any(|refund| refund.kind == RefundKind::Full);
    let from = if full { subscription.start() } else { now };
    let mut uses = cart::give_back(subscription, subscription.quantity, with.buyer);
    uses.extend(worth::charged(subscription, -subscription.quantity, from, with)?);
    if with.buyer.partner.sandbox.is_some() {
        let counter = Counter::sandbox_subscriptions(with.buyer.customer.id);
        uses.push(Use { counter, by: -1, most: None });
    }
    subscription.status = SubscriptionStatus::Deleted;
    stop_renewing(subscription);
    Ok(uses)
}

fn stop_renewing(subscription: &mut Subscription) {
    subscription.auto_renew = false;
    subscription.scheduled_next_term_instructions = None;
}

fn transition(subscription: &Subscription, to: SubscriptionStatus) -> Fault {
    let names = [to, subscription.status].map(|status| status.name().to_owned());
    Fault::with(FaultKind::AssetStatusChangeNotValid, names.to_vec())
}
